"""A mailbox is proven by what was mailed there, and before that nothing of anybody is kept but the sealed address."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection

from mapae.records.models import Application, AuditLeaf, CaseKey, MailboxRequest, MailedLink, OutboxMessage
from mapae.usecases.ask_for_code import UnknownRequest, ask_for_code, read_asked_address, send_code_again
from mapae.usecases.case_data import open_answers
from mapae.usecases.mailbox import MOST_MAILS, AddressRefused, TooManyMails
from mapae.usecases.messages import TryAgain, send_message
from mapae.usecases.open_link import LinkRefused, open_link
from mapae.usecases.ports import Letter, MailRefused, Ports
from mapae.usecases.prove_mailbox import MOST_TRIES, CodeExpired, CodeWrong, TooManyTries, prove_by_code
from mapae.usecases.sweep import erase_old_drafts, forget_requests, remove_leftovers
from tests.room.clock import SetClock
from tests.usecases.post import code_in, deliver, tokens_in
from tests.usecases.steps import a_draft, a_mailbox_request

pytestmark = pytest.mark.django_db
ADDRESS = "specimen.traveller@example.org"


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def leaves(action: str) -> list[dict[str, object]]:
    read = [json.loads(bytes(leaf)) for leaf in AuditLeaf.objects.order_by("id").values_list("content", flat=True)]
    return [leaf for leaf in read if leaf["action"] == action]


def test_right_code_starts_a_draft_that_knows_the_address_and_nothing_else(ports: Ports) -> None:
    request = a_mailbox_request(ports)
    (mail,) = deliver(ports)
    draft = Application.objects.get(id=prove_by_code(ports, request, code_in(mail)))
    assert open_answers(ports, draft) == {"email": ADDRESS}
    assert (draft.language, draft.mailbox_proven_at) == ("tr", ports.clock.now())
    (leaf,) = leaves("mailbox.proven")
    assert (leaf["case"], leaf["detail"]) == (str(draft.case_key_id), {"way": "code", "privacy_notice": "1"})


def test_link_of_the_mail_does_the_same(ports: Ports) -> None:
    a_mailbox_request(ports)
    (mail,) = deliver(ports)
    (token,) = tokens_in(mail)
    draft = Application.objects.get(id=open_link(ports, token, "browser"))
    assert open_answers(ports, draft) == {"email": ADDRESS}
    assert leaves("mailbox.proven")[0]["detail"] == {"way": "link", "privacy_notice": "1"}


def test_before_the_proof_there_is_no_application(ports: Ports) -> None:
    request = a_mailbox_request(ports)
    (mail,) = deliver(ports)
    with pytest.raises(CodeWrong):
        prove_by_code(ports, request, wrong(code_in(mail)))
    assert not Application.objects.exists()
    assert read_asked_address(ports, request) == ADDRESS


def test_neither_code_nor_token_nor_address_rests_anywhere(ports: Ports) -> None:
    a_mailbox_request(ports)
    (mail,) = deliver(ports)
    secrets = [code_in(mail).encode(), tokens_in(mail)[0].encode(), ADDRESS.encode()]
    with connection.cursor() as cursor:
        for table in ("mailbox_request", "mailed_link", "outbox_message", "procrastinate_jobs", "audit_leaf"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            rows = [row[0].encode() for row in cursor.fetchall()]
            assert rows, table
            for secret in secrets:
                assert not [row for row in rows if secret in row or secret.hex().encode() in row], table


def test_right_code_again_gives_the_same_draft(ports: Ports) -> None:
    """As after a reply that was lost, or a second press."""
    request = a_mailbox_request(ports)
    (mail,) = deliver(ports)
    assert prove_by_code(ports, request, code_in(mail)) == prove_by_code(ports, request, code_in(mail))
    assert Application.objects.count() == 1


def test_code_and_link_of_one_mail_are_one_proof(ports: Ports) -> None:
    request = a_mailbox_request(ports)
    (mail,) = deliver(ports)
    prove_by_code(ports, request, code_in(mail))
    with pytest.raises(LinkRefused):
        open_link(ports, tokens_in(mail)[0], "browser")
    other = a_mailbox_request(ports, "other@example.org")
    (mail,) = deliver(ports)
    open_link(ports, tokens_in(mail)[0], "browser")
    with pytest.raises(CodeExpired):
        prove_by_code(ports, other, code_in(mail))


def test_code_lives_thirty_minutes(ports: Ports, clock: SetClock) -> None:
    request = a_mailbox_request(ports)
    (mail,) = deliver(ports)
    clock.pass_by(minutes=29, seconds=59)
    with pytest.raises(CodeWrong):
        prove_by_code(ports, request, wrong(code_in(mail)))
    clock.pass_by(seconds=1)
    with pytest.raises(CodeExpired):
        prove_by_code(ports, request, code_in(mail))
    with pytest.raises(LinkRefused):
        open_link(ports, tokens_in(mail)[0], "browser")


def test_guessing_ends_after_five_tries_even_for_the_right_code(ports: Ports, clock: SetClock) -> None:
    request = a_mailbox_request(ports)
    (mail,) = deliver(ports)
    for _ in range(MOST_TRIES):
        with pytest.raises(CodeWrong):
            prove_by_code(ports, request, wrong(code_in(mail)))
    with pytest.raises(TooManyTries):
        prove_by_code(ports, request, code_in(mail))
    clock.pass_by(minutes=1)
    send_code_again(ports, request)
    (mail,) = deliver(ports)
    with pytest.raises(TooManyTries):
        prove_by_code(ports, request, code_in(mail))


def test_what_is_no_code_costs_no_try(ports: Ports) -> None:
    request = a_mailbox_request(ports)
    (mail,) = deliver(ports)
    for _ in range(2 * MOST_TRIES):
        with pytest.raises(CodeWrong):
            prove_by_code(ports, request, "12 34")
    prove_by_code(ports, request, code_in(mail))


def test_newest_mail_counts(ports: Ports, clock: SetClock) -> None:
    request = a_mailbox_request(ports)
    (first,) = deliver(ports)
    clock.pass_by(minutes=1)
    send_code_again(ports, request)
    with pytest.raises(CodeExpired):
        prove_by_code(ports, request, code_in(first))
    (second,) = deliver(ports)
    with pytest.raises(LinkRefused):
        open_link(ports, tokens_in(first)[0], "browser")
    prove_by_code(ports, request, code_in(second))


def test_earlier_mail_that_is_late_does_not_void_the_newer_one(ports: Ports, clock: SetClock) -> None:
    request = a_mailbox_request(ports)
    late = OutboxMessage.objects.get()
    clock.pass_by(minutes=1)
    send_code_again(ports, request)
    send_message(ports, OutboxMessage.objects.exclude(id=late.id).get().id)
    send_message(ports, late.id)
    late.refresh_from_db()
    assert late.state == "failed"
    assert MailedLink.objects.count() == 1


def test_corrected_address_gets_the_mail_and_voids_the_code_of_the_first(ports: Ports) -> None:
    request = a_mailbox_request(ports, "tpyo@example.org")
    (first,) = deliver(ports)
    ask_for_code(ports, request, ADDRESS, "tr", "1")
    with pytest.raises(CodeExpired):
        prove_by_code(ports, request, code_in(first))
    with pytest.raises(LinkRefused):
        open_link(ports, tokens_in(first)[0], "browser")
    (second,) = deliver(ports)
    assert (first.recipient, second.recipient) == ("tpyo@example.org", ADDRESS)
    draft = Application.objects.get(id=prove_by_code(ports, request, code_in(second)))
    assert open_answers(ports, draft)["email"] == ADDRESS
    assert MailboxRequest.objects.count() == 1


def test_double_press_is_one_request_and_one_mail(ports: Ports) -> None:
    request = uuid4()
    for _ in range(3):
        ask_for_code(ports, request, ADDRESS, "tr", "1")
    assert len(deliver(ports)) == 1


def test_asking_again_at_once_has_to_wait(ports: Ports) -> None:
    request = a_mailbox_request(ports)
    with pytest.raises(TooManyMails) as refused:
        send_code_again(ports, request)
    assert refused.value.seconds <= 30


def test_nobody_can_fill_a_mailbox_through_us(ports: Ports, clock: SetClock) -> None:
    """Counted for the mailbox, whoever asks and however it is written."""
    for number in range(MOST_MAILS):
        a_mailbox_request(ports, ADDRESS if number % 2 else ADDRESS.upper())
    with pytest.raises(TooManyMails):
        a_mailbox_request(ports)
    assert MailboxRequest.objects.count() == MOST_MAILS
    a_mailbox_request(ports, "other@example.org")
    clock.pass_by(hours=1, seconds=1)
    a_mailbox_request(ports)


@pytest.mark.parametrize(
    "typed", ["", "nobody.at.home", "a@b", "a@example.org\nBcc: b@example.org", "x" * 200 + "@example.org"]
)
def test_what_is_no_address_is_refused_and_not_kept(ports: Ports, typed: str) -> None:
    with pytest.raises(AddressRefused):
        a_mailbox_request(ports, typed)
    assert not MailboxRequest.objects.exists()


def test_unknown_or_proven_request_can_be_asked_for_nothing(ports: Ports, clock: SetClock) -> None:
    for act in (lambda: send_code_again(ports, uuid4()), lambda: prove_by_code(ports, uuid4(), "123456")):
        with pytest.raises(UnknownRequest):
            act()
    request = a_mailbox_request(ports)
    (mail,) = deliver(ports)
    prove_by_code(ports, request, code_in(mail))
    clock.pass_by(minutes=2)
    for act in (
        lambda: send_code_again(ports, request),
        lambda: ask_for_code(ports, request, "other@example.org", "tr", "1"),
    ):
        with pytest.raises(UnknownRequest):
            act()


def test_mail_alone_says_that_there_are_applications_already(ports: Ports) -> None:
    a_mailbox_request(ports)
    (stranger,) = deliver(ports)
    a_draft(ports)
    a_mailbox_request(ports)
    (known,) = deliver(ports)
    assert "http://testserver/tr/link/\r\n" not in stranger.text
    assert "http://testserver/tr/link/\r\n" in known.text


def test_code_of_a_mail_that_went_out_twice_is_good_in_both(ports: Ports) -> None:
    """The worker died after the mail server had taken the first: the second is another code under one Message-ID."""
    request = a_mailbox_request(ports)
    taken: list[Letter] = []

    class Forgets:
        def send(self, letter: Letter) -> None:
            taken.append(letter)
            if len(taken) == 1:
                raise MailRefused("the line broke", is_final=False)

    forgetful = replace(ports, mail=Forgets())
    message = OutboxMessage.objects.get()
    with pytest.raises(TryAgain):
        send_message(forgetful, message.id)
    send_message(forgetful, message.id)
    first, second = (next(line for line in letter.text.splitlines() if line.isdigit()) for letter in taken)
    assert taken[0].message_id == taken[1].message_id
    assert prove_by_code(ports, request, first) == prove_by_code(ports, request, second)


def test_address_is_forgotten_after_a_day_with_key_mail_and_link(ports: Ports, clock: SetClock) -> None:
    request = a_mailbox_request(ports)
    (mail,) = deliver(ports)
    draft = prove_by_code(ports, request, code_in(mail))
    a_mailbox_request(ports, "never.proven@example.org")
    clock.pass_by(days=1)
    assert forget_requests(ports) == 0
    clock.pass_by(seconds=1)
    assert forget_requests(ports) == 2
    assert not MailboxRequest.objects.exists()
    assert not MailedLink.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert CaseKey.objects.get().id == Application.objects.get(id=draft).case_key_id


def test_draft_is_erased_with_the_mails_and_links_that_lead_to_it(ports: Ports, clock: SetClock) -> None:
    request = a_mailbox_request(ports)
    (mail,) = deliver(ports)
    prove_by_code(ports, request, code_in(mail))
    clock.pass_by(days=7, seconds=1)
    assert erase_old_drafts(ports) == 1
    for kind in (Application, MailboxRequest, MailedLink, OutboxMessage):
        assert not kind.objects.exists(), kind  # type: ignore[attr-defined]
    remove_leftovers(ports)
