"""One cell as the raw answer that the question pages would keep, or with what a person must say about it first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from mapae.core.documents.states import ALPHA_2, find_state
from mapae.core.group.choices import BOXES, NO, WORDS, find_choice
from mapae.core.group.columns import fold
from mapae.core.group.days import Day, Reading, read_day
from mapae.core.group.sheet import MOST_CHARACTERS, Cell

DAYS = frozenset({"birth_date", "document_expiry", "arrival_day"})
MAY_LACK_PARTS = frozenset({"birth_date"})
STATES = frozenset({"nationality", "issuing_state", "other_nationality"})
_POSTCODE, _POSTCODE_DIGITS = "stay_postcode", 5
_EXACT_UP_TO = 10**15  # digits that every program keeps of a number (IEEE 754)
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!)|Err:\d{3}")
# A program's mark that a cell is text, before what it would take for a number or a formula.
_TEXT_MARK = re.compile(r"'(?=[=+\-@\t\r0-9])")
_ODD_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff]")


class CellFault(StrEnum):
    """Why a cell has no raw answer yet. Closed list; the first five are those of days."""

    DATE_AMBIGUOUS = "date_ambiguous"  # day_first and month_first, or from_1900 and from_1904: both readings
    DATE_TWO_DIGIT_YEAR = "date_two_digit_year"
    DATE_INCOMPLETE = "date_incomplete"
    DATE_UNREADABLE = "date_unreadable"
    DATE_NOT_IN_CALENDAR = "date_not_in_calendar"
    CHOICE_UNKNOWN = "choice_unknown"
    STATE_NAME_UNKNOWN = "state_name_unknown"
    NUMBER_SHORTENED = "number_shortened"  # the program kept the first digits only: 1.23E+11
    CELL_TOO_LONG = "cell_too_long"  # most
    CELL_HAS_ERROR = "cell_has_error"  # a formula came to nothing: #REF!


_NOTHING: Mapping[str, str] = MappingProxyType({})


class ReadCell(NamedTuple):  # made once a cell, three times as fast as a frozen dataclass
    """`raw` is what the application keeps; beside a fault it is the text of the cell, for the person to see again."""

    raw: str
    fault: CellFault | None = None
    details: Mapping[str, str] = _NOTHING


def read_cell(name: str, cell: Cell, reading: Reading, states: Mapping[str, str]) -> ReadCell:
    """The answer to the question `name` in one cell. `states`: codes by folded names, in all languages."""
    text = as_text(cell)
    if not text:
        return ReadCell("")
    if len(text) > MOST_CHARACTERS:
        return ReadCell(text[:MOST_CHARACTERS], CellFault.CELL_TOO_LONG, {"most": str(MOST_CHARACTERS)})
    if text[0] in "#E" and _ERROR.fullmatch(text):
        return ReadCell(text, CellFault.CELL_HAS_ERROR)
    if name in DAYS:
        return _day(read_day(text if isinstance(cell, str) else cell, reading), text)
    if name in STATES:
        return _state(text, states)
    if name in WORDS:
        return _choice(name, text)
    return _number(name, text) if isinstance(cell, int | float) else _plain(text)


def as_text(cell: Cell) -> str:
    """The cell as a person would copy it: whole numbers without a point, days as YYYY-MM-DD, blanks around it gone."""
    if isinstance(cell, str):
        text = (cell if cell.isascii() else _ODD_BLANKS.sub(" ", cell)).strip()
        return _TEXT_MARK.sub("", text, count=1) if text.startswith("'") else text
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT_UP_TO:
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return str(cell)


def _day(day: Day, text: str) -> ReadCell:
    return ReadCell(text, CellFault(day.fault), day.details) if day.fault else ReadCell(day.raw)


def _plain(text: str) -> ReadCell:
    is_shortened = text[0].isdigit() and _SHORTENED.fullmatch(text)
    return ReadCell(text, CellFault.NUMBER_SHORTENED) if is_shortened else ReadCell(text)


def _number(name: str, text: str) -> ReadCell:
    """A number where a text was asked. A postcode's lost zeros are known, for it has five digits."""
    if "e" in text:
        return ReadCell(text, CellFault.NUMBER_SHORTENED)
    return ReadCell(text.zfill(_POSTCODE_DIGITS) if name == _POSTCODE else text)


def _choice(name: str, text: str) -> ReadCell:
    chosen = find_choice(name, fold(text))
    if chosen is None:
        return ReadCell(text, CellFault.CHOICE_UNKNOWN)
    return ReadCell("" if name in BOXES and chosen == NO else chosen)


def _state(text: str, states: Mapping[str, str]) -> ReadCell:
    """By code of three or two letters, by name in any shipped language, or by «TUR - Türkiye»."""
    code = (
        _WITH_STOPS.get(text)
        or _code(text)
        or states.get(fold(text))
        or _code(_CODE_BEFORE_NAME.split(text, maxsplit=1)[0])
    )
    return ReadCell(code) if code else ReadCell(text, CellFault.STATE_NAME_UNKNOWN)


_CODE_BEFORE_NAME = re.compile(r"[\s(\-–:/]")
_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyzıİ", "ABCDEFGHIJKLMNOPQRSTUVWXYZII")
_BY_ALPHA_2 = {alpha_2: code for code, alpha_2 in ALPHA_2.items() if find_state(code)}
# In Turkish lists TC is the Republic of Türkiye, and in ISO 3166 an island: nobody guesses. With full stops it is no code.
_NOT_ALONE = frozenset({"TC"})
_WITH_STOPS = {"T.C.": "TUR", "T.C": "TUR", "T. C.": "TUR"}
_TYPED = {"DEU": "D", "XKX": "RKS"}


def _code(text: str) -> str | None:
    if len(text) > 3:
        return None
    code = text.translate(_UPPER)
    if code in _NOT_ALONE:
        return None
    found = find_state(_TYPED.get(code, code))
    return found.code if found else _BY_ALPHA_2.get(code)
