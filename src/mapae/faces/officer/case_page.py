"""The page of one case: everything that is known of it, and a form for each thing that may be done now."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from csp.decorators import csp_update
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mapae.faces.look.topics import LANGUAGES
from mapae.faces.officer import presentation
from mapae.faces.officer.forms import (
    AssignmentForm,
    CaseForm,
    DecisionForm,
    EndingForm,
    FlagForm,
    QuestionForm,
    SettlementForm,
)
from mapae.faces.officer.found import purpose_of
from mapae.faces.officer.hits import JudgementForm, hits
from mapae.faces.officer.trace import trace_in_words
from mapae.faces.officer.words import REPRESENTATIVES, REQUIREMENTS, STATUSES
from mapae.faces.request import MapaeRequest
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.case_choices import choices_of_case
from mapae.usecases.case_data import CaseErased
from mapae.usecases.case_view import Case, Choices
from mapae.usecases.desk_drafts import Fields, take_words
from mapae.usecases.open_case import open_case

SIGNED_OUT = gettext_lazy(
    "You were signed out before this was recorded. What you typed is back in the form. Look at it, then send it again."
)
FORMS: Mapping[str, type[CaseForm]] = {
    form.name: form for form in (DecisionForm, QuestionForm, AssignmentForm, SettlementForm, EndingForm, FlagForm)
}


def open_for(request: MapaeRequest, case_id: UUID) -> Case:
    """The case, its opening logged; a page that is not there for a case that is not theirs."""
    assert request.user.is_authenticated  # the rights map lets nobody else here
    try:
        return open_case(request.ports, case_id, request.user, purpose_of(request, case_id))
    except (UnknownApplication, CaseErased) as error:
        raise Http404 from error


def choices_for(request: MapaeRequest, case_id: UUID) -> Choices:
    """What the forms of the case offer, without opening it."""
    assert request.user.is_authenticated  # the rights map lets nobody else here
    try:
        return choices_of_case(request.ports, case_id, request.user, purpose_of(request, case_id))
    except UnknownApplication as error:
        raise Http404 from error


def read_form(request: MapaeRequest, name: str, choices: Choices, data: QueryDict) -> CaseForm:
    """The form as it was sent."""
    return FORMS[name](data, choices=choices)


def show(
    request: MapaeRequest,
    opened: Case,
    sent: CaseForm | JudgementForm | None = None,
    *,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page. `sent` is the form that could not be done, with what was typed into it."""
    initial = {
        "version": opened.version,
        "proposal": opened.proposal.id if opened.proposal else "",
        "reason": opened.authorization.flag if opened.authorization else "",
    }
    forms = {name: kind(initial=initial, choices=opened.choices) for name, kind in FORMS.items()}
    if isinstance(sent, CaseForm):
        forms[sent.name] = sent
    status_words, tone = STATUSES[opened.status]
    context = {
        "case": opened,
        **{f"{name}_form": form for name, form in forms.items()},
        "sent": sent,
        "notice": notice,
        "status_words": status_words,
        "tone": tone,
        "sections": presentation.sections(opened),
        "declarations": presentation.declarations(opened),
        "requirement": REQUIREMENTS[opened.assessment.requirement],
        "rules": presentation.deciding_rules(opened),
        "trace": trace_in_words(opened.assessment.trace),
        "history": presentation.history(opened),
        "portrait": presentation.portrait(opened),
        "questions": presentation.questions(opened),
        "others": presentation.others(opened),
        "together": opened.together,
        "together_kind": REPRESENTATIVES[opened.together.kind] if opened.together else "",
        "hits": hits(opened, sent),
        "proposal": presentation.proposal(opened),
        "authorization": presentation.authorization(opened),
        "mandate": presentation.mandate(opened),
        "note_language": LANGUAGES.get(opened.note_language, opened.note_language),
    }
    return render(request, "officer/case.html", context, status=status)


# The portrait stands in the page itself: one opening of the case, one leaf, and no second address to see it at.
PORTRAIT_IN_THE_PAGE = {"img-src": ["data:"]}


@require_safe
@csp_update(PORTRAIT_IN_THE_PAGE)  # type: ignore[arg-type]  # django-csp knows no requests of ours
def case(request: MapaeRequest, case_id: UUID) -> HttpResponse:
    """One case, with what was typed before a sign-out. Each look leaves a leaf in the audit log."""
    assert request.user.is_authenticated  # the rights map lets nobody else here
    opened = open_for(request, case_id)
    kept = take_words(request.ports, request.user, case_id)
    for name, fields in kept.items():
        if name in FORMS:
            form = read_form(request, name, opened.choices, _as_sent(fields, opened.version))
            return show(request, opened, form, notice=str(SIGNED_OUT))
    return show(request, opened)


def _as_sent(fields: Fields, version: int) -> QueryDict:
    """As the form was sent, but for the version: the officer looks at the case anew now."""
    sent = QueryDict(mutable=True)
    for name, values in fields.items():
        sent.setlist(name, list(values))
    sent["version"] = str(version)
    return sent
