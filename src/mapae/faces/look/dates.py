"""Dates as people type them: three texts in any script's digits that become a day, or say what is wrong."""

import datetime
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Part = Literal["day", "month", "year"]
PARTS: tuple[Part, ...] = ("day", "month", "year")
YEAR_DIGITS = 4

# Which boxes each error is about; an error that is not named here is about all three.
PARTS_IN_ERROR: dict[str, tuple[Part, ...]] = {
    "day_missing": ("day",),
    "month_missing": ("month",),
    "year_missing": ("year",),
    "day_month_missing": ("day", "month"),
    "day_year_missing": ("day", "year"),
    "month_year_missing": ("month", "year"),
    "day_not_number": ("day",),
    "month_not_number": ("month",),
    "year_not_number": ("year",),
    "day_out_of_range": ("day",),
    "month_out_of_range": ("month",),
    "year_not_four_digits": ("year",),
}


class DateRefusedError(Exception):
    """The three pieces are not a day; `code` is one of `PARTS_IN_ERROR`, or `not_a_real_date`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class DateParts:
    """What was typed into the three boxes, untouched, so that it can be shown again."""

    day: str = ""
    month: str = ""
    year: str = ""

    def __iter__(self) -> Iterator[tuple[Part, str]]:
        yield "day", self.day
        yield "month", self.month
        yield "year", self.year

    @property
    def is_empty(self) -> bool:
        """True if nothing but space was typed into all three boxes."""
        return not any(western_digits(text) for _, text in self)

    @classmethod
    def of(cls, day: datetime.date) -> "DateParts":
        """The three pieces of a known day."""
        return cls(str(day.day), str(day.month), str(day.year))


def as_parts(value: object) -> DateParts:
    """What the three boxes show for a field's value: what was typed, a known day, or nothing."""
    if isinstance(value, DateParts):
        return value
    return DateParts.of(value) if isinstance(value, datetime.date) else DateParts()


def western_digits(text: str) -> str:
    """Write the digits of any script as 0-9; drop the space and the invisible marks that keyboards add.

    `unicodedata.decimal` knows every decimal digit: Arabic-Indic, Persian, Devanagari, Thai, full-width ...
    """
    kept = (char for char in text if not char.isspace() and unicodedata.category(char) != "Cf")
    return "".join(str(unicodedata.decimal(char, char)) for char in kept)


def read_date(parts: DateParts) -> datetime.date:
    """The day that the parts name; raises `DateRefusedError` with the first thing that is wrong.

    The order of the checks is the order in which a person can mend them: missing, no number, out of range.
    """
    texts = {part: western_digits(text) for part, text in parts}
    _refuse_missing(texts)
    numbers = {part: _number(part, text) for part, text in texts.items()}
    _refuse_range(texts, numbers)
    try:
        return datetime.date(numbers["year"], numbers["month"], numbers["day"])
    except ValueError as error:
        raise DateRefusedError("not_a_real_date") from error


def _refuse_missing(texts: dict[Part, str]) -> None:
    missing = [part for part in PARTS if not texts[part]]
    if missing:
        raise DateRefusedError("required" if len(missing) == len(PARTS) else "_".join([*missing, "missing"]))


def _number(part: Part, text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise DateRefusedError(f"{part}_not_number")
    # More digits than any date has would only make `int` work hard.
    return int(text[: YEAR_DIGITS + 1])


def _refuse_range(texts: dict[Part, str], numbers: dict[Part, int]) -> None:
    if not 1 <= numbers["day"] <= 31:
        raise DateRefusedError("day_out_of_range")
    if not 1 <= numbers["month"] <= 12:
        raise DateRefusedError("month_out_of_range")
    if len(texts["year"]) != YEAR_DIGITS or numbers["year"] == 0:
        raise DateRefusedError("year_not_four_digits")
