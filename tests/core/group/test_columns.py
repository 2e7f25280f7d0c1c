"""Headings are known in any language and order; where two meanings are possible, a person is asked."""

from __future__ import annotations

import pytest

from mapae.core.application.questions import FIELDS
from mapae.core.group.columns import Columns, Confidence, find_columns, fold
from mapae.core.group.headings import HEADINGS, LANGUAGES, NO_QUESTIONS, template_fields

OF_THE_GROUP = {"applying_for", "representative_name", "representative_relation", "has_mandate", "is_true"}


def found(*headings: str) -> Columns:
    return find_columns((headings, ("x",) * len(headings)))


def test_every_question_of_a_traveller_has_headings_in_every_language() -> None:
    assert set(HEADINGS) == set(FIELDS) - OF_THE_GROUP | set(NO_QUESTIONS)
    assert all(len(languages) == len(LANGUAGES) and all(languages) for languages in HEADINGS.values())


@pytest.mark.parametrize("field", HEADINGS)
def test_each_heading_is_known_again_however_it_is_written(field: str) -> None:
    for heading in (one for language in HEADINGS[field] for one in language):
        for written in (heading, heading.upper(), heading.lower(), f"  {heading} *", heading.replace(" ", "_")):
            (column,) = found(written).columns
            assert (column.field, column.confidence) == (field, Confidence.CERTAIN), written


def test_the_name_of_a_field_is_a_heading() -> None:
    columns = found(*template_fields({"arrival_day", "stay_address"}))
    assert list(columns.fields.values()) == list(template_fields({"arrival_day", "stay_address"}))
    assert columns.is_certain


def test_turkish_dotted_and_dotless_i_are_one_letter() -> None:
    assert fold("KIMLIK ışığı") == fold("kimlik IŞIĞI") == fold("KİMLİK İŞİĞİ") == "kimlikisigi"


def test_a_hint_in_parentheses_does_not_matter() -> None:
    assert found("Doğum tarihi (GG.AA.YYYY)", "Sex [M/F]").fields == {0: "birth_date", 1: "sex"}


def test_titles_may_stand_above_the_headings() -> None:
    rows = (("Seoul tour, May",), (), ("", "Surname", "Given names"), (None, "ÖZ", "IŞIL"))
    columns = find_columns(rows)
    assert columns.heading_row == 2
    assert columns.fields == {1: "surname", 2: "given_names"}


def test_answers_that_look_like_headings_do_not_hide_the_headings() -> None:
    rows = (("Passport number", "Criminal record", "Visited before"), ("No", "no", "no"), ("no", "no", "no"))
    assert find_columns(rows).heading_row == 0


@pytest.mark.parametrize(
    ("heading", "candidates"),
    [
        ("Name", ("surname", "given_names", "native_name")),
        ("Adı Soyadı", ("surname", "given_names", "native_name")),
        ("성명", ("surname", "given_names", "native_name")),
        ("Tarih", ("birth_date", "document_expiry", "arrival_day")),
        ("국가", ("nationality", "issuing_state")),
    ],
)
def test_what_may_mean_two_questions_is_asked(heading: str, candidates: tuple[str, ...]) -> None:
    (column,) = found(heading).columns
    assert (column.field, column.confidence, column.candidates) == (None, Confidence.DOUBTFUL, candidates)
    assert not found(heading).is_certain


def test_a_known_heading_within_a_longer_one_is_likely_and_shown() -> None:
    columns = found("Traveller's passport number please", "Surname")
    assert columns.fields == {0: "document_number", 1: "surname"}
    assert [one.index for one in columns.in_doubt] == [0]


def test_two_columns_of_one_question_are_asked() -> None:
    columns = found("Surname", "Last name", "Sex")
    assert columns.fields == {2: "sex"}
    assert [one.candidates for one in columns.in_doubt] == [("surname",), ("surname",)]


def test_a_certain_heading_keeps_its_question_beside_a_likely_one() -> None:
    assert found("Passport number", "Old passport number of the traveller").fields == {0: "document_number"}


def test_an_unknown_column_is_shown_if_it_holds_something() -> None:
    rows = (("Surname", "Room", "", ""), ("A", "12", None, "?"))
    assert [(one.index, one.confidence) for one in find_columns(rows).in_doubt] == [
        (1, Confidence.UNKNOWN),
        (3, Confidence.UNKNOWN),
    ]


def test_what_a_person_decides_stands() -> None:
    columns = found("Surname", "Name", "Room").decided({1: "given_names", 2: None})
    assert columns.is_certain
    assert columns.fields == {0: "surname", 1: "given_names"}
    assert columns.lacking(("surname", "birth_date")) == ("birth_date",)


def test_lines_of_passports_are_known_without_a_heading() -> None:
    line = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
    columns = find_columns(((line + "\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",), (line,)))
    assert columns.heading_row is None
    assert columns.fields == {0: "mrz"}
    assert not columns.is_certain


def test_a_sheet_without_headings_says_so() -> None:
    columns = find_columns((("ÖZ", "IŞIL"), ("ÖZ", "CAN")))
    assert (columns.heading_row, columns.fields, len(columns.in_doubt)) == (None, {}, 2)


def test_our_own_result_files_hold_nothing_to_ask() -> None:
    columns = found("Satır işareti (boş bırakın)", "Soyadı", "Mesajlar", "Durum")
    assert columns.is_certain
    assert columns.fields == {0: "row", 1: "surname"}
