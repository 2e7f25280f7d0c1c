"""An officer opens a case. The look itself is an act: its audit leaf is committed before anything is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mapae.core.application.answers import Answers
from mapae.core.application.reference import spaced
from mapae.core.application.status import Act, Status
from mapae.core.rulebook.assessment import Assessment
from mapae.core.rulebook.model import Ground, Rulebook
from mapae.core.rulebook.terms import grounds_for
from mapae.records.models import Account, Application, CaseEvent
from mapae.usecases.audit import Trace, account_actor, record
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.case_data import open_answers
from mapae.usecases.edit_answers import Edit, list_edits
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.read_portrait import open_portrait
from mapae.usecases.rulebook_in_force import stored_rulebook
from mapae.usecases.submitted import read_submitted

PURPOSE_DECISION = "decision"
PURPOSE_RECORD = "record_of_decision"


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One event: an act, when, by which role (and pseudonym), for which reason codes."""

    name: str
    at: datetime
    role: str
    pseudonym: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """All that an officer sees of an application: the answers as typed, and those that decisions are made of.

    `answers` are those of the submission, which were decided on; `edits` what the holder changed after the grant.

    `grounds` are those that the rulebook of the submission lists for a refusal today, and the ones once cited.
    `portrait` is a JPEG.
    """

    id: UUID
    reference: str
    status: Status
    version: int
    submitted_at: datetime
    language: str
    typed: Mapping[str, str]
    answers: Answers
    assessment: Assessment
    history: tuple[CaseStep, ...]
    grounds: tuple[Ground, ...]
    reason_texts: Mapping[str, Mapping[str, str]]
    portrait: bytes | None
    edits: tuple[Edit, ...]

    @property
    def arrival_day(self) -> date | None:
        return self.answers.arrival_day

    @property
    def waits_for_decision(self) -> bool:
        return self.status is Status.REFERRED


@transaction.atomic(durable=True)
def open_case(ports: Ports, application_id: UUID, officer: Account) -> Case:
    """The case, with the leaf `case.opened` committed.

    Raises UnknownApplication, also for a case that never was with an officer: it is none of theirs. Raises CaseErased.
    """
    _require_referred(application_id)
    application = Application.objects.select_related("case_key", "rulebook", "decision").get(id=application_id)
    case = _read(ports, application)
    purpose = PURPOSE_DECISION if case.waits_for_decision else PURPOSE_RECORD
    actor = account_actor(ports, officer.role, officer.pk)
    trace = Trace(case=application.case_key_id, purpose=purpose, rulebook=application.rulebook_id or "")
    record(ports, actor, "case.opened", f"application:{application_id}", trace)
    return case


def _require_referred(application_id: UUID) -> None:
    """Raises UnknownApplication for a case that never was with an officer: it is not theirs to see or to decide."""
    if not CaseEvent.objects.filter(application_id=application_id, name=Act.REFER).exists():
        raise UnknownApplication(str(application_id))


def _read(ports: Ports, application: Application) -> Case:
    assert application.submitted_at is not None
    typed = open_answers(ports, application)
    answers, assessment = read_submitted(ports, application)
    return Case(
        id=application.id,
        reference=spaced(application.reference),
        status=Status(application.status),
        version=application.version,
        submitted_at=application.submitted_at,
        language=application.language,
        typed=typed,
        answers=answers,
        assessment=assessment,
        history=_history(application.id),
        grounds=_grounds(ports, application),
        reason_texts=_rules(ports, application).reason_texts or {},
        portrait=open_portrait(ports, application),
        edits=list_edits(ports, application),
    )


def grounds_of_case(ports: Ports, application_id: UUID) -> tuple[Ground, ...]:
    """What may be cited in this case, without opening it: nothing of the applicant is read. Raises UnknownApplication."""
    _require_referred(application_id)
    application = Application.objects.select_related("rulebook", "decision").get(id=application_id)
    return _grounds(ports, application)


def _rules(ports: Ports, application: Application) -> Rulebook:
    assert application.rulebook is not None
    return stored_rulebook(ports, application.rulebook)


def _grounds(ports: Ports, application: Application) -> tuple[Ground, ...]:
    rulebook = _rules(ports, application)
    cited = frozenset(application.decision.reasons) if application.decision else frozenset[str]()
    today = day_at(ports.clock.now(), rulebook)
    offered = grounds_for(rulebook, "refuse", today)
    return (*offered, *(one for one in rulebook.grounds if one.code in cited and one not in offered))


def _history(application_id: UUID) -> tuple[CaseStep, ...]:
    events = CaseEvent.objects.filter(application_id=application_id).order_by("version")
    return tuple(_step(event) for event in events)


def _step(event: CaseEvent) -> CaseStep:
    role, _, pseudonym = event.actor.partition(":")
    return CaseStep(event.name, event.at, role, pseudonym, tuple(event.reasons))
