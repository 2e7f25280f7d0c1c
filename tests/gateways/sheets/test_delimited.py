"""Text files of any program: separator and encoding by evidence, rows as their program numbers them."""

from __future__ import annotations

import pytest

from mapae.core.group.columns import find_columns
from mapae.core.group.rows import Decisions, read_rows
from mapae.core.group.sheet import NoteCode, Row, Sheet
from mapae.gateways.sheets.reading import read_sheet
from mapae.usecases.sheet_ports import SheetRefused

TURKISH = (("Soyadı", "Adı", "Doğum tarihi"), ("ŞÜKRÜOĞLU", "Işıl", "27.05.1990"), ("ÖZ", "İğde Çağrı", "01.02.1961"))
KOREAN = (("성", "이름", "생년월일"), ("홍", "길동", "1990-05-27"), ("뷁", "똠방각하", "1961-02-01"))
MIXED = (("Surname", "자국어 성명", "Adres"), ("ŞÜKRÜOĞLU", "홍길동", "Çağlayan"))


def written(rows: tuple[Row, ...], separator: str, encoding: str, end: str = "\r\n") -> bytes:
    return "".join(separator.join(map(str, row)) + end for row in rows).encode(encoding)


def note(sheet: Sheet, code: NoteCode) -> dict[str, str] | None:
    return next((dict(one.details) for one in sheet.notes if one.code is code), None)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("rows", "encoding", "taken"),
    [
        (TURKISH, "utf-8", None), (TURKISH, "utf-8-sig", None), (TURKISH, "utf-16", None), (TURKISH, "utf-16-le", "utf-16-le"),
        (TURKISH, "utf-16-be", "utf-16-be"), (TURKISH, "cp1254", "cp1254"), (KOREAN, "utf-8", None),
        (KOREAN, "utf-8-sig", None), (KOREAN, "utf-16", None), (KOREAN, "utf-16-le", "utf-16-le"),
        (KOREAN, "utf-16-be", "utf-16-be"), (KOREAN, "cp949", "cp949"), (MIXED, "utf-8", None), (MIXED, "utf-16", None),
    ],
)  # fmt: skip
def test_each_encoding_and_separator_is_found(
    rows: tuple[Row, ...], encoding: str, taken: str | None, separator: str
) -> None:
    sheet = read_sheet(written(rows, separator, encoding))
    assert sheet.rows == rows
    expected = {"tab": "\t", "semicolon": ";", "comma": ","}
    assert expected[(note(sheet, NoteCode.SEPARATOR_TAKEN) or {})["separator"]] == separator
    assert (note(sheet, NoteCode.ENCODING_TAKEN) or {}).get("encoding") == taken


def test_utf_16_big_endian_with_its_mark_is_found() -> None:
    assert read_sheet(b"\xfe\xff" + written(TURKISH, "\t", "utf-16-be")).rows == TURKISH


def test_the_turkish_e_visas_file_is_read() -> None:
    """UTF-16LE with its mark, tabs, CR LF, days as YYYYMMDD."""
    rows = (("Soyadı", "Adı", "Pasaport No", "Doğum Tarihi"), ("ŞÜKRÜOĞLU", "IŞIL", "U12345678", "19900527"))
    sheet = read_sheet(b"\xff\xfe" + written(rows, "\t", "utf-16-le"))
    (row,) = read_rows(sheet, find_columns(sheet.rows), Decisions(), {})
    assert row.answers["birth_date"] == "1990-05-27"
    assert row.answers["surname"] == "ŞÜKRÜOĞLU"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_line_is_one(end: str) -> None:
    assert read_sheet(written(TURKISH, ";", "utf-8", end)).rows == TURKISH


def test_the_line_for_excel_is_obeyed_and_keeps_the_numbers_of_rows() -> None:
    assert read_sheet(b"sep=;\r\nSurname;a,b,c\r\n").rows == ((), ("Surname", "a,b,c"))


def test_commas_within_addresses_do_not_divide_a_file_of_semicolons() -> None:
    rows = (("Surname", "Address"), ("A", "1, Invented-ro, Seoul"), ("B", "2, Invented-ro, Seoul"))
    assert read_sheet(written(rows, ";", "utf-8")).rows == rows


def test_titles_above_do_not_mislead() -> None:
    text = "Our tour, May; all\r\n\r\nSurname;Given names;Sex\r\nA;B;F\r\n"
    assert read_sheet(text.encode()).rows[2:] == (("Surname", "Given names", "Sex"), ("A", "B", "F"))


def test_quoted_cells_may_hold_lines_quotes_and_separators() -> None:
    sheet = read_sheet(b'Surname,MRZ\r\n"A ""B"", C","P<UTO\nL89"\r\nD,E\r\n')
    assert sheet.rows == (("Surname", "MRZ"), ('A "B", C', "P<UTO\nL89"), ("D", "E"))


def test_cells_of_several_lines_do_not_mislead() -> None:
    text = "one\n;two\n;three\n;four\n;five\n;six"
    rows = (("Surname", "Note", "Sex"), ("A", text, "F"), ("B", "\n0;", ";"), ("C", "\n0;", ";"))
    quoted = "".join(",".join(f'"{cell}"' if ";" in cell else cell for cell in row) + "\n" for row in rows)
    assert read_sheet(quoted.encode()).rows == rows


def test_a_single_column_is_a_table() -> None:
    assert read_sheet(b"MRZ\r\nP<UTO\r\n").rows == (("MRZ",), ("P<UTO",))


def test_blank_lines_count_and_blank_ends_do_not() -> None:
    assert read_sheet(b"Surname;Sex;;\r\n\r\n;;;\r\nA;;;\r\n;;\r\n\r\n").rows == (("Surname", "Sex"), (), (), ("A",))


def test_the_old_mark_of_the_end_is_no_cell() -> None:
    assert read_sheet(b"Surname;Sex\r\nA;F\r\n\x1a").rows == (("Surname", "Sex"), ("A", "F"))


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("Soyadı;Adı\r\nÖZ;CAN\r\n".encode() + "ŞÜKRÜ;IŞIL\r\n".encode("cp1254"), "3"),
        ("Soyadı;Adı\r\nÖZ;CAN\r\n".encode("cp1254") + "A;B\r\nŞÜKRÜ;IŞIL\r\n".encode(), "4"),
        ("성;이름\r\n홍;길동\r\n".encode() + "홍;길동\r\n".encode("cp949"), "3"),
        ("\ufeffSoyadı;Adı\r\n".encode() + "ŞÜKRÜ;IŞIL\r\n".encode("cp1254"), "2"),
    ],
)
def test_two_encodings_in_one_file_are_told_with_the_line(file: bytes, line: str) -> None:
    with pytest.raises(SheetRefused) as refused:
        read_sheet(file)
    assert (refused.value.code, refused.value.details) == ("mixed_encodings", {"line": line})


def test_korean_that_could_be_read_as_utf_8_by_chance_is_korean() -> None:
    rows = (("성", "이름"), ("창", "창"), ("홍", "길동"), ("김", "철수"))
    assert read_sheet(written(rows, ",", "cp949")).rows == rows


def test_utf_32_is_not_taken_for_something_else() -> None:
    with pytest.raises(SheetRefused) as refused:
        read_sheet("Surname;Sex".encode("utf-32"))
    assert refused.value.code == "encoding_unknown"


def test_text_files_cannot_say_what_their_serials_count_from() -> None:
    assert read_sheet(b"Surname;Date of birth\r\nA;33020\r\n").day_zero is None
