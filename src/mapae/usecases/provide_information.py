"""The applicant reads what an officer asks, and answers. A late answer is taken until there is a decision.

Who was sent in by a group and gave no mailbox is answered for by the representative, who gave all their other answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from mapae.core.application.information import AnswerProblem, check_answer
from mapae.core.application.status import Act, Status, TransitionRefused
from mapae.records.models import Application, InformationRequest
from mapae.records.models.desk import NoticeKind
from mapae.usecases.ask_for_information import ANSWER, QUESTION, TABLE, read_words
from mapae.usecases.audit import APPLICANT, Actor
from mapae.usecases.case_acts import UnknownApplication, lock_application, perform
from mapae.usecases.case_data import seal
from mapae.usecases.groups import Representative, groups_of
from mapae.usecases.officer_acts import tell
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import stored_rulebook

_TAKES_ANSWERS = (Status.INFORMATION_REQUESTED, Status.REFERRED)


class AnswerRefused(ValueError):
    """The answer is not taken so; `problem` says why."""

    def __init__(self, problem: AnswerProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class AnsweredAlready(Exception):
    """Another answer came first, from another window: it stands."""


@dataclass(frozen=True, slots=True)
class Question:
    """What an officer asks. `words` are in `language`, which need not be the applicant's; `topics` are codes.

    `due_day` is the last day in time; `is_late` says that it has passed. `answered_at` and `answer` once there is one.
    """

    id: UUID
    topics: tuple[str, ...]
    words: str
    language: str
    asked_at: datetime
    due_day: date
    is_late: bool
    answered_at: datetime | None
    answer: str


def find_question(ports: Ports, application_id: UUID) -> Question | None:
    """The newest question of an application that can still be answered, or was; None when there is none.

    Raises CaseErased.
    """
    found = (
        InformationRequest.objects.filter(
            application_id=application_id, closed_at__isnull=True, application__status__in=_TAKES_ANSWERS
        )
        .select_related("application__case_key", "application__rulebook")
        .order_by("-asked_at")
        .first()
    )
    return None if found is None else question_of(ports, found)


def waits_for_answer(application_id: UUID) -> bool:
    """Whether the applicant has a question to answer."""
    return unanswered().filter(application_id=application_id).exists()


def unanswered() -> QuerySet[InformationRequest]:
    """Every question that waits for an answer, or would still take one."""
    return InformationRequest.objects.filter(
        answered_at__isnull=True, closed_at__isnull=True, application__status__in=_TAKES_ANSWERS
    )


def find_question_of_group(ports: Ports, who: Representative, application_id: UUID) -> Question | None:
    """As `find_question`, for the representative of a traveller without a mailbox. Raises UnknownApplication, CaseErased."""
    _require_speaks_for(who, application_id)
    return find_question(ports, application_id)


def question_of(ports: Ports, found: InformationRequest) -> Question:
    """The stored question, opened. Raises CaseErased."""
    assert found.application.rulebook is not None
    today = day_at(ports.clock.now(), stored_rulebook(ports, found.application.rulebook))
    return Question(
        id=found.id,
        topics=tuple(found.topics),
        words=read_words(ports, found, QUESTION),
        language=found.language,
        asked_at=found.asked_at,
        due_day=found.due_day,
        is_late=today > found.due_day,
        answered_at=found.answered_at,
        answer=read_words(ports, found, ANSWER),
    )


@transaction.atomic
def provide_information(ports: Ports, application_id: UUID, question_id: UUID, words: str) -> Application:
    """Answer once; the same answer pressed twice is one.

    Raises AnswerRefused, AnsweredAlready, UnknownApplication (also for another's question), and TransitionRefused
    after a decision.
    """
    return _provide(ports, application_id, question_id, words, APPLICANT)


@transaction.atomic
def provide_for_group(
    ports: Ports, who: Representative, application_id: UUID, question_id: UUID, words: str
) -> Application:
    """As `provide_information`, by the representative of a traveller without a mailbox."""
    _require_speaks_for(who, application_id)
    return _provide(ports, application_id, question_id, words, who.actor(ports))


def _require_speaks_for(who: Representative, application_id: UUID) -> None:
    """A traveller with a mailbox of their own is asked there, and answers alone."""
    theirs = Application.objects.filter(id=application_id, group__in=groups_of(who), mailbox_index__isnull=True)
    if not theirs.exists():
        raise UnknownApplication(str(application_id))


def _provide(ports: Ports, application_id: UUID, question_id: UUID, words: str, actor: Actor) -> Application:
    problem = check_answer(words)
    if problem is not None:
        raise AnswerRefused(problem)
    application = lock_application(application_id)
    question = _find(application, question_id)
    if question.answered_at is not None:
        if read_words(ports, question, ANSWER) == words.strip():
            return application
        raise AnsweredAlready
    if application.status not in _TAKES_ANSWERS or question.closed_at is not None:
        raise TransitionRefused(Status(application.status), Act.PROVIDE_INFORMATION)
    _answer(ports, application, question, words)
    perform(ports, application, Act.PROVIDE_INFORMATION, actor)
    tell(ports, question.asked_by_id, application, NoticeKind.ANSWERED)
    return application


def _find(application: Application, question_id: UUID) -> InformationRequest:
    found = InformationRequest.objects.filter(id=question_id, application=application).first()
    if found is None:
        raise UnknownApplication(str(question_id))
    found.application = application
    return found


def _answer(ports: Ports, application: Application, question: InformationRequest, words: str) -> None:
    typed = words.strip().encode()
    question.answer_sealed = seal(ports, application.case_key, typed, TABLE, question.id, ANSWER)
    question.answered_at = ports.clock.now()
    question.save()
