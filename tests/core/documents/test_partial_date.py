"""Partial dates say what they may mean, and ages are counted by the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mapae.core.documents.partial_date import PartialDate, PartialDateProblem, age_on, anniversary


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1990-05-05", date(1990, 5, 5), date(1990, 5, 5)),
        ("1990-05-XX", date(1990, 5, 1), date(1990, 5, 31)),
        ("1992-02-XX", date(1992, 2, 1), date(1992, 2, 29)),
        ("1990-02-XX", date(1990, 2, 1), date(1990, 2, 28)),
        ("1990-XX-XX", date(1990, 1, 1), date(1990, 12, 31)),
    ],
)
def test_partial_date_may_mean_every_day_between_its_earliest_and_latest(
    text: str, earliest: date, latest: date
) -> None:
    read = PartialDate.parse(text)
    assert (read.earliest, read.latest, str(read)) == (earliest, latest, text)
    assert read.is_whole is (earliest == latest)


@pytest.mark.parametrize(
    "text",
    ["", "1990", "1990-5-5", "05.05.1990", "1990-XX-05", "1990-05-05 ", "XXXX-05-05", "1990-05-xx", "１９９０-05-05"],
)
def test_other_spellings_are_refused_by_their_format(text: str) -> None:
    with pytest.raises(PartialDateProblem) as refused:
        PartialDate.parse(text)
    assert refused.value.code == str(refused.value) == "date_format"


@pytest.mark.parametrize(
    "text",
    ["1990-13-01", "1990-00-01", "1990-05-00", "1990-04-31", "1990-02-29", "0000-01-01", "1990-13-XX", "1990-00-XX"],
)
def test_days_that_never_were_are_refused_by_the_calendar(text: str) -> None:
    with pytest.raises(PartialDateProblem) as refused:
        PartialDate.parse(text)
    assert refused.value.code == "date_not_in_calendar"


@given(st.dates())
def test_whole_date_survives_writing_and_reading(day: date) -> None:
    assert PartialDate.parse(str(PartialDate.of(day))) == PartialDate.of(day)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1990, 5, 5), date(2026, 5, 4), 35),
        (date(1990, 5, 5), date(2026, 5, 5), 36),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2026, 5, 5), date(2026, 5, 5), 0),
    ],
)
def test_born_on_29_february_grows_older_on_1_march_in_common_years(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age


@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_age_never_falls_as_days_pass(birth: date, day: date) -> None:
    following = date.fromordinal(day.toordinal() + 1)
    assert 0 <= age_on(birth, following) - age_on(birth, day) <= 1


@pytest.mark.parametrize(
    ("day", "years", "found"),
    [
        (date(1990, 5, 5), 18, date(2008, 5, 5)),
        (date(2008, 2, 29), 18, date(2026, 3, 1)),
        (date(2008, 2, 29), 20, date(2028, 2, 29)),
        (date(1960, 2, 29), 65, date(2025, 3, 1)),
        (date(1996, 2, 29), 104, date(2100, 3, 1)),
        (date(2008, 2, 28), 18, date(2026, 2, 28)),
        (date(2008, 12, 31), 0, date(2008, 12, 31)),
    ],
)
def test_anniversary_is_the_same_day_or_1_march(day: date, years: int, found: date) -> None:
    assert anniversary(day, years) == found


@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.integers(0, 130))
@example(date(2008, 2, 29), 18)
@example(date(1960, 2, 29), 65)
def test_anniversary_of_a_birth_is_the_first_day_of_that_age(birth: date, years: int) -> None:
    day = anniversary(birth, years)
    assert age_on(birth, day) == years
    assert age_on(birth, day - timedelta(days=1)) == years - 1
