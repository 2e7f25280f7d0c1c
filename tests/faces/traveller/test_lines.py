"""Pasted passport lines on the pages: they fill in the next two, are compared with them, and slips are proposed."""

from __future__ import annotations

import pytest

from tests.core.application.test_passport_lines import LINES
from tests.faces.look.conftest import Markup
from tests.faces.traveller.walk import Walk, html_of, posted, text_of
from tests.room.people import answers

PASSPORT = ("nationality", "issuing_state", "document_number", "document_expiry")
YOU = ("surname", "given_names", "birth_date", "sex")


def _values(walk: Walk, page: str) -> dict[str, str | None]:
    return {box.get("name") or "": box.get("value") for box in Markup(html_of(walk.get(f"apply/{page}/"))).all("input")}


def test_lines_fill_in_the_next_two_pages(walk: Walk) -> None:
    walk.begin()
    assert walk.post("apply/lines/", {"mrz": LINES})["Location"] == "/en/apply/passport/"
    assert _values(walk, "passport")["document_number"] == "U00000017"
    assert '<option value="TUR" selected>' in html_of(walk.get("apply/passport/"))
    you = _values(walk, "you")
    assert (you["surname"], you["given_names"], you["birth_date_day"]) == ("ORNEKOGLU", "AYSE ISIL", "05")


def test_lines_may_be_left_out(walk: Walk) -> None:
    walk.begin()
    assert walk.post("apply/lines/", {"mrz": ""})["Location"] == "/en/apply/passport/"


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "The two lines of your passport say “1 May 2033”."),
        ("tr", "Pasaportunuzun iki satırında “1 Mayıs 2033” yazıyor."),
        ("ko", "“2033년 5월 1일”"),
    ],
)
def test_difference_is_pointed_at_beside_the_field_in_the_language_of_the_page(
    walk: Walk, language: str, says: str
) -> None:
    walk.language = language
    walk.begin()
    walk.post("apply/lines/", {"mrz": LINES})
    shown = walk.post("apply/passport/", posted(answers(document_expiry="2033-05-02"), *PASSPORT))
    assert shown.status_code == 200
    assert text_of(shown).count(says) == 2, "in the list of errors and beside the field"
    assert _values(walk, "passport")["document_expiry_day"] == "02", "nothing that was typed is lost"


def test_a_difference_stands_in_the_way_of_submitting(walk: Walk) -> None:
    walk.begin()
    walk.answer(answers(mrz=LINES))
    walk.post("apply/you/", posted(answers(surname="ÖRNEKOGULU"), *YOU))
    shown = text_of(walk.get("apply/check/"))
    assert "The two lines of your passport say “ORNEKOGLU”." in shown
    assert "Submit and pay" not in shown


def test_slips_are_proposed_and_taken_only_when_agreed(walk: Walk) -> None:
    walk.begin()
    shown = walk.post("apply/lines/", {"mrz": LINES.lower()})
    assert "see line 1, character 1. Compare our proposal with your passport" in text_of(shown)
    assert "Yes, use these lines" in text_of(shown)
    assert LINES.lower().splitlines()[1] in html_of(shown).replace("&lt;", "<")
    assert LINES.splitlines()[1] in html_of(shown).replace("&lt;", "<")
    assert _values(walk, "passport")["document_number"] in ("", None)
    assert (
        walk.post("apply/lines/", {"mrz": LINES.lower(), "take_proposal": "yes"})["Location"] == "/en/apply/passport/"
    )
    assert _values(walk, "passport")["document_number"] == "U00000017"


def test_wrong_check_digit_is_told_at_its_place(walk: Walk) -> None:
    walk.begin()
    shown = text_of(walk.post("apply/lines/", {"mrz": LINES.replace("U00000017", "U00000071")}))
    assert "The digit at line 2, character 10 checks what stands before it, and does not fit." in shown
    assert "Yes, use these lines" not in shown
