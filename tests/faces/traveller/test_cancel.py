"""Cancelling in the pages: what it means, asked once more; afterwards every page says that it ended."""

from __future__ import annotations

from mapae.core.application.reference import spaced
from mapae.records.models import Application, Authorization
from tests.faces.traveller.walk import Walk, deliver, text_of
from tests.room.people import answers


def test_page_says_what_it_means_and_does_nothing_yet(walk: Walk) -> None:
    walk.to_the_result(answers())
    shown = text_of(walk.get("apply/cancel/"))
    for promise in ("it ends at once", "you do not get the fee back", "a new application", "You cannot undo this."):
        assert promise in shown
    assert Authorization.objects.get().ending == ""


def test_pressing_twice_ends_it_once_and_leads_to_the_result(walk: Walk) -> None:
    walk.to_the_result(answers())
    for _ in range(2):
        assert walk.post("apply/cancel/")["Location"] == "/en/apply/result/"
    shown = text_of(walk.get("apply/result/"))
    assert "Your travel authorization is cancelled, as you asked" in shown
    assert "valid until" not in shown
    assert "Cancel your travel authorization" not in shown
    assert walk.get("apply/cancel/")["Location"] == "/en/apply/result/"


def test_letter_and_status_say_that_it_was_cancelled(walk: Walk) -> None:
    walk.to_the_result(answers())
    walk.post("apply/cancel/")
    letter = text_of(walk.get("apply/letter/"))
    assert "This authorization was cancelled at its holder’s request. You cannot travel with it." in letter
    assert "Ended on 22 November 2026" in letter
    birth = {"birth_date_day": "5", "birth_date_month": "5", "birth_date_year": "1990"}
    asked = {"reference": spaced(Application.objects.get().reference), **birth}
    assert "cancelled at your request" in text_of(walk.post("status/", asked))


def test_mail_confirms_it_in_the_applicants_language(walk: Walk) -> None:
    walk.language = "tr"
    walk.to_the_result(answers())
    deliver()
    walk.post("apply/cancel/")
    (mail,) = deliver()
    assert mail.language == "tr"
    assert "iptal" in mail.subject
    assert spaced(Application.objects.get().reference) in mail.text
    for secret in ("ÖRNEKOĞLU", "ORNEKOGLU", "U00000017"):
        assert secret not in mail.text


def test_nothing_is_cancelled_before_the_grant(walk: Walk) -> None:
    walk.to_the_bank(answers())
    assert walk.get("apply/cancel/")["Location"] == "/en/apply/result/"
    assert walk.post("apply/cancel/")["Location"] == "/en/apply/result/"
    assert Application.objects.get().status == "awaiting_payment"
