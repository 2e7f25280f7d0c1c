"""Changes after the grant: what is edited free of charge, and what needs a new application, with the way to each."""

from __future__ import annotations

from collections.abc import Iterable
from hmac import compare_digest
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from mapae.core.application.changes import asked_by_change
from mapae.faces.look.authorization_words import EDIT_TITLES, say_changes
from mapae.faces.look.forms import LookForm
from mapae.faces.look.questions.forms import DAYS, answers_in, question_form, shown_again, typed_parts
from mapae.faces.look.questions.pages import Page
from mapae.faces.look.questions.said import say_answer
from mapae.faces.look.questions.sentences import told
from mapae.faces.look.questions.wording import LABELS, SHORT_LABELS
from mapae.faces.look.summary import AnswerRow
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.own import of_own_application, page_key
from mapae.usecases.edit_answers import Changes, NotFree, edit_answers, read_changes
from mapae.usecases.holding import NothingHeld

SAVED = "saved"
_LATIN = frozenset({"phone", "stay_postcode"})


@require_safe
@of_own_application
def changes(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """What can be changed, what it is now, and what a change means."""
    found = read_changes(request.ports, application_id)
    if not found.is_living:
        return redirect("apply_result")
    context = {
        "rows": list(_rows(found)),
        "new_applications": say_changes(found.new_applications),
        "was_saved": request.META.get("QUERY_STRING") == SAVED,
        "back_url": reverse("apply_result"),
    }
    return render(request, "traveller/holder_changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_application
def edit(request: MapaeRequest, application_id: UUID, change: str) -> HttpResponse:
    """One change that is free: GET asks, POST keeps it. Without a living authorization there is nothing to edit."""
    found = read_changes(request.ports, application_id)
    if not found.is_living:
        return redirect("apply_result")
    if change not in found.edits:
        raise Http404(change)
    page = Page(change, EDIT_TITLES[change], asked_by_change(change))
    form_class = question_form(page, page.fields, is_demonstration=request.ports.is_demonstration)
    if request.method != "POST":
        return _show(request, application_id, page, form_class(initial=shown_again(page, found.raw)))
    if not _is_of(request, application_id):
        return render(request, "traveller/other_application.html", status=409)
    try:
        problems = edit_answers(request.ports, application_id, change, answers_in(page, request.POST))
    except (NothingHeld, NotFree):  # ended, or the rules changed, between the page and the press
        return redirect("apply_result")
    if not problems:
        return redirect(f"{reverse('apply_changes')}?{SAVED}")
    form = form_class(request.POST)
    typed = {name: typed_parts(name, request.POST) for name in page.fields if name in DAYS}
    form.add_told(told(problem, typed) for problem in problems)
    return _show(request, application_id, page, form)


def _is_of(request: MapaeRequest, application_id: UUID) -> bool:
    """Whether the page that was sent is one of this application, and not of an earlier one in another tab."""
    return compare_digest(request.POST.get("page_key", "").encode(), page_key(request, application_id).encode())


def _show(request: MapaeRequest, application_id: UUID, page: Page, form: LookForm) -> HttpResponse:
    context = {
        "form": form,
        "title": page.title,
        "intro": gettext("Your authorization stays valid. There is nothing to pay."),
        "page_key": page_key(request, application_id),
        "submit_label": gettext("Save the change"),
        "back_url": reverse("apply_changes"),
    }
    return render(request, "traveller/question.html", context)


def _rows(found: Changes) -> Iterable[AnswerRow]:
    for change in found.edits:
        where = reverse("apply_edit", args=[change])
        for name in asked_by_change(change):
            yield AnswerRow(
                SHORT_LABELS.get(name, LABELS[name]), say_answer(name, found.raw.get(name, "")), where, name in _LATIN
            )
