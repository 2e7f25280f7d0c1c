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
    submitted_answers,
)
from mapae.core.application.questions import asked
from mapae.core.documents.partial_date import PartialDate
from tests.room.people import answers

SITUATION = Situation(date(2026, 11, 22))
MAY_BE_UNKNOWN = Situation(SITUATION.today, may_be_unknown=frozenset({"arrival_day", "stay_address"}))
WRONG = [
    ("missing", "surname", ""),
    ("missing", "surname", "   "),
    ("missing", "surname", "-"),
    ("missing", "is_true", ""),
    ("too_long", "stay_street", "a" * 201),
    ("hidden_character", "stay_street", "1 Invented\u202e-ro"),
    ("hidden_character", "email", "specimen\x00@example.org"),
    ("not_a_choice", "sex", "f"),
    ("not_a_choice", "purpose", "espionage"),
    ("not_a_choice", "has_criminal_record", "maybe"),
    ("name_not_latin", "surname", "홍"),
    ("name_has_digit", "given_names", "AYSE 2"),
    ("name_hidden_character", "given_names", "AY\u00adSE"),
    ("name_hidden_character", "surname", "\u202eSPECIMEN"),
    ("name_mixed_scripts", "surname", "SPECI\u041cEN"),
    ("hidden_character", "stay_street", "1 Invented\u00adro"),
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
    ("missing", "applying_for", ""),
    ("not_a_choice", "applying_for", "everybody"),
    ("name_not_a_name", "native_name", "★"),
    ("name_mixed_scripts", "native_name", "홍gil"),
    ("not_a_nationality", "nationality", "UNO"),
    ("phone_format", "phone", "12"),
    ("phone_format", "phone", "please call my son"),
    ("postcode_format", "stay_postcode", "110-999"),
    ("address_script", "stay_street", "улица 1"),
    ("mrz_not_two_lines", "mrz", "U00000017"),
    ("mrz_not_two_lines", "mrz", "P<TURORNEK"),
]
IN_OTHER_ANSWERS = [
    (
        "missing",
        "representative_name",
        {"applying_for": "other", "representative_relation": "friend", "has_mandate": "yes"},
    ),
    (
        "missing",
        "has_mandate",
        {"applying_for": "other", "representative_relation": "friend", "representative_name": "A"},
    ),
    ("missing", "guardian_name", {"birth_date": "2010-05-05", "guardian_agrees": "yes"}),
    ("missing", "guardian_agrees", {"birth_date": "2008-XX-XX", "guardian_name": "A"}),
    ("missing", "other_nationality", {"has_other_nationality": "yes"}),
    ("same_nationality", "other_nationality", {"has_other_nationality": "yes", "other_nationality": "TUR"}),
    ("not_a_nationality", "other_nationality", {"has_other_nationality": "yes", "other_nationality": "XBA"}),
    ("missing", "occupation", {"employment": "self_employed"}),
    ("missing", "last_visit_year", {"has_visited_before": "yes"}),
    ("year_format", "last_visit_year", {"has_visited_before": "yes", "last_visit_year": "19"}),
    ("year_in_future", "last_visit_year", {"has_visited_before": "yes", "last_visit_year": "2027"}),
    ("missing", "criminal_record_details", {"has_criminal_record": "yes"}),
    ("missing", "infectious_disease_details", {"has_infectious_disease": "yes"}),
    ("missing", "refused_entry_details", {"was_refused_entry": "yes"}),
    ("too_long", "refused_entry_details", {"was_refused_entry": "yes", "refused_entry_details": "a" * 1001}),
    ("known_and_unknown", "stay_unknown", {"stay_unknown": "yes"}),
    ("phone_without_country", "phone", {"nationality": "XXA", "phone": "0312 000 00 00"}),
]


@pytest.mark.parametrize(("code", "field", "given_answer"), WRONG)
def test_wrong_answer_is_named_by_field_and_code(code: str, field: str, given_answer: str) -> None:
    found = problems_in(answers(**{field: given_answer}), FIELDS, SITUATION)
    assert [(one.field, one.code) for one in found] == [(field, code)]


@pytest.mark.parametrize(("code", "field", "changes"), IN_OTHER_ANSWERS)
def test_a_question_is_asked_because_of_another_answer(code: str, field: str, changes: dict[str, str]) -> None:
    found = problems_in(answers(**{field: "", **changes}), FIELDS, MAY_BE_UNKNOWN)
    assert [(one.field, one.code) for one in found] == [(field, code)]
    asked_by = {name: text for name, text in changes.items() if name != field}
    if asked_by and code == "missing":
        assert problems_in({**answers(), field: "\u202e"}, [field], MAY_BE_UNKNOWN) == [], "nobody else is asked"


def test_every_code_of_the_closed_list_can_be_reached_and_no_other() -> None:
    of_lines = {
        "mrz_needs_correction",
        "mrz_check_digit",
        "mrz_cannot_be_right",
        "mrz_not_a_passport",
        "differs_from_lines",
    }
    assert {code for code, *_ in (*WRONG, *IN_OTHER_ANSWERS)} | of_lines == CODES


@pytest.mark.parametrize(("what", "box", "known"), [
    ("arrival_day", "arrival_unknown", "arrival_day"), ("stay_address", "stay_unknown", "stay_street"),
])  # fmt: skip
def test_what_the_rules_allow_may_be_left_for_later_and_nothing_else(what: str, box: str, known: str) -> None:
    raw = answers(**{known: "", box: "yes"})
    assert problems_in(raw, FIELDS, MAY_BE_UNKNOWN) == []
    assert problems_in(raw, FIELDS, SITUATION) == [AnswerProblem(known, "missing")]
    assert problems_in(raw | {box: "no"}, FIELDS, MAY_BE_UNKNOWN)[0].field == known
    both = answers(**{box: "yes"}) | {known: answers()[known]}
    assert problems_in(both, FIELDS, MAY_BE_UNKNOWN) == [AnswerProblem(box, "known_and_unknown")]
    assert what in MAY_BE_UNKNOWN.may_be_unknown


def test_an_unknown_arrival_is_no_day() -> None:
    assert complete_answers(answers(arrival_day="", arrival_unknown="yes"), MAY_BE_UNKNOWN).arrival_day is None


@pytest.mark.parametrize(
    ("relation", "is_asked_for_guardian"), [("parent", False), ("guardian", False), ("friend", True)]
)
def test_who_brings_a_child_up_need_not_ask_a_guardian(relation: str, is_asked_for_guardian: bool) -> None:
    raw = answers(
        applying_for="other", representative_name="A", representative_relation=relation, has_mandate="yes",
        birth_date="2012-01-01",
    )  # fmt: skip
    assert bool(problems_in(raw, FIELDS, SITUATION)) is is_asked_for_guardian


@pytest.mark.parametrize(
    ("birth", "is_minor"),
    [("2008-11-22", False), ("2008-11-23", True), ("2008-11-XX", True), ("2008-XX-XX", True), ("2007-XX-XX", False)],
)
def test_of_age_is_who_is_eighteen_by_every_reading(birth: str, is_minor: bool) -> None:
    assert ("guardian_name" in asked(answers(birth_date=birth), SITUATION)) is is_minor


def test_born_on_a_leap_day_is_of_age_on_the_first_of_march() -> None:
    raw = answers(birth_date="2008-02-29")
    assert "guardian_name" in asked(raw, Situation(date(2026, 2, 28)))
    assert "guardian_name" not in asked(raw, Situation(date(2026, 3, 1)))


def test_answers_under_the_questions_of_an_earlier_day_are_still_read() -> None:
    raw = {name: text for name, text in answers().items() if name not in ("phone", "employment", "applying_for")}
    assert submitted_answers(raw, SITUATION) == complete_answers(answers(), SITUATION)
    with pytest.raises(AnswersIncomplete):
        complete_answers(raw, SITUATION)
    with pytest.raises(AnswersIncomplete):
        submitted_answers(raw | {"document_number": ""}, SITUATION)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"given_names": ""},
        {"given_names": "-"},
        {"birth_date": "2026-11-22", "guardian_name": "ÖRNEK Veli", "guardian_agrees": "yes"},
        {"birth_date": "1990-XX-XX"},
        {"birth_date": "1896-XX-XX"},
        {"document_expiry": "2026-12-20"},
        {"arrival_day": "2026-11-22"},
        {"nationality": "DEU", "issuing_state": "D"},
        {"email": "örnek@örnek.example"},
        {"stay_street": "서울특별시 중구 가상로 1", "stay_postcode": "٠٤٥٢٤", "stay_detail": "가상호텔 3층"},
        {"stay_street": "Göçmen Sokağı 1"},
        {"phone": "0312 000 00 00"},
        {"phone": "00 49 30 00000000", "nationality": "DEU"},
        {"phone": "+90 (312) 000-00-00"},
        {"native_name": "홍길동"},
        {"native_name": "아이셰"},
        {
            "applying_for": "other",
            "representative_name": "ÖRNEK Ali",
            "representative_relation": "child",
            "has_mandate": "yes",
        },
        {"has_other_nationality": "yes", "other_nationality": "D"},
        {"employment": "employed", "occupation": "Fırıncı"},
        {"has_visited_before": "yes", "last_visit_year": "2019"},
        {"birth_date": "2010-05-05", "guardian_name": "ÖRNEK Veli", "guardian_agrees": "yes"},
        {"has_criminal_record": "yes", "criminal_record_details": "Türkiye, 2009\nUydurma bir ceza"},
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
        answers(nationality="DEU", document_number="u 000-17", was_refused_entry="yes", refused_entry_details="2018"),
        SITUATION,
    )
    assert (read.document.number, read.document.issuing_state, read.document.nationality) == ("U00017", "TUR", "D")
    assert read.document.expiry == date(2033, 5, 1)
    assert (read.holder.surname, read.holder.given_names) == ("ORNEKOGLU", "AYSE<ISIL")
    assert read.holder.birth == PartialDate(1990, 5, 5)
    assert read.arrival_day == date(2026, 12, 20)
    assert read.declared_yes == ("was_refused_entry",)
    assert tuple(read.declarations) == DECLARATIONS


def test_incomplete_answers_name_every_field_that_stands_in_the_way() -> None:
    with pytest.raises(AnswersIncomplete) as refused:
        complete_answers({}, SITUATION)
    optional = {"mrz", "given_names", "native_name", "stay_detail", "stay_postcode"}
    assert {problem.field for problem in refused.value.problems} == set(asked({}, SITUATION)) - optional
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
