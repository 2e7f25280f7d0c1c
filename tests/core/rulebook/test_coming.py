"""The change that many nationalities have to be told of in time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mapae.core.rulebook.coming import coming_change
from mapae.gateways.rulebook_files import EVERYTHING, RulebookFiles
from tests.core.rulebook.test_by_age import with_unpublished

NEW_YEAR = date(2027, 1, 1)
FILES = RulebookFiles(EVERYTHING)
KOR = FILES.read(*FILES.newest("KOR"))


@pytest.mark.parametrize("days", [1, 38, 60])
def test_end_of_the_waiver_is_told_sixty_days_before(days: int) -> None:
    change = coming_change(KOR, NEW_YEAR - timedelta(days=days), 60, 10)
    assert change is not None
    assert (change.day, len(change.required), change.released) == (NEW_YEAR, 68, ())
    assert {"JPN", "USA", "GUM"} <= set(change.required)
    assert "TUR" not in change.required


@pytest.mark.parametrize("today", [NEW_YEAR - timedelta(days=61), NEW_YEAR, NEW_YEAR + timedelta(days=1)])
def test_it_is_not_told_earlier_nor_from_the_day_on(today: date) -> None:
    assert coming_change(KOR, today, 60, 10) is None


def test_change_for_few_is_not_told_to_all() -> None:
    assert coming_change(KOR, date(2026, 12, 31), 60, 69) is None


def test_beginning_of_a_waiver_is_told_as_a_release() -> None:
    change = coming_change(KOR, date(2023, 3, 31), 60, 10)
    assert change is not None
    assert (change.day, len(change.released), change.required) == (date(2023, 4, 1), 23, ())


def test_unpublished_list_is_not_counted() -> None:
    assert coming_change(with_unpublished("TUR"), date(2026, 12, 31), 60, 10) == coming_change(
        KOR, date(2026, 12, 31), 60, 10
    )
