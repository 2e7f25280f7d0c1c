"""Mail against a real SMTP server in a thread, and the folder of the demonstration."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.application.answers import Situation, problems_in
from mapae.gateways.letters import TemplateLetters
from mapae.gateways.mail import FolderMail, SmtpMail
from mapae.usecases.ports import Letter, MailRefused
from tests.room.clock import SetClock

SENDER = "Mapae <no-reply@example.org>"
LETTER = Letter(
    "<0123456789abcdef@example.org>", "specimen@example.org", "Başvurunuz onaylandı — 신청", "ışığı gördük\n",
    "<p>ışığı gördük</p>", "tr",
)  # fmt: skip
LINK = "https://eta.example.org/en/link/abcdefghijklmnopqrstuvwxyz234567/"


class Post:
    """What the server does with mails; aiosmtpd calls it by these names."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, list[str], EmailMessage]] = []
        self.answer_to_recipient = self.answer_to_data = ""

    async def handle_RCPT(self, _: Any, __: Any, envelope: Any, address: str, ___: Any) -> str:
        if not self.answer_to_recipient:
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient or "250 OK"

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:
        if self.answer_to_data:
            return self.answer_to_data
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, message))
        return "250 taken"


@pytest.fixture
def post() -> Post:
    return Post()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mail(post: Post) -> Iterator[SmtpMail]:
    controller = Controller(post, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield SmtpMail(f"smtp://127.0.0.1:{controller.port}", SENDER, SetClock())
    controller.stop()


def test_mail_arrives_whole_with_its_message_id_and_one_recipient(mail: SmtpMail, post: Post) -> None:
    mail.send(LETTER)
    ((sender, recipients, message),) = post.taken
    assert (sender, recipients) == ("no-reply@example.org", ["specimen@example.org"])
    assert (message["Message-ID"], message["Subject"]) == (LETTER.message_id, LETTER.subject)
    assert (message["Content-Language"], message["Auto-Submitted"]) == ("tr", "auto-generated")
    assert message["Date"].startswith("Sun, 22 Nov 2026 03:00:00")
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert (plain.get_content().strip(), html.get_content().strip()) == (LETTER.text.strip(), LETTER.html)


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
@pytest.mark.parametrize(
    ("kind", "facts", "told"),
    [
        ("mailbox.code", {"code": "012345", "link": LINK, "minutes": 30, "url": ""}, ["012345", LINK]),
        (
            "mailbox.links",
            {"applications": [("ABCDEF-GHJKMN-PQRSTU", LINK)], "days": 7},
            ["ABCDEF-GHJKMN-PQRSTU", LINK],
        ),
        (
            "application.link",
            {"reference": "ABCDEF-GHJKMN-PQRSTU", "url": "http://u/", "link": LINK, "days": 7},
            [LINK],
        ),
    ],
)
def test_codes_and_links_arrive_unbroken_in_text_and_html(
    mail: SmtpMail, post: Post, language: str, kind: str, facts: dict[str, object], told: list[str]
) -> None:
    subject, text, html = TemplateLetters().compose(kind, language, facts)
    mail.send(Letter("<1@example.org>", "specimen@example.org", subject, text, html, language))
    ((_, _, message),) = post.taken
    assert message["Subject"] == subject
    for kind_of_body in ("plain", "html"):
        body = message.get_body((kind_of_body,))
        assert body is not None
        assert [part for part in told if part not in body.get_content()] == []


@pytest.mark.parametrize(
    ("answer", "is_final"), [("550 no such mailbox", True), ("450 busy", False), ("452 too many", False)]
)
def test_refused_recipient_is_final_when_the_server_says_so(
    mail: SmtpMail, post: Post, answer: str, is_final: bool
) -> None:
    post.answer_to_recipient = answer
    with pytest.raises(MailRefused) as refused:
        mail.send(LETTER)
    assert refused.value.is_final is is_final
    assert "specimen@example.org" not in str(refused.value)


def test_fault_of_the_server_passes(mail: SmtpMail, post: Post) -> None:
    post.answer_to_data = "451 later"
    with pytest.raises(MailRefused) as refused:
        mail.send(LETTER)
    assert not refused.value.is_final
    post.answer_to_data = ""
    mail.send(LETTER)
    assert len(post.taken) == 1


def test_server_that_is_not_there_is_tried_again_later() -> None:
    with pytest.raises(MailRefused, match="cannot be reached") as refused:
        SmtpMail(f"smtp://127.0.0.1:{free_port()}", SENDER, SetClock()).send(LETTER)
    assert not refused.value.is_final


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_mail_never_goes_in_clear_where_encryption_was_asked_for(mail: SmtpMail, post: Post, scheme: str) -> None:
    port = mail._server.port
    with pytest.raises(MailRefused):
        SmtpMail(f"{scheme}://127.0.0.1:{port}", SENDER, SetClock()).send(LETTER)
    assert post.taken == []


def test_repeated_mail_replaces_the_first_in_the_folder(tmp_path: Path) -> None:
    mail = FolderMail(tmp_path / "mailbox", SENDER, SetClock())
    mail.send(LETTER)
    mail.send(LETTER)
    mail.send(replace(LETTER, message_id="<another@example.org>"))
    assert len(list((tmp_path / "mailbox").iterdir())) == 2


def test_the_folder_lists_the_newest_first_however_fast_they_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk whose clock ticks so seldom that it stamps all of them alike."""
    write = Path.write_bytes

    def write_in_one_tick(path: Path, content: bytes) -> int:
        written = write(path, content)
        os.utime(path, ns=(0, 0))
        return written

    monkeypatch.setattr(Path, "write_bytes", write_in_one_tick)
    mail = FolderMail(tmp_path / "mailbox", SENDER, SetClock())
    for number in range(100):
        mail.send(replace(LETTER, message_id=f"<{number:03}@example.org>"))
    assert [one.name[:3] for one in mail.list_mails()] == [f"{number:03}" for number in reversed(range(100))]


@given(recipient=st.emails() | st.from_regex(r"[^@\s]{1,20}@[^@\s]{1,20}\.[a-z]{2,5}", fullmatch=True))
def test_address_that_was_accepted_can_always_be_written_to(
    recipient: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if problems_in({"email": recipient}, ["email"], Situation(SetClock().now().date())):
        return
    folder = tmp_path_factory.mktemp("mail")
    FolderMail(folder, SENDER, SetClock()).send(replace(LETTER, recipient=recipient))
    (file,) = folder.iterdir()
    assert file.read_bytes().count(b"\r\nTo:") == 1
