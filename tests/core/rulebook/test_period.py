"""Periods hold on their first and last day and on no day beyond."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from mapae.core.rulebook.model import in_force
from mapae.core.rulebook.period import Period
from tests.core.rulebook.invented import fee, read

DAYS = [date(2026, 1, 1) + timedelta(days=number) for number in range(6)]


@pytest.mark.parametrize(
    ("period", "holds", "text"),
    [
        (Period(DAYS[1], DAYS[3]), [1, 2, 3], "2026-01-02/2026-01-04"),
        (Period(DAYS[2], DAYS[2]), [2], "2026-01-03/2026-01-03"),
        (Period(DAYS[4], None), [4, 5], "2026-01-05/.."),
        (Period(None, DAYS[1]), [0, 1], "../2026-01-02"),
        (Period(), [0, 1, 2, 3, 4, 5], "../.."),
    ],
)
def test_period_holds_on_both_its_ends(period: Period, holds: list[int], text: str) -> None:
    assert [number for number, day in enumerate(DAYS) if period.holds_on(day)] == holds
    assert str(period) == text


ENDS = (None, *DAYS)
PERIODS = [Period(first, last) for first, last in product(ENDS, ENDS) if first is None or last is None or first <= last]


def test_periods_overlap_if_there_is_a_day_of_both() -> None:
    days = [DAYS[0] - timedelta(days=1), *DAYS, DAYS[-1] + timedelta(days=1)]
    for one, other in product(PERIODS, PERIODS):
        assert one.overlaps(other) is any(one.holds_on(day) and other.holds_on(day) for day in days), (one, other)


def test_rules_in_force_are_those_whose_period_holds_in_their_order() -> None:
    book = read(fees=[fee("b", in_force={"to": DAYS[1]}), fee("a", in_force={"from": DAYS[2]})])
    assert [rule.id for rule in in_force(book.fees, DAYS[1])] == ["UTO.b"]
    assert [rule.id for rule in in_force(book.fees, DAYS[2])] == ["UTO.a"]
    assert in_force(read(fees=[fee(in_force={"to": DAYS[1]})]).fees, DAYS[2]) == ()
