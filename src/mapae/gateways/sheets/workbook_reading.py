"""One workbook with python-calamine: which sheet is taken, and its cells."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from mapae.core.group.columns import TOP, find_columns
from mapae.core.group.sheet import DAY_ZERO_1900, DAY_ZERO_1904, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, NoteCode
from mapae.gateways.sheets.archive import Inspection, inspect
from mapae.gateways.sheets.kinds import FileKind
from mapae.gateways.sheets.wire import Answer, Refusal, sent
from mapae.gateways.sheets.xlsx_parts import LISTS
from mapae.usecases.sheet_ports import SheetRefused

_MOST_SHEETS_TRIED = 5
_ENOUGH = 2  # headings that make a sheet one of travellers

Notes = list[tuple[str, dict[str, str]]]


def answer_for(file: bytes, kind: FileKind) -> Answer | Refusal:
    """What the file holds, or why it is not taken."""
    try:
        seen = inspect(file, kind)
        with CalamineWorkbook.from_filelike(BytesIO(file)) as workbook:
            return _answer(workbook, seen)
    except SheetRefused as refused:
        return Refusal(refused.code, dict(refused.details))
    except PasswordError:
        return Refusal("encrypted", {})
    except (CalamineError, ValueError, OSError):
        return Refusal("damaged", {})


def _answer(workbook: CalamineWorkbook, seen: Inspection) -> Answer:
    sheets = [one for one in workbook.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
    visible = [one.name for one in sheets if one.visible is SheetVisibleEnum.Visible]
    sheet, rows = _chosen(workbook, visible)
    hidden = [one.name for one in sheets if one.visible is not SheetVisibleEnum.Visible and one.name != LISTS]
    others = [name for name in visible[:_MOST_SHEETS_TRIED] if name != sheet.name and _has_travellers(workbook, name)]
    notes: Notes = []
    for code, names in ((NoteCode.HIDDEN_SHEETS_IGNORED, hidden), (NoteCode.OTHER_SHEETS_IGNORED, others)):
        if names:
            notes.append((code, {"names": ", ".join(names)[:200]}))
    if seen.has_merged or sheet.merged_cell_ranges:
        notes.append((NoteCode.MERGED_CELLS, {}))
    day_zero = DAY_ZERO_1904 if seen.counts_from_1904 else DAY_ZERO_1900
    return Answer(sheet.name, day_zero.isoformat(), [*notes, *seen.notes], tuple(map(tuple, rows)))


def _chosen(workbook: CalamineWorkbook, names: list[str]) -> tuple[CalamineSheet, list[list[object]]]:
    """The first visible sheet with headings that we know, else the first that is not blank."""
    first: tuple[CalamineSheet, list[list[object]]] | None = None
    for name in names[:_MOST_SHEETS_TRIED]:
        sheet = workbook.get_sheet_by_name(name)
        rows = list(_rows(sheet))
        if _are_of_travellers(rows):
            return sheet, rows
        if rows and first is None:
            first = sheet, rows
    if not names:
        raise SheetRefused("no_visible_sheet")
    if first is None:
        raise SheetRefused("empty")
    return first


def _has_travellers(workbook: CalamineWorkbook, name: str) -> bool:
    """Whether somebody may miss what a sheet holds that was not taken."""
    try:
        return _are_of_travellers(list(_rows(workbook.get_sheet_by_name(name))))
    except SheetRefused:
        return True


def _are_of_travellers(rows: list[list[object]]) -> bool:
    top = tuple(tuple(cell if isinstance(cell, str) else None for cell in row) for row in rows[:TOP])
    return len(find_columns(top).fields) >= _ENOUGH


def _rows(sheet: CalamineSheet) -> Iterator[list[object]]:
    """The rows from row 1 on, each down to its last cell with something in it."""
    if sheet.end is None:
        return
    _refuse_the_large(sheet.end)
    margin: list[object] = [None] * (sheet.start[1] if sheet.start else 0)
    characters = 0
    for row in sheet.iter_rows():  # from row 1 on, but from the first column with something in it
        cells = [*margin, *map(sent, row)]
        while cells and cells[-1] is None:
            cells.pop()
        characters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if characters > MOST_TEXT:
            raise SheetRefused("too_much_text", {"most": str(MOST_TEXT)})
        yield cells


def _refuse_the_large(end: tuple[int, int]) -> None:
    row, column = end
    if row >= MOST_ROWS:
        raise SheetRefused("too_many_rows", {"most": str(MOST_ROWS), "found": str(row + 1)})
    if column >= MOST_COLUMNS:
        raise SheetRefused("too_many_columns", {"most": str(MOST_COLUMNS), "found": str(column + 1)})
