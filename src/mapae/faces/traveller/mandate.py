"""Who applied for the traveller, and what the traveller says of it; before that, the birth date of whoever comes by mail."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mapae.core.application.parties import MandateAnswer
from mapae.faces.look.mailbox_proof import whole_minutes
from mapae.faces.look.mandate_words import KINDS, declaration
from mapae.faces.look.spoken import say_moment
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.birth_date import BirthDateForm, typed_birth
from mapae.faces.traveller.own import hold, of_own_application
from mapae.faces.traveller.resume import address_to_go_on
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.case_data import CaseErased
from mapae.usecases.mandates import (
    MandateSeen,
    NoMandate,
    TooManyGuesses,
    WrongBirthDate,
    confirm,
    make_known,
    object_to,
    read_mandate,
)

_UNKNOWN = "application_of_a_link"  # its holder showed no birth date yet
_DONE = "done"


def ask_birth_date(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """The link was pressed, and its mailbox was named by a representative: first the birth date."""
    request.session[_UNKNOWN] = str(application_id)
    return redirect("apply_birth_date")


@require_http_methods(["GET", "HEAD", "POST"])
def birth_date(request: MapaeRequest) -> HttpResponse:
    """GET asks for the birth date; POST with the right one brings the application into this browser."""
    held = request.session.get(_UNKNOWN)
    if held is None:
        return redirect("link_ask")
    if request.method != "POST":
        return _show_birth_date(request, BirthDateForm())
    form, application_id = BirthDateForm(request.POST), UUID(held)
    try:
        birth = typed_birth(request, form)
        if birth is None:
            return _show_birth_date(request, form)
        make_known(request.ports, application_id, birth)
    except WrongBirthDate:
        form.add_error("birth_date", gettext("This is not the date of birth in the application. Check it"))
        return _show_birth_date(request, form)
    except TooManyGuesses as refused:
        form.add_error("birth_date", _say_too_many(refused.seconds))
        return _show_birth_date(request, form)
    except (UnknownApplication, CaseErased):
        return redirect("link_ask")
    request.session.pop(_UNKNOWN, None)
    hold(request, application_id)
    return redirect(address_to_go_on(request, application_id))


def _say_too_many(seconds: int) -> str:
    minutes = whole_minutes(seconds)
    return ngettext(
        "Too many wrong dates. You can try again in %(minutes)s minute",
        "Too many wrong dates. You can try again in %(minutes)s minutes",
        minutes,
    ) % {"minutes": minutes}


def _show_birth_date(request: MapaeRequest, form: BirthDateForm) -> HttpResponse:
    context = {
        "form": form,
        "title": gettext("Is this application about you?"),
        "intro": gettext(
            "Somebody applied for you and gave us your e-mail address. So that nobody else sees the application, enter "
            "your date of birth as it is in your passport."
        ),
        "submit_label": gettext("Continue"),
    }
    return render(request, "traveller/birth_date.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_application
def mandate(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """GET says who declared what; POST confirms or objects, and may be done again the other way."""
    try:
        seen = read_mandate(request.ports, application_id)
    except NoMandate:
        return redirect("apply_result")
    if request.method != "POST":
        return _show(request, seen)
    answer = request.POST.get("answer", "")
    if answer == MandateAnswer.CONFIRMED:
        confirm(request.ports, application_id, tells_grounds=request.POST.get("tells_grounds") == "yes")
    elif answer == MandateAnswer.OBJECTED:
        object_to(request.ports, application_id)
    else:
        return _show(request, seen)
    return redirect(f"{reverse('apply_mandate')}?{_DONE}")


def _show(request: MapaeRequest, seen: MandateSeen) -> HttpResponse:
    context = {
        "mandate": seen,
        "kind": KINDS[seen.kind],
        "declared_at": say_moment(seen.declared_at),
        "answered_at": say_moment(seen.answered_at) if seen.answered_at else "",
        "words": declaration(seen.wording),
        "is_done": _DONE in request.GET,
        "title": _("Who applied for you"),
    }
    return render(request, "traveller/mandate.html", context)
