"""Zones in a text, however a reader or a person puts them there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.documents.mrz_lines import zones_in

PASSPORT = ("P<UTOSPECIMEN<<ANNA<MARIA".ljust(44, "<"), "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "SPECIMEN<<ANNA<MARIA<<<<<<<<<<")
SMALL = ("I<UTOSPECIMEN<<ANNA<MARIA".ljust(36, "<"), "D231458907UTO7408122F1204159<<<<<<<6")


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("", []),
        (" \n\r\n", []),
        ("\n".join(PASSPORT), [PASSPORT]),
        ("\r\n".join(PASSPORT) + "\r\n", [PASSPORT]),
        ("\r".join(PASSPORT), [PASSPORT]),
        ("".join(PASSPORT), [PASSPORT]),
        ("".join(CARD), [CARD]),
        ("".join(SMALL), [SMALL]),
        ("\n".join(PASSPORT).lower(), [PASSPORT]),
        ("\n\n".join(("\n".join(PASSPORT), "\n".join(CARD), "".join(SMALL))), [PASSPORT, CARD, SMALL]),
        (PASSPORT[0], [PASSPORT[:1]]),
        ("hello\n" + "\n".join(PASSPORT), [("HELLO",), PASSPORT]),
        ("\n".join((PASSPORT[0], *CARD)), [PASSPORT[:1], CARD]),
    ],
)
def test_zones_are_found(text: str, zones: list[tuple[str, ...]]) -> None:
    assert zones_in(text) == zones


@given(st.text(max_size=300))
def test_no_text_is_lost_or_repeated(text: str) -> None:
    found = "".join("".join(zone) for zone in zones_in(text))
    told = "".join(line.strip() for line in text.splitlines())
    assert len(found) == len(told)
