"""A day is read where it can mean one day, asked where it can mean two, never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.group.days import Day, DayFault, DayOrder, Reading, read_day, tell_reading
from mapae.core.group.sheet import DAY_ZERO_1904, Cell

BIRTH = Reading(may_lack_parts=True)


@pytest.mark.parametrize(
    "written",
    [
        "1990-05-27", "1990-5-27", "1990/05/27", "1990.05.27", "1990. 5. 27.", "1990. 05. 27", "19900527", "1990년 5월 27일",
        "1990년5월27일", "27.05.1990", "27.5.1990", "27/05/1990", "27-05-1990", "05/27/1990", "27 05 1990", "27 May 1990",
        "27-May-1990", "27 Mayıs 1990", "27 MAYIS 1990", "May 27, 1990", "27.Mayıs.1990", "1990-05-27T00:00:00",
        "1990-05-27 00:00", "27.05.1990 00:00:00", "'1990-05-27", "\u200e27.05.1990", "٢٧.٠٥.١٩٩٠",
        date(1990, 5, 27), datetime(1990, 5, 27, 10, 30), 33020, 33020.0, 19900527, 19900527.0,
    ],
)  # fmt: skip
def test_one_day_in_every_writing(written: Cell) -> None:
    assert read_day(written, Reading()) == Day("1990-05-27")


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("27.05.90", DayFault.TWO_DIGIT_YEAR), ("5/27/90", DayFault.TWO_DIGIT_YEAR), ("27 May 90", DayFault.TWO_DIGIT_YEAR),
        ("90년 5월 27일", DayFault.TWO_DIGIT_YEAR), ("1990", DayFault.INCOMPLETE), (1990, DayFault.INCOMPLETE),
        ("05.1990", DayFault.INCOMPLETE), ("1990-05", DayFault.INCOMPLETE), ("1990-05-XX", DayFault.INCOMPLETE),
        ("31.04.1990", DayFault.NOT_IN_CALENDAR), ("29.02.1990", DayFault.NOT_IN_CALENDAR),
        ("19901332", DayFault.NOT_IN_CALENDAR), ("27 Foo 1990", DayFault.UNREADABLE), ("soon", DayFault.UNREADABLE),
        (60, DayFault.UNREADABLE), (-5, DayFault.UNREADABLE), (1e300, DayFault.UNREADABLE), (True, DayFault.UNREADABLE),
        (float("nan"), DayFault.UNREADABLE), (float("inf"), DayFault.UNREADABLE), ("13/13/1990", DayFault.NOT_IN_CALENDAR),
    ],
)  # fmt: skip
def test_what_is_no_day_is_told_why(written: Cell, fault: DayFault) -> None:
    assert read_day(written, Reading()) == Day(fault=fault)


def test_a_birth_may_lack_its_day_or_its_month() -> None:
    for written in ("1990-05-XX", "00.05.1990", "1990-05-00", "XX/05/1990".replace("XX", "00")):
        assert read_day(written, BIRTH) == Day("1990-05-XX")
    for written in ("1990-XX-XX", "00.00.1990", "19900000"):
        assert read_day(written, BIRTH) == Day("1990-XX-XX")
    assert read_day("1990-XX-05", BIRTH) == Day(fault=DayFault.INCOMPLETE)
    assert read_day("1990", BIRTH) == Day(fault=DayFault.INCOMPLETE)


def test_two_readings_are_both_shown() -> None:
    readings = {"day_first": "1990-04-03", "month_first": "1990-03-04"}
    assert read_day("03/04/1990", Reading()) == Day("", DayFault.AMBIGUOUS, readings)
    assert read_day("3-4-1990", Reading()).details == readings


def test_the_same_number_twice_is_one_day() -> None:
    assert read_day("05/05/1990", Reading()) == Day("1990-05-05")


def test_full_stops_put_the_day_first() -> None:
    assert read_day("03.04.1990", Reading(order=DayOrder.MONTH_FIRST)) == Day("1990-04-03")


def test_one_day_past_the_twelfth_tells_the_order_of_its_column() -> None:
    assert read_day("03/04/1990", tell_reading(["03/04/1990", "13/04/1990"], Reading())) == Day("1990-04-03")
    assert read_day("03/04/1990", tell_reading(["03/04/1990", "04/13/90"], Reading())) == Day("1990-03-04")


def test_cells_that_prove_both_orders_prove_none() -> None:
    reading = tell_reading(["13/04/1990", "04/13/1990"], Reading())
    assert read_day("03/04/1990", reading).fault is DayFault.AMBIGUOUS
    assert read_day("13/04/1990", reading) == Day("1990-04-13")
    assert read_day("04/13/1990", reading) == Day("1990-04-13")


def test_a_persons_decision_stands_against_what_a_cell_says() -> None:
    reading = tell_reading(["13/04/1990"], Reading(order=DayOrder.MONTH_FIRST))
    assert read_day("13/04/1990", reading) == Day(fault=DayFault.NOT_IN_CALENDAR)


def test_dates_that_a_program_may_have_swapped_are_asked() -> None:
    """Excel in Turkish reads «03/04/1990» of an American list as 3 April, and leaves «03/25/1990» as text."""
    reading = tell_reading([date(1990, 4, 3), "03/25/1990"], Reading())
    asked = read_day(date(1990, 4, 3), reading)
    assert asked.fault is DayFault.AMBIGUOUS
    assert asked.details == {"day_first": "1990-04-03", "month_first": "1990-03-04"}
    decided = tell_reading([date(1990, 4, 3), "03/25/1990"], Reading(order=DayOrder.MONTH_FIRST))
    assert read_day(date(1990, 4, 3), decided) == Day("1990-03-04")
    kept = tell_reading([date(1990, 4, 3), "03/25/1990"], Reading(order=DayOrder.DAY_FIRST))
    assert read_day(date(1990, 4, 3), kept) == Day("1990-04-03")


def test_dates_past_the_twelfth_show_that_nothing_was_swapped() -> None:
    reading = tell_reading([date(1990, 4, 3), date(1990, 4, 30), "25/03/1990"], Reading())
    assert read_day(date(1990, 4, 3), reading) == Day("1990-04-03")


def test_serials_count_from_the_files_own_day() -> None:
    assert read_day(31558, Reading(day_zero=DAY_ZERO_1904)) == Day("1990-05-27")
    unknown = read_day("33020", Reading(day_zero=None))
    assert unknown.fault is DayFault.AMBIGUOUS
    assert unknown.details == {"from_1900": "1990-05-27", "from_1904": "1994-05-28"}


@given(st.dates(date(1900, 3, 1), date(2199, 12, 31)), st.sampled_from(list(DayOrder)))
def test_every_day_is_read_as_it_was_written(day: date, order: DayOrder) -> None:
    slashed = f"{day:%d/%m/%Y}" if order is DayOrder.DAY_FIRST else f"{day:%m/%d/%Y}"
    serial = (day - date(1899, 12, 30)).days
    for written in (slashed, f"{day:%d.%m.%Y}", f"{day:%Y%m%d}", day, day.isoformat(), f"{day:%Y. %m. %d.}"):
        assert read_day(written, Reading(order=order)) == Day(day.isoformat())
    if not 1900 <= serial <= 2100:
        assert read_day(serial, Reading()) == Day(day.isoformat())


@given(st.dates(date(1900, 3, 1)), st.booleans())
def test_nothing_is_ever_guessed(day: date, is_day_first: bool) -> None:
    """Without an order, a day with strokes is the day it was or it is asked."""
    written = f"{day:%d/%m/%Y}" if is_day_first else f"{day:%m/%d/%Y}"
    got = read_day(written, Reading())
    assert got.raw == day.isoformat() or (got.fault is DayFault.AMBIGUOUS and day.isoformat() in got.details.values())


@given(st.text(max_size=30) | st.floats() | st.integers() | st.booleans())
def test_any_cell_is_a_day_or_a_fault(cell: Cell) -> None:
    got = read_day(cell, replace(BIRTH))
    assert bool(got.raw) != bool(got.fault)
