"""Decisions: automatic ones grant or refer; an officer grants or refuses what was referred."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from django.db import transaction

from mapae.core.application.answers import Answers
from mapae.core.application.status import Act, Status, TransitionRefused
from mapae.core.decision.disclosure import require_grounds
from mapae.core.decision.outcome import Grant, GrantReason, Outcome, Refer, ReferralReason, decide_automatically
from mapae.core.decision.proposal import AdverseAct
from mapae.core.rulebook.assessment import Assessment
from mapae.core.rulebook.terms import four_eyes_on
from mapae.records.models import Account, Application, Decision
from mapae.usecases.audit import SYSTEM, Actor, account_actor
from mapae.usecases.authorize import authorize
from mapae.usecases.case_acts import lock_application, perform
from mapae.usecases.case_data import seal
from mapae.usecases.mandates import objects
from mapae.usecases.messages import queue_message
from mapae.usecases.officer_acts import lock_for_officer
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.proposals import Note, propose, require_no_proposal, seal_note
from mapae.usecases.rulebook_in_force import stored_rulebook
from mapae.usecases.screen import screen_application
from mapae.usecases.submitted import read_submitted


class DocumentExpired(TransitionRefused):
    """The document's last day has passed: an authorization on it would not live a day."""


@transaction.atomic
def decide_by_machine(ports: Ports, application_id: UUID) -> Application:
    """Grant or refer a paid application; one that was dealt with already stays as it is."""
    application = lock_application(application_id)
    if application.status != Status.IN_ASSESSMENT:
        return application
    answers, assessment = read_submitted(ports, application)
    hits = screen_application(ports, application, answers)
    found = decide_automatically(answers, assessment, hits, objects=objects(application_id))
    if _has_expired(ports, application, answers):  # the officer's grant would be refused too
        found = _also_not_eligible(found)
    if isinstance(found, Refer):
        event = perform(ports, application, Act.REFER, SYSTEM, found.reasons)
        queue_message(ports, application, event, "application.referred")
    else:
        decision = _decision(ports, application, Outcome.GRANTED, found.reasons, assessment, None)
        _grant(ports, application, SYSTEM, answers, decision)
    return application


@transaction.atomic
def grant_by_officer(ports: Ports, application_id: UUID, officer: Account, version: int) -> Application:
    """An officer, having looked, grants. Raises ChangedMeanwhile, TransitionRefused, and its kind DocumentExpired."""
    application = _lock_referred(application_id, officer, version, Act.GRANT)
    answers, assessment = read_submitted(ports, application)
    if _has_expired(ports, application, answers):
        raise DocumentExpired(Status(application.status), Act.GRANT)
    reasons = (GrantReason.OFFICER_SATISFIED,)
    decision = _decision(ports, application, Outcome.GRANTED, reasons, assessment, officer)
    _grant(ports, application, account_actor(ports, officer.role, officer.pk), answers, decision)
    return application


@transaction.atomic
def refuse_by_officer(
    ports: Ports, application_id: UUID, officer: Account, version: int, grounds: Sequence[str], note: Note = Note()
) -> Application:
    """An officer refuses, on grounds of the rulebook. Where it asks for four eyes, a proposal waits for the second pair.

    Raises ChangedMeanwhile, TransitionRefused, NoSuchGround, ProposalWaits.
    """
    application = _lock_referred(application_id, officer, version, Act.REFUSE)
    assert application.rulebook is not None
    rulebook = stored_rulebook(ports, application.rulebook)
    today = day_at(ports.clock.now(), rulebook)
    reasons = [ground.code for ground in require_grounds(rulebook, AdverseAct.REFUSE, grounds, today)]
    if AdverseAct.REFUSE in four_eyes_on(rulebook, today):
        propose(ports, application, officer, AdverseAct.REFUSE, reasons, note)
    else:
        carry_out_refusal(ports, application, reasons, note, officer, None)
    return application


def carry_out_refusal(
    ports: Ports,
    application: Application,
    reasons: Sequence[str],
    note: Note,
    decided_by: Account,
    confirmed_by: Account | None,
) -> None:
    """Refuse, in the caller's transaction, and tell the applicant."""
    _, assessment = read_submitted(ports, application)
    decision = _decision(ports, application, Outcome.REFUSED, reasons, assessment, decided_by)
    decision.confirmed_by = confirmed_by
    decision.note_sealed = seal_note(ports, application, note, "decision", decision.id)
    decision.note_language = note.language if note.words else ""
    decision.save()
    application.decision = decision
    last = confirmed_by or decided_by
    event = perform(ports, application, Act.REFUSE, account_actor(ports, last.role, last.pk), reasons)
    queue_message(ports, application, event, "application.refused")


def _lock_referred(application_id: UUID, officer: Account, version: int, act: Act) -> Application:
    """An officer decides what was referred, and nothing else: the table's grant of a paid one is the machine's."""
    application = lock_for_officer(application_id, officer, version, act, {Status.REFERRED})
    require_no_proposal(application)
    return application


def _grant(ports: Ports, application: Application, actor: Actor, answers: Answers, decision: Decision) -> None:
    application.decision = decision
    event = perform(ports, application, Act.GRANT, actor, decision.reasons)
    authorize(ports, application, answers, actor)
    queue_message(ports, application, event, "application.granted")


def _has_expired(ports: Ports, application: Application, answers: Answers) -> bool:
    assert application.rulebook is not None
    today = day_at(ports.clock.now(), stored_rulebook(ports, application.rulebook))
    return answers.document.expiry is not None and answers.document.expiry < today


def _also_not_eligible(found: Grant | Refer) -> Refer:
    """What spoke for a referral already is not forgotten: a hit is to be judged."""
    others = found.reasons if isinstance(found, Refer) else ()
    return Refer((*(reason for reason in others if reason != ReferralReason.NOT_ELIGIBLE), ReferralReason.NOT_ELIGIBLE))


def _decision(
    ports: Ports,
    application: Application,
    outcome: Outcome,
    reasons: Sequence[str],
    assessment: Assessment,
    officer: Account | None,
) -> Decision:
    decision_id = ports.chance.uuid()
    told = json.dumps(asdict(assessment), separators=(",", ":")).encode()
    return Decision.objects.create(
        id=decision_id,
        outcome=outcome,
        reasons=list(reasons),
        decided_at=ports.clock.now(),
        decided_by=officer,
        assessment_sealed=seal(ports, application.case_key, told, "decision", decision_id, "assessment"),
    )
