"""An authorization lives until the day before its anniversary, and no longer than the passport."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.authorization.validity import Ending, Validity, last_day


@pytest.mark.parametrize(
    ("granted", "years", "last"),
    [
        (date(2024, 2, 29), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 28)),
        (date(2024, 3, 1), 3, date(2027, 2, 28)),
        (date(2025, 3, 1), 3, date(2028, 2, 29)),
        (date(2026, 11, 22), 3, date(2029, 11, 21)),
        (date(2026, 1, 1), 2, date(2027, 12, 31)),
    ],
)
def test_last_day_is_the_day_before_the_anniversary(granted: date, years: int, last: date) -> None:
    assert last_day(granted, years, None) == last


@pytest.mark.parametrize(
    ("expiry", "last"),
    [
        (date(2028, 5, 1), date(2028, 5, 1)),
        (date(2029, 11, 20), date(2029, 11, 20)),
        (date(2029, 11, 21), date(2029, 11, 21)),
        (date(2033, 5, 1), date(2029, 11, 21)),
    ],
)
def test_passport_that_ends_sooner_ends_the_authorization_on_its_last_day(expiry: date, last: date) -> None:
    assert last_day(date(2026, 11, 22), 3, expiry) == last


@given(st.dates(date(2021, 9, 1), date(2090, 1, 1)), st.integers(1, 5))
def test_validity_is_whole_years_and_never_a_day_more(granted: date, years: int) -> None:
    last = last_day(granted, years, None)
    anniversary = last + timedelta(days=1)
    assert anniversary.year == granted.year + years
    assert (anniversary.month, anniversary.day) in {(granted.month, granted.day), (3, 1)}


def test_first_and_last_day_are_inside() -> None:
    validity = Validity(date(2026, 11, 22), date(2029, 11, 21))
    days = (date(2026, 11, 21), date(2026, 11, 22), date(2029, 11, 21), date(2029, 11, 22))
    assert [validity.covers(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize("ending", Ending)
def test_ended_authorization_covers_no_day(ending: Ending) -> None:
    assert not Validity(date(2026, 11, 22), date(2029, 11, 21), ending).covers(date(2027, 1, 1))


def test_expiry_is_no_stored_ending() -> None:
    assert set(Ending) == {"revoked", "annulled", "cancelled", "superseded"}
