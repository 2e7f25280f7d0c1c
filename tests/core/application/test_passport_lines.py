"""Pasted lines fill in what is not answered yet, are compared with what is, and are told wrong at their place."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.application.answers import FIELDS, AnswerProblem, Situation, problems_in
from mapae.core.application.passport_lines import proposed, said_by, taken_from_lines
from mapae.core.documents.check_digits import check_digit
from tests.room.people import answers

TODAY = Situation(date(2026, 11, 22))
NAME = "P<TURORNEKOGLU<<AYSE<ISIL<<<<<<<<<<<<<<<<<<<"


def second(number: str = "U00000017", nationality: str = "TUR", birth: str = "900505", sex: str = "F") -> str:
    """The second line with right check digits."""
    number, expiry, optional = number.ljust(9, "<"), "330501", "<" * 14
    digits = [part + check_digit(part) for part in (number, birth, expiry, optional)]
    whole = "".join(digits)
    return f"{digits[0]}{nationality}{digits[1]}{sex}{digits[2]}{digits[3]}{check_digit(whole)}"


LINES = f"{NAME}\n{second()}"
SAID = {
    "issuing_state": "TUR", "document_number": "U00000017", "document_expiry": "2033-05-01", "surname": "ORNEKOGLU",
    "given_names": "AYSE ISIL", "birth_date": "1990-05-05", "sex": "F", "nationality": "TUR",
}  # fmt: skip


def _problems(**changes: str) -> list[tuple[str, str]]:
    return [(one.field, one.code) for one in problems_in(answers(**changes), FIELDS, TODAY)]


@pytest.mark.parametrize(
    "pasted", [LINES, LINES.replace("\n", "\r\n\r\n"), f"  {NAME} \n {second()}  ", NAME + second()]
)
def test_right_lines_say_every_answer_of_the_passport(pasted: str) -> None:
    assert said_by(pasted, TODAY) == SAID
    assert _problems(mrz=pasted) == []


def test_lines_fill_in_what_is_not_answered_and_leave_what_was_typed() -> None:
    assert taken_from_lines({}, LINES, TODAY) == SAID
    typed = {"surname": "ÖRNEKOĞLU", "sex": "  "}
    assert taken_from_lines(typed, LINES, TODAY) == {name: text for name, text in SAID.items() if name != "surname"}


def test_lines_that_are_pasted_anew_take_back_what_the_earlier_ones_gave() -> None:
    earlier = f"{NAME}\n{second('U00000018')}"
    before = {"mrz": earlier, **said_by(earlier, TODAY), "given_names": "AYŞE IŞIL"}
    taken = taken_from_lines(before, LINES, TODAY)
    assert taken["document_number"] == "U00000017"
    assert "given_names" not in taken


def test_wrong_lines_give_nothing() -> None:
    assert taken_from_lines({}, LINES.replace("U00000017", "U00000071"), TODAY) == {}
    assert taken_from_lines({}, "", TODAY) == {}


def test_an_organisation_is_nobodys_nationality() -> None:
    assert "nationality" not in said_by(f"{NAME}\n{second(nationality='UNO')}", TODAY)


@pytest.mark.parametrize(
    ("field", "typed", "lines_say"),
    [
        ("document_number", "U00000071", "U00000017"),
        ("document_expiry", "2033-01-05", "2033-05-01"),
        ("birth_date", "1990-05-06", "1990-05-05"),
        ("birth_date", "1990-05-XX", "1990-05-05"),
        ("sex", "M", "F"),
        ("nationality", "THA", "TUR"),
        ("issuing_state", "THA", "TUR"),
        ("surname", "ORNEKOGULU", "ORNEKOGLU"),
        ("given_names", "AYSE", "AYSE ISIL"),
    ],
)
def test_a_typed_answer_that_differs_is_pointed_at(field: str, typed: str, lines_say: str) -> None:
    found = problems_in(answers(mrz=LINES, **{field: typed}), FIELDS, TODAY)
    assert found == [AnswerProblem(field, "differs_from_lines", {"lines": lines_say})]


def test_surname_and_given_names_that_were_swapped_are_both_pointed_at() -> None:
    swapped = _problems(mrz=LINES, surname="AYŞE IŞIL", given_names="ÖRNEKOĞLU")
    assert swapped == [("surname", "differs_from_lines"), ("given_names", "differs_from_lines")]


@pytest.mark.parametrize(
    ("surname", "given_names"), [("Örnekoğlu", "Ayşe Işıl"), ("OERNEKOGLU", "AYSE ISIL"), ("ÖRNEKOĞLU", "AYŞE-IŞIL")]
)
def test_every_spelling_an_issuer_may_choose_agrees(surname: str, given_names: str) -> None:
    assert _problems(mrz=LINES, surname=surname, given_names=given_names) == []


def test_a_name_that_the_lines_cut_agrees_with_the_whole_one() -> None:
    cut = "P<TURORNEKOGLUUZUNSOYADI<<AYSE<ISIL<GULSENNUR"[:44]
    pasted = f"{cut}\n{second()}"
    assert _problems(mrz=pasted, surname="ÖRNEKOĞLUUZUNSOYADI", given_names="AYŞE IŞIL GÜLŞENNUR") == []


def test_without_given_names_only_the_surname_is_compared() -> None:
    pasted = f"{'P<TURORNEK':<<44}\n{second()}".replace(" ", "<")
    assert _problems(mrz=pasted, surname="ÖRNEK", given_names="") == []
    assert _problems(mrz=pasted, surname="ÖRNEK", given_names="AYSE") == [("given_names", "differs_from_lines")]


def test_only_what_a_page_asks_is_compared() -> None:
    raw = answers(mrz=LINES, document_number="U00000071", surname="BASKA")
    assert [one.field for one in problems_in(raw, ("nationality", "document_number"), TODAY)] == ["document_number"]
    assert [one.field for one in problems_in(raw, ("surname", "given_names"), TODAY)] == ["surname"]
    assert problems_in(raw, ("mrz",), TODAY) == []


@pytest.mark.parametrize(
    ("pasted", "code", "line", "position"),
    [
        (LINES.replace("U00000017", "U00000071"), "mrz_check_digit", "2", "10"),
        (LINES.replace("9005053", "9005058"), "mrz_check_digit", "2", "20"),
        (LINES.replace("P<TUR", "P<QQQ"), "mrz_cannot_be_right", "1", "3"),
        (LINES.replace("ORNEK", "0RNEK"), "mrz_cannot_be_right", "1", "6"),
        (LINES.replace("ORNEK", "ÖRNEK"), "mrz_cannot_be_right", "1", "6"),
        (LINES.lower(), "mrz_needs_correction", "1", "1"),
        (LINES.replace("<<<<<<<<<<<<<<<<<<<\n", "<<\n"), "mrz_needs_correction", "1", "28"),
    ],
)
def test_wrong_lines_are_told_at_their_place(pasted: str, code: str, line: str, position: str) -> None:
    found = problems_in({"mrz": pasted}, ("mrz",), TODAY)
    assert found == [AnswerProblem("mrz", code, {"line": line, "position": position})]


def test_slips_of_copying_are_proposed_and_not_made() -> None:
    slipped = LINES.lower().replace("<<<<<<<<<<<<<<<<<<<\n", "<<\n")
    assert said_by(slipped, TODAY) == {}
    assert proposed(slipped, TODAY) == LINES
    assert proposed(LINES, TODAY) == proposed("nothing like it", TODAY) == ""


def test_a_card_or_a_visa_is_no_passport() -> None:
    visa = f"V{NAME[1:]}\n{second()}"
    found = problems_in({"mrz": visa}, ("mrz",), TODAY)
    assert [one.code for one in found] == ["mrz_not_a_passport"]


@given(st.text(max_size=200))
def test_any_text_is_answered(pasted: str) -> None:
    problems_in({"mrz": pasted}, ("mrz",), TODAY)
    assert isinstance(proposed(pasted, TODAY), str)
