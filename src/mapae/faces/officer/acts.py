"""What officers do with a case. Each act is one form of its page; whoever comes to its address by a link sees the case."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mapae.core.application.reference import spaced
from mapae.core.application.status import Status, TransitionRefused
from mapae.core.authorization.flag import FlagReason
from mapae.core.decision.disclosure import NoSuchGround
from mapae.core.decision.outcome import Outcome
from mapae.core.decision.proposal import AdverseAct, SamePerson
from mapae.faces.officer.case_page import PORTRAIT_IN_THE_PAGE, choices_for, open_for, read_form, show
from mapae.faces.officer.forms import (
    QUESTION_PROBLEMS,
    AssignmentForm,
    CaseForm,
    DecisionForm,
    EndingForm,
    FlagForm,
    Handing,
    QuestionForm,
    SettlementForm,
    Settling,
    note_of,
)
from mapae.faces.request import MapaeRequest
from mapae.usecases.ask_for_information import QuestionRefused, ask_for_information
from mapae.usecases.assign_case import NobodyThere, give_case, take_case
from mapae.usecases.case_acts import ChangedMeanwhile, UnknownApplication
from mapae.usecases.decide import DocumentExpired, grant_by_officer, refuse_by_officer
from mapae.usecases.end_authorization import end_authorization
from mapae.usecases.flag_authorization import lift_flag, set_flag
from mapae.usecases.proposals import ProposalWaits
from mapae.usecases.second_officer import NotASupervisor, confirm_proposal, return_proposal

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

Doing = Callable[[MapaeRequest, UUID, CaseForm], str]


class NotSo(Exception):
    """The form says something that cannot be done: an error beside its field."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(field)
        self.field, self.sentence = field, sentence


def act(name: str, do: Doing, *, stays: bool = False) -> Callable[..., HttpResponseBase]:
    """The view of one act: read its form, do it, say so at the queue (or, if it `stays`, at the case).

    What could not be done brings the case again, with what was typed.
    """

    @csp_update(PORTRAIT_IN_THE_PAGE)  # type: ignore[arg-type]  # django-csp knows no requests of ours
    def view(request: MapaeRequest, case_id: UUID) -> HttpResponseBase:
        if request.method != "POST":
            return redirect("officer_case", case_id=case_id)
        form = read_form(request, name, choices_for(request, case_id), request.POST)
        if not form.is_valid():
            return show(request, open_for(request, case_id), form)
        try:
            messages.success(request, do(request, case_id, form))
        except NotSo as fault:
            form.add_error(fault.field, fault.sentence)
            return show(request, open_for(request, case_id), form)
        except (ChangedMeanwhile, TransitionRefused, ProposalWaits):
            return _tell_what_happened(request, case_id, name)
        except UnknownApplication as error:
            raise Http404 from error
        return redirect("officer_case", case_id=case_id) if stays else redirect("officer_queue")

    return view


def _tell_what_happened(request: MapaeRequest, case_id: UUID, name: str) -> HttpResponse:
    """The case as it is now, with what the officer had chosen."""
    opened = open_for(request, case_id)
    kept = request.POST.copy()
    kept["version"] = str(opened.version)
    notice = CHANGED_MEANWHILE if opened.may_be_decided or opened.may_be_ended else DECIDED_MEANWHILE
    form = read_form(request, name, opened.choices, kept)
    return show(request, opened, form, notice=str(notice), status=409)


def _decide(request: MapaeRequest, case_id: UUID, form: CaseForm) -> str:
    assert isinstance(form, DecisionForm) and request.user.is_authenticated
    ports, officer, version = request.ports, request.user, form.seen_version
    try:
        if form.cleaned_data["outcome"] == Outcome.GRANTED:
            done = grant_by_officer(ports, case_id, officer, version)
            return _("You granted application %(reference)s.") % {"reference": spaced(done.reference)}
    except DocumentExpired as error:
        raise NotSo("outcome", str(DOCUMENT_EXPIRED)) from error
    done = refuse_by_officer(ports, case_id, officer, version, form.reasons, note_of(form))
    if done.status == Status.REFERRED:
        return _("You proposed to refuse %(reference)s. A supervisor confirms it, or gives it back to you.") % {
            "reference": spaced(done.reference)
        }
    return _("You refused application %(reference)s.") % {"reference": spaced(done.reference)}


def _ask(request: MapaeRequest, case_id: UUID, form: CaseForm) -> str:
    assert isinstance(form, QuestionForm) and request.user.is_authenticated
    said = form.cleaned_data
    try:
        asked = ask_for_information(
            request.ports,
            case_id,
            request.user,
            form.seen_version,
            said["topics"],
            said["words"],
            said["language"],
        )
    except QuestionRefused as refused:
        field = "words" if refused.problem in ("words_missing", "too_long") else "topics"
        raise NotSo(field, str(QUESTION_PROBLEMS[refused.problem])) from refused
    reference = {"reference": spaced(asked.application.reference)}
    return _("You asked the applicant of %(reference)s for more. They are told by mail.") % reference


def _assign(request: MapaeRequest, case_id: UUID, form: CaseForm) -> str:
    assert isinstance(form, AssignmentForm) and request.user.is_authenticated
    said = form.cleaned_data
    if said["act"] == Handing.TAKE:
        take_case(request.ports, case_id, request.user)
        return _("The case is yours now.")
    team = UUID(said["team"]) if said["team"] else None
    officer = int(said["officer"]) if said["officer"] else None
    try:
        give_case(request.ports, case_id, request.user, team, officer)
    except NobodyThere as error:
        raise NotSo(str(error), _("Choose one of the list")) from error
    if team is None and officer is None:
        return _("The case is nobody’s now: every officer may take it.")
    return _("You gave the case away. Who has it now is told.")


def _settle(request: MapaeRequest, case_id: UUID, form: CaseForm) -> str:
    assert isinstance(form, SettlementForm) and request.user.is_authenticated
    said = form.cleaned_data
    confirms = said["settle"] == Settling.CONFIRM
    do = confirm_proposal if confirms else return_proposal
    try:
        done = do(request.ports, case_id, said["proposal"], request.user, form.seen_version)
    except SamePerson as error:
        raise NotSo("settle", _("You proposed it yourself: another supervisor has to confirm it")) from error
    except NotASupervisor as error:
        raise NotSo("settle", _("Only a supervisor confirms a proposal or gives it back")) from error
    except NoSuchGround as error:
        raise NotSo("settle", _("A reason of the proposal is not in force any more. Give it back")) from error
    reference = {"reference": spaced(done.reference)}
    if confirms:
        return _("You confirmed what was proposed for %(reference)s.") % reference
    return _("The proposal for %(reference)s was given back.") % reference


def _end(request: MapaeRequest, case_id: UUID, form: CaseForm) -> str:
    assert isinstance(form, EndingForm) and request.user.is_authenticated
    said = form.cleaned_data
    act, version, grounds = AdverseAct(said["act"]), form.seen_version, said["grounds"]
    is_done = end_authorization(request.ports, case_id, request.user, version, act, grounds, note_of(form))
    if is_done:
        return _("The authorization has ended. The holder is told by mail.")
    return _("You proposed to end the authorization. A supervisor confirms it, or gives it back to you.")


def _flag(request: MapaeRequest, case_id: UUID, form: CaseForm) -> str:
    assert isinstance(form, FlagForm) and request.user.is_authenticated
    reason = form.cleaned_data["reason"]
    if not reason:
        lift_flag(request.ports, case_id, request.user)
        return _("No flag is set.")
    set_flag(request.ports, case_id, request.user, FlagReason(reason))
    return _("The border sees the flag now.")


decide = act("decision", _decide)
ask = act("question", _ask)
assign = act("assignment", _assign, stays=True)
settle = act("settlement", _settle)
end = act("ending", _end)
flag = act("flag", _flag, stays=True)
