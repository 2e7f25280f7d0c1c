"""The status page: one word for who has both facts, one answer for everybody else."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client

from mapae.core.application.reference import ALPHABET, reference_from, spaced
from mapae.core.decision.proposal import AdverseAct
from mapae.records.models import Application, Role
from mapae.usecases.end_authorization import end_authorization
from mapae.usecases.ports import Ports
from tests.faces.traveller.walk import Walk, html_of, text_of
from tests.room.accounts import add
from tests.room.people import answers
from tests.usecases.steps import confirm


def _ask(walk: Walk, reference: str, *birth: str) -> str:
    sent = dict(
        zip(("birth_date_day", "birth_date_month", "birth_date_year"), birth or ("5", "5", "1990"), strict=True)
    )
    return html_of(walk.post("status/", {"reference": reference, **sent}))


@pytest.fixture
def reference(walk: Walk) -> str:
    walk.to_the_result(answers())
    return Application.objects.get().reference


def _stranger(walk: Walk) -> Walk:
    return replace(walk, browser=Client())


@pytest.mark.parametrize(("language", "word"), [("en", "granted"), ("tr", ""), ("ko", "")])
def test_both_facts_show_the_status(walk: Walk, reference: str, language: str, word: str) -> None:
    stranger = replace(_stranger(walk), language=language)
    shown = _ask(stranger, f" {spaced(reference).lower()} ")
    assert "govuk-tag--green" in shown
    assert word in shown
    assert "2029" not in shown, "the word, nothing else"
    assert reference not in shown


def _comparable(html: str, *typed: str) -> str:
    """Without what the visitor typed and the token of the form."""
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html)
    for text in sorted(typed, key=len, reverse=True):
        html = html.replace(f'value="{text}"', "")
    return html


def test_every_miss_has_the_same_answer(walk: Walk, reference: str) -> None:
    other = reference_from(b"invented-11")
    last = ALPHABET[(ALPHABET.index(reference[-1]) + 1) % len(ALPHABET)]
    misses = {
        _comparable(_ask(walk, other), other, "5", "1990"),
        _comparable(_ask(walk, reference, "6", "5", "1990"), reference, "6", "5", "1990"),
        _comparable(_ask(walk, reference[:-1] + last), reference[:-1] + last, "5", "1990"),
        _comparable(_ask(walk, "hello"), "hello", "5", "1990"),
    }
    assert len(misses) == 1
    assert "We found no application with this reference number and date of birth" in misses.pop()


def test_authorization_that_the_authority_ended_is_not_called_granted(walk: Walk, site: Ports) -> None:
    walk.to_the_result(answers())
    application = Application.objects.get()
    end_authorization(site, application.id, add(Role.OFFICER), application.version, AdverseAct.REVOKE, ["entry_ban"])
    confirm(site, application.id, add(Role.SUPERVISOR))
    shown = _ask(walk, application.reference)
    assert "cancelled by the authority" in shown
    assert ">granted<" not in shown
    page = text_of(walk.get("apply/result/"))
    assert "Your travel authorization was cancelled" in page
    assert "The reason concerns" in page
    assert "valid until" not in page


def test_draft_is_not_found(walk: Walk) -> None:
    walk.begin()
    walk.answer(answers())
    assert "We found no application" in _ask(_stranger(walk), Application.objects.get().reference)


def test_empty_form_says_what_is_missing(walk: Walk) -> None:
    shown = text_of(walk.post("status/"))
    assert shown.count("Enter your reference number") == shown.count("Enter your date of birth") == 2


def test_impossible_day_is_told_beside_its_box(walk: Walk) -> None:
    assert _ask(walk, "hello", "31", "2", "1990").count("This date does not exist") == 2


def test_guessing_is_slowed_down(walk: Walk) -> None:
    answers_given = [walk.post("status/", {"reference": "hello"}).status_code for _ in range(11)]
    assert answers_given[-1] == 429
