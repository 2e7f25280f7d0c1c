"""The official price, the announcement of a change, and what they say in each situation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.faces.traveller.test_checker import heading
from tests.faces.traveller.walk import Walk, html_of, text_of
from tests.room.clock import SetClock

NOVEMBER = datetime(2026, 11, 24, 3, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 15, tzinfo=UTC)  # midnight in Seoul
ANNOUNCED = "From 1 January 2027 travellers from 68 more countries and territories need an authorization."


@pytest.fixture(autouse=True)
def november(clock: SetClock) -> None:
    clock.set(NOVEMBER)


def test_one_table_says_what_it_costs(walk: Walk) -> None:
    shown = text_of(walk.get("fees/"))
    assert "Applications sent today" in shown
    assert "The application 10,000 South Korean won" in shown
    assert "Payment by card 300 South Korean won" in shown
    assert "All of it 10,300 South Korean won" in shown
    assert "For people who are exempt 0 South Korean won" in shown
    assert "not given back when an application is refused" in shown


def test_real_site_is_named_letter_by_letter(walk: Walk) -> None:
    response = walk.get("fees/")
    assert response.wsgi_request.ports.public_url in html_of(response)
    assert "never ask for card data" in text_of(response)


def test_anybody_can_report_from_there(walk: Walk) -> None:
    assert 'href="/en/report/"' in html_of(walk.get("fees/"))


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("reports@eta.example", 'href="mailto:reports@eta.example"'),
        ("https://eta.example/report", 'href="https://eta.example/report"'),
    ],
)
def test_contact_is_a_link(walk: Walk, settings: Any, contact: str, link: str) -> None:
    settings.MAPAE_CONTACT = contact
    assert link in html_of(walk.get("fees/"))


@pytest.mark.parametrize("path", ["", "check/", "changes/"])
def test_change_is_announced(walk: Walk, path: str) -> None:
    shown = text_of(walk.get(path))
    assert ANNOUNCED in shown
    assert "That is in 38 days." in shown


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (NEW_YEAR - timedelta(hours=2), "That is tomorrow."),
        (NEW_YEAR - timedelta(days=1, seconds=1), "That is in 2 days."),
        (NEW_YEAR - timedelta(days=60), "That is in 60 days."),
    ],
)
def test_announcement_counts_the_days_at_the_destination(
    walk: Walk, clock: SetClock, moment: datetime, said: str
) -> None:
    clock.set(moment)
    assert said in text_of(walk.get(""))


@pytest.mark.parametrize("moment", [NEW_YEAR, NEW_YEAR + timedelta(days=9), NEW_YEAR - timedelta(days=61)])
def test_announcement_is_gone_from_the_day_on(walk: Walk, clock: SetClock, moment: datetime) -> None:
    clock.set(moment)
    assert "The rules change" not in text_of(walk.get(""))
    assert "No change for many countries is known" in text_of(walk.get("changes/"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("tr", "1 Ocak 2027"),
        ("ko", "2027년 1월 1일"),
    ],
)
def test_announcement_speaks_every_language(walk: Walk, language: str, said: str) -> None:
    walk.language = language
    shown = text_of(walk.get(""))
    assert said in shown
    assert "68" in shown
    assert ANNOUNCED not in shown


def test_list_names_the_countries_that_flip_and_no_other(walk: Walk) -> None:
    shown = html_of(walk.get("changes/"))
    assert shown.count("<li>") - html_of(walk.get("fees/")).count("hreflang") >= 68
    assert "<li>Japan</li>" in shown
    assert "<li>Türkiye</li>" not in shown


def test_start_page_leads_to_the_checker_before_the_application(walk: Walk) -> None:
    page = html_of(walk.get(""))
    assert page.index('href="/en/check/"') < page.index("/en/apply/")


def test_pages_have_one_heading(walk: Walk) -> None:
    for path in ("fees/", "changes/", "check/all-the-same/"):
        assert heading(walk.get(path))
        assert html_of(walk.get(path)).count("<h1") == 1
