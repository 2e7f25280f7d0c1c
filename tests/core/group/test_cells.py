"""One cell is the raw answer of the question pages, or a fault of the closed list beside the cell's own text."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.application.questions import EMPLOYMENTS, PURPOSES
from mapae.core.group.cells import CellFault, ReadCell, as_text, read_cell
from mapae.core.group.choices import WORDS
from mapae.core.group.columns import fold
from mapae.core.group.days import DayFault, Reading
from mapae.core.group.headings import HEADINGS
from mapae.core.group.sheet import MOST_CHARACTERS, Cell

STATES = {fold(name): code for name, code in (("Türkiye", "TUR"), ("Güney Kore", "KOR"), ("Turks and Caicos", "TCA"))}


def read(field: str, cell: Cell) -> ReadCell:
    return read_cell(field, cell, Reading(), STATES)


def test_the_faults_of_days_are_faults_of_cells() -> None:
    assert {str(fault) for fault in DayFault} <= {str(fault) for fault in CellFault}


@pytest.mark.parametrize(
    ("field", "cell", "raw"),
    [
        ("document_number", 123456789.0, "123456789"), ("document_number", 123456789, "123456789"),
        ("document_number", "'012345678", "012345678"), ("document_number", " U 123\u00a0456 ", "U 123 456"),
        ("phone", 905320000000.0, "905320000000"), ("phone", "'+90 532 000 00 00", "+90 532 000 00 00"),
        ("stay_postcode", 4524.0, "04524"), ("stay_postcode", "04524", "04524"), ("last_visit_year", 2019.0, "2019"),
        ("surname", "  ŞÜKRÜOĞLU\u3000", "ŞÜKRÜOĞLU"), ("surname", "'Abd al-Rahman", "'Abd al-Rahman"),
        ("surname", "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"), ("surname", "-", "-"), ("surname", "@x", "@x"),
        ("given_names", None, ""), ("given_names", " \u00a0\t", ""), ("given_names", "", ""),
        ("sex", "K", "F"), ("sex", "ERKEK", "M"), ("sex", "남", "M"), ("sex", "여성", "F"), ("sex", "f", "F"), ("sex", "X", "X"),
        ("has_visited_before", "EVET", "yes"), ("has_visited_before", "HAYIR", "no"), ("has_visited_before", "hayir", "no"),
        ("has_visited_before", True, "yes"), ("has_visited_before", False, "no"), ("has_visited_before", 1.0, "yes"),
        ("has_visited_before", "아니오", "no"), ("has_criminal_record", "YOK", "no"), ("has_criminal_record", "있음", "yes"),
        ("purpose", "TURİZM", "tourism"), ("purpose", "관광", "tourism"), ("purpose", "İş", "business"),
        ("employment", "EMEKLİ", "retired"), ("employment", "학생", "student"),
        ("nationality", "tur", "TUR"), ("nationality", "TR", "TUR"), ("nationality", "TÜRKİYE", "TUR"),
        ("nationality", "türkiye", "TUR"), ("nationality", "DEU", "D"), ("nationality", "D", "D"), ("nationality", "de", "D"),
        ("nationality", "TUR - Türkiye", "TUR"), ("nationality", "TUR (Türkiye)", "TUR"),
        ("nationality", "uto", "UTO"), ("nationality", "T.C.", "TUR"),
        ("birth_date", "27.05.1990", "1990-05-27"), ("birth_date", datetime(1990, 5, 27), "1990-05-27"),
        ("arrival_unknown", "no", ""), ("arrival_unknown", "evet", "yes"),
    ],
)  # fmt: skip
def test_a_cell_becomes_the_answer(field: str, cell: Cell, raw: str) -> None:
    assert read(field, cell) == ReadCell(raw)


@pytest.mark.parametrize(
    ("field", "cell", "fault"),
    [
        ("sex", "?", CellFault.CHOICE_UNKNOWN), ("sex", "kız çocuğu", CellFault.CHOICE_UNKNOWN),
        ("has_visited_before", "X", CellFault.CHOICE_UNKNOWN), ("has_visited_before", "O", CellFault.CHOICE_UNKNOWN),
        ("purpose", "espionage", CellFault.CHOICE_UNKNOWN), ("has_visited_before", 2.0, CellFault.CHOICE_UNKNOWN),
        ("nationality", "Kore", CellFault.STATE_NAME_UNKNOWN), ("nationality", "TC", CellFault.STATE_NAME_UNKNOWN),
        ("nationality", "tc", CellFault.STATE_NAME_UNKNOWN), ("nationality", "QQ", CellFault.STATE_NAME_UNKNOWN),
        ("document_number", "1.23E+11", CellFault.NUMBER_SHORTENED), ("document_number", 1.234e20, CellFault.NUMBER_SHORTENED),
        ("phone", "9,05E+11", CellFault.NUMBER_SHORTENED), ("surname", "#REF!", CellFault.CELL_HAS_ERROR),
        ("birth_date", "#N/A", CellFault.CELL_HAS_ERROR), ("document_number", "Err:502", CellFault.CELL_HAS_ERROR),
        ("birth_date", "27.05.90", CellFault.DATE_TWO_DIGIT_YEAR), ("birth_date", "03/04/1990", CellFault.DATE_AMBIGUOUS),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_and_shown(field: str, cell: Cell, fault: CellFault) -> None:
    got = read(field, cell)
    assert (got.fault, got.raw) == (fault, as_text(cell))


def test_a_cell_is_kept_whole_up_to_its_limit() -> None:
    assert read("surname", "a" * 300) == ReadCell("a" * 300)
    longest = "a" * MOST_CHARACTERS
    assert read("surname", longest) == ReadCell(longest)
    assert read("surname", longest + "a").fault is CellFault.CELL_TOO_LONG


def test_every_choice_of_the_form_has_words() -> None:
    assert set(WORDS["purpose"]) == set(PURPOSES)
    assert set(WORDS["employment"]) == set(EMPLOYMENTS)
    assert set(WORDS["sex"]) == {"F", "M", "X"}


@pytest.mark.parametrize("field", WORDS)
def test_every_word_and_code_of_a_choice_is_known(field: str) -> None:
    for code, languages in WORDS[field].items():
        for word in (code, *(one for language in languages for one in language)):
            for written in (word, word.upper(), word.lower(), f" {word}."):
                got = read(field, written)
                assert got.fault is None and got.raw in (code, ""), written


@given(
    st.sampled_from(list(HEADINGS)),
    st.none() | st.text(max_size=40) | st.floats() | st.integers() | st.booleans() | st.dates() | st.datetimes(),
)
def test_any_cell_of_any_column_is_read(field: str, cell: Cell) -> None:
    got = read(field, cell)
    assert got.raw == got.raw.strip() or got.fault
    assert bool(as_text(cell)) == bool(got.raw) or field in (
        "arrival_unknown",
        "stay_unknown",
        "guardian_agrees",
        "opts_in",
    )


def test_a_day_in_a_column_of_texts_is_shown_as_people_write_it() -> None:
    assert read("occupation", date(1990, 5, 27)) == ReadCell("1990-05-27")
