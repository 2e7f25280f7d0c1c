"""The six-character dates of the machine-readable zone and the century they leave out.

Doc 9303 has no rule for the century. Ours: an expiry is in the year nearest to today, a birth in the latest year that is
neither in the future nor after the expiry. Where somebody has typed four digits, those are the truth, and the zone only
has to agree.
"""

from __future__ import annotations

from datetime import date

from mapae.core.documents.partial_date import PartialDate, PartialDateProblem

_NUMBERS = {f"{number:02}": number for number in range(100)} | {"<<": None}


def birth_of(written: str, latest: date) -> PartialDate | None:
    """The birth date, at `latest` this day; `<<` is an unknown part. None if the year is unknown. Raises PartialDateProblem."""
    year, month, day = _parts(written)
    if month is None and day is not None:
        PartialDate(2000, 1, day)  # a day without its month: only seen to be one of 31
        day = None
    if year is None:
        PartialDate(2000, month, day)
        return None
    last = latest.year - (latest.year - year) % 100
    for full_year in (last, last - 100):
        if (found := _in_calendar(full_year, month, day)) and found.earliest <= latest:
            return found
    raise PartialDateProblem("date_not_in_calendar")


def expiry_of(written: str, today: date) -> date:
    """The expiry date, wholly known, in the year nearest to today's; of two, the later. Raises PartialDateProblem."""
    year, month, day = _parts(written)
    if year is None or month is None or day is None:
        raise PartialDateProblem("date_format")
    last = today.year + 50
    try:
        return date(last - (last - year) % 100, month, day)
    except ValueError as error:
        raise PartialDateProblem("date_not_in_calendar") from error


def _parts(written: str) -> tuple[int | None, int | None, int | None]:
    try:
        return _NUMBERS[written[:2]], _NUMBERS[written[2:4]], _NUMBERS[written[4:]]
    except KeyError as error:
        raise PartialDateProblem("date_format") from error


def _in_calendar(year: int, month: int | None, day: int | None) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except PartialDateProblem:
        return None
