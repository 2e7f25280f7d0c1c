"""Reading what a carrier wrote: forgiving about form, never inventing what was not told."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.documents.names import NameProblem, mrz_form
from mapae.core.documents.partial_date import PartialDate
from mapae.core.travel.board_check import Claim, Passenger
from mapae.faces.carrier.messages import WireMessage
from mapae.faces.carrier.reading import decode, read_message
from mapae.gateways.rulebook_files import EVERYTHING, RulebookFiles
from tests.faces.carrier.desk import message, passenger

FILES = RulebookFiles(EVERYTHING)
RULES = FILES.read(*FILES.newest("KOR"))


def read(*, is_demonstration: bool = False, arrival: str | None = "2026-12-20T09:30", **changes: Any) -> Passenger:
    body = msgspec.json.encode(message(passenger(**changes), arrival=arrival))
    return asyncio.run(read_message(decode(body), body, RULES, is_demonstration=is_demonstration)).passengers[0]


def test_well_told_passenger_is_read_whole() -> None:
    assert read(claims=["visa"]) == Passenger(
        document_number="U00000017",
        issuing_state="TUR",
        nationality="TUR",
        arrival_day=date(2026, 12, 20),
        surname="ORNEKOGLU",
        given_names="AYSE<ISIL",
        birth=PartialDate(1990, 5, 5),
        claims=frozenset({Claim.VISA}),
        document_type="P",
    )


@pytest.mark.parametrize(("written", "code"), [("D", "D"), ("D<<", "D"), ("DEU", "D"), ("tur", "TUR"), ("GBO", "GBO")])
def test_state_codes_are_those_of_passports(written: str, code: str) -> None:
    assert read(issuing_state=written).issuing_state == code
    assert read(nationality=written).nationality == code


def test_specimen_state_exists_in_a_demonstration_only() -> None:
    assert read(issuing_state="UTO").issuing_state == ""
    assert read(issuing_state="UTO", is_demonstration=True).issuing_state == "UTO"


@pytest.mark.parametrize(
    ("written", "code"), [(None, "P"), ("P<", "P"), ("PD", "PD"), ("p", "P"), ("", ""), ("passport", "")]
)
def test_document_type_is_a_passport_only_where_nothing_else_is_said(written: str | None, code: str) -> None:
    told = read(type=written)

    assert told.document_type == code
    assert bool(told.document_number) is bool(code)


@pytest.mark.parametrize(
    ("surname", "given_names", "expected"),
    [
        ("ORNEKOGLU", "AYSE<ISIL<<<<<<", ("ORNEKOGLU", "AYSE<ISIL")),
        ("Örnekoğlu", "Ayşe Işıl", ("ORNEKOGLU", "AYSE<ISIL")),
        ("O'Beispiel-Muster", None, ("OBEISPIEL<MUSTER", "")),
        ("오르네크", "AYSE", ("", "")),
        ("ORNEKOGLU", "AYSE2", ("", "")),
    ],
)
def test_names_are_read_from_either_zone_and_half_a_name_is_none(
    surname: str, given_names: str | None, expected: tuple[str, str]
) -> None:
    told = read(surname=surname, given_names=given_names)

    assert (told.surname, told.given_names) == expected


@given(st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=40))
def test_quick_way_for_plain_names_reads_as_the_core_does(written: str) -> None:
    try:
        expected = mrz_form(written.replace("<", " "))
    except NameProblem:
        expected = ""

    assert read(surname=written, given_names=None).surname == expected


@pytest.mark.parametrize("written", ["", "1990", "05.05.1990", "1990-02-30", "1990-XX-05", "0000-01-01", "١٩٩٠-٠٥-٠٥"])
def test_unreadable_birth_date_is_not_told(written: str) -> None:
    assert read(birth_date=written).birth is None


def test_partly_known_birth_date_stays_partly_known() -> None:
    assert read(birth_date="1990-XX-XX").birth == PartialDate(1990)


@given(st.text(max_size=20))
def test_arrival_is_a_local_moment_or_unknown(written: str) -> None:
    assert read(arrival=written).arrival_day is None


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_by_a_problem(body: bytes) -> None:
    from mapae.faces.carrier.problems import Problem

    try:
        assert isinstance(decode(body), WireMessage)
    except Problem as problem:
        assert problem.kind.status in (400, 422)
