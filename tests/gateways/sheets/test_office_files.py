"""Files that LibreOffice wrote, in each kind and encoding, with Turkish and Korean names: the same travellers come out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mapae.core.group.columns import find_columns
from mapae.core.group.headings import template_fields
from mapae.core.group.rows import Decisions, day_questions, read_rows
from mapae.core.group.sheet import SheetKind
from mapae.gateways.sheets.reading import read_sheet
from mapae.gateways.sheets.state_names import state_names
from mapae.gateways.sheets.templates import template_xlsx
from tests.gateways.sheets.office import as_csv, convert, needs_office
from tests.gateways.sheets.workbook_files import xlsx

pytestmark = [needs_office, pytest.mark.slow]

TURKISH = {
    "headings": ["Soyadı", "Adı", "Doğum tarihi", "Uyruğu", "Cinsiyet", "Pasaport no", "Cep telefonu"],
    "rows": [
        ["ŞÜKRÜOĞLU", "Işıl Çağrı", date(1990, 5, 27), "Türkiye", "Kadın", "U01234567", "+90 532 000 00 00"],
        ["ÖZİĞDE", "İbrahim", date(1961, 2, 1), "Güney Kore", "Erkek", "000000042", "+82 10-0000-0000"],
    ],
}
KOREAN = {
    "headings": ["영문 성", "영문 이름", "생년월일", "국적", "성별", "여권번호", "한글 성명"],
    "rows": [
        ["HONG", "GILDONG", date(1990, 5, 27), "대한민국", "남", "M00000001", "홍길동"],
        ["OZ", "ISIL", date(1961, 2, 1), "튀르키예", "여", "000000042", "뷁똠방각하"],
    ],
}
LISTS = {"turkish": TURKISH, "korean": KOREAN}
EXPECTED = {
    "turkish": [
        {
            "surname": "ŞÜKRÜOĞLU", "given_names": "Işıl Çağrı", "birth_date": "1990-05-27", "nationality": "TUR", "sex": "F",
            "document_number": "U01234567", "phone": "+90 532 000 00 00",
        },
        {
            "surname": "ÖZİĞDE", "given_names": "İbrahim", "birth_date": "1961-02-01", "nationality": "KOR", "sex": "M",
            "document_number": "000000042", "phone": "+82 10-0000-0000",
        },
    ],
    "korean": [
        {
            "surname": "HONG", "given_names": "GILDONG", "birth_date": "1990-05-27", "nationality": "KOR", "sex": "M",
            "document_number": "M00000001", "native_name": "홍길동",
        },
        {
            "surname": "OZ", "given_names": "ISIL", "birth_date": "1961-02-01", "nationality": "TUR", "sex": "F",
            "document_number": "000000042", "native_name": "뷁똠방각하",
        },
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One list of each language in a workbook, from which LibreOffice writes the rest."""
    made = tmp_path_factory.mktemp("office")
    for name, listed in LISTS.items():
        (made / f"{name}.xlsx").write_bytes(xlsx([listed["headings"], *listed["rows"]]))
    return made


def read(file: Path) -> tuple[SheetKind, list[dict[str, str]]]:
    sheet = read_sheet(file.read_bytes())
    columns = find_columns(sheet.rows)
    assert columns.is_certain
    assert day_questions(sheet, columns, Decisions()) == ()
    rows = list(read_rows(sheet, columns, Decisions(), state_names()))
    assert not any(row.faults for row in rows)
    return sheet.kind, [dict(row.answers) for row in rows]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("kind", [SheetKind.XLSX, SheetKind.ODS, SheetKind.XLS])
def test_workbooks_of_libreoffice(folder: Path, name: str, kind: SheetKind) -> None:
    file = convert(folder / f"{name}.xlsx", str(kind), folder / "workbooks")
    assert read(file) == (kind, EXPECTED[name])


@pytest.mark.parametrize(
    ("name", "separator", "encoding"),
    [
        ("turkish", ";", "cp1254"), ("turkish", ",", "utf-8"), ("turkish", "\t", "utf-16"), ("korean", ",", "cp949"),
        ("korean", ";", "utf-8"), ("korean", "\t", "utf-16"),
    ],
)  # fmt: skip
def test_text_files_of_libreoffice(folder: Path, name: str, separator: str, encoding: str) -> None:
    file = as_csv(folder / f"{name}.xlsx", folder / encoding, separator, encoding)
    assert read(file) == (SheetKind.TEXT, EXPECTED[name])


@pytest.mark.parametrize(("language", "kind"), [("en", "xlsx"), ("tr", "ods"), ("ko", "xlsx")])
def test_our_template_goes_through_libreoffice_unharmed(folder: Path, language: str, kind: str) -> None:
    template = folder / f"template-{language}.xlsx"
    template.write_bytes(b"".join(template_xlsx(language, template_fields())))
    sheet = read_sheet(convert(template, kind, folder / "templates").read_bytes())
    columns = find_columns(sheet.rows)
    assert columns.is_certain
    assert tuple(columns.fields.values()) == template_fields()
    assert list(read_rows(sheet, columns, Decisions(), state_names())) == []


def test_a_csv_that_libreoffice_reads_and_writes_is_the_same(folder: Path) -> None:
    source = folder / "list.csv"
    source.write_bytes("Soyadı;Adı;성명\r\nŞÜKRÜ;Işıl;홍길동\r\n".encode())
    file = convert(source, "ods", folder / "ods", read_as="CSV:59,34,76")
    assert read_sheet(file.read_bytes()).rows == (("Soyadı", "Adı", "성명"), ("ŞÜKRÜ", "Işıl", "홍길동"))
