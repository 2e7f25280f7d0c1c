"""Check your answers and submit: complete or not, once or twice, allowed or not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from mapae.records.models import Application, Payment
from tests.faces.traveller.walk import Walk, html_of, text_of
from tests.room.clock import SetClock
from tests.room.people import answers

pytestmark = pytest.mark.wide


def test_answers_fee_and_name_of_the_machine_readable_zone_are_shown(walk: Walk) -> None:
    walk.begin()
    walk.answer(answers())
    shown = text_of(walk.get("apply/check/"))
    assert "ORNEKOGLU<<AYSE<ISIL" in shown
    assert "10,300 South Korean won" in shown
    assert "Nationality Türkiye Change" in shown
    assert "Day of arrival 20 December 2026 Change" in shown


def test_without_the_tick_nothing_is_submitted(walk: Walk) -> None:
    walk.begin()
    walk.answer(answers())
    response = walk.post("apply/check/", {"key": walk.key()})
    assert html_of(response).count("Tick the box to confirm") == 2
    assert Application.objects.get().status == "draft"


def test_missing_answers_are_listed_with_their_links(walk: Walk) -> None:
    walk.begin()
    html = html_of(walk.get("apply/check/"))
    assert '<a href="/en/apply/you/?return=check">Enter your date of birth</a>' in html
    assert "Submit and pay" not in html
    key = walk.browser.session["submit_key"]
    assert walk.submit(key).status_code == 200
    assert Application.objects.get().status == "draft"


def test_passport_that_expires_before_arrival_is_found_across_pages(walk: Walk) -> None:
    walk.begin()
    walk.answer(answers(document_expiry="2026-12-01"))
    assert "Your passport expires before you arrive" in text_of(walk.get("apply/check/"))


def test_second_press_leads_to_the_same_payment(walk: Walk) -> None:
    walk.begin()
    walk.answer(answers())
    key = walk.key()
    assert walk.submit(key)["Location"] == walk.submit(key)["Location"]
    assert Payment.objects.count() == Application.objects.count() == 1


def test_press_after_the_payment_shows_the_result_and_charges_nothing(walk: Walk) -> None:
    walk.begin()
    walk.answer(answers())
    key = walk.key()
    walk.press_at_bank(walk.submit(key)["Location"])
    assert walk.submit(key)["Location"] == "/en/apply/result/"
    assert Payment.objects.count() == 1


@pytest.mark.parametrize("path", ["apply/check/", "apply/passport/", "apply/declarations/"])
def test_back_button_after_submitting_leads_to_where_the_application_stands(walk: Walk, path: str) -> None:
    walk.to_the_bank(answers())
    assert walk.get(path)["Location"] == "/en/apply/result/"
    assert walk.post("apply/passport/", {"nationality": "KOR"})["Location"] == "/en/apply/result/"


def test_page_of_an_earlier_application_submits_nothing_of_a_new_one(walk: Walk) -> None:
    walk.begin()
    walk.answer(answers())
    earlier = walk.key()
    walk.submit(earlier)
    walk.begin()
    walk.answer(answers(document_number="U00000025"))
    assert walk.submit(earlier)["Location"] == "/en/apply/check/"
    assert Application.objects.filter(status="draft").count() == 1


def test_own_citizen_is_told_before_anything_is_charged(walk: Walk) -> None:
    walk.begin()
    walk.answer(answers(nationality="KOR", issuing_state="KOR"))
    shown = text_of(walk.get("apply/check/"))
    assert "You cannot apply" in shown
    assert "You are a citizen of the country you are going to" in shown
    assert "Nothing was sent and nothing was charged" in shown
    key = walk.browser.session["submit_key"]
    assert "You cannot apply" in text_of(walk.submit(key))
    assert Payment.objects.count() == 0


def test_nationality_outside_the_scheme_is_told_so(walk: Walk) -> None:
    walk.begin()
    walk.answer(answers(nationality="IND", issuing_state="IND"))
    assert "not open to passports of your nationality" in text_of(walk.get("apply/check/"))


def test_exempt_traveller_learns_it_before_paying(walk: Walk) -> None:
    walk.begin()
    walk.answer(answers(birth_date="2015-05-05", guardian_name="ÖRNEK Veli", guardian_agrees="yes"))
    shown = text_of(walk.get("apply/check/"))
    assert "You are exempt" in shown
    assert "People who are 17 or younger, or 65 or older" in shown


def test_free_application_needs_no_bank(walk: Walk, clock: SetClock) -> None:
    clock.set(datetime(2021, 6, 1, tzinfo=UTC))
    walk.begin()
    walk.answer(answers(arrival_day="2021-10-01", nationality="GBR", issuing_state="GBR"))
    assert "It is free of charge." in text_of(walk.get("apply/check/"))
    assert walk.submit()["Location"] == "/en/apply/result/"
    assert "Your travel authorization is granted" in text_of(walk.get("apply/result/"))


def test_another_browser_sees_nothing_of_the_application(walk: Walk) -> None:
    walk.to_the_result(answers())
    stranger = Walk(Client())
    for path in ("apply/check/", "apply/result/", "apply/you/", "apply/withdraw/"):
        assert stranger.get(path).status_code == 404
    assert stranger.post("apply/withdraw/").status_code == 404
