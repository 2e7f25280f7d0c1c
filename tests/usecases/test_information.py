"""An officer asks, the applicant answers: each once, nothing in the mail, nothing lost, late answers taken."""

from __future__ import annotations

import pytest

from mapae.core.application.information import QuestionProblem
from mapae.core.application.status import TransitionRefused
from mapae.records.models import Account, Application, CaseEvent, DeskNotice, InformationRequest, OutboxMessage
from mapae.usecases.ask_for_information import QuestionRefused, ask_for_information
from mapae.usecases.case_acts import ChangedMeanwhile, UnknownApplication
from mapae.usecases.decide import grant_by_officer
from mapae.usecases.ports import Ports
from mapae.usecases.provide_information import AnsweredAlready, AnswerRefused, find_question, provide_information
from mapae.usecases.return_overdue import return_overdue
from mapae.usecases.withdraw import withdraw
from tests.room.clock import SetClock
from tests.usecases.post import deliver
from tests.usecases.steps import a_paid, a_referred, an_officer

pytestmark = pytest.mark.django_db
WORDS = "Who invites you to Seoul?"
ANSWER = "Halam beni davet ediyor."


@pytest.fixture
def officer(ports: Ports) -> Account:
    return an_officer(ports)


def asked(ports: Ports, officer: Account, *, words: str = WORDS) -> tuple[Application, InformationRequest]:
    referred = a_referred(ports)
    question = ask_for_information(ports, referred.id, officer, referred.version, ["purpose"], words, "en")
    referred.refresh_from_db()
    return referred, question


def test_question_moves_the_case_tells_by_mail_and_is_read_in_two_parts(ports: Ports, officer: Account) -> None:
    application, _ = asked(ports, officer)
    assert application.status == "information_requested"
    question = find_question(ports, application.id)
    assert question is not None
    assert (question.topics, question.words, question.language) == (("purpose",), WORDS, "en")
    assert str(question.due_day) == "2026-12-06"
    assert not question.is_late
    event = CaseEvent.objects.get(application=application, name="information.requested")
    assert event.reasons == ["purpose"]
    assert OutboxMessage.objects.get(kind="information.requested").cause_id == event.id


def test_mail_says_that_there_is_a_question_and_nothing_of_it(ports: Ports, officer: Account) -> None:
    asked(ports, officer)
    mail = deliver(ports)[0]
    assert mail.language == "tr"
    assert WORDS not in mail.text + mail.subject
    assert "/tr/link/" in mail.text


def test_same_question_pressed_twice_is_one(ports: Ports, officer: Account) -> None:
    application, first = asked(ports, officer)
    again = ask_for_information(ports, application.id, officer, application.version - 1, ["purpose"], WORDS, "en")
    assert again.id == first.id
    assert InformationRequest.objects.count() == OutboxMessage.objects.filter(kind="information.requested").count() == 1


def test_second_of_two_officers_who_ask_is_told(ports: Ports, officer: Account) -> None:
    application, _ = asked(ports, officer)
    other = an_officer(ports, "officer.two")
    with pytest.raises(ChangedMeanwhile):
        ask_for_information(ports, application.id, other, application.version - 1, ["stay"], "", "en")
    with pytest.raises(TransitionRefused):
        ask_for_information(ports, application.id, other, application.version, ["stay"], "", "en")


@pytest.mark.parametrize(
    ("topics", "words", "problem"),
    [([], WORDS, QuestionProblem.NO_TOPIC), (["other"], "", QuestionProblem.WORDS_MISSING)],
)
def test_question_that_asks_nothing_does_not_go_out(
    ports: Ports, officer: Account, topics: list[str], words: str, problem: QuestionProblem
) -> None:
    referred = a_referred(ports)
    with pytest.raises(QuestionRefused) as refused:
        ask_for_information(ports, referred.id, officer, referred.version, topics, words, "en")
    assert refused.value.problem is problem
    assert not InformationRequest.objects.exists()


def test_nobody_is_asked_about_what_was_not_referred(ports: Ports, officer: Account) -> None:
    paid = a_paid(ports)
    version = Application.objects.get(id=paid).version
    with pytest.raises(TransitionRefused):
        ask_for_information(ports, paid, officer, version, ["purpose"], WORDS, "en")


def test_answer_brings_the_case_back_and_tells_who_asked(ports: Ports, officer: Account) -> None:
    application, question = asked(ports, officer)
    assert provide_information(ports, application.id, question.id, f" {ANSWER}\n").status == "referred"
    found = find_question(ports, application.id)
    assert found is not None
    assert found.answer == ANSWER
    assert ANSWER.encode() not in bytes(InformationRequest.objects.get().answer_sealed or b"")
    assert DeskNotice.objects.get(account=officer).kind == "answered"


def test_same_answer_pressed_twice_is_one_and_another_window_is_told(ports: Ports, officer: Account) -> None:
    application, question = asked(ports, officer)
    for _ in range(2):
        provide_information(ports, application.id, question.id, ANSWER)
    assert CaseEvent.objects.filter(application=application, name="information.provided").count() == 1
    with pytest.raises(AnsweredAlready):
        provide_information(ports, application.id, question.id, "Something else")


def test_empty_answer_is_asked_again(ports: Ports, officer: Account) -> None:
    application, question = asked(ports, officer)
    with pytest.raises(AnswerRefused):
        provide_information(ports, application.id, question.id, "  ")
    application.refresh_from_db()
    assert application.status == "information_requested"


def test_answer_to_the_question_of_another_application_is_nobodys(ports: Ports, officer: Account) -> None:
    application, _ = asked(ports, officer)
    _, other = asked(ports, officer)
    with pytest.raises(UnknownApplication):
        provide_information(ports, application.id, other.id, ANSWER)


def test_question_without_an_answer_goes_back_to_the_officers_after_its_last_day(
    ports: Ports, officer: Account, clock: SetClock
) -> None:
    application, _ = asked(ports, officer)
    clock.pass_by(days=14)
    assert return_overdue(ports) == 0
    clock.pass_by(days=1)
    assert [return_overdue(ports), return_overdue(ports)] == [1, 0]
    application.refresh_from_db()
    assert application.status == "referred"
    assert CaseEvent.objects.filter(application=application).order_by("-version")[0].name == "information.overdue"


def test_late_answer_is_taken_until_there_is_a_decision(ports: Ports, officer: Account, clock: SetClock) -> None:
    application, question = asked(ports, officer)
    clock.pass_by(days=15)
    return_overdue(ports)
    found = find_question(ports, application.id)
    assert found is not None
    assert found.is_late
    assert provide_information(ports, application.id, question.id, ANSWER).status == "referred"
    application.refresh_from_db()
    grant_by_officer(ports, application.id, officer, application.version)
    assert find_question(ports, application.id) is None


def test_answer_after_the_decision_is_not_taken(ports: Ports, officer: Account, clock: SetClock) -> None:
    application, question = asked(ports, officer)
    clock.pass_by(days=15)
    return_overdue(ports)
    application.refresh_from_db()
    grant_by_officer(ports, application.id, officer, application.version)
    with pytest.raises(TransitionRefused):
        provide_information(ports, application.id, question.id, ANSWER)
    assert InformationRequest.objects.get().answer_sealed is None


def test_officer_who_saw_the_case_before_a_late_answer_decides_nothing(
    ports: Ports, officer: Account, clock: SetClock
) -> None:
    application, question = asked(ports, officer)
    clock.pass_by(days=15)
    return_overdue(ports)
    application.refresh_from_db()
    provide_information(ports, application.id, question.id, ANSWER)
    with pytest.raises(ChangedMeanwhile):
        grant_by_officer(ports, application.id, officer, application.version)


def test_new_question_closes_the_one_that_was_not_answered(ports: Ports, officer: Account, clock: SetClock) -> None:
    application, first = asked(ports, officer)
    clock.pass_by(days=15)
    return_overdue(ports)
    application.refresh_from_db()
    second = ask_for_information(ports, application.id, officer, application.version, ["stay"], "", "ko")
    found = find_question(ports, application.id)
    assert found is not None
    assert found.id == second.id
    with pytest.raises(TransitionRefused):
        provide_information(ports, application.id, first.id, ANSWER)


def test_withdrawn_application_is_asked_nothing(ports: Ports, officer: Account) -> None:
    application, question = asked(ports, officer)
    withdraw(ports, application.id)
    assert find_question(ports, application.id) is None
    with pytest.raises(TransitionRefused):
        provide_information(ports, application.id, question.id, ANSWER)
