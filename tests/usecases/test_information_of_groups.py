"""An officer asks about a traveller of a group: whoever has a mailbox is asked there, everybody else's representative here."""

from __future__ import annotations

import pytest

from mapae.records.models import (
    Application,
    CaseEvent,
    Group,
    InformationRequest,
    Order,
    OutboxMessage,
    WebhookDelivery,
)
from mapae.usecases.ask_for_information import ask_for_information
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.groups import Representative
from mapae.usecases.pay import receive_payment
from mapae.usecases.ports import Ports
from mapae.usecases.prepare_order import prepare_order
from mapae.usecases.provide_information import AnsweredAlready, find_question_of_group, provide_for_group
from mapae.usecases.read_order import list_lines, read_order
from mapae.usecases.release_order import release_order
from mapae.usecases.webhooks import set_webhook
from tests.room.clock import SetClock
from tests.usecases.group_steps import YES, a_family, a_representative
from tests.usecases.order_steps import a_pressed, a_released, an_open_payment_of, applications_of, people, put_rows
from tests.usecases.post import deliver
from tests.usecases.steps import an_officer, notice_of

pytestmark = pytest.mark.django_db
WORDS, ANSWER = "Who invites you to Seoul?", "Halası davet ediyor."


def an_asked(ports: Ports, count: int = 1, **changes: str) -> tuple[Representative, Order, list[InformationRequest]]:
    """An order of travellers who answered a declaration with yes, each asked something."""
    who, order = a_released(ports, count, **({"email": ""} | YES | changes))
    return who, order, [ask(ports, one) for one in applications_of(order)]


def ask(ports: Ports, application: Application, words: str = WORDS) -> InformationRequest:
    if application.status == "in_assessment":
        application = decide_by_machine(ports, application.id)
    assert application.status == "referred"
    officer = an_officer(ports, f"officer.of.{application.reference.lower()}.{application.version}")
    return ask_for_information(ports, application.id, officer, application.version, ["purpose"], words, "en")


def test_representative_is_told_once_for_each_question_and_answers(ports: Ports) -> None:
    who, order, (first, second) = an_asked(ports, 2)
    assert read_order(ports, who, order.id).to_answer == 2
    mails = [one for one in deliver(ports) if "question" in one.subject]
    assert len(mails) == 2
    assert f"/group/orders/{order.id}/travellers/" in mails[0].text
    assert WORDS not in mails[0].text
    question = find_question_of_group(ports, who, first.application_id)
    assert question is not None
    assert (question.words, question.topics) == (WORDS, ("purpose",))
    answered = provide_for_group(ports, who, first.application_id, first.id, ANSWER)
    assert answered.status == "referred"
    event = CaseEvent.objects.get(application=answered, name="information.provided")
    assert event.actor == str(who.actor(ports))
    assert [line.may_answer for line in list_lines(ports, who, order.id)] == [False, True]
    assert read_order(ports, who, order.id).to_answer == 1
    provide_for_group(ports, who, first.application_id, first.id, ANSWER)
    with pytest.raises(AnsweredAlready):
        provide_for_group(ports, who, first.application_id, first.id, "Something else")
    assert InformationRequest.objects.get(id=second.id).answered_at is None


def test_second_question_about_one_traveller_is_told_too(ports: Ports, clock: SetClock) -> None:
    who, order, (first,) = an_asked(ports)
    provide_for_group(ports, who, first.application_id, first.id, ANSWER)
    application = applications_of(order)[0]
    clock.pass_by(minutes=5)
    second = ask(ports, application, "And when?")
    assert OutboxMessage.objects.filter(kind="order.asked", order=order).count() == 2
    question = find_question_of_group(ports, who, application.id)
    assert question is not None
    assert question.id == second.id


def test_traveller_with_a_mailbox_is_asked_there_and_answers_alone(ports: Ports) -> None:
    who, order = a_released(ports, 1, **({"email": "traveller.1@example.org"} | YES))
    set_webhook(ports, who, "https://program.example.org/notices")
    asked = ask(ports, applications_of(order)[0])
    assert not WebhookDelivery.objects.exists()
    assert OutboxMessage.objects.filter(kind="information.requested").count() == 1
    assert not OutboxMessage.objects.filter(kind="order.asked").exists()
    assert [line.may_answer for line in list_lines(ports, who, order.id)] == [False]
    for call in (
        lambda: find_question_of_group(ports, who, asked.application_id),
        lambda: provide_for_group(ports, who, asked.application_id, asked.id, ANSWER),
    ):
        with pytest.raises(UnknownApplication):
            call()


def test_nobody_else_reads_or_answers(ports: Ports) -> None:
    _, _, (asked,) = an_asked(ports)
    for who in (a_representative(ports), a_family(ports), Representative()):
        with pytest.raises(UnknownApplication):
            find_question_of_group(ports, who, asked.application_id)
        with pytest.raises(UnknownApplication):
            provide_for_group(ports, who, asked.application_id, asked.id, ANSWER)


def test_family_gets_a_link(ports: Ports) -> None:
    who = a_family(ports)
    group = Group.objects.get(id=who.family_group)
    (row,) = people(1, email="", **YES)
    put_rows(ports, who, group, row)
    order = a_pressed(ports, who, group)
    prepare_order(ports, order.id)
    receive_payment(ports, notice_of(an_open_payment_of(ports, who, order)))
    release_order(ports, order.id)
    ask(ports, applications_of(order)[0])
    (mail,) = [one for one in deliver(ports) if one.subject == "An officer has a question about your group application"]
    assert "/group/link/" in mail.text
    assert "/travellers/" not in mail.text


def test_program_is_told_of_each_question(ports: Ports) -> None:
    who, order = a_released(ports, 1, email="", **YES)
    set_webhook(ports, who, "https://program.example.org/notices")
    application = applications_of(order)[0]
    asked = ask(ports, application)
    provide_for_group(ports, who, application.id, asked.id, ANSWER)
    ask(ports, applications_of(order)[0], "And when?")
    told = list(WebhookDelivery.objects.order_by("at").values_list("event", "status"))
    assert told == [("application.asked", "information_requested")] * 2
