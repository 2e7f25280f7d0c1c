"""The day of arrival: local time as told, moments with an offset turned into the destination's, delays within the grace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.travel.arrival import Arrival, arrival_of
from mapae.gateways.rulebook_files import EVERYTHING, RulebookFiles

FILES = RulebookFiles(EVERYTHING)
RULES = FILES.read(*FILES.newest("KOR"))
NEW_YEARS_EVE, NEW_YEAR = date(2026, 12, 31), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-12-31T23:59", NEW_YEARS_EVE),
        ("2026-12-31T23:59:59", NEW_YEARS_EVE),
        ("2027-01-01T00:00", NEW_YEAR),
        ("2026-12-31T14:59:59Z", NEW_YEARS_EVE),
        ("2026-12-31T15:00:00Z", NEW_YEAR),
        ("2026-12-31T23:59+09:00", NEW_YEARS_EVE),
        ("2027-01-01T05:00+14:00", NEW_YEAR),
        ("2027-01-01T04:59+14:00", NEW_YEARS_EVE),
        ("2026-12-31T07:00-08:00", NEW_YEAR),
    ],
)
def test_day_is_that_of_the_destination(written: str, day: date) -> None:
    assert arrival_of(RULES, written) == Arrival(day)


@pytest.mark.parametrize(
    "written",
    [
        "", "2026-12-31", "2026-12-31 23:59", "2026-12-31T24:00", "2026-02-30T09:30", "2026-12-31T09:30+9", "0000-01-01T00:00",
        "2026-12-31T09:30+15:00", "2026-12-31t09:30", "2026-12-31T09:30\\n", "２０２６-12-31T09:30", "0001-01-01T00:00+14:00",
        "2026-12-31T09:30:00.000",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_no_day(written: str) -> None:
    assert arrival_of(RULES, written) == Arrival()
    assert arrival_of(RULES, written, "2026-12-31T09:30") == Arrival(), "a day that was due stands for no arrival"


@pytest.mark.parametrize(
    ("arrival", "scheduled", "due"),
    [
        ("2027-01-01T00:30", "2026-12-31T23:30", NEW_YEARS_EVE),
        ("2027-01-01T23:30", "2026-12-31T23:30", NEW_YEARS_EVE),
        ("2027-01-01T23:31", "2026-12-31T23:30", None),
        ("2027-01-02T00:30", "2026-12-31T23:30", None),
        ("2027-01-01T00:30", "2026-12-31T14:30Z", NEW_YEARS_EVE),
        ("2026-12-31T15:30Z", "2026-12-31T23:30", NEW_YEARS_EVE),
        ("2027-01-01T09:30", "2027-01-01T00:30", None),
        ("2027-01-01T00:30", "2027-01-01T23:30", None),
        ("2026-12-31T23:30", "2027-01-01T00:30", None),
        ("2027-01-01T00:30", "yesterday", None),
    ],
)
def test_delay_counts_within_the_grace_and_only_past_midnight(arrival: str, scheduled: str, due: date | None) -> None:
    found = arrival_of(RULES, arrival, scheduled)

    assert found.scheduled_day == due
    assert found.day == arrival_of(RULES, arrival).day


def test_without_a_rule_there_is_no_grace() -> None:
    without = replace(RULES, board_checks=())
    assert arrival_of(without, "2027-01-01T00:30", "2026-12-31T23:30") == Arrival(NEW_YEAR)


@given(st.datetimes(datetime(2021, 1, 1), datetime(2035, 1, 1)), st.sampled_from(["UTC", "Asia/Tokyo", "Asia/Kolkata"]))
def test_same_moment_is_the_same_day_however_it_is_written(moment: datetime, zone: str) -> None:
    here = moment.replace(microsecond=0, tzinfo=ZoneInfo(zone))
    korean = here.astimezone(ZoneInfo("Asia/Seoul")).replace(tzinfo=None)

    assert arrival_of(RULES, here.isoformat()) == arrival_of(RULES, korean.isoformat()) == Arrival(korean.date())
