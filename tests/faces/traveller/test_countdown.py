"""The last hour before the change is counted down, right without a script, and over at midnight at the destination."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.faces.traveller.walk import Walk, html_of, text_of
from tests.room.clock import SetClock

MIDNIGHT = datetime(2026, 12, 31, 15, tzinfo=UTC)  # in Seoul
PAGES = pytest.mark.parametrize("path", ["", "check/", "changes/"])


@PAGES
def test_thirty_seconds_before_it_says_thirty_seconds(walk: Walk, clock: SetClock, path: str) -> None:
    clock.set(MIDNIGHT - timedelta(seconds=30))
    page = walk.get(path)
    assert "The rules change in 30 seconds." in text_of(page)
    assert "That is tomorrow." not in text_of(page)
    assert 'data-countdown="30"' in html_of(page)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(seconds=1), "The rules change in 1 second."),
        (timedelta(milliseconds=1), "The rules change in 1 second."),
        (timedelta(seconds=90), "The rules change in 90 seconds."),
        (timedelta(seconds=91), "The rules change in 2 minutes."),
        (timedelta(seconds=3600), "The rules change in 60 minutes."),
        (timedelta(seconds=3601), "That is tomorrow."),
    ],
)
def test_it_counts_in_what_people_can_use(walk: Walk, clock: SetClock, left: timedelta, said: str) -> None:
    clock.set(MIDNIGHT - left)
    assert said in text_of(walk.get(""))


@PAGES
def test_at_midnight_there_is_nothing_left_to_count(walk: Walk, clock: SetClock, path: str) -> None:
    clock.set(MIDNIGHT)
    assert "The rules change in" not in text_of(walk.get(path))
    assert "data-countdown" not in html_of(walk.get(path))


def test_script_comes_only_with_the_countdown(walk: Walk, clock: SetClock) -> None:
    clock.set(MIDNIGHT - timedelta(hours=2))
    assert "countdown.js" not in html_of(walk.get(""))
    clock.set(MIDNIGHT - timedelta(hours=1))
    assert "countdown.js" in html_of(walk.get(""))


@pytest.mark.parametrize(
    ("language", "said"), [("tr", "Kurallar 30 saniye sonra değişiyor."), ("ko", "30초 후 규정이 변경됩니다.")]
)
def test_it_is_said_in_every_language(walk: Walk, clock: SetClock, language: str, said: str) -> None:
    clock.set(MIDNIGHT - timedelta(seconds=30))
    assert said in text_of(walk.browser.get(f"/{language}/"))
