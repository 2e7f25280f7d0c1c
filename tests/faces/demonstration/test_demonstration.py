"""The demonstration's pages, and that they are closed to everybody in earnest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from mapae.records.models import OutboxMessage
from mapae.usecases.messages import send_message
from mapae.usecases.ports import Mailbox, PlaysTheBank, Ports
from tests.faces.traveller.walk import Walk, html_of, links_in, text_of
from tests.room.people import answers


@pytest.fixture
def walk(browser: Client, undefined_variables_fail: None) -> Walk:
    return Walk(browser)


def test_guide_leads_to_every_face(walk: Walk) -> None:
    shown = html_of(walk.get("demo/"))
    for address in ('href="/en/"', 'href="/en/status/"', 'href="/en/demo/mailbox/"'):
        assert address in shown
    assert "board-checks" in shown


def test_bank_shows_the_amount_and_then_that_it_is_paid(walk: Walk) -> None:
    bank = walk.to_the_bank(answers())
    assert "10,300 South Korean won" in text_of(walk.browser.get(bank))
    walk.press_at_bank(bank)
    assert "This payment was made already" in text_of(walk.browser.get(bank))


def test_unknown_payment_and_unknown_button(walk: Walk) -> None:
    assert walk.get("demo/bank/00000000-0000-0000-0000-000000000000/").status_code == 404
    bank = walk.to_the_bank(answers())
    assert walk.press_at_bank(bank, "rob").status_code == 200
    assert "waiting for payment" in text_of(walk.get("apply/result/"))


def test_mail_is_shown_in_the_mailbox(walk: Walk, site: Ports) -> None:
    assert "There is no mail yet" in text_of(walk.get("demo/mailbox/"))
    walk.language = "tr"
    walk.to_the_result(answers())
    send_message(site, OutboxMessage.objects.get(state="queued").id)
    assert isinstance(site.mail, Mailbox)
    kept = site.mail.list_mails()[0]
    assert kept.recipient == "specimen.traveller@example.org"
    assert kept.language == "tr"
    walk.language = "en"
    assert kept.subject in text_of(walk.get("demo/mailbox/"))
    shown = walk.get(f"demo/mailbox/{kept.name}/")
    assert "/tr/status/" in text_of(shown)
    (link,) = links_in(kept)
    assert f'href="http://testserver{link}"' in html_of(shown)


def test_visitor_of_a_demonstration_is_led_to_its_mailbox_and_nobody_else(
    walk: Walk, site: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'href="/en/demo/mailbox/"' in html_of(walk.to_the_code())
    monkeypatch.setattr("mapae.site.middleware.ports", lambda: replace(site, is_demonstration=False))
    assert "/demo/mailbox/" not in html_of(walk.get("apply/code/"))


@pytest.mark.parametrize("name", ["nothing", "..", "a-b", "%2e%2e"])
def test_mailbox_opens_no_other_file(walk: Walk, name: str) -> None:
    assert walk.get(f"demo/mailbox/{name}/").status_code in (301, 302, 404)


@pytest.mark.parametrize(
    "path", ["demo/", "demo/mailbox/", "demo/mailbox/x/", "demo/bank/00000000-0000-0000-0000-000000000000/"]
)
def test_outside_a_demonstration_there_is_nothing(site: Ports, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr("mapae.site.middleware.ports", lambda: replace(site, is_demonstration=False))
    assert Walk(Client()).get(path).status_code == 404


def test_the_demonstration_bank_plays_the_bank(site: Ports) -> None:
    assert isinstance(site.payments, PlaysTheBank)
