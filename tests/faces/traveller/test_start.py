"""The start page tells what the rules say today."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from mapae.records.models import Application
from tests.faces.traveller.walk import Walk, html_of, text_of
from tests.room.clock import SetClock
from tests.room.people import answers


@pytest.mark.parametrize(
    ("language", "fee"), [("en", "10,300 South Korean won"), ("tr", "10.300 Güney Kore wonu"), ("ko", "10,300원")]
)
def test_fee_is_written_as_the_language_writes_it(walk: Walk, language: str, fee: str) -> None:
    walk.language = language
    shown = walk.get("")
    assert fee in text_of(shown)
    assert html_of(shown).count("<h1") == 1


def test_who_needs_it_and_who_does_not(walk: Walk) -> None:
    shown = text_of(walk.get(""))
    assert "A Turkish passport is one of them." in shown
    assert "17 or younger, or 65 or older" in shown
    assert "for arrivals until 31 December 2026" in shown


def test_waiver_that_has_ended_is_no_longer_told(walk: Walk, clock: SetClock) -> None:
    clock.set(datetime(2027, 1, 1, tzinfo=UTC))
    assert "Countries whose passports do not need it" not in text_of(walk.get(""))


def test_start_page_leads_back_to_an_open_application(walk: Walk) -> None:
    assert "Go on with this application" not in text_of(walk.get(""))
    walk.begin()
    assert "Go on with this application" in text_of(walk.get(""))


def test_button_pressed_from_elsewhere_starts_nothing(walk: Walk) -> None:
    assert Client(enforce_csrf_checks=True).post("/en/apply/").status_code == 403
    assert not Application.objects.exists()


def test_starting_again_leaves_the_earlier_application_alone(walk: Walk) -> None:
    walk.to_the_result(answers())
    walk.begin()
    assert walk.get("apply/result/")["Location"] == "/en/apply/check/"
