"""A sheet as any program wrote it: rows of cells, and what was left out on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

# Blank cells are None. Dates are cells that the file itself calls dates; a number may be a date by its column.
Cell = str | int | float | bool | date | datetime | None
Row = tuple[Cell, ...]

MOST_BYTES = 20 * 1024 * 1024  # of a file as it is sent
MOST_ROWS = 20_000  # down to the last row with something in it, headings and blank rows counted
MOST_COLUMNS = 100
MOST_CHARACTERS = 1_000  # of one cell; the longest answer there is
MOST_TEXT = 40_000_000  # characters of all cells together

DAY_ZERO_1900 = date(1899, 12, 30)  # what Excel counts from, for serials from 61 on (ECMA-376-1, 18.17.4.1)
DAY_ZERO_1904 = date(1904, 1, 1)


class SheetKind(StrEnum):
    """What the file is by its content, whatever its name says."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"


class NoteCode(StrEnum):
    """What the reader of a file should be told. Closed list; beside it the details that its sentence names."""

    HIDDEN_SHEETS_IGNORED = "hidden_sheets_ignored"  # names
    OTHER_SHEETS_IGNORED = "other_sheets_ignored"  # names
    MACROS_IGNORED = "macros_ignored"
    MERGED_CELLS = "merged_cells"  # only the first cell of each has the value
    FORMULAS_AS_VALUES = "formulas_as_values"  # the values that the program had kept were taken
    ERRORS_LEFT_BLANK = "errors_left_blank"  # formulas that came to nothing, #REF!, are read as blank cells
    ENCODING_TAKEN = "encoding_taken"  # encoding: not said by the file, taken by evidence
    SEPARATOR_TAKEN = "separator_taken"  # separator: comma, semicolon or tab


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to tell, by code."""

    code: NoteCode
    details: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The one sheet that was taken. `rows[0]` is row 1 as its program shows it; rows may differ in length, and end
    with their last cell that is not blank. `day_zero` is the day that the file's date serials count from; None where a
    file cannot say it.
    """

    name: str
    kind: SheetKind
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()
    day_zero: date | None = DAY_ZERO_1900
