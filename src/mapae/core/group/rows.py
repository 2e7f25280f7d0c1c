"""A sheet row by row as raw answers, the same that the question pages keep, with what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import date
from functools import lru_cache

from mapae.core.group.cells import DAYS, MAY_LACK_PARTS, CellFault, ReadCell, as_text, read_cell
from mapae.core.group.columns import Columns, fold
from mapae.core.group.days import DayFault, DayOrder, Reading, read_day, tell_reading
from mapae.core.group.headings import LINE_1, LINE_2, MARK, OPTS_IN
from mapae.core.group.sheet import Cell, Row, Sheet

EXAMPLE_MARKS = ("Example", "Örnek", "예시")  # what stands in the column of marks of a row that only shows how
_EXAMPLES = frozenset(map(fold, EXAMPLE_MARKS))
_PLAIN = Reading()
_LINES = "mrz"
_KEPT_CELLS = 1024  # of each column, while its file is read: travellers of a tour share most answers, and many days

ReadColumn = tuple[int, str, Callable[[Cell], ReadCell]]  # which, whose answers, and how they are read


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person said about the file: the order of days by column index, and what serials count from."""

    orders: Mapping[int, DayOrder] = attribute(default_factory=dict)
    day_zero: date | None = None


@dataclass(frozen=True, slots=True)
class RowFault:
    """A cell that could not be read, by the field and the column's index."""

    field: str
    column: int
    code: CellFault
    details: Mapping[str, str] = attribute(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class RowRead:
    """One traveller. `line` is the row's number as its program shows it.

    `answers` hold the cells that are not blank, by field; where a fault stands, the cell's own text, so the fault speaks
    for the field and no check of that text need be shown. `mark` is what we wrote beside the row in an earlier file.
    """

    line: int
    answers: Mapping[str, str]
    faults: tuple[RowFault, ...] = ()
    mark: str = ""
    opts_in: bool = False


@dataclass(frozen=True, slots=True)
class DayQuestion:
    """A column of days that a person must explain: an example with both readings, as the details of `date_ambiguous`."""

    column: int
    field: str
    line: int
    text: str
    readings: Mapping[str, str] = attribute(hash=False)


def read_rows(sheet: Sheet, columns: Columns, decisions: Decisions, states: Mapping[str, str]) -> Iterator[RowRead]:
    """The travellers of the sheet in its order; blank rows, repeated headings and examples are none.

    `states`: codes of states by folded names (`columns.fold`). Bounded by the sheet; takes one row at a time.
    """
    readings = _readings(sheet, columns, decisions)
    asked = [(at, name, _reader(name, readings.get(at, _PLAIN), states)) for at, name in columns.fields.items()]
    headings = None if columns.heading_row is None else sheet.rows[columns.heading_row]
    for number, row in _below(sheet, columns):
        if row == headings:
            continue
        found = _row(number, row, asked)
        if found is not None:
            yield found


def day_questions(sheet: Sheet, columns: Columns, decisions: Decisions) -> tuple[DayQuestion, ...]:
    """One for each column with a day that can mean two, after what was proven and decided; empty when nobody need be asked."""
    readings = _readings(sheet, columns, decisions)
    return tuple(
        question
        for column, field_name in columns.fields.items()
        if field_name in DAYS and (question := _question(sheet, columns, column, field_name, readings[column]))
    )


def _question(sheet: Sheet, columns: Columns, column: int, name: str, reading: Reading) -> DayQuestion | None:
    for cell, line in _different_cells(sheet, columns, column).items():
        if text := as_text(cell):
            day = read_day(cell, reading)
            if day.fault is DayFault.AMBIGUOUS:
                return DayQuestion(column, name, line, text, day.details)
    return None


def _different_cells(sheet: Sheet, columns: Columns, column: int) -> dict[Cell, int]:
    """Each with the line where it first stands, in that order."""
    lines: dict[Cell, int] = {}
    for line, row in _below(sheet, columns):
        if column < len(row):
            lines.setdefault(row[column], line)
    return lines


def _below(sheet: Sheet, columns: Columns) -> Iterator[tuple[int, Row]]:
    first = 0 if columns.heading_row is None else columns.heading_row + 1
    return ((place + 1, sheet.rows[place]) for place in range(first, len(sheet.rows)) if sheet.rows[place])


def _readings(sheet: Sheet, columns: Columns, decisions: Decisions) -> dict[int, Reading]:
    """How the days of each column of days are read."""
    day_zero = decisions.day_zero or sheet.day_zero
    readings = {}
    for column, name in columns.fields.items():
        if name in DAYS:
            reading = Reading(decisions.orders.get(column), day_zero, name in MAY_LACK_PARTS)
            readings[column] = tell_reading(_different_cells(sheet, columns, column), reading)
    return readings


def _row(line: int, row: Row, asked: Sequence[ReadColumn]) -> RowRead | None:
    answers: dict[str, str] = {}
    faults: list[RowFault] = []
    for column, name, read in asked:
        if column >= len(row) or row[column] is None:
            continue
        raw, fault, details = read(row[column])
        if raw:
            answers[name] = raw
        if fault:
            faults.append(RowFault(name, column, fault, details))
    mark = answers.pop(MARK, "")
    if not answers or fold(mark) in _EXAMPLES:
        return None
    _join_lines(answers)
    opts_in = answers.pop(OPTS_IN, "") == "yes"
    return RowRead(line, answers, tuple(faults), mark, opts_in)


def _reader(name: str, reading: Reading, states: Mapping[str, str]) -> Callable[[Cell], ReadCell]:
    """What reads the cells of a column, and equal ones once as long as they are kept."""

    @lru_cache(maxsize=_KEPT_CELLS, typed=True)
    def read(cell: Cell) -> ReadCell:
        return ReadCell(as_text(cell)) if name == MARK else read_cell(name, cell, reading, states)

    return read


def _join_lines(answers: dict[str, str]) -> None:
    """Two columns of lines are one answer."""
    lines = [answers.pop(name) for name in (LINE_1, LINE_2) if name in answers]
    if lines and _LINES not in answers:
        answers[_LINES] = "\n".join(lines)
