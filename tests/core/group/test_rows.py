"""A sheet row by row: whom it lists, which line they stand in, what could not be read, what must be asked."""

from __future__ import annotations

from datetime import date

import pytest

from mapae.core.application.passport_lines import said_by
from mapae.core.application.situation import Situation
from mapae.core.group.cells import CellFault
from mapae.core.group.columns import find_columns
from mapae.core.group.days import DayOrder
from mapae.core.group.rows import EXAMPLE_MARKS, Decisions, RowFault, RowRead, day_questions, read_rows
from mapae.core.group.sheet import DAY_ZERO_1904, Row, Sheet, SheetKind

LINES = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")


def sheet(*rows: Row, day_zero: date | None = DAY_ZERO_1904) -> Sheet:
    return Sheet("", SheetKind.XLSX, rows, (), day_zero)


def read(*rows: Row, decisions: Decisions | None = None) -> list[RowRead]:
    one = sheet(*rows)
    return list(read_rows(one, find_columns(one.rows), decisions or Decisions(), {"turkiye": "TUR"}))


def test_rows_carry_the_number_that_their_program_shows() -> None:
    got = read(("Tour",), (), ("Surname", "Sex"), (), ("ÖZ", "K"), (None, None), ("CAN", "E"))
    assert got == [RowRead(5, {"surname": "ÖZ", "sex": "F"}), RowRead(7, {"surname": "CAN", "sex": "M"})]


def test_short_rows_and_blank_cells_are_no_answers() -> None:
    assert read(("Surname", "Sex", "E-mail"), ("ÖZ",), (None, " ", None), ("CAN", " ")) == [
        RowRead(2, {"surname": "ÖZ"}),
        RowRead(4, {"surname": "CAN"}),
    ]


def test_what_stands_outside_the_known_columns_makes_no_traveller() -> None:
    assert read(("Surname", "Room"), (None, "Total: 2")) == []


def test_repeated_headings_are_no_traveller() -> None:
    assert [row.line for row in read(("Surname", "Sex"), ("ÖZ", "F"), ("Surname", "Sex"), ("CAN", "M"))] == [2, 4]


@pytest.mark.parametrize("mark", [*EXAMPLE_MARKS, "EXAMPLE", "ÖRNEK"])
def test_examples_of_our_files_are_no_travellers(mark: str) -> None:
    assert [row.line for row in read(("row", "Surname"), (mark, "ERIKSSON"), (None, "ÖZ"))] == [3]


def test_the_mark_of_an_earlier_file_comes_back() -> None:
    assert read(("Row mark", "Surname"), ("A7", "ÖZ"), ("A8", None)) == [RowRead(2, {"surname": "ÖZ"}, mark="A7")]


def test_the_exempt_may_ask_to_apply_all_the_same() -> None:
    got = read(("Surname", "opts_in"), ("A", "yes"), ("B", "hayır"), ("C", None), ("D", "perhaps"))
    assert [row.opts_in for row in got] == [True, False, False, False]
    assert got[3].faults == (RowFault("opts_in", 1, CellFault.CHOICE_UNKNOWN),)
    assert all(set(row.answers) == {"surname"} for row in got)


def test_equal_cells_of_different_kinds_are_read_each_in_its_own_way() -> None:
    got = read(("Surname", "Occupation"), ("A", 1), ("B", True), ("C", 1.0), ("D", "1"), ("E", True))
    assert [row.answers["occupation"] for row in got] == ["1", "True", "1", "1", "True"]


def test_lines_in_one_column_or_in_two_are_one_answer() -> None:
    situation = Situation(date(2012, 1, 1), is_demonstration=True)
    apart = read(("MRZ line 1", "MRZ line 2"), LINES)
    together = read(("MRZ",), ("\n".join(LINES),))
    run_together = read(("MRZ",), ("".join(LINES),))
    assert apart[0].answers == together[0].answers
    for rows in (apart, together, run_together):
        assert said_by(rows[0].answers["mrz"], situation)["surname"] == "ERIKSSON"


def test_a_fault_names_the_field_and_the_column_and_keeps_the_text() -> None:
    (row,) = read(("Surname", "", "Date of birth"), ("ÖZ", None, "27.05.90"))
    assert row.answers == {"surname": "ÖZ", "birth_date": "27.05.90"}
    assert row.faults == (RowFault("birth_date", 2, CellFault.DATE_TWO_DIGIT_YEAR),)


def test_days_that_may_be_two_are_asked_once_a_column() -> None:
    rows: tuple[Row, ...] = (
        ("Surname", "Date of birth", "Passport expiry date", "Day of arrival"),
        ("A", "05/05/1990", "13/04/2031", "2027-01-01"),
        ("B", "03/04/1990", "03/04/2031", "2027-01-02"),
    )
    one = sheet(*rows)
    columns = find_columns(rows)
    (question,) = day_questions(one, columns, Decisions())
    assert (question.column, question.field, question.line, question.text) == (1, "birth_date", 3, "03/04/1990")
    assert question.readings == {"day_first": "1990-04-03", "month_first": "1990-03-04"}
    decided = Decisions({1: DayOrder.MONTH_FIRST})
    assert day_questions(one, columns, decided) == ()
    assert read(*rows, decisions=decided)[1].answers["birth_date"] == "1990-03-04"
    assert read(*rows)[1].answers["document_expiry"] == "2031-04-03"


def test_the_first_line_of_a_doubtful_day_is_told_however_often_it_stands() -> None:
    days = ("2027-05-05", "03/04/2027", "2027-05-05", "03/04/2027", "05/06/2027")
    one = sheet(("Surname", "Arrival date"), *(("ÖZ", day) for day in days))
    (question,) = day_questions(one, find_columns(one.rows), Decisions())
    assert (question.line, question.text) == (3, "03/04/2027")


def test_serials_are_asked_where_the_file_cannot_say_what_they_count_from() -> None:
    rows: tuple[Row, ...] = (("Surname", "Date of birth"), ("A", "33020"))
    one = sheet(*rows, day_zero=None)
    (question,) = day_questions(one, find_columns(rows), Decisions())
    assert set(question.readings) == {"from_1900", "from_1904"}
    (row,) = read_rows(one, find_columns(rows), Decisions(day_zero=DAY_ZERO_1904), {})
    assert row.answers["birth_date"] == "1994-05-28"


def test_serials_count_from_the_day_that_the_file_says() -> None:
    assert read(("Surname", "Date of birth"), ("A", 33020.0))[0].answers["birth_date"] == "1994-05-28"


def test_a_sheet_of_lines_without_headings_is_read_from_its_first_row() -> None:
    one = sheet(("\n".join(LINES),), ("\n".join(LINES),))
    assert [row.line for row in read_rows(one, find_columns(one.rows), Decisions(), {})] == [1, 2]
