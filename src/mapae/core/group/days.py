"""A day in a cell: read where it can mean one day only, asked about where it can mean two, never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from mapae.core.group.columns import fold
from mapae.core.group.sheet import DAY_ZERO_1900, DAY_ZERO_1904, Cell


class DayOrder(StrEnum):
    """How the days of a column are written that have the year at their end, with strokes or hyphens."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class DayFault(StrEnum):
    """Why a cell cannot be taken as a day. Closed list; the first has both readings in its details."""

    AMBIGUOUS = "date_ambiguous"
    TWO_DIGIT_YEAR = "date_two_digit_year"
    INCOMPLETE = "date_incomplete"
    UNREADABLE = "date_unreadable"
    NOT_IN_CALENDAR = "date_not_in_calendar"


_NOTHING: Mapping[str, str] = MappingProxyType({})


class Day(NamedTuple):  # as `ReadCell` is, and as often
    """`raw` is «1990-05-05», with XX for unknown parts; empty beside a fault."""

    raw: str = ""
    fault: DayFault | None = None
    details: Mapping[str, str] = _NOTHING


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a column before its cells are read.

    `order`: None while neither a cell nor a person has told it; `is_decided` by a person. `day_zero`: what serials count
    from, None while nobody knows. `dates_read_as`: in which order a program seems to have read the days that it turned
    into dates, when the ones that it left as text prove the other order.
    """

    order: DayOrder | None = None
    day_zero: date | None = DAY_ZERO_1900
    may_lack_parts: bool = False
    is_decided: bool = False
    dates_read_as: DayOrder | None = None


_TIME = re.compile(r"[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?Z?$")
_YEAR_FIRST = re.compile(r"(\d{4})(?: ?[-./] ?|년 ?)(\d{1,2}|XX)(?: ?[-./] ?|월 ?)(\d{1,2}|XX)(?:일|\.)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2}) ?([-./ ]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})\.?")
_DAY_NAMED = re.compile(r"(\d{1,2})[ .\-/]*([^\W\d_]{3,})\.?[ ,\-/]*(\d{4}|\d{2})")
_NAMED_DAY = re.compile(r"([^\W\d_]{3,})\.? *(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4}|\d{2})")
_TWO_DIGITS_FIRST = re.compile(r"\d{2}년.*|'\d{2}[-./].*")
_MONTHS = (
    ("january", "jan", "ocak", "oca"), ("february", "feb", "şubat", "şub"), ("march", "mar", "mart"),
    ("april", "apr", "nisan", "nis"), ("may", "mayıs"), ("june", "jun", "haziran", "haz"),
    ("july", "jul", "temmuz", "tem"), ("august", "aug", "ağustos", "ağu"), ("september", "sep", "sept", "eylül", "eyl"),
    ("october", "oct", "ekim", "eki"), ("november", "nov", "kasım", "kas"), ("december", "dec", "aralık", "ara"),
)  # fmt: skip
_MONTH = {fold(name): number for number, names in enumerate(_MONTHS, start=1) for name in names}
_UNKNOWN = ("XX", "00", "0")
_FIRST_SERIAL, _LAST_SERIAL = 61, 2_958_465  # before 61 the 1900 system counts a 29 February that never was
_SERIAL = re.compile(r"\d{5}")


def read_day(cell: Cell, reading: Reading) -> Day:
    """The day of one cell that is not blank."""
    if isinstance(cell, date):
        return _dated(cell, reading)
    if isinstance(cell, bool):
        return Day(fault=DayFault.UNREADABLE)
    if isinstance(cell, int | float):
        return _numbered(cell, reading)
    return _written(_tidied(str(cell)), reading)


def tell_reading(cells: Iterable[Cell], reading: Reading) -> Reading:
    """The same with what the cells of the column prove: one day past the twelfth tells the order of all.

    Cells that prove both orders prove none. A person's choice stands.
    """
    proven = {DayOrder.DAY_FIRST: False, DayOrder.MONTH_FIRST: False}
    dates_early = dates = 0
    for cell in cells:
        if isinstance(cell, date):
            dates += 1
            dates_early += cell.day <= 12
        elif isinstance(cell, str) and (found := _slashed(cell)):
            first, second, _year = found
            proven[DayOrder.DAY_FIRST] |= first > 12 >= second
            proven[DayOrder.MONTH_FIRST] |= second > 12 >= first
    orders = [order for order, is_proven in proven.items() if is_proven]
    written = orders[0] if len(orders) == 1 else None
    # Excel turns «03/04/1990» into a date by its own region's order, and leaves «03/25/1990» as text if that cannot be one.
    read_as = _OTHER[written] if written and 0 < dates == dates_early else None
    is_decided = reading.order is not None
    return Reading(reading.order or written, reading.day_zero, reading.may_lack_parts, is_decided, read_as)


_OTHER = {DayOrder.DAY_FIRST: DayOrder.MONTH_FIRST, DayOrder.MONTH_FIRST: DayOrder.DAY_FIRST}


def _slashed(text: str) -> tuple[int, int, str] | None:
    """The parts of a day whose order is not told by its looks; days with full stops begin with the day."""
    found = _YEAR_LAST.fullmatch(_tidied(text))
    if not found or found[2] == ".":
        return None
    return int(found[1]), int(found[3]), found[4]


def _tidied(text: str) -> str:
    """One line in ASCII digits, without a time of day."""
    line = " ".join(text.split()).strip("'\u200e\u200f\u202a\u202c\ufeff")
    if not line.isascii():
        line = "".join(str(unicodedata.decimal(one, one)) for one in line)
    return _TIME.sub("", line) if ":" in line else line


def _dated(day: date, reading: Reading) -> Day:
    if reading.dates_read_as is None or day.day > 12:
        return _whole(day.year, day.month, day.day)
    is_day_first = reading.dates_read_as is DayOrder.DAY_FIRST
    first, second = (day.day, day.month) if is_day_first else (day.month, day.day)
    return _in_order(day.year, first, second, reading.order if reading.is_decided else None)


def _in_order(year: int, first: int, second: int, order: DayOrder | None) -> Day:
    """Two numbers before a year; without an order they are a day where only one reading is."""
    if order is not None:
        return _whole(year, second, first) if order is DayOrder.DAY_FIRST else _whole(year, first, second)
    if first > 12 or first == second:
        return _whole(year, second, first)
    return _whole(year, first, second) if second > 12 else _either(year, first, second)


def _numbered(number: int | float, reading: Reading) -> Day:
    """A serial, or eight digits that are a year, a month and a day. Four digits look like a year."""
    whole = int(number) if abs(number) < 1e12 else 0
    if 1900 <= whole <= 2100:
        return Day(fault=DayFault.INCOMPLETE)
    if 19_000_101 <= whole <= 21_991_231:
        return _written(str(whole), reading)
    if not _FIRST_SERIAL <= whole <= _LAST_SERIAL:
        return Day(fault=DayFault.UNREADABLE)
    if reading.day_zero is None:
        first, second = (_from_serial(whole, zero).raw for zero in (DAY_ZERO_1900, DAY_ZERO_1904))
        return Day("", DayFault.AMBIGUOUS, {"from_1900": first, "from_1904": second})
    return _from_serial(whole, reading.day_zero)


def _from_serial(serial: int, day_zero: date) -> Day:
    try:
        day = day_zero + timedelta(days=serial)
    except OverflowError:
        return Day(fault=DayFault.UNREADABLE)
    return _whole(day.year, day.month, day.day)


def _written(text: str, reading: Reading) -> Day:
    if found := _COMPACT.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return _with_unknown(found[1], found[2], found[3], reading)
    if found := _YEAR_LAST.fullmatch(text):
        first, sign, second, year = found.groups()
        return _year_last(first, second, year, DayOrder.DAY_FIRST if sign == "." else None, reading)
    if found := _DAY_NAMED.fullmatch(text):
        return _named(found[1], found[2], found[3])
    if found := _NAMED_DAY.fullmatch(text):
        return _named(found[2], found[1], found[3])
    if _SERIAL.fullmatch(text):
        return _numbered(int(text), reading)
    if re.fullmatch(r"\d{4}(?:[-./]\d{1,2})?|\d{1,2}[-./]\d{4}", text):
        return Day(fault=DayFault.INCOMPLETE)
    return Day(fault=DayFault.TWO_DIGIT_YEAR if _TWO_DIGITS_FIRST.fullmatch(text) else DayFault.UNREADABLE)


def _year_last(first: str, second: str, year: str, told: DayOrder | None, reading: Reading) -> Day:
    if len(year) == 2:
        return Day(fault=DayFault.TWO_DIGIT_YEAR)
    order = told or reading.order
    if first in _UNKNOWN or second in _UNKNOWN:
        order = order or (DayOrder.DAY_FIRST if first in _UNKNOWN else None)
        return (
            _with_unknown(year, second, first, reading)
            if order is DayOrder.DAY_FIRST
            else Day(fault=DayFault.UNREADABLE)
        )
    return _in_order(int(year), int(first), int(second), order)


def _either(year: int, first: int, second: int) -> Day:
    """Both readings of two numbers from 1 to 12."""
    details = {"day_first": _text(year, second, first), "month_first": _text(year, first, second)}
    return Day("", DayFault.AMBIGUOUS, details)


def _named(day: str, month: str, year: str) -> Day:
    number = _MONTH.get(fold(month))
    if number is None:
        return Day(fault=DayFault.UNREADABLE)
    return Day(fault=DayFault.TWO_DIGIT_YEAR) if len(year) == 2 else _whole(int(year), number, int(day))


def _with_unknown(year: str, month: str, day: str, reading: Reading) -> Day:
    """Zeros and XX stand for what a passport does not tell, where that may be."""
    if day not in _UNKNOWN and month not in _UNKNOWN:
        return _whole(int(year), int(month), int(day))
    if not reading.may_lack_parts or (month in _UNKNOWN and day not in _UNKNOWN):
        return Day(fault=DayFault.INCOMPLETE)
    if month in _UNKNOWN:
        return Day(f"{year}-XX-XX")
    return Day(f"{year}-{int(month):02}-XX") if 1 <= int(month) <= 12 else Day(fault=DayFault.NOT_IN_CALENDAR)


def _whole(year: int, month: int, day: int) -> Day:
    try:
        date(year, month, day)
    except ValueError:
        return Day(fault=DayFault.NOT_IN_CALENDAR)
    return Day(_text(year, month, day))


def _text(year: int, month: int, day: int) -> str:
    return f"{year:04}-{month:02}-{day:02}"
