"""Workbooks written piece by piece (ECMA-376): texts only, so that no cell can ever be a formula, and nothing on the disk.

Rows are taken one at a time and leave compressed, so ten thousand cost no more memory than one.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from mapae.gateways.sheets.xlsx_parts import HEAD, MAIN, Style, fixed_parts

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

MOST_IN_A_CELL = 32_767  # characters, by Excel's own limit
_PIECE = 64 * 1024  # bytes gathered before they go out
_MOST_WIDTH = 80
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Choice:
    """A list to choose from in a column (from 0): a range of another sheet. Other texts are warned of, not refused."""

    column: int
    source: str


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of the workbook. `widths` of its columns in characters."""

    name: str
    rows: Iterable[tuple[Style, Sequence[str]]]
    widths: Sequence[int] = ()
    choices: Sequence[Choice] = ()
    has_heading: bool = True
    is_hidden: bool = False
    last_row: int = 20_000


def workbook(pages: Sequence[Page]) -> Iterator[bytes]:
    """The workbook in pieces; joined they are the file."""
    out = _Gathered()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in fixed_parts([(page.name, page.is_hidden) for page in pages]):
            archive.writestr(_entry(name), text)
        for number, page in enumerate(pages, start=1):
            with archive.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as entry:
                for piece in _in_pieces(_sheet(page, is_first=number == 1)):
                    entry.write(piece)
                    yield out.taken()
    yield out.taken()


class _Gathered(io.RawIOBase):
    """A file that cannot be read or turned back: what was written waits to be taken."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Buffer, /) -> int:
        self._pieces.append(bytes(piece))
        return len(self._pieces[-1])

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _in_pieces(texts: Iterator[str]) -> Iterator[bytes]:
    kept: list[str] = []
    size = 0
    for text in texts:
        kept.append(text)
        size += len(text)
        if size >= _PIECE:
            yield "".join(kept).encode()
            kept, size = [], 0
    yield "".join(kept).encode()


def _sheet(page: Page, *, is_first: bool) -> Iterator[str]:
    """The parts in the order that the schema demands (18.3.1.99)."""
    selected = ' tabSelected="1"' if is_first else ""
    yield f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"{selected}>'
    if page.has_heading:
        yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
    yield '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
    if page.widths:
        widths = enumerate((min(max(one, 4), _MOST_WIDTH) for one in page.widths), start=1)
        columns = (
            f'<col min="{n}" max="{n}" width="{width}" style="{Style.PLAIN}" customWidth="1"/>' for n, width in widths
        )
        yield f"<cols>{''.join(columns)}</cols>"
    yield "<sheetData>"
    for number, (style, cells) in enumerate(page.rows, start=1):
        yield _row(number, style, cells)
    yield "</sheetData>"
    if page.choices:
        yield f'<dataValidations count="{len(page.choices)}">'
        yield "".join(_validation(choice, page.last_row) for choice in page.choices)
        yield "</dataValidations>"
    yield "</worksheet>"


def _row(number: int, style: Style, cells: Sequence[str]) -> str:
    written = (
        f'<c r="{column_name(place)}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_text(cell)}</t></is></c>'
        for place, cell in enumerate(cells)
        if cell
    )
    return f'<row r="{number}">{"".join(written)}</row>'


def _text(text: str) -> str:
    """Control characters as `_x0001_` (22.9.2.19), and what only looks so with its underline escaped."""
    safe = _LOOKS_ESCAPED.sub("_x005F_", text[:MOST_IN_A_CELL])
    safe = _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", safe)
    return escape(_SURROGATE.sub("\ufffd", safe), quote=False).replace("\r", "_x000D_")


def _validation(choice: Choice, last_row: int) -> str:
    column = column_name(choice.column)
    return (
        f'<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" '
        f'sqref="{column}2:{column}{last_row}"><formula1>{escape(choice.source, quote=False)}</formula1></dataValidation>'
    )


def column_name(place: int) -> str:
    """«A» for 0, «AA» for 26."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
