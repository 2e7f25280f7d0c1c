"""After the grant: what is edited in place, what needs a new application, and nothing without a living authorization."""

from __future__ import annotations

import re
from datetime import date

import pytest

from mapae.core.application.changes import asked_by_change
from mapae.core.rulebook.terms import changes_that_mean
from mapae.faces.look.authorization_words import CHANGES, EDIT_TITLES, say_changes
from mapae.gateways.rulebook_files import EVERYTHING, RulebookFiles
from mapae.records.models import Application
from mapae.usecases.edit_answers import present_answers
from mapae.usecases.ports import Ports
from tests.faces.traveller.walk import Walk, html_of, posted, text_of
from tests.room.people import TURKISH_TOURIST, answers

pytestmark = pytest.mark.wide

EDIT = "apply/changes/purpose/"


def key_of(walk: Walk, path: str = EDIT) -> dict[str, str]:
    found = re.search(r'name="page_key" value="([0-9a-f]+)"', html_of(walk.get(path)))
    assert found
    return {"page_key": found[1]}


def test_page_lists_both_kinds_of_change_with_what_is_answered_now(walk: Walk) -> None:
    walk.to_the_result(answers())
    assert "/apply/changes/" in html_of(walk.get("apply/result/"))
    shown = text_of(walk.get("apply/changes/"))
    for words in ("Tourism", "What needs a new application", "surname", "criminal record", "Begin a new application"):
        assert words in shown
    assert 'href="/en/apply/changes/purpose/"' in html_of(walk.get("apply/changes/"))


def test_edit_shows_the_old_answer_keeps_the_new_one_and_says_so(walk: Walk, site: Ports) -> None:
    walk.to_the_result(answers())
    assert re.search(r'value="tourism"[^>]*checked', html_of(walk.get(EDIT)))
    saved = walk.post(EDIT, {"purpose": "business", **key_of(walk)})
    assert saved["Location"] == "/en/apply/changes/?saved"
    shown = text_of(walk.browser.get(saved["Location"]))
    assert "Your change is saved. Your authorization stays valid." in shown
    assert "Business talks or contracts" in shown
    assert present_answers(site, Application.objects.get())["purpose"] == "business"
    assert "valid until" in text_of(walk.get("apply/result/"))


def test_address_of_stay_is_edited_too(walk: Walk, site: Ports) -> None:
    walk.to_the_result(answers())
    path, fields = "apply/changes/stay_address/", asked_by_change("stay_address")
    assert fields
    moved = {field: TURKISH_TOURIST.get(field, "").replace("1 Invented-ro", "99 Invented-ro") for field in fields}
    assert walk.post(path, posted(moved, *fields) | key_of(walk, path)).status_code == 302
    now = present_answers(site, Application.objects.get())
    assert {field: now[field] for field in fields} == moved
    assert moved != {field: TURKISH_TOURIST.get(field, "") for field in fields}


def test_wrong_answer_is_told_on_the_page(walk: Walk) -> None:
    walk.to_the_result(answers())
    response = walk.post(EDIT, key_of(walk))
    assert response.status_code == 200
    assert "Choose the purpose of your visit" in text_of(response)


@pytest.mark.parametrize("change", ["surname", "document_number", "email", "height"])
def test_what_is_not_free_has_no_page(walk: Walk, change: str) -> None:
    walk.to_the_result(answers())
    assert walk.get(f"apply/changes/{change}/").status_code == 404
    assert walk.post(f"apply/changes/{change}/", {change: "X", **key_of(walk)}).status_code == 404


def test_page_of_an_earlier_application_edits_nothing_of_this_one(walk: Walk) -> None:
    walk.to_the_result(answers())
    assert walk.post(EDIT, {"purpose": "business", "page_key": "0" * 32}).status_code == 409
    assert walk.post(EDIT, {"purpose": "business"}).status_code == 409


def test_without_a_living_authorization_both_pages_lead_to_the_result(walk: Walk) -> None:
    walk.to_the_bank(answers())
    for path in ("apply/changes/", EDIT):
        assert walk.get(path)["Location"] == "/en/apply/result/"


def test_after_the_cancellation_a_page_still_open_edits_nothing(walk: Walk) -> None:
    walk.to_the_result(answers())
    key = key_of(walk)
    walk.post("apply/cancel/")
    assert walk.post(EDIT, {"purpose": "business", **key})["Location"] == "/en/apply/result/"


def test_stranger_finds_no_changes(walk: Walk) -> None:
    assert walk.get("apply/changes/").status_code == walk.get(EDIT).status_code == 404


@pytest.mark.parametrize("means", ["free_edit", "new_application"])
def test_every_change_of_the_rulebook_has_its_words(means: str) -> None:
    files = RulebookFiles(EVERYTHING)
    changes = changes_that_mean(files.read(*files.newest("KOR")), means, date(2026, 11, 24))
    assert set(changes) <= set(CHANGES)
    assert len(say_changes(changes)) == len(changes)
    if means == "free_edit":
        assert set(changes) <= set(EDIT_TITLES)
