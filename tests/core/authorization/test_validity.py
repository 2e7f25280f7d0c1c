"""An authorization lives from its first to its last day, unless something ended it early."""

from __future__ import annotations

from datetime import date

import pytest

from mapae.core.authorization.validity import Ending, Validity


def test_first_and_last_day_are_inside() -> None:
    validity = Validity(date(2026, 11, 22), date(2029, 11, 21))
    days = (date(2026, 11, 21), date(2026, 11, 22), date(2029, 11, 21), date(2029, 11, 22))
    assert [validity.covers(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize("ending", Ending)
def test_ended_authorization_covers_no_day(ending: Ending) -> None:
    assert not Validity(date(2026, 11, 22), date(2029, 11, 21), ending).covers(date(2027, 1, 1))


def test_expiry_is_no_stored_ending() -> None:
    assert set(Ending) == {"revoked", "annulled", "cancelled", "superseded"}


@pytest.mark.parametrize(
    ("ending", "day", "standing"),
    [
        (None, "2026-11-22", "living"),
        (None, "2029-11-21", "living"),
        (None, "2029-11-22", "expired"),
        (Ending.CANCELLED, "2026-11-22", "cancelled"),
        (Ending.CANCELLED, "2031-01-01", "cancelled"),
        (Ending.REVOKED, "2026-11-22", "revoked"),
        (Ending.ANNULLED, "2026-11-22", "annulled"),
        (Ending.SUPERSEDED, "2026-11-22", "superseded"),
    ],
)
def test_standing_is_the_ending_or_what_the_day_makes_of_it(ending: Ending | None, day: str, standing: str) -> None:
    validity = Validity(date(2026, 11, 22), date(2029, 11, 21), ending)
    assert validity.standing_on(date.fromisoformat(day)) == standing
