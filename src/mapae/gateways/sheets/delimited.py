"""Text files with commas, semicolons or tabs, as Excel, LibreOffice and the Turkish e-Visa write them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice

from mapae.core.group.sheet import (
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TEXT,
    Note,
    NoteCode,
    Row,
    Sheet,
    SheetKind,
)
from mapae.gateways.sheets.encodings import decode
from mapae.usecases.sheet_ports import SheetRefused

SEPARATORS = {"\t": "tab", ";": "semicolon", ",": "comma"}
_SAID = re.compile(r"\"?sep=(.)\"?[ ,;\t]*\r?\n")  # the first line that Excel obeys
_SAMPLE_ROWS, _SAMPLE = 200, 200_000


def read_delimited(file: bytes) -> Sheet:
    """The one sheet of a text file; its name is empty. Raises SheetRefused."""
    decoded = decode(file)
    text = decoded.text.removesuffix("\x1a")
    if len(text) > MOST_TEXT:
        raise SheetRefused("too_much_text", {"most": str(MOST_TEXT)})
    said = _SAID.match(text)
    separator = said[1] if said else _separator(text[:_SAMPLE])
    rows = _rows(text, separator)
    if said:
        rows[0] = ()
    if not any(rows):
        raise SheetRefused("empty")
    notes = [Note(NoteCode.SEPARATOR_TAKEN, {"separator": SEPARATORS.get(separator, separator)})]
    if decoded.is_taken:
        notes.append(Note(NoteCode.ENCODING_TAKEN, {"encoding": decoded.encoding}))
    return Sheet("", SheetKind.TEXT, tuple(rows), tuple(notes), day_zero=None)


def _separator(sample: str) -> str:
    """The one that divides the largest share of its rows into the same number of cells; of equals, into the most.

    A share and no count: a quoted cell of several lines is one row to its own separator and many to another.
    """
    scores = {}
    for candidate in SEPARATORS:
        widths = Counter(len(row) for row in islice(_records(sample, candidate), _SAMPLE_ROWS) if row)
        width, rows = max(widths.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]), default=(1, 0))
        scores[candidate] = (rows / widths.total() if width > 1 else 0, width)
    best = max(scores, key=lambda one: scores[one])
    return best if scores[best][0] else ","


def _rows(text: str, separator: str) -> list[Row]:
    rows: list[Row] = []
    blank: Row = ()
    last = 0
    for number, record in enumerate(_records(text, separator), start=1):
        row = _row(record)
        if row:
            last = number
            if number > MOST_ROWS:
                raise SheetRefused("too_many_rows", {"most": str(MOST_ROWS), "found": str(number)})
            if len(row) > MOST_COLUMNS:
                details = {"most": str(MOST_COLUMNS), "found": str(len(row)), "line": str(number)}
                raise SheetRefused("too_many_columns", details)
        if number <= MOST_ROWS:
            rows.append(row or blank)
    return rows[:last]


def _row(record: Iterable[str]) -> Row:
    """Without the blank cells at its end; a text is cut one character past the most that a cell may have."""
    cells = [cell[: MOST_CHARACTERS + 1] if cell and not cell.isspace() else None for cell in record]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise SheetRefused("not_a_table") from error
