"""Two presses at the same moment, each with a connection of its own: one request, one draft, one use of a link."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from mapae.records.models import Application, MailedLink, OutboxMessage
from mapae.usecases.ask_for_code import ask_for_code
from mapae.usecases.mail_link import mail_link
from mapae.usecases.open_link import LinkRefused, open_link
from mapae.usecases.ports import Ports
from mapae.usecases.prove_mailbox import prove_by_code
from tests.usecases.post import code_in, deliver, tokens_in
from tests.usecases.steps import a_draft, a_mailbox_request, at_once

pytestmark = pytest.mark.usefixtures("committed")


def test_two_presses_on_the_code_page_start_one_draft(ports: Ports) -> None:
    request = a_mailbox_request(ports)
    (mail,) = deliver(ports)
    results = at_once(*[lambda: prove_by_code(ports, request, code_in(mail))] * 4)
    assert len(set(results)) == 1
    assert isinstance(results[0], UUID)
    assert Application.objects.count() == 1


def test_two_requests_are_one(ports: Ports) -> None:
    request = uuid4()
    results = at_once(*[lambda: ask_for_code(ports, request, "specimen@example.org", "tr", "1")] * 4)
    assert results == [None] * 4
    assert OutboxMessage.objects.count() == 1


def test_code_and_link_at_once_start_one_draft(ports: Ports) -> None:
    request = a_mailbox_request(ports)
    (mail,) = deliver(ports)
    at_once(
        lambda: prove_by_code(ports, request, code_in(mail)), lambda: open_link(ports, tokens_in(mail)[0], "browser")
    )
    assert Application.objects.count() == 1


def test_link_pressed_in_four_browsers_at_once_opens_in_one(ports: Ports) -> None:
    draft = a_draft(ports)
    mail_link(ports, draft)
    (mail,) = deliver(ports)
    (token,) = tokens_in(mail)
    results = at_once(*[lambda browser=f"browser {n}": open_link(ports, token, browser) for n in range(4)])  # type: ignore[misc]
    assert results.count(draft) == 1
    assert sum(isinstance(result, LinkRefused) for result in results) == 3
    assert MailedLink.objects.filter(spent_at__isnull=False).count() == 1
