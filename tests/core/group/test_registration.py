"""What organisations say of themselves when they register."""

from __future__ import annotations

import pytest

from mapae.core.group.registration import FIELDS, DetailProblem, Registration, RegistrationRefused, read_registration

KINDS = {"travel_agency", "company"}
GOOD = {
    "kind": "travel_agency",
    "name": "Örnek Tur",
    "country": "TUR",
    "registration": "TEST-0000-01",
    "tax_data": "Örnek Tur\nVergi no: 0000000000",
    "address": "Uydurma Sokak 1",
    "contact": "Zeynep Örnek",
    "phone": "0312 000 00 00",
}


def problems(**changes: str) -> list[tuple[str, DetailProblem]]:
    with pytest.raises(RegistrationRefused) as refused:
        read_registration(GOOD | changes, KINDS)
    return refused.value.problems


def test_details_are_tidied_and_the_phone_number_is_international() -> None:
    read = read_registration(GOOD | {"name": "  O\u0308rnek   Tur ", "tax_data": "\r\n Tax  1 \r\n\r\n2\r\n"}, KINDS)
    assert read == Registration(**GOOD | {"name": "Örnek Tur", "tax_data": "Tax 1\n2", "phone": "+903120000000"})


def test_names_of_every_script_are_taken() -> None:
    for name in ("견본여행사", "旅行社", "Örnek & Oğulları A.Ş.", "<b>Travel</b>", "=1+1"):
        assert read_registration(GOOD | {"name": name}, KINDS).name == name


def test_every_answer_is_asked_for() -> None:
    with pytest.raises(RegistrationRefused) as refused:
        read_registration({"name": "   "}, KINDS)
    assert refused.value.problems == [(field, DetailProblem.MISSING) for field in FIELDS]


@pytest.mark.parametrize("field", ["name", "registration", "tax_data", "address", "contact"])
def test_long_and_hidden_text_is_refused_at_its_field(field: str) -> None:
    assert problems(**{field: "x" * (FIELDS[field] + 1)}) == [(field, DetailProblem.TOO_LONG)]
    for hidden in ("a\u202eb", "a\x00b", "a\u200bb", "a\x1bb"):
        assert problems(**{field: hidden}) == [(field, DetailProblem.HIDDEN_CHARACTER)]


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("kind", "family", DetailProblem.NOT_A_CHOICE),
        ("kind", "school", DetailProblem.NOT_A_CHOICE),
        ("country", "UTO", DetailProblem.NOT_A_CHOICE),
        ("country", "EUE", DetailProblem.NOT_A_CHOICE),
        ("country", "TR", DetailProblem.NOT_A_CHOICE),
        ("phone", "call me", DetailProblem.PHONE_FORMAT),
        ("phone", "+90 1", DetailProblem.PHONE_FORMAT),
    ],
)
def test_choices_and_numbers_are_checked(field: str, typed: str, code: DetailProblem) -> None:
    assert problems(**{"phone": "+903120000000", field: typed}) == [(field, code)]


def test_national_number_needs_a_country() -> None:
    assert problems(country="", phone="0312 000 00 00") == [
        ("country", DetailProblem.MISSING),
        ("phone", DetailProblem.PHONE_WITHOUT_COUNTRY),
    ]
