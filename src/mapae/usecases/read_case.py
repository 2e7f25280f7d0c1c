"""A case put together from its records, for the officer who opens it."""

from __future__ import annotations

from uuid import UUID

from mapae.core.application.reference import spaced
from mapae.core.application.status import Act, Status
from mapae.core.screening.hit import HitReason, ListKind
from mapae.records.models import (
    Account,
    Application,
    Assignment,
    Authorization,
    AuthorizationEnding,
    CaseEvent,
    Hit,
    InformationRequest,
    Role,
    SecondLineFlag,
)
from mapae.usecases.case_choices import choices_of
from mapae.usecases.case_data import note_of, open_answers
from mapae.usecases.case_view import (
    AssignmentSeen,
    AuthorizationSeen,
    Case,
    CaseStep,
    HitSeen,
    OtherApplication,
    ProposalSeen,
)
from mapae.usecases.companions import sent_together
from mapae.usecases.edit_answers import list_edits
from mapae.usecases.mandates import mandate_for_officer
from mapae.usecases.officer_acts import is_theirs, was_referred
from mapae.usecases.ports import Ports
from mapae.usecases.proposals import find_open_proposal
from mapae.usecases.provide_information import Question, question_of
from mapae.usecases.read_portrait import open_portrait
from mapae.usecases.rulebook_in_force import stored_rulebook
from mapae.usecases.screen import sides_of
from mapae.usecases.submitted import read_submitted

_MOST_OTHERS = 50


def read_case(ports: Ports, application: Application, officer: Account) -> Case:
    """Everything of the case. Raises CaseErased."""
    assert application.submitted_at is not None and application.rulebook is not None
    typed = open_answers(ports, application)
    answers, assessment = read_submitted(ports, application)
    decision = application.decision
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
        reason_texts=stored_rulebook(ports, application.rulebook).reason_texts or {},
        choices=choices_of(ports, application),
        questions=_questions(ports, application),
        others=_others(application),
        hits=_hits(ports, application, officer),
        proposal=_proposal(ports, application, officer),
        authorization=_authorization(application),
        assignment=_assignment(application, officer),
        note=note_of(ports, application, decision.note_sealed, "decision", decision.id) if decision else "",
        note_language=decision.note_language if decision else "",
        may_confirm=officer.role == Role.SUPERVISOR,
        portrait=open_portrait(ports, application),
        edits=list_edits(ports, application),
        together=sent_together(application, officer),
        mandate=mandate_for_officer(ports, application),
    )


def _history(application_id: UUID) -> tuple[CaseStep, ...]:
    events = CaseEvent.objects.filter(application_id=application_id).order_by("version")
    return tuple(_step(event) for event in events)


def _step(event: CaseEvent) -> CaseStep:
    role, _, pseudonym = event.actor.partition(":")
    return CaseStep(event.name, event.at, role, pseudonym, tuple(event.reasons))


def _questions(ports: Ports, application: Application) -> tuple[Question, ...]:
    asked = InformationRequest.objects.filter(application=application).order_by("-asked_at")
    return tuple(question_of(ports, _of(application, one)) for one in asked)


def _of(application: Application, asked: InformationRequest) -> InformationRequest:
    asked.application = application
    return asked


def _others(application: Application) -> tuple[OtherApplication, ...]:
    """Of the same person key, the newest first; drafts are nobody's business."""
    found = (
        Application.objects.filter(
            person_index=application.person_index, programme=application.programme, submitted_at__isnull=False
        )
        .exclude(id=application.id)
        .order_by("-submitted_at")[:_MOST_OTHERS]
    )
    ids = [one.id for one in found]
    authorizations = {one.application_id: one for one in Authorization.objects.filter(application_id__in=ids)}
    referred = set(
        CaseEvent.objects.filter(application_id__in=ids, name=Act.REFER).values_list("application_id", flat=True)
    )
    return tuple(_other(application, one, authorizations.get(one.id), one.id in referred) for one in found)


def _other(
    application: Application, other: Application, authorization: Authorization | None, may_be_opened: bool
) -> OtherApplication:
    assert other.submitted_at is not None
    return OtherApplication(
        id=other.id,
        reference=spaced(other.reference),
        submitted_at=other.submitted_at,
        status=Status(other.status),
        is_same_document=bytes(other.document_index or b"") == bytes(application.document_index or b""),
        last_day=authorization.last_day if authorization else None,
        ending=authorization.ending if authorization else "",
        may_be_opened=may_be_opened,
    )


def _hits(ports: Ports, application: Application, officer: Account) -> tuple[HitSeen, ...]:
    """In the order they were found."""
    found = Hit.objects.select_related("judged_by").filter(application=application).order_by("found_at", "id")
    return tuple(_hit(ports, application, officer, one) for one in found)


def _hit(ports: Ports, application: Application, officer: Account, hit: Hit) -> HitSeen:
    sides, other = sides_of(ports, application, hit)
    return HitSeen(
        id=hit.id,
        list_kind=ListKind(hit.list_kind),
        reasons=tuple(map(HitReason, hit.reasons)),
        sides=sides,
        found_at=hit.found_at,
        judgement=hit.judgement,
        judged_by=hit.judged_by.username if hit.judged_by else "",
        other=other if other and was_referred(other) and is_theirs(other, officer) else None,
    )


def _proposal(ports: Ports, application: Application, officer: Account) -> ProposalSeen | None:
    found = find_open_proposal(application)
    if found is None or application.status not in (Status.REFERRED, Status.GRANTED):
        return None
    return ProposalSeen(
        id=found.id,
        act=found.act,
        grounds=tuple(found.grounds),
        note=note_of(ports, application, found.note_sealed, "proposal", found.id),
        note_language=found.note_language,
        proposed_by=found.proposed_by.username,
        proposed_at=found.proposed_at,
        is_mine=found.proposed_by_id == officer.pk,
    )


def _authorization(application: Application) -> AuthorizationSeen | None:
    found = Authorization.objects.filter(application=application).first()
    if found is None:
        return None
    ending = AuthorizationEnding.objects.filter(authorization=found).first()
    flag = SecondLineFlag.objects.filter(authorization=found, lifted_at__isnull=True).first()
    return AuthorizationSeen(
        id=found.id,
        first_day=found.first_day,
        last_day=found.last_day,
        ending=found.ending,
        ended_at=found.ended_at,
        grounds=tuple(ending.grounds) if ending else (),
        flag=flag.reason if flag else "",
    )


def _assignment(application: Application, officer: Account) -> AssignmentSeen | None:
    found = Assignment.objects.select_related("team", "officer").filter(application=application).first()
    if found is None:
        return None
    return AssignmentSeen(
        team=found.team.name if found.team else "",
        officer=found.officer.username if found.officer else "",
        is_mine=found.officer_id == officer.pk,
    )
