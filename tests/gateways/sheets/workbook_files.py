"""Workbooks for tests: small ones, and the same with parts of their archive changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any  # what the writing library hands on

import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"
Change = Callable[[bytes], bytes]


def xlsx(rows: Sequence[Sequence[object]], **options: object) -> bytes:
    """A workbook as xlsxwriter makes it; days get a format of days, texts stay texts."""
    return made(lambda book: fill(book, book.add_worksheet("Travellers"), rows), **options)


def made(fill_in: Callable[[Any], None], **options: object) -> bytes:
    """A workbook that `fill_in` filled."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    fill_in(book)
    book.close()
    return out.getvalue()


def fill(book: Any, sheet: Any, rows: Sequence[Sequence[object]]) -> None:
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell)
            elif isinstance(cell, date | datetime):
                sheet.write_datetime(row, column, cell, day)
            elif cell is not None:
                sheet.write(row, column, cell)


def changed(file: bytes, changes: Mapping[str, Change], added: Mapping[str, bytes] | None = None) -> bytes:
    """The same archive with some parts changed and some added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            after.writestr(entry.filename, changes.get(entry.filename, _same)(before.read(entry)))
        for name, content in (added or {}).items():
            after.writestr(name, content)
    return out.getvalue()


def _same(part: bytes) -> bytes:
    return part


def with_rows(rows: bytes) -> Mapping[str, Change]:
    """More rows at the end of the first sheet."""
    return {SHEET: lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>")}
