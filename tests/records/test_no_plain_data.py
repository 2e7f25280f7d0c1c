"""After a full journey nothing of the canary rests anywhere in plain: no column, no dump, no mail's text, no log.

The folder of mails is left out: it is the demonstration's mailbox, which a real installation does not have; what the
mails say is looked at all the same. Pages of errors are looked at in the tests of the faces.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from mapae.core.application.answers import AnswersIncomplete
from mapae.core.decision.proposal import AdverseAct
from mapae.core.decision.search import SearchPurpose
from mapae.core.documents.partial_date import PartialDate
from mapae.core.group.approval import ApprovalAct
from mapae.core.travel.override import OverrideReason
from mapae.records.models import Account, Application, MailboxRequest, OutboxMessage
from mapae.site.logs import set_up_logs
from mapae.site.postgres import EmbeddedPostgres
from mapae.usecases.add_carrier import add_carrier
from mapae.usecases.answer import answer
from mapae.usecases.ask_for_information import ask_for_information
from mapae.usecases.ask_for_links import ask_for_links, mail_links
from mapae.usecases.desk_drafts import keep_words
from mapae.usecases.edit_answers import edit_answers
from mapae.usecases.end_authorization import end_authorization
from mapae.usecases.invitations import invite
from mapae.usecases.limit import seconds_to_wait
from mapae.usecases.look_up_status import find_status
from mapae.usecases.mail_link import mail_link
from mapae.usecases.messages import send_message
from mapae.usecases.open_case import open_case
from mapae.usecases.organisation_keys import add_organisation_key, find_organisation_by_key
from mapae.usecases.organisations import act_on_organisation, list_organisations, look_at_organisation
from mapae.usecases.override_no_board import override_no_board
from mapae.usecases.pay import receive_payment, refund
from mapae.usecases.ports import Ports
from mapae.usecases.proposals import Note
from mapae.usecases.provide_information import provide_information
from mapae.usecases.register import ask_to_register, keep_details, prove_to_register, register
from mapae.usecases.seal_log import seal_log
from mapae.usecases.search_cases import search_by_document
from mapae.usecases.submit import MailboxNotProven, submit
from mapae.usecases.withdraw import withdraw
from tests.faces.carrier.desk import Desk, message
from tests.records.canary import ANSWERS, SPELLINGS, Canary
from tests.room import plugin
from tests.room.organisations import DETAILS, PASSWORD
from tests.usecases.post import code_in, deliver
from tests.usecases.steps import (
    a_draft,
    a_granted,
    a_mailbox_request,
    a_paid,
    a_referred,
    a_submitted,
    a_supervisor,
    an_officer,
    an_open_payment,
    confirm,
    notice_of,
    refuse,
)

pytestmark = pytest.mark.wide

CANARY = Canary()


@dataclass(frozen=True)
class Journey:
    """What was logged on the way, and where the mails lie."""

    logged: str
    mailbox: Path


@pytest.fixture
def journey(
    committed: None, ports: Ports, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Journey]:
    """Every log of every library at its most talkative; then everything an applicant's data go through."""
    events = io.StringIO()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", events)
        set_up_logs("json")
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("a.library").error("a canary in the mine: %s", ANSWERS["email"])
        travel(ports)
        said = [record.getMessage() for record in caplog.records if record.name != "a.library"]
    yield Journey("\n".join([*said, events.getvalue()]), tmp_path / "mailbox")
    set_up_logs("json")


# Another person to the cap on applications, as one is known by birth, nationality and name.
_ANOTHER = {"nationality": "THA"}


def travel(ports: Ports) -> None:
    a_mailbox_request(ports, ANSWERS["email"])
    half = a_draft(ports, **ANSWERS)
    mail_link(ports, half)
    for queued in OutboxMessage.objects.all():
        send_message(ports, queued.id)
    ask_for_links(ports, ANSWERS["email"], "tr")
    mail_links(ports, MailboxRequest.objects.get(purpose="find").id)
    answer(
        ports, half, ANSWERS | {"surname": "Kanaryağlıoğlu 1", "email": "zumrut.kanarya@", "birth_date": "14.03.1987"}
    )
    with suppress(AnswersIncomplete, MailboxNotProven):
        submit(ports, half, "press")
    granted = a_granted(ports, **ANSWERS)
    living = a_granted(ports, **ANSWERS)
    moved = {"stay_street": "18 Uydurma Yuvası Sokağı", "stay_detail": "Uydurma Otel", "stay_postcode": "04524"}
    assert edit_answers(ports, living.id, "stay_address", moved) == []
    referred, officer = a_referred(ports, **ANSWERS), an_officer(ports)
    typed = " ".join(ANSWERS.values())
    question = ask_for_information(ports, referred.id, officer, referred.version, ["other"], typed, "en")
    provide_information(ports, referred.id, question.id, typed)
    referred.refresh_from_db()
    open_case(ports, referred.id, officer)
    refuse(ports, referred.id, officer, ["false_information"], note=Note(typed, "en"))
    keep_words(ports, officer, referred.id, "decision", {"note": [typed]})
    search_by_document(ports, officer, ANSWERS["document_number"], "TUR", SearchPurpose.APPLICANT_ASKS)
    override_no_board(ports, officer, ANSWERS["document_number"], "TUR", OverrideReason.HUMANITARIAN, 72)
    other = a_granted(ports, **(ANSWERS | _ANOTHER | {"document_number": "U00000017"}))
    end_authorization(ports, other.id, officer, other.version, AdverseAct.ANNUL, ["entry_ban"], Note(typed, "en"))
    confirm(ports, other.id, a_supervisor(ports))
    late = a_submitted(ports, **ANSWERS, **_ANOTHER)
    payment = an_open_payment(ports, late)
    withdraw(ports, late)
    receive_payment(ports, notice_of(payment))
    refund(ports, payment.id)
    withdraw(ports, a_paid(ports, **ANSWERS, **_ANOTHER))
    assert find_status(ports, granted.reference, PartialDate(1987, 3, 14)) == "granted"
    seconds_to_wait(ports, "status", ANSWERS["email"], most=5, seconds=60)
    ask_as_carrier(ports)
    organise(ports, officer)
    for queued in OutboxMessage.objects.all():
        send_message(ports, queued.id)
    seal_log(ports)


PERSON: dict[str, Any] = {
    "reference": "1", "document": {"number": ANSWERS["document_number"], "issuing_state": "TUR", "type": "P"},
    "nationality": "TUR", "surname": "KANARYAGLIOGLU", "given_names": "ZUMRUT<CIGDEM", "birth_date": "1987-03-14",
}  # fmt: skip
QUESTION = json.dumps(message(PERSON)).encode()


def organise(ports: Ports, officer: Account) -> None:
    """An organisation whose every answer is of the canary registers, is looked at, invites, and has a key."""
    request_id = ports.chance.uuid()
    deliver(ports)
    ask_to_register(ports, request_id, ANSWERS["email"], "tr")
    prove_to_register(ports, request_id, code_in(deliver(ports)[0]))
    typed = " ".join(ANSWERS.values())
    said = {"name": typed, "registration": ANSWERS["document_number"], "tax_data": typed, "address": typed}
    keep_details(ports, request_id, DETAILS | said | {"contact": ANSWERS["surname"]})
    manager = register(ports, request_id, "specimen.agent", PASSWORD)
    assert manager.organisation is not None
    list_organisations(ports, officer, 1)
    look_at_organisation(ports, officer, manager.organisation.id)
    act_on_organisation(ports, officer, manager.organisation.id, 0, ApprovalAct.APPROVE, ())
    invite(ports, manager, ANSWERS["email"], "tr")
    assert find_organisation_by_key(ports, add_organisation_key(ports, manager))


def ask_as_carrier(ports: Ports) -> None:
    _, key = add_carrier(ports, "Invented Airways")
    desk = Desk(ports, key)
    try:
        assert desk.ask(QUESTION).json()["results"][0]["verdict"] == "BOARD"
        assert desk.ask(message(PERSON | {"surname": "Çiğdem"}, message_id="m-2")).status_code == 200
        assert desk.ask(b'{"message_id": "m-3", "passengers": "' + ANSWERS["email"].encode() + b'"}').status_code >= 400
    finally:
        desk.close()


def every_value() -> Iterator[tuple[str, bytes]]:
    """Each table's every column, as the owner reads it: bytes as they are, everything else as text too."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns JOIN pg_tables "
            "ON tablename = table_name AND schemaname = 'public' WHERE table_schema = 'public' ORDER BY 1, 2"
        )
        for table, column, kind in cursor.fetchall():
            raw = f', "{column}"' if kind == "bytea" else ""
            cursor.execute(f'SELECT "{column}"::text{raw} FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    if value is not None:
                        yield f"{table}.{column}", value.encode() if isinstance(value, str) else bytes(value)


def test_no_column_of_any_table_holds_the_canary(journey: Journey) -> None:
    seen = 0
    for place, value in every_value():
        assert CANARY.found_in(value) == [], place
        seen += 1
    assert seen > 500
    filled = {place.split(".")[0] for place, _ in every_value()}
    assert {
        "application", "authorization", "audit_leaf", "query_log", "outbox_message", "procrastinate_jobs",
        "answers_edit", "authorization_ending", "board_override", "desk_draft", "information_request", "proposal",
        "mailbox_request", "mailed_link", "organisation", "organisation_key",
    } <= filled  # fmt: skip


def test_no_column_holds_a_digest_that_guesses_could_be_tried_against(journey: Journey, ports: Ports) -> None:
    application = Application.objects.filter(status="granted").first()
    assert application is not None
    guesses = [QUESTION, *(value.encode() for value in ANSWERS.values()), b"TUR|Q7Z31X9C5K"]
    guesses += [f"{application.reference}\x1f1987-03-14".encode(), b"1987-03-14|TUR|CIGDEM|KANARYAGLIOGLU|ZUMRUT"]
    digests = {
        hashlib.new(name, guess).digest()[:16] for guess in guesses for name in ("sha256", "sha1", "md5", "sha512")
    }
    for place, value in every_value():
        assert not [1 for digest in digests if digest in value or digest.hex().encode() in value], place


def test_no_dump_holds_the_canary(journey: Journey, cluster: EmbeddedPostgres) -> None:
    url = cluster.url_for("mapae", plugin.OWNER_PASSWORD)
    for form in (["--inserts"], ["--format=custom", "--compress=0"]):
        done = subprocess.run(
            [cluster.bin_dir / "pg_dump", *form, f"--dbname={url}"], check=True, capture_output=True, timeout=60
        )
        assert len(done.stdout) > 50_000
        assert CANARY.found_in(done.stdout) == []
        assert CANARY.found_in(done.stderr) == []


def test_no_mail_says_more_than_the_reference(journey: Journey) -> None:
    files = list(journey.mailbox.glob("*.eml"))
    assert len(files) == OutboxMessage.objects.filter(state="sent").count() == 15
    for file in files:
        mail = message_from_bytes(file.read_bytes(), policy=default)
        assert isinstance(mail, EmailMessage)
        texts = [str(part.get_content()) for part in mail.walk() if not part.is_multipart()]
        others = [str(value) for name, value in mail.items() if name != "To"]
        assert len(texts) == 2
        assert CANARY.found_in("\n".join(texts + others).encode()) == []
        assert Canary(("Kanarya", "Zümrüt")).found_in("\n".join(texts + others).encode()) == []


def test_no_log_says_anything_of_the_canary(journey: Journey) -> None:
    assert '"event": "library.event"' in journey.logged
    assert CANARY.found_in(journey.logged.encode()) == []


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_canary_would_be_found_in_every_coding(spelling: str) -> None:
    """The search itself can fail: each form is planted and must be found."""
    for before in (b"", b"x", b"xy"):
        planted = before + spelling.encode() + b" z"
        for hay in (planted, planted.hex().encode(), planted.upper(), b64encode(planted)):
            assert CANARY.found_in(b"...." + hay), hay


def test_digits_of_the_birth_date_are_found_by_themselves_and_not_within_a_digest() -> None:
    assert CANARY.found_in(b"born 19870314.")
    assert not CANARY.found_in(b"ab19870314cd")


@pytest.mark.usefixtures("committed")
def test_search_finds_what_is_put_into_a_column_in_plain(ports: Ports) -> None:
    granted = a_granted(ports, **ANSWERS)
    Application.objects.filter(id=granted.id).update(answers_sealed=b"\x01" + "Kanaryağlıoğlu".encode())
    assert any(CANARY.found_in(value) for place, value in every_value() if place == "application.answers_sealed")
