"""Files that are no sheets, too large ones, and traps: each gets its answer, and none costs much time or memory."""

from __future__ import annotations

import random
import resource
import time

import pytest

from mapae.core.group.columns import find_columns
from mapae.core.group.rows import Decisions, read_rows
from mapae.core.group.sheet import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from mapae.gateways.sheets.reading import read_sheet
from mapae.usecases.sheet_ports import REFUSALS, SheetRefused
from tests.gateways.sheets.workbook_files import SHEET, changed, with_rows, xlsx

pytestmark = pytest.mark.wide

SMALL = xlsx([["Surname", "Given names"], ["A", "B"]])


def refusal(file: bytes) -> SheetRefused:
    with pytest.raises(SheetRefused) as refused:
        read_sheet(file)
    assert refused.value.code in REFUSALS
    return refused.value


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "empty"), (b"\xef\xbb\xbf", "empty"), (b"\r\n \r\n;;;\r\n", "empty"), (b"%PDF-1.7\n%\xe2\xe3", "is_pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is_picture"), (b"\xff\xd8\xff\xe0\0\x10JFIF", "is_picture"),
        (b"\0\0\0\x18ftypheic", "is_picture"), (b"{\\rtf1\\ansi hello}", "is_document"),
        (b"<!DOCTYPE html><table><tr><td>Surname", "is_web_page"), (b"\x1f\x8b\x08\0", "is_archive"),
        (b"PK\x03\x04" + b"x" * 500, "damaged"), (SMALL[:-100], "damaged"), (SMALL[:3000], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is_document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "Workbook".encode("utf-16-le"), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\0" * 2000, "not_a_table"), (random.Random(6).randbytes(20_000), "encoding_unknown"),
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_told_by_what_it_is(file: bytes, code: str) -> None:
    assert refusal(file).code == code


def test_documents_and_other_archives_are_told_apart() -> None:
    word = changed(SMALL, {}).replace(b"xl/workbook.xml", b"word/workbo.xml")
    assert refusal(word).code == "is_document"
    assert refusal(SMALL.replace(b"xl/workbook.xml", b"xl/workbook.bin")).code == "other_workbook"
    plain = (
        changed(SMALL, {})
        .replace(b"[Content_Types].xml", b"some_other_name.xml")
        .replace(b"xl/workbook", b"xx/workbook")
    )
    assert refusal(plain).code == "is_archive"


def test_an_archive_with_locked_entries_is_called_encrypted() -> None:
    place = SMALL.rfind(b"PK\x01\x02")
    locked = bytearray(SMALL)
    locked[place + 8] |= 1
    assert refusal(bytes(locked)).code == "encrypted"


def test_a_heavy_file_is_refused_by_its_size_alone() -> None:
    heavy = bytes(100_000_000)
    started = time.perf_counter()
    refused = refusal(heavy)
    assert (refused.code, refused.details) == ("too_heavy", {"most": str(MOST_BYTES), "found": "100000000"})
    assert time.perf_counter() - started < 0.5


def test_too_many_rows_and_columns_are_told_with_their_limit() -> None:
    line = b"ABC;DEF\r\n"
    assert len(read_sheet(line * MOST_ROWS).rows) == MOST_ROWS
    for file in (line * (MOST_ROWS + 1), xlsx([["A"]] * (MOST_ROWS + 1))):
        assert refusal(file).details == {"most": str(MOST_ROWS), "found": str(MOST_ROWS + 1)}
    assert len(read_sheet(b";".join([b"a"] * MOST_COLUMNS)).rows[0]) == MOST_COLUMNS
    for file in (b";".join([b"a"] * (MOST_COLUMNS + 1)), xlsx([["a"] * (MOST_COLUMNS + 1)])):
        assert refusal(file).code == "too_many_columns"


def test_one_cell_far_away_costs_nothing() -> None:
    below = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    right = b'<row r="9"><c r="XFD9"><v>1</v></c></row>'
    assert refusal(changed(SMALL, with_rows(below))).details == {"most": str(MOST_ROWS), "found": "1048576"}
    assert refusal(changed(SMALL, with_rows(right))).code == "too_many_columns"


def test_a_far_cell_that_hides_from_a_glance_ends_its_process_and_nothing_else() -> None:
    hidden = b"<row r='1048576'><c r='XFD1048576' ><v\n>1</v></c></row>"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal(changed(SMALL, with_rows(hidden))).code == "too_complex"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


@pytest.mark.slow
def test_archives_that_unpack_to_too_much_are_not_unpacked() -> None:
    started = time.process_time()
    for name in ("xl/media/picture.bin", "xl/worksheets/sheet2.xml"):
        assert refusal(changed(SMALL, {}, {name: bytes(200_000_000)})).code == "unpacks_too_large"
    many = {f"xl/media/{n}.bin": random.Random(n).randbytes(1000) + bytes(900_000) for n in range(300)}
    assert refusal(changed(SMALL, {}, many)).code == "unpacks_too_large"
    assert time.process_time() - started < 10  # nearly all of it for making these files
    assert refusal(changed(SMALL, {}, {f"x{n}": b"" for n in range(3000)})).code == "damaged"


def test_an_entry_that_lies_about_its_size_is_damaged() -> None:
    place = SMALL.find(b"PK\x01\x02")
    lying = bytearray(SMALL)
    lying[place + 24 : place + 28] = (10).to_bytes(4, "little")
    assert refusal(bytes(lying)).code == "damaged"


def test_an_archive_within_an_archive_stays_closed() -> None:
    assert len(read_sheet(changed(SMALL, {}, {"xl/inner.zip": SMALL})).rows) == 2


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml"])
@pytest.mark.parametrize(
    "trap",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        b'<!DOCTYPE x [<!ENTITY % e SYSTEM "http://localhost/x"> %e;]>',
    ],
)
def test_declarations_of_entities_are_refused(part: str, trap: bytes) -> None:
    trapped = changed(SMALL, {part: lambda text: text.replace(b"?>", b"?>" + trap, 1)})
    assert refusal(trapped).code == "dangerous_xml"


def test_broken_xml_is_damaged() -> None:
    assert refusal(changed(SMALL, {SHEET: lambda part: part[: len(part) // 2]})).code == "damaged"


@pytest.mark.slow
def test_a_million_blank_rows_are_no_rows() -> None:
    blank = b"".join(b'<row r="%d" spans="1:2"></row>' % number for number in range(3, 1_000_000))
    started = time.process_time()
    assert len(read_sheet(changed(SMALL, with_rows(blank))).rows) == 2
    assert len(read_sheet(b"Surname;Given names\r\nA;B\r\n" + b"\r\n" * 1_000_000).rows) == 2
    assert len(read_sheet(b"Surname;Given names\r\nA;B\r\n" + b";\r\n" * 1_000_000).rows) == 2
    assert time.process_time() - started < 15


@pytest.mark.slow
def test_a_text_that_is_repeated_millions_of_times_ends_its_process() -> None:
    row = b"".join(b'<c t="s"><v>0</v></c>' for _ in range(100))
    rows = b"".join(b'<row r="%d">%s</row>' % (number, row) for number in range(3, 15_000))
    long = {**with_rows(rows), "xl/sharedStrings.xml": lambda part: part.replace(b"Surname", b"x" * 32_000)}
    assert refusal(changed(SMALL, long)).code in ("too_complex", "too_much_text")


@pytest.mark.parametrize(("name", "text"), [("quotes", b'"'), ("letters", b"a"), ("commas", b","), ("tabs", b"\t")])
def test_one_endless_line_is_no_table(name: str, text: bytes) -> None:
    started = time.process_time()
    assert refusal(text * 20_000_000).code in ("not_a_table", "too_many_columns", "empty")
    assert time.process_time() - started < 10, name


def test_nul_in_a_name_stays_for_the_checks_to_tell() -> None:
    sheet = read_sheet(b"Surname;Given names\r\nA\x00B;C\r\n")
    (row,) = read_rows(sheet, find_columns(sheet.rows), Decisions(), {})
    assert row.answers["surname"] == "A\x00B"


def test_a_name_of_300_letters_is_kept_whole() -> None:
    name = "ABCDEFGHIJ" * 30
    for file in (f"Surname;Given names\r\n{name};X\r\n".encode(), xlsx([["Surname", "Given names"], [name, "X"]])):
        sheet = read_sheet(file)
        (row,) = read_rows(sheet, find_columns(sheet.rows), Decisions(), {})
        assert row.answers["surname"] == name


def test_any_damage_to_a_workbook_is_a_refusal_or_a_sheet() -> None:
    """Bits flipped in the archive never end in anything but an answer."""
    dice = random.Random(300)
    for _ in range(12):
        broken = bytearray(SMALL)
        for _ in range(3):
            broken[dice.randrange(4, len(broken))] ^= 1 << dice.randrange(8)
        try:
            read_sheet(bytes(broken))
        except SheetRefused as refused:
            assert refused.code in REFUSALS
