"""What we write opens in other programs as it was meant: texts only, styled headings, nothing that runs."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.group.columns import find_columns
from mapae.core.group.rows import Decisions, read_rows
from mapae.gateways.sheets.files import SheetFiles
from mapae.gateways.sheets.reading import read_sheet
from mapae.gateways.sheets.writing import csv_pieces, xlsx_pieces
from mapae.gateways.sheets.xlsx_writing import MOST_IN_A_CELL, column_name
from mapae.usecases.sheet_ports import Table, WrittenKind

TRAPS = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", '=HYPERLINK("http://x")']


def opened(file: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(file))


def xlsx(*rows: list[str], name: str = "Results", widths: tuple[int, ...] = ()) -> bytes:
    return b"".join(xlsx_pieces(Table(name, rows[0], rows[1:], widths)))


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    file = xlsx(["Heading"], *([trap] for trap in TRAPS))
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert all(b"<f" not in archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets"))
    sheet = opened(file).worksheets[0]
    assert {cell.data_type for (cell,) in sheet.iter_rows(min_row=2)} <= {"s", "inlineStr"}
    assert [row[0] for row in read_sheet(file).rows[1:]] == TRAPS


def test_no_cell_of_a_text_file_begins_as_a_formula() -> None:
    file = b"".join(csv_pieces(Table("", ["Surname"], [[trap] for trap in TRAPS]), "en"))
    cells = [row[0] for row in csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""))][1:]
    assert cells == [f"'{trap}" for trap in TRAPS]


def test_what_was_made_harmless_is_read_as_it_was() -> None:
    rows = [["=x", "+90 532 000 00 00"], ["-", "@b"]]
    sheet = read_sheet(b"".join(csv_pieces(Table("", ["Surname", "Phone number"], rows), "tr")))
    got = [row.answers for row in read_rows(sheet, find_columns(sheet.rows), Decisions(), {})]
    assert got == [{"surname": "=x", "phone": "+90 532 000 00 00"}, {"surname": "-", "phone": "@b"}]


def test_headings_are_styled_and_stay_in_sight() -> None:
    sheet = opened(xlsx(["Soyadı", "Mesajlar"], ["ÖZ", "…"], name="Sonuçlar", widths=(20, 60))).worksheets[0]
    assert (sheet.title, sheet.freeze_panes) == ("Sonuçlar", "A2")
    assert sheet["A1"].font.b and sheet["A1"].fill.fgColor.rgb == "FF1D3C5C"
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == (20, 60)
    assert sheet["A2"].number_format == "@"


@pytest.mark.parametrize("name", ["a/b:c*d?[e]\\f", "'quoted'", "x" * 60, "", '<&">'])
def test_any_name_of_a_sheet_is_made_one_that_excel_takes(name: str) -> None:
    (title,) = opened(xlsx(["A"], ["b"], name=name)).sheetnames
    assert 1 <= len(title) <= 31 and not set(title) & set("[]:*?/\\")


@given(st.lists(st.text(max_size=50), min_size=1, max_size=3))
def test_any_text_makes_a_workbook_that_others_open(cells: list[str]) -> None:
    sheet = opened(xlsx(["A", "B", "C"], cells)).worksheets[0]
    plain = [cell for cell in cells if cell.isprintable() and "_x" not in cell]
    assert set(plain) - {""} <= {sheet.cell(2, place).value for place in (1, 2, 3)}


def test_control_characters_and_what_looks_like_their_escape_come_back() -> None:
    odd = "a\x01b_x0041_c\r\nd\x00"
    assert read_sheet(xlsx(["A"], [odd])).rows[1] == (odd,)


def test_a_text_longer_than_a_cell_may_be_is_cut() -> None:
    value = opened(xlsx(["A"], ["a" * 40_000])).worksheets[0]["A2"].value
    assert value is not None and len(str(value)) == MOST_IN_A_CELL


def test_rows_are_taken_as_they_are_sent() -> None:
    taken = 0

    def rows() -> Iterator[list[str]]:
        nonlocal taken
        for number in range(20_000):
            taken += 1
            yield [f"{number}", "a text of some length that differs from row to row"]

    for pieces in (xlsx_pieces(Table("x", ["A", "B"], rows())), csv_pieces(Table("x", ["A", "B"], rows()), "en")):
        taken = 0
        first = next(piece for piece in pieces if len(piece) > 10)
        assert first and taken < 5_000
        assert sum(map(len, pieces)) > 10_000 and taken == 20_000


def test_turkish_text_files_have_the_separator_of_turkish_excel() -> None:
    table = Table("", ["A", "B"], [["1", "2"]])
    assert b"".join(SheetFiles().table("tr", WrittenKind.CSV, table)) == b"\xef\xbb\xbfA;B\r\n1;2\r\n"
    assert b"".join(SheetFiles().table("ko", WrittenKind.CSV, table)) == b"\xef\xbb\xbfA,B\r\n1,2\r\n"


def test_columns_have_the_names_of_spreadsheets() -> None:
    assert [column_name(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
