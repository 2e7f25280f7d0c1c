"""Mailed links: used once, by one browser, for their own application, as long as they live; and where they are mailed to."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from mapae.core.application.reference import spaced
from mapae.records.models import Application, AuditLeaf, CaseKey, MailboxRequest, MailedLink, OutboxMessage
from mapae.usecases.answer import answer
from mapae.usecases.ask_for_links import ask_for_links, mail_links
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.mail_link import MailboxNotProven, mail_link
from mapae.usecases.mailbox import MOST_MAILS, AddressRefused, TooManyMails
from mapae.usecases.messages import TryAgain, send_message
from mapae.usecases.open_link import LinkRefused, open_link
from mapae.usecases.ports import Letter, MailRefused, Ports
from mapae.usecases.start_draft import start_draft
from mapae.usecases.sweep import remove_leftovers
from mapae.usecases.withdraw import withdraw
from tests.room.clock import SetClock
from tests.room.people import answers
from tests.usecases.post import deliver, tokens_in
from tests.usecases.steps import a_draft, a_granted

pytestmark = pytest.mark.django_db
ADDRESS = "specimen.traveller@example.org"


def a_token(ports: Ports, application_id: UUID) -> str:
    mail_link(ports, application_id)
    (mail,) = deliver(ports)
    (token,) = tokens_in(mail)
    return token


def test_link_opens_its_application_once(ports: Ports) -> None:
    draft = a_draft(ports)
    token = a_token(ports, draft)
    assert open_link(ports, token, "browser") == draft
    with pytest.raises(LinkRefused):
        open_link(ports, token, "another browser")


def test_second_press_of_the_same_browser_is_the_same_use(ports: Ports, clock: SetClock) -> None:
    draft = a_draft(ports)
    token = a_token(ports, draft)
    open_link(ports, token, "browser")
    clock.pass_by(minutes=9, seconds=59)
    assert open_link(ports, token, "browser") == draft
    clock.pass_by(seconds=1)
    with pytest.raises(LinkRefused):
        open_link(ports, token, "browser")


def test_link_lives_seven_days(ports: Ports, clock: SetClock) -> None:
    granted = a_granted(ports).id
    first, second = (
        tokens_in(mail)[0] for mail in [*deliver(ports), (mail_link(ports, granted), deliver(ports))[1][0]]
    )
    clock.pass_by(days=6, hours=23)
    assert open_link(ports, first, "browser") == granted
    clock.pass_by(hours=1)
    with pytest.raises(LinkRefused):
        open_link(ports, second, "browser")


@pytest.mark.parametrize("token", ["", "a", "a" * 32, "ş" * 32, "\x00" * 32, "' OR 1=1 --"])
def test_unknown_token_opens_nothing(ports: Ports, token: str) -> None:
    a_token(ports, a_draft(ports))
    with pytest.raises(LinkRefused):
        open_link(ports, token, "browser")
    assert not MailedLink.objects.filter(spent_at__isnull=False).exists()


def test_every_other_letter_in_a_token_is_another_token(ports: Ports) -> None:
    token = a_token(ports, a_draft(ports))
    for place in range(len(token)):
        other = "b" if token[place] != "b" else "c"
        with pytest.raises(LinkRefused):
            open_link(ports, token[:place] + other + token[place + 1 :], "browser")
    with pytest.raises(LinkRefused):
        open_link(ports, token.upper(), "browser")


def test_repeat_of_one_mail_has_another_token_and_both_are_one_link(ports: Ports) -> None:
    """The worker died after the mail server had taken the first."""
    draft = a_draft(ports)
    mail_link(ports, draft)
    taken: list[Letter] = []

    class Forgets:
        def send(self, letter: Letter) -> None:
            taken.append(letter)
            if len(taken) == 1:
                raise MailRefused("the line broke", is_final=False)

    message = OutboxMessage.objects.get()
    with pytest.raises(TryAgain):
        send_message(replace(ports, mail=Forgets()), message.id)
    send_message(replace(ports, mail=Forgets()), message.id)
    first, second = (letter.text.split("/link/")[1][:32] for letter in taken)
    assert first != second
    assert open_link(ports, second, "browser") == draft
    with pytest.raises(LinkRefused):
        open_link(ports, first, "another browser")


def test_sending_and_using_leave_their_leaves_and_no_token(ports: Ports) -> None:
    draft = a_draft(ports)
    token = a_token(ports, draft)
    open_link(ports, token, "browser")
    read = [json.loads(bytes(leaf)) for leaf in AuditLeaf.objects.values_list("content", flat=True)]
    found = [(leaf["action"], leaf["role"], leaf["purpose"]) for leaf in read]
    assert ("link.sent", "system", "link.application") in found
    assert ("link.used", "applicant", "link.application") in found
    assert {leaf["case"] for leaf in read} == {str(Application.objects.get(id=draft).case_key_id)}
    assert token not in str(read)


def test_letter_of_a_decision_brings_its_link(ports: Ports) -> None:
    granted = a_granted(ports)
    (mail,) = deliver(ports)
    assert open_link(ports, tokens_in(mail)[0], "browser") == granted.id


def test_link_goes_to_a_proven_mailbox_only(ports: Ports) -> None:
    unproven = start_draft(ports, "tr").id
    answer(ports, unproven, answers())
    with pytest.raises(MailboxNotProven):
        mail_link(ports, unproven)
    proven = a_draft(ports)
    answer(ports, proven, {"email": "somebody.else@example.org"})
    with pytest.raises(MailboxNotProven):
        mail_link(ports, proven)
    ask_for_links(ports, "somebody.else@example.org", "en")
    assert deliver(ports) == []


def test_link_is_not_sent_to_an_address_that_was_put_in_after_it_was_asked_for(ports: Ports) -> None:
    draft = a_draft(ports)
    mail_link(ports, draft)
    answer(ports, draft, {"email": "somebody.else@example.org"})
    assert deliver(ports) == []
    assert OutboxMessage.objects.get().state == "failed"


def test_unknown_and_erased_applications_are_mailed_nothing(ports: Ports) -> None:
    with pytest.raises(UnknownApplication):
        mail_link(ports, uuid4())
    erased = a_draft(ports)
    CaseKey.objects.update(wrapped=None, destroyed_at=ports.clock.now())
    with pytest.raises(UnknownApplication):
        mail_link(ports, erased)
    ask_for_links(ports, ADDRESS, "en")
    assert deliver(ports) == []


def test_one_mail_has_a_link_to_each_application_of_the_mailbox(ports: Ports, clock: SetClock) -> None:
    older = a_draft(ports)
    clock.pass_by(hours=1)
    newer = a_draft(ports, email=ADDRESS.upper())
    clock.pass_by(hours=1)
    a_draft(ports, email="stranger@example.org")
    newest = a_draft(ports)
    withdraw(ports, older)
    ask_for_links(ports, f" {ADDRESS} ", "ko")
    (mail,) = deliver(ports)
    assert (mail.recipient, mail.language) == (ADDRESS, "ko")
    opened = [open_link(ports, token, "browser") for token in tokens_in(mail)]
    assert opened == [newest, older]
    for reference in Application.objects.filter(id__in=opened).values_list("reference", flat=True):
        assert spaced(reference) in mail.text
    assert Application.objects.get(id=newer).reference not in mail.text.replace("-", "")


def test_mailbox_without_applications_gets_no_mail_and_the_same_work_is_done(ports: Ports) -> None:
    a_draft(ports)
    for address in (ADDRESS, "nobody@example.org"):
        ask_for_links(ports, address, "en")
    requests = MailboxRequest.objects.all()
    assert requests.count() == 2
    assert [mail.recipient for mail in deliver(ports)] == [ADDRESS]


def test_links_are_mailed_once_for_a_request_however_often_its_job_runs(ports: Ports) -> None:
    a_draft(ports)
    ask_for_links(ports, ADDRESS, "en")
    for _ in range(3):
        mail_links(ports, MailboxRequest.objects.get().id)
    mail_links(ports, uuid4())
    assert OutboxMessage.objects.count() == 1


def test_asking_for_links_fills_no_mailbox_and_says_nothing_about_it(ports: Ports) -> None:
    draft = a_draft(ports)
    for _ in range(MOST_MAILS + 3):
        ask_for_links(ports, ADDRESS, "en")
    assert len(deliver(ports)) == MOST_MAILS
    with pytest.raises(TooManyMails):
        mail_link(ports, draft)


def test_what_is_no_address_is_refused(ports: Ports) -> None:
    with pytest.raises(AddressRefused):
        ask_for_links(ports, "nobody.at.home", "en")


def test_links_that_ended_go_and_living_ones_stay(ports: Ports, clock: SetClock) -> None:
    draft = a_draft(ports)
    a_token(ports, draft)
    clock.pass_by(days=7)
    token = a_token(ports, draft)
    clock.pass_by(days=1, seconds=1)
    remove_leftovers(ports)
    assert MailedLink.objects.count() == 1
    assert open_link(ports, token, "browser") == draft
