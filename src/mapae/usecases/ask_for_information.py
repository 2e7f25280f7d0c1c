"""An officer asks the applicant for more. The mail says only that there is a question; the page behind its link asks it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from mapae.core.application.information import QuestionProblem, check_question, due_day
from mapae.core.application.status import Act, Status
from mapae.records.models import Account, Application, InformationRequest
from mapae.usecases.audit import account_actor
from mapae.usecases.case_acts import lock_application, perform
from mapae.usecases.case_data import open_blob, seal
from mapae.usecases.message_facts import ORDER_ASKED
from mapae.usecases.messages import has_no_mailbox, queue_for_representative, queue_message
from mapae.usecases.officer_acts import lock_for_officer
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.proposals import require_no_proposal
from mapae.usecases.rulebook_in_force import stored_rulebook
from mapae.usecases.webhook_events import tell_of_question

TABLE, QUESTION, ANSWER = "information_request", "question", "answer"


class QuestionRefused(ValueError):
    """The question cannot go out so; `problem` says why."""

    def __init__(self, problem: QuestionProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@transaction.atomic
def ask_for_information(
    ports: Ports, application_id: UUID, officer: Account, version: int, topics: Sequence[str], words: str, language: str
) -> InformationRequest:
    """Ask once; the same question pressed twice is one. Of a group's traveller without a mailbox, their representative.

    Raises QuestionRefused, UnknownApplication, ChangedMeanwhile, TransitionRefused, ProposalWaits.
    """
    problem = check_question(topics, words)
    if problem is not None:
        raise QuestionRefused(problem)
    asked_before = _same_question(ports, lock_application(application_id), officer, topics, words)
    if asked_before is not None:
        return asked_before
    application = lock_for_officer(application_id, officer, version, Act.REQUEST_INFORMATION, {Status.REFERRED})
    require_no_proposal(application)
    _open_questions(application).update(closed_at=ports.clock.now())
    asked = _create(ports, application, officer, topics, words, language)
    actor = account_actor(ports, officer.role, officer.pk)
    event = perform(ports, application, Act.REQUEST_INFORMATION, actor, sorted(set(topics)))
    if has_no_mailbox(application):
        assert application.submission is not None
        queue_for_representative(ports, ORDER_ASKED, application.submission.order, cause=event)
        tell_of_question(ports, application)
    else:
        queue_message(ports, application, event, "information.requested")
    return asked


def _same_question(
    ports: Ports, application: Application, officer: Account, topics: Sequence[str], words: str
) -> InformationRequest | None:
    found = _open_questions(application).filter(asked_by=officer).first()
    if found is None or application.status != Status.INFORMATION_REQUESTED:
        return None
    is_same = set(found.topics) == set(topics) and read_words(ports, found, QUESTION) == words.strip()
    return found if is_same else None


def _open_questions(application: Application) -> QuerySet[InformationRequest]:
    return InformationRequest.objects.filter(
        application=application, answered_at__isnull=True, closed_at__isnull=True
    ).select_related("application__case_key")


def _create(
    ports: Ports, application: Application, officer: Account, topics: Sequence[str], words: str, language: str
) -> InformationRequest:
    assert application.rulebook is not None
    now, request_id = ports.clock.now(), ports.chance.uuid()
    typed = words.strip().encode()
    return InformationRequest.objects.create(
        id=request_id,
        application=application,
        topics=sorted(set(topics)),
        language=language,
        question_sealed=seal(ports, application.case_key, typed, TABLE, request_id, QUESTION) if typed else None,
        asked_by=officer,
        asked_at=now,
        due_day=due_day(day_at(now, stored_rulebook(ports, application.rulebook))),
    )


def read_words(ports: Ports, request: InformationRequest, which: str) -> str:
    """The officer's words or the applicant's, "" where there are none. Raises CaseErased."""
    sealed = request.question_sealed if which == QUESTION else request.answer_sealed
    if sealed is None:
        return ""
    return open_blob(ports, request.application.case_key, bytes(sealed), TABLE, request.id, which).decode()
