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
        ("ORNEKOGLU", "AYSE<ISIL", PartialDate(1990, 5), "TUR", Agreement.DIFFERS),
        ("", "", PartialDate(1991), "TUR", Agreement.DIFFERS),
        ("ORNEKOGLU", "AYSE<ISIL", BIRTH, "D", Agreement.DIFFERS),
    ],
)
def test_only_what_was_told_and_is_equal_agrees(
    surname: str, given: str, birth: PartialDate | None, nationality: str, found: Agreement
) -> None:
    assert agreement(KNOWN, surname, given, birth, nationality) is found


def test_unknown_parts_of_a_birth_date_agree_with_themselves() -> None:
    known = MatchData.of(Holder("ORNEKOGLU", "AYSE", PartialDate(1990), "F", "TUR"), None)
    assert agreement(known, "ORNEKOGLU", "AYSE", PartialDate(1990), "TUR") is Agreement.MATCHES
    assert agreement(known, "ORNEKOGLU", "AYSE", PartialDate(1990, 5, 5), "TUR") is Agreement.DIFFERS
