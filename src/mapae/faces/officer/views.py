"""The officers' desk: the queue, one case, the decision. Thin: the use cases do the work."""

from __future__ import annotations

from uuid import UUID

from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mapae.core.application.reference import spaced
from mapae.core.application.status import TransitionRefused
from mapae.core.decision.outcome import Outcome
from mapae.faces.officer import presentation
from mapae.faces.officer.forms import DecisionForm
from mapae.faces.officer.trace import trace_in_words
from mapae.faces.officer.words import REQUIREMENTS, STATUSES, reasons_in_words
from mapae.faces.request import MapaeRequest
from mapae.usecases.case_acts import ChangedMeanwhile, UnknownApplication
from mapae.usecases.case_data import CaseErased
from mapae.usecases.decide import DocumentExpired, grant_by_officer, refuse_by_officer
from mapae.usecases.list_queue import list_queue
from mapae.usecases.open_case import Case, grounds_of_case, open_case

DECIDED_MEANWHILE = gettext_lazy(
    "This application was dealt with while you had it open, so your decision was not recorded. "
    "What happened is in the history below. There is nothing left for you to do here."
)
CHANGED_MEANWHILE = gettext_lazy(
    "This application changed while you had it open, so your decision was not recorded. "
    "What you chose is still in the form. Look at what is new, then send your decision again."
)

DOCUMENT_EXPIRED = gettext_lazy(
    "The passport has expired, so an authorization on it would not live a day. "
    "Refuse, with the reason that the document is not valid"
)

# The portrait stands in the page itself: one opening of the case, one leaf, and no second address to see it at.
PORTRAIT_IN_THE_PAGE = {"img-src": ["data:"]}


@require_safe
def queue(request: MapaeRequest) -> HttpResponse:
    """What waits for an officer."""
    found = list_queue(request.ports)
    rows = [(entry, reasons_in_words(entry.reasons, ())) for entry in found.entries]
    return render(request, "officer/queue.html", {"rows": rows, "total": found.total, "shown": len(rows)})


@require_safe
@csp_update(PORTRAIT_IN_THE_PAGE)  # type: ignore[arg-type]  # django-csp knows no requests of ours
def case(request: MapaeRequest, case_id: UUID) -> HttpResponse:
    """One case. Each look leaves a leaf in the audit log."""
    opened = _open(request, case_id)
    return _show(request, opened, DecisionForm(initial={"version": opened.version}, grounds=opened.grounds))


@csp_update(PORTRAIT_IN_THE_PAGE)  # type: ignore[arg-type]  # django-csp knows no requests of ours
def decide(request: MapaeRequest, case_id: UUID) -> HttpResponseBase:
    """Grant or refuse. Whoever comes here by a link, or back from signing in, is led to the case."""
    return _decide(request, case_id) if request.method == "POST" else redirect("officer_case", case_id=case_id)


@require_POST
def _decide(request: MapaeRequest, case_id: UUID) -> HttpResponseBase:
    form = _decision_form(request, case_id)
    if not form.is_valid():
        return _show(request, _open(request, case_id), form)
    try:
        reference = _act(request, case_id, form)
    except DocumentExpired:
        form.add_error("outcome", str(DOCUMENT_EXPIRED))
        return _show(request, _open(request, case_id), form)
    except (ChangedMeanwhile, TransitionRefused):
        return _tell_what_happened(request, case_id)
    except UnknownApplication as error:
        raise Http404 from error
    messages.success(request, reference)
    return redirect("officer_queue")


def _decision_form(request: MapaeRequest, case_id: UUID) -> DecisionForm:
    try:
        return DecisionForm(request.POST, grounds=grounds_of_case(request.ports, case_id))
    except UnknownApplication as error:
        raise Http404 from error


def _act(request: MapaeRequest, case_id: UUID, form: DecisionForm) -> str:
    """What to tell the officer after the decision."""
    assert request.user.is_authenticated  # the rights map lets nobody else here
    version: int = form.cleaned_data["version"]
    if form.cleaned_data["outcome"] == Outcome.GRANTED:
        decided = grant_by_officer(request.ports, case_id, request.user, version)
        return _("You granted application %(reference)s.") % {"reference": spaced(decided.reference)}
    decided = refuse_by_officer(request.ports, case_id, request.user, version, form.reasons)
    return _("You refused application %(reference)s.") % {"reference": spaced(decided.reference)}


def _tell_what_happened(request: MapaeRequest, case_id: UUID) -> HttpResponse:
    """The case as it is now, with what the officer had chosen."""
    opened = _open(request, case_id)
    kept = request.POST.copy()
    kept["version"] = str(opened.version)
    notice = CHANGED_MEANWHILE if opened.waits_for_decision else DECIDED_MEANWHILE
    return _show(request, opened, DecisionForm(kept, grounds=opened.grounds), notice=str(notice), status=409)


def _open(request: MapaeRequest, case_id: UUID) -> Case:
    assert request.user.is_authenticated  # the rights map lets nobody else here
    try:
        return open_case(request.ports, case_id, request.user)
    except (UnknownApplication, CaseErased) as error:
        raise Http404 from error


def _show(
    request: MapaeRequest, opened: Case, form: DecisionForm, *, notice: str = "", status: int = 200
) -> HttpResponse:
    status_words, tone = STATUSES[opened.status]
    context = {
        "case": opened,
        "form": form,
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
    }
    return render(request, "officer/case.html", context, status=status)
