"""Any table of texts that is written in any dialect and encoding is read back as it was, or refused; never as another."""

from __future__ import annotations

import csv
import io

from hypothesis import assume, given
from hypothesis import strategies as st

from mapae.core.group.headings import template_fields
from mapae.core.group.sheet import Row
from mapae.gateways.sheets.encodings import decode
from mapae.gateways.sheets.reading import read_sheet
from mapae.gateways.sheets.writing import csv_pieces, xlsx_pieces
from mapae.usecases.sheet_ports import SheetRefused, Table

FIELDS = template_fields()
HANGUL = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
PLAIN = st.sampled_from("ABCXYZabcxyz 0123456789.,;'\"-/@=+\n\t<")
TURKISH = st.sampled_from("ÇĞİÖŞÜçğıöşü")
KINDS = {
    "utf-8": PLAIN | TURKISH | HANGUL,
    "utf-8-sig": PLAIN | TURKISH | HANGUL,
    "utf-16": PLAIN | TURKISH | HANGUL,
    "cp1254": PLAIN | TURKISH,
    "cp949": PLAIN | HANGUL,
}
DIALECT = st.tuples(
    st.sampled_from(",;\t"), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.sampled_from(["\r\n", "\n"])
)


@st.composite
def tables(draw: st.DrawFn, letters: st.SearchStrategy[str]) -> list[list[str]]:
    width = draw(st.integers(3, 8))
    cell = st.text(letters, max_size=20)
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=3, max_size=8))
    return [list(FIELDS[:width]), *rows]


def as_read(rows: list[list[str]]) -> tuple[Row, ...]:
    """Blank cells are None, blank ends are nothing."""
    found: list[Row] = []
    for row in rows:
        cells = [cell if cell.strip() else None for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        found.append(tuple(cells))
    while found and not found[-1]:
        found.pop()
    return tuple(found)


@given(st.data(), DIALECT, st.sampled_from(list(KINDS)))
def test_what_is_written_is_read(data: st.DataObject, dialect: tuple[str, int, str], encoding: str) -> None:
    separator, quoting, end = dialect
    rows = data.draw(tables(KINDS[encoding]))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=end).writerows(rows)  # type: ignore[arg-type]
    file = out.getvalue().encode(encoding)
    text = out.getvalue()
    if encoding in ("cp1254", "cp949"):
        foreign = [one for one in text if ord(one) > 127]
        assume(len(foreign) >= 30 or not foreign)  # a few bytes may be letters of either, and nobody could tell
    assert decode(file).text == text
    assert read_sheet(file).rows == as_read(rows)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_sheet_or_a_refusal(file: bytes) -> None:
    try:
        assert read_sheet(file).rows
    except SheetRefused as refused:
        assert refused.code


@given(tables(PLAIN | TURKISH | HANGUL), st.sampled_from(["en", "tr", "ko"]))
def test_what_we_write_holds_no_formula_and_is_read_again(rows: list[list[str]], language: str) -> None:
    table = Table("x", rows[0], rows[1:])
    file = b"".join(csv_pieces(table, language))
    for row in read_sheet(file).rows:
        assert not any(str(cell).startswith(("=", "+", "-", "@", "\t")) for cell in row if cell is not None)
    assert b"<f>" not in b"".join(xlsx_pieces(table))
