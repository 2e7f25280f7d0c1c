"""Do I need one? Every kind of answer, and nothing of what was typed where it could be read again."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import structlog
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client

from mapae.records.models import Application
from mapae.usecases.ports import Ports
from tests.core.rulebook.test_by_age import with_unpublished
from tests.faces.traveller.walk import Walk, html_of, text_of
from tests.records.canary import Canary
from tests.room.clock import SetClock

ADULT = "1990-05-05"
OPEN = ""


def heading(response: HttpResponse) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html_of(response), re.DOTALL)
    assert found
    return " ".join(found[1].split())


def days(name: str, written: str) -> dict[str, str]:
    year, month, day = written.split("-")
    return {f"{name}_year": year, f"{name}_month": month, f"{name}_day": day}


def ask(walk: Walk, nationality: str, birth: str = ADULT, arrival: str = OPEN, **more: str) -> HttpResponse:
    """The last question, answered."""
    data = {"arrival_is_open": "on"} if not arrival else days("arrival_day", arrival)
    return walk.post(f"check/{nationality}/you/", data | days("birth_date", birth) | more)


@pytest.fixture(autouse=True)
def november(clock: SetClock) -> None:
    clock.set(datetime(2026, 11, 24, 3, tzinfo=UTC))


def test_questions_follow_each_other_by_addresses_that_hold_the_nationality_only(walk: Walk) -> None:
    assert walk.get("check/").status_code == 200
    assert walk.post("check/", {"nationality": "TUR"})["Location"] == "/en/check/TUR/special/"
    assert 'value="none" checked' in html_of(walk.get("check/TUR/special/"))
    assert walk.post("check/TUR/special/", {"category": "none"})["Location"] == "/en/check/TUR/you/"
    assert walk.get("check/TUR/you/").status_code == 200
    assert heading(ask(walk, "TUR", arrival="2026-12-20")) == "You need an authorization"


@pytest.mark.parametrize(
    ("nationality", "birth", "arrival", "expected"),
    [
        ("TUR", ADULT, "2026-12-20", "You need an authorization"),
        ("TUR", "1958-01-01", "2026-12-20", "You are exempt"),
        ("TUR", "2010-01-01", OPEN, "It depends on the day you arrive"),
        ("TUR", "1940-01-01", OPEN, "You are exempt"),
        ("JPN", ADULT, "2026-12-31", "You are exempt"),
        ("JPN", ADULT, "2027-01-01", "You need an authorization"),
        ("JPN", ADULT, OPEN, "It depends on the day you arrive"),
        ("VNM", ADULT, "2026-12-20", "This scheme does not apply to you"),
        ("UTO", ADULT, OPEN, "This scheme does not apply to you"),
    ],
)
def test_answer_is_the_heading(walk: Walk, nationality: str, birth: str, arrival: str, expected: str) -> None:
    shown = ask(walk, nationality, birth, arrival)
    assert heading(shown) == expected
    assert html_of(shown).count("<h1") == 1


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "You need an authorization"), ("tr", "Seyahat izni almanız gerekir"), ("ko", "여행허가가 필요합니다")],
)
def test_answer_speaks_every_language(walk: Walk, language: str, expected: str) -> None:
    walk.language = language
    shown = ask(walk, "TUR", arrival="2026-12-20")
    assert expected in heading(shown)
    assert 'lang="en"' in html_of(shown), "law in its own language is marked as such"


def test_answer_gives_reason_source_fee_validity_and_stay(walk: Walk) -> None:
    shown = text_of(ask(walk, "TUR", arrival="2026-12-20"))
    for said in (
        "Travellers with a passport of your nationality need an authorization before they travel.",
        "Immigration Act, art. 7-3(1)",
        "10,300 South Korean won",
        "valid for 3 years",
        "Up to 90 days each time.",
        "This number is not officially confirmed.",
    ):
        assert said in shown
    assert 'href="/en/apply/"' in html_of(ask(walk, "TUR", arrival="2026-12-20"))


def test_stay_that_no_source_names_is_said_to_be_so(walk: Walk) -> None:
    assert "No source that we know says how long for this passport" in text_of(ask(walk, "KWT"))


@pytest.mark.parametrize(
    ("nationality", "said"),
    [
        ("LUX", "This is not officially confirmed. It rests on:"),
        ("MEX", "This is not officially confirmed, and the sources contradict each other:"),
    ],
)
def test_weak_sources_are_said_to_be_weak(walk: Walk, nationality: str, said: str) -> None:
    shown = text_of(ask(walk, nationality, arrival="2026-12-20"))
    assert said in shown
    assert "This answer is not officially confirmed" in shown
    assert "Not all of this is officially confirmed" in text_of(walk.get(f"check/{nationality}/"))


def test_official_source_is_not_called_weak(walk: Walk) -> None:
    shown = text_of(ask(walk, "JPN", birth="1940-01-01", arrival="2026-12-20")).split("How long you may stay")
    assert "K-ETA notices 149899" in "".join(shown)
    assert "not officially confirmed" not in shown[0]
    assert "officially confirmed" not in text_of(walk.get("check/JPN/")).split("How long you may stay")[0]


def test_coming_change_stands_beside_the_answer_of_an_earlier_arrival(walk: Walk) -> None:
    shown = text_of(ask(walk, "JPN", arrival="2026-12-20"))
    assert "If you arrive on 1 January 2027 or later, you need an authorization." in shown
    assert "until 31 December 2026 exempt This is your arrival." in shown
    assert "from 1 January 2027 an authorization is needed" in shown


def test_open_arrival_is_answered_by_intervals(walk: Walk) -> None:
    shown = text_of(ask(walk, "JPN", birth="1962-03-01"))
    assert "until 31 December 2026 exempt" in shown
    assert "from 1 January 2027 to 28 February 2027 an authorization is needed" in shown
    assert "from 1 March 2027 exempt" in shown
    assert "This is your arrival." not in shown


def test_birthday_of_a_far_year_is_not_told(walk: Walk) -> None:
    assert heading(ask(walk, "TUR")) == "You need an authorization"
    assert "2055" not in text_of(ask(walk, "TUR"))


def test_who_is_exempt_may_read_what_applying_all_the_same_brings(walk: Walk) -> None:
    assert 'href="/en/check/all-the-same/"' in html_of(ask(walk, "JPN", arrival="2026-12-20"))
    told = text_of(walk.get("check/all-the-same/"))
    assert "You fill in no arrival card" in told
    assert "10,300 South Korean won" in told
    assert "You would still be exempt" in told
    assert 'href="/en/check/all-the-same/"' not in html_of(ask(walk, "VNM", arrival="2026-12-20"))


def test_visa_is_named_to_whom_the_scheme_does_not_know_and_not_to_a_visa_holder(walk: Walk) -> None:
    assert "If you need a visa" in text_of(ask(walk, "VNM"))
    assert "If you need a visa" not in text_of(walk.post("check/TUR/special/", {"category": "visa_holder"}))


def test_unknown_month_of_birth_is_told_to_matter(walk: Walk) -> None:
    shown = walk.post("check/TUR/you/", {"birth_date_year": "2008"} | days("arrival_day", "2026-12-20"))
    assert heading(shown) == "You need an authorization"
    assert "it may be that you are exempt by your age" in text_of(shown)
    surely = walk.post("check/TUR/you/", {"birth_date_year": "1950"} | days("arrival_day", "2026-12-20"))
    assert heading(surely) == "You are exempt"
    assert "it may be" not in text_of(surely)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Enter your date of birth"),
        (days("birth_date", ADULT), "Enter the day of your arrival, or tick the box if you do not know it yet"),
        (days("birth_date", "2031-01-01"), "Your date of birth is in the future"),
        (days("birth_date", "1990-13-01"), "The month must be a number from 1 to 12"),
        (days("birth_date", ADULT) | days("arrival_day", "2026-11-01"), "The day of your arrival is in the past"),
        (days("birth_date", ADULT) | days("arrival_day", "2036-11-01"), "more than three years away"),
    ],
)
def test_wrong_day_is_said_and_kept_in_its_boxes(walk: Walk, data: dict[str, str], said: str) -> None:
    shown = walk.post("check/TUR/you/", data)
    assert said in text_of(shown)
    assert "Error: You and your trip" in html_of(shown)
    assert all(f'value="{text}"' in html_of(shown) for text in data.values())


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("check/", {}, "Choose the country whose passport you travel with"),
        ("check/", {"nationality": "ZZZ"}, "We do not know this country"),
        ("check/CHN/passport/", {}, "Answer this question"),
        ("check/CHN/passport/", {"which_passport": "TUR"}, "Choose one of the answers"),
        ("check/TUR/special/", {}, "Answer this question"),
        ("check/TUR/special/", {"category": "king"}, "Choose one of the answers"),
    ],
)
def test_missing_choice_is_said(walk: Walk, path: str, data: dict[str, str], said: str) -> None:
    shown = walk.post(path, data)
    assert shown.status_code == 200
    assert said in text_of(shown)


def test_chinese_passport_is_asked_which_one_it_is(walk: Walk) -> None:
    assert walk.post("check/", {"nationality": "CHN"})["Location"] == "/en/check/CHN/passport/"
    assert {"CHN", "HKG", "MAC"} == set(re.findall(r'value="([A-Z]{3})"', html_of(walk.get("check/CHN/passport/"))))
    to_hong_kong = walk.post("check/CHN/passport/", {"which_passport": "HKG"})
    assert to_hong_kong["Location"] == "/en/check/HKG/special/"
    assert heading(ask(walk, "HKG", arrival="2026-12-20")) == "You are exempt"
    assert walk.post("check/CHN/passport/", {"which_passport": "CHN"})["Location"] == "/en/check/CHN/"
    assert heading(walk.get("check/CHN/")) == "This scheme does not apply to you"
    assert 'href="/en/check/MAC/"' in html_of(walk.get("check/CHN/"))
    assert walk.get("check/TUR/passport/")["Location"] == "/en/check/TUR/special/"


@pytest.mark.parametrize("nationality", ["VNM", "KOR", "UNO"])
def test_passport_outside_the_scheme_is_answered_without_further_questions(walk: Walk, nationality: str) -> None:
    to_the_answer = walk.post("check/", {"nationality": nationality})
    assert to_the_answer["Location"] == f"/en/check/{nationality}/"
    assert heading(walk.get(f"check/{nationality}/")) == "This scheme does not apply to you"


def test_special_passport_is_answered_without_birth_or_arrival(walk: Walk) -> None:
    shown = walk.post("check/TUR/special/", {"category": "diplomatic"})
    assert heading(shown) == "This scheme does not apply to you"
    assert "Holders of a diplomatic passport need no authorization." in text_of(shown)


def test_claim_that_settles_nothing_comes_along_to_the_last_question(walk: Walk) -> None:
    shown = html_of(walk.post("check/USA/special/", {"category": "abtc"}))
    assert 'action="/en/check/USA/you/"' in shown
    assert 'name="category" value="abtc"' in shown
    assert heading(ask(walk, "USA", arrival="2027-02-01", category="abtc")) == "You need an authorization"
    assert heading(ask(walk, "TUR", arrival="2027-02-01", category="abtc")) == "This scheme does not apply to you"


def test_address_to_share_tells_everybody_the_same(walk: Walk) -> None:
    shown = walk.get("check/JPN/")
    assert "Arrival until 31 December 2026, by age on that day any age exempt" in text_of(shown)
    assert "17 or younger exempt 18 to 64 an authorization is needed 65 or older exempt" in text_of(shown)
    assert f"{walk.get('check/TUR/').wsgi_request.ports.public_url}/en/check/JPN/" in html_of(shown)
    assert text_of(walk.get("check/jpn/")) == text_of(shown)


@pytest.mark.parametrize("path", ["check/ZZZ/", "check/ZZZ/you/", "check/ZZZ/special/", "check/ZZZ/passport/"])
def test_unknown_nationality_is_not_found(walk: Walk, path: str) -> None:
    assert walk.get(path).status_code == 404


def test_utopia_is_there_in_a_demonstration_only(walk: Walk, site: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    assert walk.get("check/UTO/").status_code == 200
    monkeypatch.setattr("mapae.site.middleware.ports", lambda: replace(site, is_demonstration=False))
    assert walk.get("check/UTO/").status_code == 404


class _WithUnpublished:
    """The rules that ship, and an operator's unpublished exemption for TUR."""

    def newest(self, programme: str) -> tuple[str, bytes]:
        return "0" * 64, b""

    def read(self, version: str, content: bytes) -> object:
        return with_unpublished("TUR")


def test_unpublished_rule_answers_one_traveller_and_is_in_no_page_for_all(
    walk: Walk, site: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mapae.site.middleware.ports", lambda: replace(site, rulebooks=_WithUnpublished()))
    shown = ask(walk, "TUR", arrival="2026-12-20")
    assert heading(shown) == "You are exempt"
    assert "The source of this rule is not published." in text_of(shown)
    for everybody in (walk.get("check/TUR/"), walk.get("check/VNM/")):
        assert "Not all rules are published." in text_of(everybody)
    assert "18 to 64 an authorization is needed" in text_of(walk.get("check/TUR/"))


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the site says of each request."""
    written = io.StringIO()
    logger = structlog.wrap_logger(structlog.PrintLogger(written), processors=[structlog.processors.JSONRenderer()])
    monkeypatch.setattr("mapae.site.middleware._LOG", logger)
    return written


def test_nothing_is_stored_and_no_address_or_log_holds_the_birth_date(
    walk: Walk, caplog: pytest.LogCaptureFixture, events: io.StringIO
) -> None:
    canary, birth = Canary(("1987-03-14", "14 March 1987", "14.03.1987", "1987")), "1987-03-14"
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("a.library").debug("the search would find 1987-03-14")
        replies = [
            walk.post("check/", {"nationality": "TUR"}),
            walk.post("check/TUR/special/", {"category": "none"}),
            ask(walk, "TUR", birth, "2026-12-20"),
            ask(walk, "TUR", birth),
            walk.post("check/TUR/you/", days("birth_date", birth)),
        ]
    assert "14 March 1987" in text_of(replies[2]), "the page itself repeats it, or this test looks at nothing"
    said = [record.getMessage() for record in caplog.records if record.name != "a.library"]
    assert len(said) < len(caplog.records)
    assert '"route": "checker_you"' in events.getvalue()
    assert canary.found_in("\n".join([*said, events.getvalue()]).encode()) == []
    for reply in replies:
        assert canary.found_in(str(dict(reply.headers)).encode()) == []
        assert reply.headers["Cache-Control"] == "no-store"
        assert not re.findall(r'(?:href|action|src)="[^"]*(?:1987|nationality=)[^"]*"', html_of(reply))
    assert not Session.objects.exists()
    assert not Application.objects.exists()


def test_question_from_elsewhere_is_not_answered(site: Ports) -> None:
    assert Client(enforce_csrf_checks=True).post("/en/check/", {"nationality": "TUR"}).status_code == 403
