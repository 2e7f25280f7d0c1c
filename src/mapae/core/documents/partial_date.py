"""Dates of which the day, or day and month, may be unknown, as passports have them (Doc 9303-3, 4.8)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2}|XX)-([0-9]{2}|XX)")


class PartialDateProblem(ValueError):
    """The text is no calendar date; `code` is one of date_format, date_not_in_calendar."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year with a month and a day, or a year with a month, or a year alone."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        try:
            date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        except ValueError as error:
            raise PartialDateProblem("date_not_in_calendar") from error
        if self.month is None and self.day is not None:
            raise PartialDateProblem("date_format")

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The same day, wholly known."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read «1990-05-05», «1990-05-XX» or «1990-XX-XX»; anything else raises PartialDateProblem."""
        return _parsed(text)

    @property
    def is_whole(self) -> bool:
        return self.day is not None

    @property
    def earliest(self) -> date:
        """The first day that this date may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that this date may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        if self.day is not None and self.month is not None:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"

        def two(part: int | None) -> str:
            return "XX" if part is None else f"{part:02}"

        return f"{self.year:04}-{two(self.month)}-{two(self.day)}"


@lru_cache(maxsize=4096)  # of days alone: they say nothing of anybody
def _parsed(text: str) -> PartialDate:
    found = _WRITTEN.fullmatch(text)
    if not found:
        raise PartialDateProblem("date_format")
    year, month, day = found.groups()
    return PartialDate(int(year), None if month == "XX" else int(month), None if day == "XX" else int(day))


def age_on(birth: date, day: date) -> int:
    """Whole years lived on `day`. Who was born on 29 February has the birthday on 1 March in common years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def anniversary(day: date, years: int) -> date:
    """The same day so many years later; 1 March for 29 February where the year has none.

    Of a birth it is the first day on which somebody is that old, as `age_on` counts.
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
