"""Tables as files for people: XLSX and CSV in which no cell is a formula, whatever somebody typed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import chain

from mapae.gateways.sheets.xlsx_parts import Style
from mapae.gateways.sheets.xlsx_writing import Page, workbook
from mapae.usecases.sheet_ports import Table

# What Excel and LibreOffice take for the beginning of a formula in a text file; OWASP, CSV injection.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# The separator that Excel expects where a language is spoken: Turkish numbers have commas inside.
_SEPARATORS = {"tr": ";"}
_ROWS_AT_ONCE = 200


def xlsx_pieces(table: Table) -> Iterator[bytes]:
    """See the port."""
    rows = chain([(Style.HEADING, table.headings)], ((Style.WRAPPED, row) for row in table.rows))
    return workbook([Page(table.name, rows, table.widths)])


def csv_pieces(table: Table, language: str) -> Iterator[bytes]:
    """See the port."""
    separator = _SEPARATORS.get(language, ",")
    yield b"\xef\xbb\xbf"
    lines = StringIO(newline="")
    writer = csv.writer(lines, delimiter=separator, lineterminator="\r\n")
    for number, row in enumerate(chain([table.headings], table.rows), start=1):
        writer.writerow(harmless(row))
        if number % _ROWS_AT_ONCE == 0:
            yield _taken(lines)
    yield _taken(lines)


def harmless(row: Sequence[str]) -> list[str]:
    """The cells with an apostrophe before what would begin a formula; reading takes it away again."""
    return [f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell for cell in row]


def _taken(lines: StringIO) -> bytes:
    text = lines.getvalue()
    lines.seek(0)
    lines.truncate()
    return text.encode("utf-8", "replace")
