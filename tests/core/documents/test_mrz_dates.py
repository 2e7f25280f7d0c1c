"""Six characters become a date: the century by rule, unknown parts as such, and nothing that is no date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.documents.mrz_dates import birth_of, expiry_of
from mapae.core.documents.partial_date import PartialDate, PartialDateProblem

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("261122", "2026-11-22"),
        ("261123", "1926-11-23"),
        ("270101", "1927-01-01"),
        ("251231", "2025-12-31"),
        ("000229", "2000-02-29"),
        ("240229", "2024-02-29"),
        ("280229", "1928-02-29"),
        ("2612<<", "1926-12-XX"),
        ("2611<<", "2026-11-XX"),
        ("26<<<<", "2026-XX-XX"),
        ("74<<<<", "1974-XX-XX"),
        ("74<<12", "1974-XX-XX"),
        ("74<<31", "1974-XX-XX"),
        ("74<<01", "1974-XX-XX"),
    ],
)
def test_birth_is_in_the_latest_year_that_is_not_in_the_future(written: str, born: str) -> None:
    assert birth_of(written, TODAY) == PartialDate.parse(born)


@pytest.mark.parametrize(
    ("latest", "born"),
    [(date(2011, 6, 29), "1912-12-12"), (date(2012, 12, 12), "2012-12-12"), (date(2012, 12, 11), "1912-12-12")],
)
def test_birth_is_not_after_the_latest_day(latest: date, born: str) -> None:
    assert birth_of("121212", latest) == PartialDate.parse(born)


@pytest.mark.parametrize("written", ["<<<<<<", "<<0229", "<<02<<", "<<<<31", "<<1231"])
def test_birth_without_a_year_is_unknown(written: str) -> None:
    assert birth_of(written, TODAY) is None


@pytest.mark.parametrize(
    ("written", "expiry"),
    [
        ("261122", date(2026, 11, 22)),
        ("261123", date(2026, 11, 23)),
        ("261121", date(2026, 11, 21)),
        ("750101", date(2075, 1, 1)),
        ("760101", date(2076, 1, 1)),
        ("770101", date(1977, 1, 1)),
        ("991231", date(1999, 12, 31)),
        ("000229", date(2000, 2, 29)),
        ("280229", date(2028, 2, 29)),
    ],
)
def test_expiry_is_in_the_year_nearest_to_today_and_of_two_in_the_later(written: str, expiry: date) -> None:
    assert expiry_of(written, TODAY) == expiry


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-49, 50))
def test_expiry_is_found_within_fifty_years(today: date, years: int) -> None:
    expiry = date(today.year + years, 5, 4)
    assert expiry_of(f"{expiry:%y%m%d}", today) == expiry


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "date_format"),
        ("7408", "date_format"),
        ("74081", "date_format"),
        ("7408121", "date_format"),
        ("74081A", "date_format"),
        ("7<0812", "date_format"),
        ("74081<", "date_format"),
        ("７４0812", "date_format"),
        ("740012", "date_not_in_calendar"),
        ("741312", "date_not_in_calendar"),
        ("740832", "date_not_in_calendar"),
        ("740800", "date_not_in_calendar"),
        ("010229", "date_not_in_calendar"),
        ("74<<32", "date_not_in_calendar"),
        ("74<<00", "date_not_in_calendar"),
        ("7413<<", "date_not_in_calendar"),
        ("<<<<32", "date_not_in_calendar"),
        ("<<0230", "date_not_in_calendar"),
        ("<<0431", "date_not_in_calendar"),
        ("<<13<<", "date_not_in_calendar"),
    ],
)
def test_what_is_no_date_of_birth_is_refused(written: str, code: str) -> None:
    with pytest.raises(PartialDateProblem) as refused:
        birth_of(written, TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("7408", "date_format"),
        ("<<0812", "date_format"),
        ("30<<12", "date_format"),
        ("3008<<", "date_format"),
        ("<<<<<<", "date_format"),
        ("300230", "date_not_in_calendar"),
        ("301301", "date_not_in_calendar"),
        ("300100", "date_not_in_calendar"),
    ],
)
def test_what_is_no_date_of_expiry_is_refused(written: str, code: str) -> None:
    with pytest.raises(PartialDateProblem) as refused:
        expiry_of(written, TODAY)
    assert refused.value.code == code
