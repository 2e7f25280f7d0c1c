"""Whether somebody is the holder: told and equal, told and different, or not told."""

from __future__ import annotations

from datetime import date

import pytest

from mapae.core.authorization.match import Agreement, MatchData, agreement
from mapae.core.documents.document import Holder
from mapae.core.documents.partial_date import PartialDate

BIRTH = PartialDate(1990, 5, 5)
HOLDER = Holder("ORNEKOGLU", "AYSE<ISIL", BIRTH, "F", "TUR")
KNOWN = MatchData.of(HOLDER, date(2033, 5, 1))


@pytest.mark.parametrize("expiry", [date(2033, 5, 1), None])
def test_match_data_survive_writing_and_reading(expiry: date | None) -> None:
    data = MatchData.of(HOLDER, expiry)
    assert MatchData.from_bytes(data.to_bytes()) == data


@pytest.mark.parametrize(
    ("surname", "given", "birth", "nationality", "found"),
    [
        ("ORNEKOGLU", "AYSE<ISIL", BIRTH, "TUR", Agreement.MATCHES),
        ("AYSE<ORNEKOGLU", "ISIL", BIRTH, "TUR", Agreement.MATCHES),
        ("ORNEKOGLU", "AYSE<ISIL", None, "TUR", Agreement.NOT_TOLD),
        ("", "", BIRTH, "TUR", Agreement.NOT_TOLD),
        ("", "", None, "TUR", Agreement.NOT_TOLD),
        ("ORNEKOGLU", "FATMA", BIRTH, "TUR", Agreement.DIFFERS),
        ("ORNEKOGLU", "FATMA", None, "TUR", Agreement.DIFFERS),
        ("ORNEKOGLU", "AYSE<ISIL", PartialDate(1990, 5, 6), "TUR", Agreement.DIFFERS),
        ("ORNEKOGLU", "AYSE<ISIL", PartialDate(1990, 5), "TUR", Agreement.NOT_TOLD),
        ("ORNEKOGLU", "AYSE<ISIL", PartialDate(1990), "TUR", Agreement.NOT_TOLD),
        ("ORNEKOGLU", "AYSE<ISIL", PartialDate(1990, 6), "TUR", Agreement.DIFFERS),
        ("ORNEKOGLU", "FATMA", PartialDate(1990, 5), "TUR", Agreement.DIFFERS),
        ("", "", PartialDate(1991), "TUR", Agreement.DIFFERS),
        ("ORNEKOGLU", "AYSE<ISIL", BIRTH, "D", Agreement.DIFFERS),
    ],
)
def test_only_what_was_told_and_is_equal_agrees(
    surname: str, given: str, birth: PartialDate | None, nationality: str, found: Agreement
) -> None:
    assert agreement(KNOWN, surname, given, birth, nationality) is found


@pytest.mark.parametrize(
    ("known", "told", "found"),
    [
        ("1990-XX-XX", "1990-XX-XX", Agreement.MATCHES),
        ("1990-XX-XX", "1990-05-05", Agreement.MATCHES),
        ("1990-05-XX", "1990-05-05", Agreement.MATCHES),
        ("1990-05-XX", "1990-06-05", Agreement.DIFFERS),
        ("1990-05-XX", "1990-06-XX", Agreement.DIFFERS),
        ("1990-05-XX", "1990-XX-XX", Agreement.NOT_TOLD),
        ("1990-05-XX", "1991-XX-XX", Agreement.DIFFERS),
        ("1990-XX-XX", "1991-01-01", Agreement.DIFFERS),
    ],
)
def test_what_a_document_leaves_open_contradicts_nothing(known: str, told: str, found: Agreement) -> None:
    holder = MatchData.of(Holder("ORNEKOGLU", "AYSE", PartialDate.parse(known), "F", "TUR"), None)
    assert agreement(holder, "ORNEKOGLU", "AYSE", PartialDate.parse(told), "TUR") is found


def test_nationality_agrees_with_those_that_documents_write_for_it() -> None:
    known = MatchData.of(Holder("ORNEK", "SIU<MING", BIRTH, "F", "HKG"), None)
    assert agreement(known, "ORNEK", "SIU<MING", BIRTH, "CHN", {"HKG", "MAC"}) is Agreement.MATCHES
    assert agreement(known, "ORNEK", "SIU<MING", BIRTH, "CHN", {"MAC"}) is Agreement.DIFFERS
    assert agreement(known, "ORNEK", "SIU<WAH", BIRTH, "CHN", {"HKG", "MAC"}) is Agreement.DIFFERS


@pytest.mark.parametrize(
    ("known_given", "found"), [("", Agreement.MATCHES), ("FNU", Agreement.MATCHES), ("AYSE", Agreement.DIFFERS)]
)
def test_first_name_unknown_is_how_systems_write_no_given_name(known_given: str, found: Agreement) -> None:
    known = MatchData.of(Holder("ORNEKOGLU", known_given, BIRTH, "F", "TUR"), None)
    assert agreement(known, "ORNEKOGLU", "FNU", BIRTH, "TUR") is found


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (("MUELLER", "ANNA"), ("MULLER", "ANNA")),
        (("ORNEKOGLU", "AYSE<ISIL"), ("AYSE<ISIL", "ORNEKOGLU")),
        (("ORNEKOGLU<BEISPIELMUSTERMANN", "AYSE<ISIL<NUR"), ("ORNEKOGLU<BEISPIELMUSTERMANN", "AYSE<ISIL")),
    ],
)
def test_names_agree_as_issuers_write_them(known: tuple[str, str], told: tuple[str, str]) -> None:
    holder = MatchData.of(Holder(*known, BIRTH, "F", "TUR"), None)
    assert agreement(holder, *told, BIRTH, "TUR") is Agreement.MATCHES
