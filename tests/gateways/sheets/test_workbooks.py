"""XLSX and ODS as programs write them: values, days, formulas, hidden and merged things, and what is noted."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from mapae.core.group.columns import find_columns
from mapae.core.group.rows import Decisions, read_rows
from mapae.core.group.sheet import DAY_ZERO_1900, DAY_ZERO_1904, NoteCode, Sheet, SheetKind
from mapae.gateways.sheets.reading import read_sheet
from mapae.usecases.sheet_ports import SheetRefused
from tests.gateways.sheets.workbook_files import SHEET, changed, fill, made, with_rows, xlsx

HEADINGS = ["Surname", "Given names", "Date of birth"]


def notes(sheet: Sheet) -> dict[NoteCode, dict[str, str]]:
    return {note.code: dict(note.details) for note in sheet.notes}


def test_texts_numbers_days_and_blanks_are_read() -> None:
    sheet = read_sheet(xlsx([HEADINGS, ["ŞÜKRÜOĞLU", "Işıl", date(1990, 5, 27)], [], [None, "홍", 123456789, True]]))
    assert (sheet.name, sheet.kind, sheet.notes, sheet.day_zero) == ("Travellers", SheetKind.XLSX, (), DAY_ZERO_1900)
    assert sheet.rows == (
        ("Surname", "Given names", "Date of birth"),
        ("ŞÜKRÜOĞLU", "Işıl", date(1990, 5, 27)),
        (),
        (None, "홍", 123456789, True),
    )


def test_rows_and_columns_before_the_first_cell_count() -> None:
    sheet = read_sheet(made(lambda book: book.add_worksheet().write_string("C4", "Surname")))
    assert sheet.rows == ((), (), (), (None, None, "Surname"))


def test_dates_of_the_1904_system_are_the_days_they_show() -> None:
    sheet = read_sheet(xlsx([HEADINGS, ["A", "B", date(1990, 5, 27)], ["A", "B", 31558]], date_1904=True))
    assert sheet.day_zero == DAY_ZERO_1904
    assert sheet.rows[1][2] == date(1990, 5, 27)
    assert [row.answers["birth_date"] for row in read_rows(sheet, find_columns(sheet.rows), Decisions(), {})] == [
        "1990-05-27",
        "1990-05-27",
    ]


def test_strings_within_the_cell_and_in_the_shared_table_are_the_same() -> None:
    inline = b'<row r="2"><c r="A2" t="inlineStr"><is><t>in</t></is></c><c r="B2" t="str"><v>str</v></c></row>'
    rich = (
        b'<row r="3"><c r="A3" t="inlineStr"><is><r><t>ri</t></r><r><t xml:space="preserve">ch </t></r></is></c></row>'
    )
    sheet = read_sheet(changed(xlsx([HEADINGS]), with_rows(inline + rich)))
    assert sheet.rows[1:] == (("in", "str"), ("rich ",))


def test_the_values_of_formulas_are_taken_and_noted() -> None:
    sheet = read_sheet(made(lambda book: book.add_worksheet().write_formula("A1", "=1+1", None, 2)))
    assert sheet.rows == ((2,),)
    assert notes(sheet) == {NoteCode.FORMULAS_AS_VALUES: {}}


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    sheet = read_sheet(xlsx([["=cmd|' /C calc'!A0", "+1", "-1", "@x"]]))
    assert sheet.rows == (("=cmd|' /C calc'!A0", "+1", "-1", "@x"),)
    assert sheet.notes == ()


def test_merged_cells_are_noted() -> None:
    def merge(book: object) -> None:
        sheet = book.add_worksheet()  # type: ignore[attr-defined]
        sheet.merge_range("A1:C1", "Tour")
        sheet.write_string("A2", "Surname")

    assert notes(read_sheet(made(merge))) == {NoteCode.MERGED_CELLS: {}}


def test_hidden_sheets_are_not_read_and_the_sheet_of_travellers_is_found() -> None:
    def several(book: object) -> None:
        hidden, cover, travellers, more = (book.add_worksheet(name) for name in ("Old", "Cover", "Seoul", "Busan"))  # type: ignore[attr-defined]
        cover.activate()
        hidden.hide()
        fill(book, hidden, [HEADINGS, ["HIDDEN", "X", "1990-05-27"]])
        fill(book, cover, [["Our tour"]])
        fill(book, travellers, [HEADINGS, ["A", "B", "1990-05-27"]])
        fill(book, more, [HEADINGS, ["C", "D", "1990-05-27"]])

    sheet = read_sheet(made(several))
    assert sheet.name == "Seoul"
    assert notes(sheet) == {
        NoteCode.HIDDEN_SHEETS_IGNORED: {"names": "Old"},
        NoteCode.OTHER_SHEETS_IGNORED: {"names": "Busan"},
    }


def test_macros_are_ignored_and_noted() -> None:
    sheet = read_sheet(changed(xlsx([HEADINGS]), {}, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 a macro"}))
    assert notes(sheet) == {NoteCode.MACROS_IGNORED: {}}


def test_a_workbook_of_another_library_is_read() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(HEADINGS)
    book.active.append(["ÖZ", "IŞIL", datetime(1990, 5, 27)])
    out = io.BytesIO()
    book.save(out)
    assert read_sheet(out.getvalue()).rows == (tuple(HEADINGS), ("ÖZ", "IŞIL", date(1990, 5, 27)))


def test_a_long_text_arrives_one_character_past_the_limit() -> None:
    sheet = read_sheet(xlsx([["a" * 5000, "b" * 1000]]))
    assert [len(str(cell)) for cell in sheet.rows[0]] == [1001, 1000]


def test_errors_of_formulas_are_blank_and_noted() -> None:
    error = b'<row r="2"><c r="A2" t="e"><f>A9</f><v>#REF!</v></c><c r="B2" t="str"><v>B</v></c></row>'
    sheet = read_sheet(changed(xlsx([HEADINGS]), with_rows(error)))
    assert sheet.rows[1] == (None, "B")
    assert notes(sheet) == {NoteCode.FORMULAS_AS_VALUES: {}, NoteCode.ERRORS_LEFT_BLANK: {}}


def test_the_dimension_that_a_file_claims_is_not_believed() -> None:
    lying = changed(xlsx([HEADINGS]), {SHEET: lambda part: part.replace(b'ref="A1:C1"', b'ref="A1:XFD1048576"')})
    assert read_sheet(lying).rows == (tuple(HEADINGS),)


def test_the_name_of_a_file_within_says_nothing_of_where_it_lands(tmp_path: Path) -> None:
    sly = changed(xlsx([HEADINGS]), {}, {"../../sly.xml": b"<a/>"})
    assert read_sheet(sly).rows == (tuple(HEADINGS),)
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_without_a_visible_sheet_or_a_cell_is_told_apart() -> None:
    hidden = changed(
        xlsx([HEADINGS]), {"xl/workbook.xml": lambda part: part.replace(b"<sheet ", b'<sheet state="hidden" ')}
    )
    for file, code in ((hidden, "no_visible_sheet"), (xlsx([]), "empty")):
        with pytest.raises(SheetRefused) as refused:
            read_sheet(file)
        assert refused.value.code == code
