"""Question pages: nothing typed is lost, and every wrong answer is told in a sentence."""

from __future__ import annotations

from html import escape
from io import StringIO

import pytest

from mapae.core.application.answers import CODES, FIELDS, AnswerProblem
from mapae.core.application.questions import QUESTIONS
from mapae.faces.look.questions.pages import PAGES, Route, page_that_asks
from mapae.faces.look.questions.sentences import SENTENCES, sentence_for
from mapae.site import middleware
from mapae.usecases.answer import situation
from tests.faces.look.conftest import Markup
from tests.faces.traveller.walk import Walk, html_of, posted, text_of
from tests.room.people import answers
from tests.room.pictures import SPECIMEN

pytestmark = pytest.mark.wide

WRONG = [
    ("document_number", "U1234-ÖÖ", "A passport number has only the letters A to Z and digits"),
    ("surname", "Ayşe 山田", "Write the name in Latin letters"),
    ("surname", "0RNEK", "A name has no digits"),
    ("surname", "", "Enter your surname"),
    ("stay_street", "x" * 201, "This answer is too long"),
    ("purpose", "", "Choose the purpose of your visit"),
    ("nationality", "", "Choose your nationality"),
    ("sex", "", "Choose your sex"),
    ("was_refused_entry", "", "Say whether you have ever been refused entry"),
]
WRONG_DAYS = [
    ("document_expiry", ("1", "5", "2020"), "This passport has expired"),
    ("document_expiry", ("31", "2", "2033"), "This date does not exist"),
    ("document_expiry", ("", "5", "2033"), "Enter the day too"),
    ("document_expiry", ("1", "May", "2033"), "Enter the month as a number"),
    ("document_expiry", ("1", "5", "33"), "Enter the year with 4 digits"),
    ("document_expiry", ("", "", ""), "Enter the expiry date of your passport"),
    ("birth_date", ("5", "5", "2030"), "Your date of birth is in the future"),
    ("birth_date", ("5", "5", "1890"), "more than 130 years ago"),
    ("birth_date", ("5", "", "1990"), "Enter the month too"),
    ("birth_date", ("", "", "90"), "Enter the year with 4 digits"),
    ("birth_date", ("32", "5", "1990"), "The day must be a number from 1 to 31"),
    ("arrival_day", ("1", "1", "2026"), "The day of your arrival is in the past"),
    ("arrival_day", ("1", "1", "2036"), "more than three years away"),
]


# Answers that open every page.
EVERY_PAGE = {
    "applying_for": "other", "representative_name": "ÖRNEK Ali", "representative_relation": "friend", "has_mandate": "yes",
    "birth_date": "2012-05-05", "guardian_name": "ÖRNEK Veli", "guardian_agrees": "yes", "was_refused_entry": "yes",
}  # fmt: skip


def _post(walk: Walk, field: str, sent: dict[str, str]) -> str:
    page = page_that_asks(field)
    response = walk.post(f"apply/{page.slug}/", posted(answers(), *page.fields) | sent)
    assert response.status_code == 200
    shown = Markup(html_of(response))
    assert shown.unbalanced == []
    assert len(shown.all("h1")) == 1
    return html_of(response)


@pytest.mark.parametrize(("field", "typed", "sentence"), WRONG)
def test_wrong_answer_is_shown_again_with_its_sentence(walk: Walk, field: str, typed: str, sentence: str) -> None:
    walk.begin()
    html = _post(walk, field, {field: typed})
    assert html.count(sentence) == 2, "once in the list of errors, once beside the field"
    assert escape(typed) in html
    assert "<title>Error: " in html


@pytest.mark.parametrize(("field", "boxes", "sentence"), WRONG_DAYS)
def test_wrong_day_is_shown_again_box_by_box(
    walk: Walk, field: str, boxes: tuple[str, str, str], sentence: str
) -> None:
    walk.begin()
    html = _post(walk, field, dict(zip((f"{field}_{part}" for part in ("day", "month", "year")), boxes, strict=True)))
    assert html.count(sentence) == 2
    values = {box.get("name"): box.get("value") for box in Markup(html).all("input")}
    assert tuple(values[f"{field}_{part}"] for part in ("day", "month", "year")) == boxes


def test_wrong_answers_are_still_there_when_the_page_is_opened_again(walk: Walk) -> None:
    walk.begin()
    _post(walk, "surname", {"surname": "ÖRNEK 9", "birth_date_day": "5", "birth_date_month": "May"})
    values = {box.get("name"): box.get("value") for box in Markup(html_of(walk.get("apply/you/"))).all("input")}
    assert (values["surname"], values["birth_date_month"]) == ("ÖRNEK 9", "May")


@pytest.mark.parametrize(
    ("boxes", "shown"),
    [(("", "", "1990"), "1990"), (("", "5", "1990"), "May 1990"), (("٥", "５", "१९९०"), "5 May 1990")],
)
def test_birth_date_may_be_partial_and_in_any_digits(walk: Walk, boxes: tuple[str, str, str], shown: str) -> None:
    walk.begin()
    page = page_that_asks("birth_date")
    sent = dict(zip(("birth_date_day", "birth_date_month", "birth_date_year"), boxes, strict=True))
    assert walk.post("apply/you/", posted(answers(), *page.fields) | sent).status_code == 302
    assert f"Date of birth {shown} Change" in text_of(walk.get("apply/check/"))


def test_digits_of_other_scripts_are_digits_of_a_passport_number(walk: Walk) -> None:
    walk.begin()
    page = page_that_asks("document_number")
    sent = posted(answers(), *page.fields) | {"document_number": "u ٠٠٠٠٠٠١٧"}
    assert walk.post("apply/passport/", sent).status_code == 302


def test_null_characters_and_unknown_choices_do_not_break_the_page(walk: Walk) -> None:
    walk.begin()
    assert "Choose one of the answers" in _post(walk, "sex", {"sex": "Q"})
    assert "We do not know this country" in _post(walk, "nationality", {"nationality": "QQQ"})
    page = page_that_asks("surname")
    assert walk.post("apply/you/", posted(answers(), *page.fields) | {"surname": "ÖR\x00NEK"}).status_code == 302


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_every_page_has_one_heading_and_a_title(walk: Walk, language: str) -> None:
    walk.language = language
    walk.begin()
    walk.answer(answers(**EVERY_PAGE))
    for page in PAGES:
        shown = Markup(html_of(walk.get(f"apply/{page.slug}/")))
        assert shown.unbalanced == [], page.slug
        assert len(shown.all("h1")) == len(shown.all("title")) == 1, page.slug
        assert len(shown.ids) == len(set(shown.ids)), page.slug


def test_change_leads_back_to_the_check(walk: Walk) -> None:
    walk.begin()
    sent = posted(answers(), "surname", "given_names", "birth_date", "sex")
    assert walk.post("apply/you/", sent)["Location"] == "/en/apply/about/"
    assert walk.post("apply/you/?return=check", sent)["Location"] == "/en/apply/check/"
    assert 'href="/en/apply/check/"' in html_of(walk.get("apply/you/?return=check"))


def test_unknown_page_is_not_found(walk: Walk) -> None:
    walk.begin()
    assert walk.get("apply/nothing/").status_code == 404


@pytest.mark.parametrize("path", ["passport", "check", "result", "withdraw", "paid"])
def test_without_an_application_every_page_says_how_to_go_on(walk: Walk, path: str) -> None:
    response = walk.get(f"apply/{path}/")
    assert response.status_code == 404
    assert "There is no application in this browser" in text_of(response)


def test_every_code_and_every_field_has_its_sentence() -> None:
    details = {"lines": "", "line": "", "position": "", "longest": ""}
    for code in CODES - {"missing"}:
        assert "%(" not in str(SENTENCES[code]) % details
    for field in FIELDS:
        if not QUESTIONS[field].may_be_empty:
            assert sentence_for(AnswerProblem(field, "missing")) != "Answer this question"


def test_no_answer_stands_in_an_address_or_a_log(
    walk: Walk, event_log: StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    canary = answers(surname="KANARYA", given_names="SIR", document_number="U77777777", email="kanarya@example.org")
    walk.begin(canary["email"])
    addresses: list[str] = []
    for page in Route(canary, situation(middleware.ports())).pages:
        walk.post(f"apply/{page.slug}/", {**posted(canary, *page.fields), page.fields[0]: "KANARYA 1"})
        addresses.append(walk.post(f"apply/{page.slug}/", posted(canary, *page.fields))["Location"])
    addresses.append(walk.send_portrait(SPECIMEN, name="KANARYA.jpg")["Location"])
    bank = walk.submit()["Location"]
    addresses += [bank, walk.press_at_bank(bank)["Location"], walk.get("apply/paid/")["Location"]]
    assert "KANARYA" not in html_of(walk.get("apply/result/"))
    assert "apply_question" in event_log.getvalue(), "the log was looked at"
    seen = "".join([*addresses, *capfd.readouterr(), event_log.getvalue()])
    for secret in ("KANARYA", "U77777777", "kanarya@", "1990-05-05"):
        assert secret not in seen
