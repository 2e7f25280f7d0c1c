"""The feeds say what the rules say, to anybody, and are kept by caches."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from mapae.core.rulebook.written import RulebookProblem
from mapae.usecases.ports import Ports
from tests.core.rulebook.test_by_age import with_unpublished
from tests.room.clock import SetClock

FEES, REQUIREMENTS = "/api/policy/v1/fees", "/api/policy/v1/requirements"
BOTH = pytest.mark.parametrize("path", [FEES, REQUIREMENTS])


@pytest.fixture(autouse=True)
def november(clock: SetClock) -> None:
    clock.set(datetime(2026, 11, 24, 3, tzinfo=UTC))


def of(browser: Client, nationality: str) -> dict[str, Any]:
    found = {one["nationality"]: one for one in browser.get(REQUIREMENTS).json()["nationalities"]}
    return dict(found[nationality])


def test_fee_is_the_official_one_with_its_days(browser: Client) -> None:
    told = browser.get(FEES).json()
    (now,) = [fee for fee in told["fees"] if fee["from"] <= told["as_of"] and not fee["to"]]
    assert (now["base"], now["processing"], now["total"], now["currency"]) == (10000, 300, 10300, "KRW")
    assert (now["is_refunded_after_refusal"], now["is_refunded_after_withdrawal"]) == (False, False)
    assert told["exempt_travellers"] == {"total": 0, "may_apply_for_the_fee": True}


def test_nationality_is_told_by_days_and_ages(browser: Client) -> None:
    first, second = of(browser, "JPN")["intervals"]
    assert (first["from"], first["to"], first["requirement"]) == ("2026-11-24", "2026-12-31", "exempt")
    assert (second["from"], second["to"], second["requirement"]) == ("2027-01-01", None, "required")
    bands = [(band["from_age"], band["to_age"], band["requirement"]) for band in second["by_age"]]
    assert bands == [(0, 17, "exempt"), (18, 64, "required"), (65, None, "exempt")]
    assert of(browser, "JPN")["max_stay_days"] == 90
    assert of(browser, "KWT")["max_stay_days"] is None
    assert of(browser, "CHN")["other_passports"] == ["HKG", "MAC"]


def test_everybody_of_the_scheme_is_told_and_sources_are_given(browser: Client) -> None:
    told = browser.get(REQUIREMENTS).json()
    required = [one for one in told["nationalities"] if one["intervals"][-1]["requirement"] == "required"]
    assert len(required) == 113  # the 112, and British nationals (overseas)
    named = {
        rule
        for one in told["nationalities"]
        for span in one["intervals"]
        for band in span["by_age"]
        for rule in band["rules"]
    }
    assert named <= set(told["rules"])
    assert all(rule["source"] for rule in told["rules"].values())
    assert set(told["reasons"]["age"]) == {"en", "tr", "ko"}
    assert told["validity"]["years"] == 3


def test_intervals_follow_each_other_without_a_gap(browser: Client) -> None:
    for one in browser.get(REQUIREMENTS).json()["nationalities"]:
        days = [(span["from"], span["to"]) for span in one["intervals"]]
        assert days[-1][1] is None
        assert all(earlier[1] < later[0] for earlier, later in pairwise(days))


@BOTH
def test_reply_is_for_everybody_and_kept_by_caches(browser: Client, path: str) -> None:
    reply = browser.get(path)
    assert reply["Cache-Control"] == "public, max-age=300"
    assert reply["Access-Control-Allow-Origin"] == "*"
    assert reply["Content-Type"] == "application/json"
    assert "Cookie" not in reply["Vary"]
    assert reply.cookies == {}
    assert not Session.objects.exists()


@BOTH
def test_entity_tag_saves_the_second_transfer(browser: Client, path: str) -> None:
    first = browser.get(path)
    again = browser.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert browser.get(path, headers={"If-None-Match": '"another"'}).status_code == 200


@BOTH
def test_new_day_is_told_anew(browser: Client, clock: SetClock, path: str) -> None:
    before = browser.get(path)
    clock.set(datetime(2026, 12, 31, 15, tzinfo=UTC))
    after = browser.get(path)
    assert (before.json()["as_of"], after.json()["as_of"]) == ("2026-11-24", "2027-01-01")
    assert before["ETag"] != after["ETag"]


@BOTH
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_feed_is_only_read(site: Ports, path: str, method: str) -> None:
    assert Client(enforce_csrf_checks=True).generic(method, path).status_code == 405


@BOTH
def test_who_asks_too_often_waits(browser: Client, path: str) -> None:
    assert {browser.get(path).status_code for _ in range(120)} == {200}
    refused = browser.get(path)
    assert refused.status_code == 429
    assert refused["Content-Type"] == "application/problem+json"
    assert 1 <= int(refused["Retry-After"]) <= 61
    assert refused["Cache-Control"] == "no-store"


class _Faulty:
    def newest(self, programme: str) -> tuple[str, bytes]:
        raise RulebookProblem("a file is being changed")

    def read(self, version: str, content: bytes) -> object:
        raise NotImplementedError


class _WithUnpublished:
    def newest(self, programme: str) -> tuple[str, bytes]:
        return "f" * 64, b""

    def read(self, version: str, content: bytes) -> object:
        return replace(with_unpublished("TUR"), version=version)


@BOTH
def test_faulty_rules_are_no_answer(browser: Client, site: Ports, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr("mapae.site.middleware.ports", lambda: replace(site, rulebooks=_Faulty()))
    reply = browser.get(path)
    assert (reply.status_code, reply["Retry-After"]) == (503, "5")
    assert reply["Content-Type"] == "application/problem+json"
    assert "file" not in reply.content.decode()


def test_unpublished_list_is_not_in_the_feed_which_says_that_it_is_not_whole(
    browser: Client, site: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert browser.get(REQUIREMENTS).json()["is_complete"] is True
    monkeypatch.setattr("mapae.site.middleware.ports", lambda: replace(site, rulebooks=_WithUnpublished()))
    told = browser.get(REQUIREMENTS)
    assert told.json()["is_complete"] is False
    assert "unpublished" not in told.content.decode()
    assert of(browser, "TUR")["intervals"][0]["requirement"] == "required"


@BOTH
def test_no_copy_outlives_the_day(browser: Client, clock: SetClock, path: str) -> None:
    clock.set(datetime(2026, 12, 31, 14, 59, 30, tzinfo=UTC))
    last = browser.get(path)
    assert last["Cache-Control"] == "public, max-age=30"
    clock.set(datetime(2026, 12, 31, 15, tzinfo=UTC))
    first = browser.get(path, headers={"If-None-Match": last["ETag"]})
    assert (first.status_code, first["Cache-Control"]) == (200, "public, max-age=300")
