"""The applicant reads the officer's question in their own language, and answers it once."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from mapae.records.models import Account, Application, InformationRequest, Role
from mapae.usecases.ask_for_information import ask_for_information
from mapae.usecases.decide import grant_by_officer
from mapae.usecases.ports import Ports
from mapae.usecases.return_overdue import return_overdue
from tests.faces.traveller.walk import Walk, deliver, html_of, links_in, newest_mail, text_of
from tests.room.accounts import add
from tests.room.clock import SetClock
from tests.room.people import answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(site: Ports) -> Account:
    return add(Role.OFFICER)


def ask(site: Ports, officer: Account, topics: list[str], words: str = "Who invites you?") -> InformationRequest:
    application = Application.objects.get()
    return ask_for_information(site, application.id, officer, application.version, topics, words, "en")


def answered(walk: Walk, words: str, question: str = "") -> object:
    found = re.search(r'name="question" value="([0-9a-f-]+)"', html_of(walk.get("apply/information/")))
    return walk.post("apply/information/", {"question": question or (found[1] if found else ""), "answer": words})


def test_link_of_the_mail_leads_to_the_question_in_the_applicants_language(
    browser: Client, site: Ports, officer: Account, undefined_variables_fail: None
) -> None:
    walk = Walk(browser, "tr")
    walk.to_the_result(answers(has_criminal_record="yes"))
    ask(site, officer, ["purpose", "declaration_details"])
    deliver()
    elsewhere = Walk(Client(), "tr")
    response = elsewhere.press(links_in(newest_mail())[0])
    assert response["Location"] == "/tr/apply/information/"
    page = elsewhere.get("apply/information/")
    assert 'lang="en"' in html_of(page)
    assert "Who invites you?" in text_of(page)
    assert "6 Aralık 2026" in text_of(page)
    assert "purpose" not in text_of(page)


def test_answer_is_sent_once_and_shown_again(walk: Walk, site: Ports, officer: Account) -> None:
    walk.to_the_result(answers(has_criminal_record="yes"))
    ask(site, officer, ["purpose"])
    assert "Read the question" in text_of(walk.get("apply/result/"))
    assert answered(walk, "My aunt <i>Invented</i>.")["Location"] == "/en/apply/information/"  # type: ignore[index]
    page = walk.get("apply/information/")
    assert "We have your answer" in text_of(page)
    assert "My aunt &lt;i&gt;Invented&lt;/i&gt;." in html_of(page)
    assert Application.objects.get().status == "referred"


def test_empty_and_too_long_answers_are_kept_and_asked_again(walk: Walk, site: Ports, officer: Account) -> None:
    walk.to_the_result(answers(has_criminal_record="yes"))
    ask(site, officer, ["purpose"])
    assert "Write your answer" in text_of(answered(walk, " "))  # type: ignore[arg-type]
    page = answered(walk, "KEPT " + "x" * 4000)
    assert "too long" in text_of(page)  # type: ignore[arg-type]
    assert "KEPT xxx" in text_of(page)  # type: ignore[arg-type]
    assert Application.objects.get().status == "information_requested"


def test_second_window_is_told_that_an_answer_was_sent_and_sees_its_own_words(
    walk: Walk, site: Ports, officer: Account
) -> None:
    walk.to_the_result(answers(has_criminal_record="yes"))
    question = ask(site, officer, ["purpose"])
    answered(walk, "The first window")
    same = walk.post("apply/information/", {"question": str(question.id), "answer": "The first window"})
    assert same.status_code == 302
    page = walk.post("apply/information/", {"question": str(question.id), "answer": "The second window"})
    assert page.status_code == 409
    assert "The second window" in text_of(page)
    assert "The first window" in text_of(page)


def test_new_question_keeps_what_was_written_for_the_old_one(
    walk: Walk, site: Ports, officer: Account, clock: SetClock
) -> None:
    walk.to_the_result(answers(has_criminal_record="yes"))
    first = ask(site, officer, ["purpose"])
    clock.pass_by(days=15)
    return_overdue(site)
    ask(site, officer, ["stay"], "And where?")
    walk.press(f"{_mailed(walk)}")
    page = walk.post("apply/information/", {"question": str(first.id), "answer": "My aunt"})
    assert page.status_code == 409
    assert "asked something else" in text_of(page)
    assert "My aunt" in text_of(page)
    assert "And where?" in text_of(page)


def _mailed(walk: Walk) -> str:
    deliver()
    return links_in(newest_mail())[0]


def test_late_answer_is_taken(walk: Walk, site: Ports, officer: Account, clock: SetClock) -> None:
    walk.to_the_result(answers(has_criminal_record="yes"))
    ask(site, officer, ["purpose"])
    clock.pass_by(days=15)
    return_overdue(site)
    walk.come_back()
    assert "We still take your answer" in text_of(walk.get("apply/information/"))
    answered(walk, "Late, sorry")
    assert InformationRequest.objects.get().answered_at is not None


def test_without_a_question_the_page_leads_to_the_result(walk: Walk, site: Ports, officer: Account) -> None:
    walk.to_the_result(answers(has_criminal_record="yes"))
    assert walk.get("apply/information/")["Location"] == "/en/apply/result/"
    application = Application.objects.get()
    grant_by_officer(site, application.id, officer, application.version)
    assert walk.post("apply/information/", {"answer": "x"})["Location"] == "/en/apply/result/"


def test_nobody_else_reads_the_question(walk: Walk, site: Ports, officer: Account) -> None:
    walk.to_the_result(answers(has_criminal_record="yes"))
    ask(site, officer, ["purpose"])
    stranger = Walk(Client())
    page = stranger.get("apply/information/")
    assert page.status_code == 404
    assert "Who invites" not in text_of(page)
