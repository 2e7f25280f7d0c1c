"""After the submission: payment declined and again, late money, an officer, taking it back."""

from __future__ import annotations

import re

import pytest

from mapae.core.application.reference import spaced
from mapae.records.models import Account, Application, Payment, Role
from mapae.usecases.add_account import add_account
from mapae.usecases.ports import Ports
from mapae.usecases.sweep import lapse_unpaid
from tests.faces.traveller.walk import Walk, html_of, text_of
from tests.room.clock import SetClock
from tests.room.people import answers
from tests.usecases.steps import refuse

pytestmark = pytest.mark.wide


def test_declined_payment_can_be_tried_again(walk: Walk) -> None:
    walk.press_at_bank(walk.to_the_bank(answers()), "decline")
    shown = text_of(walk.get("apply/result/"))
    assert "The payment did not go through" in shown
    assert "Pay no later than 28 November 2026" in shown
    again = walk.post("apply/pay/")["Location"]
    walk.press_at_bank(again)
    assert "valid until 21 November 2029" in text_of(walk.get("apply/result/"))


def test_visitor_who_left_the_bank_finds_the_button_to_pay(walk: Walk) -> None:
    bank = walk.to_the_bank(answers())
    walk.press_at_bank(bank, "leave")
    assert "Your application is waiting for payment" in text_of(walk.get("apply/result/"))
    assert walk.post("apply/pay/")["Location"] == bank


def test_notice_that_comes_twice_pays_once(walk: Walk) -> None:
    walk.press_at_bank(walk.to_the_bank(answers()), "pay_twice")
    assert "valid until" in text_of(walk.get("apply/result/"))
    assert Payment.objects.get().state == "paid"


def test_late_money_is_given_back_and_said_so(walk: Walk, site: Ports, clock: SetClock) -> None:
    bank = walk.to_the_bank(answers())
    clock.pass_by(days=8)
    lapse_unpaid(site)
    walk.press_at_bank(bank)
    assert walk.come_back()["Location"] == "/en/apply/result/"
    shown = text_of(walk.get("apply/result/"))
    assert "Your application was closed because it was not paid" in shown
    assert "A payment that was not owed is given back to you." in shown


def test_paying_what_is_paid_leads_to_the_result(walk: Walk) -> None:
    walk.to_the_result(answers())
    assert walk.post("apply/pay/")["Location"] == walk.get("apply/pay/")["Location"] == "/en/apply/result/"


def test_reference_is_shown_in_groups(walk: Walk) -> None:
    shown = html_of(walk.to_the_result(answers()))
    assert re.search(r"[2-9A-Z]{6}-[2-9A-Z]{6}-[2-9A-Z]{6}", shown)
    assert spaced(Application.objects.get().reference) in shown


def test_declaration_brings_the_application_to_an_officer_who_refuses(walk: Walk, site: Ports) -> None:
    assert "Your application is with an officer" in text_of(walk.to_the_result(answers(was_refused_entry="yes")))
    application = Application.objects.get()
    officer = add_account(site, "officer", Role.OFFICER, "a long invented password")
    assert isinstance(officer, Account)
    refuse(site, application.id, officer, ("entry_ban",))
    shown = text_of(walk.get("apply/result/"))
    assert "Your application is refused" in shown
    assert "The reason concerns" in shown  # the category, as the rulebook discloses it
    assert "A visa is another way." in shown
    assert walk.get("apply/withdraw/")["Location"] == "/en/apply/result/"


def test_withdrawing_is_asked_once_more_and_final(walk: Walk) -> None:
    walk.to_the_bank(answers())
    assert "You cannot undo it" in text_of(walk.get("apply/withdraw/"))
    assert Application.objects.get().status == "awaiting_payment"
    walk.post("apply/withdraw/")
    assert "Your application is withdrawn" in text_of(walk.get("apply/result/"))
    assert walk.post("apply/withdraw/")["Location"] == "/en/apply/result/"


def test_nothing_is_withdrawn_after_the_grant(walk: Walk) -> None:
    walk.to_the_result(answers())
    assert "Withdraw" not in text_of(walk.get("apply/result/"))
    walk.post("apply/withdraw/")
    assert Application.objects.get().status == "granted"


def test_result_of_a_draft_is_its_check(walk: Walk) -> None:
    walk.begin()
    assert walk.get("apply/result/")["Location"] == "/en/apply/check/"
    assert walk.get("apply/withdraw/")["Location"] == "/en/apply/result/"
