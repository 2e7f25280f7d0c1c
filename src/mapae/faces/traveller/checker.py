"""Do I need one? Asked before any data: passport, special documents, birth and arrival.

Only the nationality ever stands in an address. Birth and arrival are sent once and answered in the page that comes back;
nothing is stored, so «back» leads to the questions and loading again asks again.
"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.assessment import Traveller
from mapae.faces.look.forms import LookForm
from mapae.faces.look.questions.forms import joined_day, typed_parts
from mapae.faces.look.questions.sentences import in_detail
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.checker_answers import nationality_context, traveller_context
from mapae.faces.traveller.checker_forms import CHECKED, YouForm, category_form, passport_form, which_passport_form
from mapae.faces.traveller.checker_words import NONE_OF_THESE
from mapae.usecases.ask_the_rules import (
    UnknownNationality,
    about_nationality,
    about_traveller,
    check_data,
    has_unpublished_rules,
    list_categories,
    list_passports,
    nationality_of,
)

_DAYS = ("birth_date", "arrival_day")


@require_http_methods(["GET", "HEAD", "POST"])
def passport(request: MapaeRequest) -> HttpResponse:
    """The first question. Whom the scheme cannot concern is answered at once."""
    form_class = passport_form(is_demonstration=request.ports.is_demonstration)
    if request.method != "POST":
        return _ask(request, form_class(), gettext("Do I need an authorization?"), reverse("start"))
    typed = request.POST.get("nationality", "")
    # Laissez-passers have an organisation in this place: nobody applies with one, and still gets an answer here.
    problems = check_data(request.ports, {"issuing_state": typed}, ("issuing_state",))
    if problems:
        form = form_class(request.POST)
        form.add_core_errors([("nationality", problem.code) for problem in problems], CHECKED)
        return _ask(request, form, gettext("Do I need an authorization?"), reverse("start"))
    nationality = nationality_of(request.ports, typed)
    if list_passports(request.ports, nationality):
        return redirect("checker_which", nationality)
    return _after_passport(request, nationality)


@require_http_methods(["GET", "HEAD", "POST"])
def which(request: MapaeRequest, nationality: str) -> HttpResponse:
    """Asked where passports of several nationalities look alike."""
    nationality = _known(request, nationality)
    passports = list_passports(request.ports, nationality)
    if not passports:
        return _after_passport(request, nationality)
    form = which_passport_form(passports)(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        chosen = request.POST.get("which_passport", "")
        if chosen in passports:
            return _after_passport(request, chosen)
        form.add_core_errors([("which_passport", "not_a_choice" if chosen else "missing")], CHECKED)
    return _ask(request, form, gettext("Which passport is it?"), reverse("checker"))


def _after_passport(request: MapaeRequest, nationality: str) -> HttpResponse:
    told = about_traveller(request.ports, _traveller(nationality), None)
    # The page about a nationality is made of the published rules; where there are others, the traveller's own answer is given.
    is_answered_there = told.is_settled and not has_unpublished_rules(request.ports)
    return redirect("checker_nationality" if is_answered_there else "checker_category", nationality)


@require_http_methods(["GET", "HEAD", "POST"])
def category(request: MapaeRequest, nationality: str) -> HttpResponse:
    """Special documents and situations: most of them settle everything, so that nothing more is asked."""
    nationality = _known(request, nationality)
    categories = list_categories(request.ports)
    looks_like_others = bool(list_passports(request.ports, nationality))
    back = reverse("checker_which", args=[nationality]) if looks_like_others else reverse("checker")
    form = category_form(categories)(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        chosen = request.POST.get("category", "")
        if chosen == NONE_OF_THESE:
            return redirect("checker_you", nationality)
        if chosen in categories:
            return _claimed(request, nationality, chosen)
        form.add_core_errors([("category", "not_a_choice" if chosen else "missing")], CHECKED)
    return _ask(request, form, gettext("Does one of these apply to you?"), back)


def _claimed(request: MapaeRequest, nationality: str, chosen: str) -> HttpResponse:
    traveller = _traveller(nationality, category=chosen)
    told = about_traveller(request.ports, traveller, None)
    if told.is_settled:
        return render(request, "traveller/checker_answer.html", traveller_context(request, traveller, told))
    return _ask_you(request, nationality, YouForm(initial={"category": chosen}))


@require_http_methods(["GET", "HEAD", "POST"])
def you(request: MapaeRequest, nationality: str) -> HttpResponse:
    """Birth and arrival; POST gives the answer in the page itself, so that no address holds what was typed."""
    nationality = _known(request, nationality)
    if request.method != "POST":
        return _ask_you(request, nationality, YouForm())
    is_open = bool(request.POST.get("arrival_is_open"))
    raw = {name: joined_day(name, request.POST) for name in _DAYS}
    problems = check_data(request.ports, raw, _DAYS[:1] if is_open else _DAYS)
    if problems:
        form = YouForm(request.POST)
        typed = {name: typed_parts(name, request.POST) for name in _DAYS}
        form.add_core_errors([in_detail(problem, typed) for problem in problems], CHECKED)
        return _ask_you(request, nationality, form)
    claimed = request.POST.get("category", "")
    traveller = _traveller(
        nationality,
        birth=PartialDate.parse(raw["birth_date"]),
        category=claimed if claimed in list_categories(request.ports) else "",
    )
    arrival = None if is_open else PartialDate.parse(raw["arrival_day"]).earliest
    told = about_traveller(request.ports, traveller, arrival)
    return render(request, "traveller/checker_answer.html", traveller_context(request, traveller, told, arrival))


@require_safe
def nationality(request: MapaeRequest, nationality: str) -> HttpResponse:
    """What is true of everybody with this passport: an address to share, with nothing personal in it."""
    told = about_nationality(request.ports, _known(request, nationality))
    return render(request, "traveller/checker_nationality.html", nationality_context(request, told))


def _known(request: MapaeRequest, code: str) -> str:
    try:
        return nationality_of(request.ports, code.upper())
    except UnknownNationality as unknown:
        raise Http404(code) from unknown


def _traveller(nationality: str, birth: PartialDate | None = None, category: str = "") -> Traveller:
    # Which of the passports that look alike it is, the nationality in the address says.
    return Traveller(nationality, birth, category=category, which_passport=nationality)


def _ask_you(request: MapaeRequest, nationality: str, form: LookForm) -> HttpResponse:
    action, back = (reverse(name, args=[nationality]) for name in ("checker_you", "checker_category"))
    return _ask(request, form, gettext("You and your trip"), back, action)


def _ask(request: MapaeRequest, form: LookForm, title: str, back_url: str, action: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "back_url": back_url, "action": action}
    return render(request, "traveller/checker_question.html", context)
