"""Every wrong answer is named by its field and a code of the closed list; right ones become values."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.application.answers import (
    CODES,
    DECLARATIONS,
    FIELDS,
    AnswerProblem,
    AnswersIncomplete,
    Situation,
    complete_answers,
    problems_in,
)
from mapae.core.documents.partial_date import PartialDate
from tests.room.people import answers

SITUATION = Situation(date(2026, 11, 22))
WRONG = [
    ("missing", "surname", ""),
    ("missing", "surname", "   "),
    ("missing", "surname", "-"),
    ("missing", "is_true", ""),
    ("too_long", "stay_address", "a" * 201),
    ("hidden_character", "stay_address", "1 Invented\u202e-ro"),
    ("hidden_character", "email", "specimen\x00@example.org"),
    ("not_a_choice", "sex", "f"),
    ("not_a_choice", "purpose", "espionage"),
    ("not_a_choice", "has_criminal_record", "maybe"),
    ("name_not_latin", "surname", "홍"),
    ("name_has_digit", "given_names", "AYSE 2"),
    ("name_hidden_character", "given_names", "AY\u00adSE"),
    ("name_hidden_character", "surname", "\u202eSPECIMEN"),
    ("name_mixed_scripts", "surname", "SPECI\u041cEN"),
    ("hidden_character", "stay_address", "1 Invented\u00adro"),
    ("date_format", "birth_date", "5.5.1990"),
    ("date_format", "arrival_day", "2026-12-XX"),
    ("date_format", "document_expiry", "2033-XX-XX"),
    ("date_not_in_calendar", "birth_date", "1990-02-30"),
    ("birth_in_future", "birth_date", "2026-11-23"),
    ("birth_in_future", "birth_date", "2026-12-XX"),
    ("birth_too_long_ago", "birth_date", "1895-12-31"),
    ("document_expired", "document_expiry", "2026-11-21"),
    ("document_expires_before_arrival", "document_expiry", "2026-12-19"),
    ("arrival_in_past", "arrival_day", "2026-11-21"),
    ("arrival_too_far", "arrival_day", "2030-01-01"),
    ("number_format", "document_number", "Ü-17"),
    ("state_unknown", "nationality", "TR"),
    ("state_unknown", "issuing_state", "UTO"),
    ("email_format", "email", "specimen.traveller"),
    ("email_format", "email", "a@b"),
    ("email_format", "email", "a b@example.org"),
    ("email_format", "email", "a@example.org,b@example.org"),
    ("email_format", "email", "Specimen <a@example.org>"),
    ("must_be_confirmed", "is_true", "no"),
]


@pytest.mark.parametrize(("code", "field", "given_answer"), WRONG)
def test_wrong_answer_is_named_by_field_and_code(code: str, field: str, given_answer: str) -> None:
    assert problems_in(answers(**{field: given_answer}), FIELDS, SITUATION) == [AnswerProblem(field, code)]


def test_every_code_of_the_closed_list_can_be_reached_and_no_other() -> None:
    assert {code for code, _, _ in WRONG} == CODES


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"given_names": ""},
        {"given_names": "-"},
        {"birth_date": "2026-11-22"},
        {"birth_date": "1990-XX-XX"},
        {"birth_date": "1896-XX-XX"},
        {"document_expiry": "2026-12-20"},
        {"arrival_day": "2026-11-22"},
        {"nationality": "DEU", "issuing_state": "D"},
        {"email": "örnek@örnek.example"},
        {"stay_address": "서울특별시 중구 가상로 1"},
    ],
)
def test_right_answers_are_taken(changes: dict[str, str]) -> None:
    assert problems_in(answers(**changes), FIELDS, SITUATION) == []


def test_specimen_state_is_taken_in_a_demonstration() -> None:
    raw = answers(nationality="UTO", issuing_state="UTO")
    assert problems_in(raw, FIELDS, Situation(SITUATION.today, is_demonstration=True)) == []


def test_only_the_asked_fields_are_looked_at_in_their_order() -> None:
    found = problems_in({}, ("surname", "email"), SITUATION)
    assert found == [AnswerProblem("surname", "missing"), AnswerProblem("email", "missing")]


def test_expiry_before_arrival_is_noticed_only_where_both_were_asked() -> None:
    raw = answers(document_expiry="2026-12-01")
    assert problems_in(raw, ["document_expiry"], SITUATION) == []
    assert problems_in(raw, ["document_expiry", "arrival_day"], SITUATION)


def test_complete_answers_are_values() -> None:
    read = complete_answers(
        answers(nationality="DEU", document_number="u 000-17", has_criminal_record="yes"), SITUATION
    )
    assert (read.document.number, read.document.issuing_state, read.document.nationality) == ("U00017", "TUR", "D")
    assert read.document.expiry == date(2033, 5, 1)
    assert (read.holder.surname, read.holder.given_names) == ("ORNEKOGLU", "AYSE<ISIL")
    assert read.holder.birth == PartialDate(1990, 5, 5)
    assert read.arrival_day == date(2026, 12, 20)
    assert read.declared_yes == ("has_criminal_record",)
    assert tuple(read.declarations) == DECLARATIONS


def test_incomplete_answers_name_every_field_that_stands_in_the_way() -> None:
    with pytest.raises(AnswersIncomplete) as refused:
        complete_answers({}, SITUATION)
    assert {problem.field for problem in refused.value.problems} == set(FIELDS) - {"given_names"}
    assert {problem.code for problem in refused.value.problems} == {"missing"}


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=250)), st.dates(date(2021, 9, 1), date(2100, 1, 1)))
def test_whatever_people_type_is_answered_with_a_field_and_a_known_code(raw: dict[str, str], today: date) -> None:
    for problem in problems_in(raw, FIELDS, Situation(today)):
        assert problem.field in FIELDS
        assert problem.code in CODES


@given(st.integers(-3, 3 * 366 + 3))
def test_arrival_is_taken_from_today_for_three_years(days: int) -> None:
    arrival = SITUATION.today + timedelta(days=days)
    raw = answers(arrival_day=arrival, document_expiry="2040-01-01")
    assert (problems_in(raw, FIELDS, SITUATION) == []) is (0 <= days <= 3 * 366)
