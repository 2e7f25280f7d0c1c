"""Which pages come depends on the answers: for somebody else, under age, after a yes, and what is not known yet."""

from __future__ import annotations

import pytest

from mapae.faces.look.questions.pages import page_of
from mapae.records.models import Application
from tests.faces.traveller.walk import Walk, posted, text_of
from tests.room.people import answers

FOR_ANOTHER = {
    "applying_for": "other",
    "representative_name": "ÖRNEK Ali",
    "representative_relation": "child",
    "has_mandate": "yes",
}


def _pages(walk: Walk, given: dict[str, str]) -> list[str]:
    """Where each page leads, from the first to the portrait."""
    walk.begin()
    at, seen = "who", []
    while at not in ("portrait", "check"):
        seen.append(at)
        where = walk.post(f"apply/{at}/", posted(given, *page_of(at).fields))["Location"]
        at = where.split("/")[3]
    return seen


def test_a_pensioner_is_asked_nine_pages(walk: Walk) -> None:
    assert _pages(walk, answers()) == [
        "who", "lines", "passport", "you", "about", "trip", "stay", "background", "declarations",
    ]  # fmt: skip


def test_for_somebody_else_relation_and_mandate_are_asked(walk: Walk) -> None:
    assert _pages(walk, answers(**FOR_ANOTHER))[:3] == ["who", "representative", "lines"]
    shown = text_of(walk.get("apply/check/"))
    assert "Applying for For somebody else" in shown
    assert "You are Their son or daughter" in shown
    assert "You may apply for this person Confirmed" in shown


def test_a_minor_needs_a_parent_unless_the_parent_applies(walk: Walk) -> None:
    child = answers(birth_date="2010-05-05", guardian_name="ÖRNEK Veli", guardian_agrees="yes")
    assert "guardian" in _pages(walk, child)
    walk.browser.logout()
    by_parent = answers(birth_date="2010-05-05", **FOR_ANOTHER | {"representative_relation": "parent"})
    assert "guardian" not in _pages(walk, by_parent)


def test_a_yes_opens_its_questions_and_no_others(walk: Walk) -> None:
    given = answers(was_refused_entry="yes", employment="employed", occupation="Fırıncı")
    assert _pages(walk, given)[-1] == "details"
    shown = text_of(walk.get("apply/details/"))
    assert "You said that you were refused entry or made to leave. What happened?" in shown
    assert "Your occupation" in shown
    assert "convicted" not in shown


def test_a_change_at_the_end_leads_to_what_it_opens_and_back_to_the_check(walk: Walk) -> None:
    walk.begin()
    walk.answer(answers())
    sent = posted(
        answers(has_criminal_record="yes"), "has_criminal_record", "has_infectious_disease", "was_refused_entry"
    )
    opened = walk.post("apply/declarations/?return=check", sent)["Location"]
    assert opened == "/en/apply/details/?return=check"
    details = {"criminal_record_details": "2009, an invented offence"}
    assert walk.post("apply/details/?return=check", details)["Location"] == "/en/apply/check/"


def test_a_page_that_is_not_for_this_applicant_is_not_there(walk: Walk) -> None:
    walk.begin()
    walk.answer(answers())
    assert walk.get("apply/representative/").status_code == 404
    assert walk.get("apply/details/").status_code == 404


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_arrival_and_stay_may_be_left_for_later(walk: Walk, language: str) -> None:
    walk.language = language
    given = answers(arrival_day="", arrival_unknown="yes", stay_street="", stay_unknown="yes")
    walk.press_at_bank(walk.to_the_bank(given))
    found = Application.objects.get()
    assert (found.status, found.arrival_day) == ("in_assessment", None) or found.status == "granted"


def test_answer_and_box_at_once_are_told_to_contradict_each_other(walk: Walk) -> None:
    walk.begin()
    sent = posted(answers(), "arrival_day", "purpose") | {"arrival_unknown": "yes"}
    assert "also ticked that you do not know it yet" in text_of(walk.post("apply/trip/", sent))


def test_phone_of_the_own_country_needs_no_code(walk: Walk) -> None:
    walk.begin()
    walk.answer(answers(phone="0312 000 00 00"))
    shown = text_of(walk.get("apply/check/"))
    assert "0312 000 00 00" in shown
