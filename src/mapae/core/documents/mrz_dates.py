"""The six-character dates of the machine-readable zone and the century they leave out.

Doc 9303 has no rule for the century. Ours: an expiry is in the year nearest to today, a birth in the latest year that is
neither in the future nor after the expiry. Where somebody has typed four digits, those are the truth, and the zone only
has to agree.
"""

from __future__ import annotations

import re
from datetime import date

from mapae.core.documents.partial_date import PartialDate, PartialDateProblem

_WRITTEN = re.compile(r"([0-9]{2}|<<)([0-9]{2}|<<)([0-9]{2}|<<)")


def birth_of(written: str, latest: date) -> PartialDate | None:
    """The birth date, at `latest` this day; `<<` is an unknown part. None if the year is unknown. Raises PartialDateProblem."""
    year, month, day = _parts(written)
    if year is None:
        _check_calendar(2000, month, day)
        return None
    for century in (latest.year // 100, latest.year // 100 - 1):
        found = _partial(century * 100 + year, month, day)
        if found and found.earliest <= latest:
            return found
    raise PartialDateProblem("date_not_in_calendar")


def expiry_of(written: str, today: date) -> date:
    """The expiry date, wholly known, in the year nearest to today's. Raises PartialDateProblem."""
    year, month, day = _parts(written)
    if year is None or month is None or day is None:
        raise PartialDateProblem("date_format")
    centuries = (today.year // 100 + step for step in (1, 0, -1))
    nearest = min((century * 100 + year for century in centuries), key=lambda full: abs(full - today.year))
    return PartialDate(nearest, month, day).earliest


def _parts(written: str) -> tuple[int | None, int | None, int | None]:
    found = _WRITTEN.fullmatch(written)
    if not found:
        raise PartialDateProblem("date_format")
    year, month, day = (None if part == "<<" else int(part) for part in found.groups())
    return year, month, day


def _partial(year: int, month: int | None, day: int | None) -> PartialDate | None:
    try:
        _check_calendar(year, month, day)
    except PartialDateProblem:
        return None
    return PartialDate(year, month, None if month is None else day)


def _check_calendar(year: int, month: int | None, day: int | None) -> None:
    """A day without its month is only checked to be one of 31."""
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise PartialDateProblem("date_not_in_calendar") from error
