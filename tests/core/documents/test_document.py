"""A document is known by issuing state and number, a person by birth, nationality and all names."""

from __future__ import annotations

import pytest

from mapae.core.documents.document import DocumentNumberProblem, Holder, TravelDocument, normalise_number
from mapae.core.documents.partial_date import PartialDate
from mapae.core.documents.states import is_state_code


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("u 123-456", "U123456"),
        ("C01X00T47<<", "C01X00T47"),
        ("a/1.2", "A12"),
        ("ABCDEFGHIJ0123456789", "ABCDEFGHIJ0123456789"),
    ],
)
def test_number_is_the_same_however_it_is_grouped(written: str, number: str) -> None:
    assert normalise_number(written) == number


@pytest.mark.parametrize("written", ["", "---", "Ü123", "ı123", "U１23", "U12\n3", "A" * 21, "U*1"])
def test_number_that_no_passport_has_is_refused(written: str) -> None:
    with pytest.raises(DocumentNumberProblem):
        normalise_number(written)


def test_document_key_takes_the_issuing_state_and_not_the_nationality() -> None:
    one = TravelDocument("U1", "TUR", "SYR")
    assert one.key() == "TUR|U1"
    assert one.key() != TravelDocument("U1", "SYR", "TUR").key()
    assert TravelDocument("C01X00T47", "DEU", "D").key() == TravelDocument("C01X00T47", "D", "D").key() == "D|C01X00T47"


def test_person_key_ignores_the_division_of_names_and_nothing_else() -> None:
    birth = PartialDate(1990, 5, 5)
    one = Holder("ORNEKOGLU", "AYSE<ISIL", birth, "F", "TUR")
    assert one.person_key() == Holder("ORNEKOGLU<ISIL", "AYSE", birth, "X", "TUR").person_key()
    assert one.person_key() != Holder("ORNEKOGLU", "AYSE<ISIL", PartialDate(1990, 5), "F", "TUR").person_key()
    assert one.person_key() != Holder("ORNEKOGLU", "AYSE<ISIL", birth, "F", "D").person_key()
    assert one.person_key() != Holder("ORNEKOGLU", "AYSE", birth, "F", "TUR").person_key()
    assert one.person_key() == "1990-05-05|TUR|AYSE|ISIL|ORNEKOGLU"


def test_person_key_is_the_same_however_an_issuer_spells_the_name() -> None:
    birth = PartialDate(1990, 5, 5)
    keys = {
        Holder(surname, given, birth, "F", "D").person_key()
        for surname, given in [("MUELLER", "JOERG"), ("MULLER", "JORG"), ("MUXXLLER", "JOERG"), ("JORG", "MULLER")]
    }
    assert keys == {"1990-05-05|D|JORG|MULLER"}
    # The order of the parts is that of their common forms: AEB stands before AAC, and its form AB before AC.
    assert Holder("AEB", "AAC", birth, "F", "D").person_key() == Holder("AB", "AC", birth, "F", "D").person_key()
    assert Holder("MILLER", "JORG", birth, "F", "D").person_key() not in keys


@pytest.mark.parametrize("code", ["TUR", "D", "DEU", "KOR", "GBD", "XXA", "XXC", "EUE", "UNO", "XOM", "RKS", "XKX"])
def test_issuers_of_travel_documents_are_known(code: str) -> None:
    assert is_state_code(code)


@pytest.mark.parametrize("code", ["", "TR", "tur", "ZZZ", "T", "TURK", "TUR ", "GER"])
def test_other_codes_are_not(code: str) -> None:
    assert not is_state_code(code)


def test_specimen_state_issues_documents_in_a_demonstration_only() -> None:
    assert is_state_code("UTO", is_demonstration=True)
    assert not is_state_code("UTO")
