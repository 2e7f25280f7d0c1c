"""From the start page to the result, as a visitor walks it."""

from __future__ import annotations

import pytest

from tests.faces.traveller.walk import Walk, html_of, text_of
from tests.room.people import answers

VALID_UNTIL = {"en": "21 November 2029", "tr": "21 Kasım 2029", "ko": "2029년 11월 21일"}


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_turkish_tourist_sees_the_authorization_at_once(walk: Walk, language: str) -> None:
    walk.language = language
    assert walk.begin()["Location"] == f"/{language}/apply/who/"
    assert walk.answer(answers())["Location"] == f"/{language}/apply/check/"
    bank = walk.submit()["Location"]
    assert bank.startswith(f"/{language}/demo/bank/")
    assert walk.press_at_bank(bank)["Location"] == f"/{language}/apply/paid/"
    assert walk.get("apply/paid/")["Location"] == f"/{language}/apply/result/"
    shown = walk.get("apply/result/")
    assert VALID_UNTIL[language] in text_of(shown)
    assert html_of(shown).count("<h1") == 1
