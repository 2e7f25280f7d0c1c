"""Midnight is the destination's, to the second, wherever the machine stands."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from mapae.usecases.countdown import seconds_left_today, seconds_until
from mapae.usecases.ports import Ports
from tests.room.clock import SetClock

NEW_YEAR = date(2027, 1, 1)
MIDNIGHT = datetime(2026, 12, 31, 15, tzinfo=UTC)  # in Seoul
ZONES = ["UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Seoul"]


@pytest.fixture(params=ZONES)
def machine_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("machine_zone")
@pytest.mark.parametrize(
    ("before", "left"),
    [
        (timedelta(seconds=30), 30),
        (timedelta(milliseconds=400), 1),
        (timedelta(0), 0),
        (timedelta(seconds=-1), 0),
        (timedelta(days=1), 86_400),
    ],
)
def test_change_is_as_far_away_as_the_destination_says(
    ports: Ports, clock: SetClock, before: timedelta, left: int
) -> None:
    clock.set(MIDNIGHT - before)
    assert seconds_until(ports, NEW_YEAR) == left


@pytest.mark.usefixtures("machine_zone")
@pytest.mark.parametrize(("before", "left"), [(timedelta(seconds=90), 90), (timedelta(milliseconds=1), 0)])
def test_nothing_may_be_kept_beyond_the_day(ports: Ports, clock: SetClock, before: timedelta, left: int) -> None:
    clock.set(MIDNIGHT - before)
    assert seconds_left_today(ports) == left


def test_new_day_is_whole_from_its_first_moment(ports: Ports, clock: SetClock) -> None:
    clock.set(MIDNIGHT)
    assert seconds_left_today(ports) == 86_400
