"""Mail is sent after its cause, at least once, under one Message-ID, and holds nothing but the reference."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from mapae.core.application.reference import spaced
from mapae.records.models import Application, CaseKey, OutboxMessage
from mapae.usecases.messages import MOST_ATTEMPTS, TryAgain, send_message
from mapae.usecases.ports import Letter, MailRefused, Ports
from tests.usecases.steps import a_granted, at_once


@dataclass
class MailServerOfTheTest:
    """Refuses as it is told to, otherwise keeps what it is handed."""

    refusals: list[MailRefused] = field(default_factory=list)
    taken: list[Letter] = field(default_factory=list)

    def send(self, letter: Letter) -> None:
        if self.refusals:
            raise self.refusals.pop(0)
        self.taken.append(letter)


@pytest.fixture
def server() -> MailServerOfTheTest:
    return MailServerOfTheTest()


@pytest.fixture
def mailing(ports: Ports, server: MailServerOfTheTest) -> Ports:
    return replace(ports, mail=server)


def queued(ports: Ports) -> OutboxMessage:
    return OutboxMessage.objects.get(application=a_granted(ports))


@pytest.mark.django_db
def test_message_is_sent_once(mailing: Ports, server: MailServerOfTheTest) -> None:
    message = queued(mailing)
    send_message(mailing, message.id)
    send_message(mailing, message.id)
    assert len(server.taken) == 1
    message.refresh_from_db()
    assert (message.state, message.attempts, message.sent_at) == ("sent", 1, mailing.clock.now())


@pytest.mark.usefixtures("committed")
def test_two_workers_on_one_message_send_it_once(mailing: Ports, server: MailServerOfTheTest) -> None:
    message = queued(mailing)
    at_once(*[lambda: send_message(mailing, message.id)] * 3)
    assert len(server.taken) == 1


@pytest.mark.django_db
def test_passing_refusal_is_tried_again_under_the_same_message_id(mailing: Ports, server: MailServerOfTheTest) -> None:
    message = queued(mailing)
    server.refusals = [MailRefused("busy", is_final=False)] * 2
    for attempt in (1, 2):
        with pytest.raises(TryAgain):
            send_message(mailing, message.id)
        message.refresh_from_db()
        assert (message.state, message.attempts) == ("queued", attempt)
    send_message(mailing, message.id)
    assert [letter.message_id for letter in server.taken] == [message.message_id]


@pytest.mark.django_db
def test_final_refusal_ends_it(mailing: Ports, server: MailServerOfTheTest) -> None:
    message = queued(mailing)
    server.refusals = [MailRefused("no such mailbox", is_final=True)]
    send_message(mailing, message.id)
    send_message(mailing, message.id)
    message.refresh_from_db()
    assert (message.state, message.attempts, server.taken) == ("failed", 1, [])


@pytest.mark.django_db
def test_tries_come_to_an_end(mailing: Ports, server: MailServerOfTheTest) -> None:
    message = queued(mailing)
    OutboxMessage.objects.filter(id=message.id).update(attempts=MOST_ATTEMPTS - 1)
    server.refusals = [MailRefused("busy", is_final=False)]
    send_message(mailing, message.id)
    message.refresh_from_db()
    assert message.state == "failed"


@pytest.mark.django_db
def test_crash_between_handing_over_and_writing_it_down_repeats_the_message_id(
    mailing: Ports, server: MailServerOfTheTest
) -> None:
    """As if the process had died after the mail server said yes: the row says queued again."""
    message = queued(mailing)
    send_message(mailing, message.id)
    OutboxMessage.objects.filter(id=message.id).update(state="queued", sent_at=None)
    send_message(mailing, message.id)
    assert [letter.message_id for letter in server.taken] == [message.message_id] * 2


@pytest.mark.django_db
def test_nothing_is_sent_when_the_case_was_erased(mailing: Ports, server: MailServerOfTheTest) -> None:
    message = queued(mailing)
    CaseKey.objects.update(wrapped=None, destroyed_at=mailing.clock.now())
    send_message(mailing, message.id)
    message.refresh_from_db()
    assert (message.state, server.taken) == ("failed", [])


@pytest.mark.django_db
def test_mail_holds_the_reference_and_nothing_else_of_the_applicant(ports: Ports, tmp_path: Path) -> None:
    message = queued(ports)
    send_message(ports, message.id)
    (file,) = (tmp_path / "mailbox").glob("*.eml")
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    assert (mail["To"], mail["Message-ID"]) == ("specimen.traveller@example.org", message.message_id)
    body = mail.get_body(("plain",))
    assert body is not None
    assert spaced(Application.objects.get().reference) in body.get_content()
    for written in ("RNEKO", "AYSE", "Ayşe", "U00000017", "1990", "Invented-ro"):
        assert written not in body.get_content() + mail["Subject"]


@pytest.mark.django_db
def test_attempt_counts_even_when_the_worker_dies_at_the_mail_server(mailing: Ports) -> None:
    """Otherwise a server that never finishes would be tried for ever."""

    class Dies:
        def send(self, letter: object) -> None:
            raise KeyboardInterrupt

    message = queued(mailing)
    with pytest.raises(KeyboardInterrupt):
        send_message(replace(mailing, mail=Dies()), message.id)
    assert OutboxMessage.objects.get(id=message.id).attempts == 1
