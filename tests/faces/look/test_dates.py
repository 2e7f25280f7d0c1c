"""Dates as people type them."""

import datetime

import pytest

from mapae.faces.look.dates import DateParts, DateRefusedError, as_parts, read_date, western_digits


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("27", "3", "1987"),
        ("27", "03", "1987"),
        ("٢٧", "٣", "١٩٨٧"),  # Arabic-Indic
        ("۲۷", "۳", "۱۹۸۷"),  # Persian
        ("๒๗", "๓", "๑๙๘๗"),  # Thai
        ("२७", "३", "१९८७"),  # Devanagari
        ("２７", "３", "１９８７"),  # full width
        (" 27 ", "\u200e3", "1987\u200f"),  # space and direction marks that keyboards leave behind
    ],
)
def test_digits_of_any_script_are_the_same_day(day: str, month: str, year: str) -> None:
    assert read_date(DateParts(day, month, year)) == datetime.date(1987, 3, 27)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("", "", ""), "required"),
        ((" ", "\u200f", ""), "required"),
        (("", "3", "1987"), "day_missing"),
        (("27", "", "1987"), "month_missing"),
        (("27", "3", ""), "year_missing"),
        (("", "", "1987"), "day_month_missing"),
        (("", "3", ""), "day_year_missing"),
        (("27", "", ""), "month_year_missing"),
        (("two", "3", "1987"), "day_not_number"),
        (("27", "March", "1987"), "month_not_number"),
        (("27", "3", "19x7"), "year_not_number"),
        (("2.7", "3", "1987"), "day_not_number"),
        (("-7", "3", "1987"), "day_not_number"),
        (("²", "3", "1987"), "day_not_number"),
        (("0", "3", "1987"), "day_out_of_range"),
        (("32", "3", "1987"), "day_out_of_range"),
        (("9" * 5000, "3", "1987"), "day_out_of_range"),
        (("27", "13", "1987"), "month_out_of_range"),
        (("27", "0", "1987"), "month_out_of_range"),
        (("27", "3", "87"), "year_not_four_digits"),
        (("27", "3", "0000"), "year_not_four_digits"),
        (("27", "3", "19870"), "year_not_four_digits"),
        (("29", "2", "2023"), "not_a_real_date"),
        (("31", "4", "2024"), "not_a_real_date"),
    ],
)
def test_refusal_names_what_is_wrong(parts: tuple[str, str, str], code: str) -> None:
    with pytest.raises(DateRefusedError) as refused:
        read_date(DateParts(*parts))
    assert refused.value.code == code


def test_leap_day_is_a_day() -> None:
    assert read_date(DateParts("29", "2", "2024")) == datetime.date(2024, 2, 29)


def test_letters_stay_as_they_are() -> None:
    assert western_digits("A٣b") == "A3b"


def test_boxes_show_what_was_typed_or_the_known_day() -> None:
    assert as_parts(DateParts("x", "y", "z")) == DateParts("x", "y", "z")
    assert as_parts(datetime.date(1987, 3, 27)) == DateParts("27", "3", "1987")
    assert as_parts(None) == DateParts()
