"""Numbers for a monitor: right, in Prometheus' format, for who knows the token, and nothing of anybody."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from mapae.site.counting import counts
from mapae.usecases.decide import grant_by_officer
from mapae.usecases.ports import Ports
from mapae.usecases.seal_log import seal_log
from tests.room.accounts import add
from tests.room.clock import SetClock
from tests.usecases.steps import a_granted, a_referred

TOKEN = "specimen-token-of-a-monitor"
SAMPLE = re.compile(r'^[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [0-9.e+-]+$')


@pytest.fixture(autouse=True)
def told(settings: Any) -> None:
    settings.MAPAE_METRICS_TOKEN = TOKEN
    settings.MAPAE_FREE_DISK = lambda: 0.5


def read(browser: Client) -> str:
    response = browser.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain; version=0.0.4")
    return response.content.decode()


def values(text: str) -> dict[str, float]:
    return {
        name: float(value) for name, _, value in (line.rpartition(" ") for line in text.splitlines() if line[0] != "#")
    }


@pytest.mark.parametrize("given", [None, "Bearer ", "Bearer wrong", TOKEN.upper(), "Bearer é"])
def test_nobody_reads_them_without_the_token(browser: Client, given: str | None) -> None:
    response = browser.get("/metrics", headers={"Authorization": given} if given else {})
    assert response.status_code == 401
    assert response.content == b""


def test_installation_without_a_token_has_no_such_page(browser: Client, settings: Any) -> None:
    settings.MAPAE_METRICS_TOKEN = ""
    assert browser.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_every_line_is_of_the_format_and_every_name_is_explained(browser: Client, site: Ports) -> None:
    a_granted(site)
    browser.get("/en/")
    text = read(browser)
    explained = set(re.findall(r"^# TYPE ([a-z_]+) ", text, re.M))
    for line in text.splitlines():
        if not line.startswith("#"):
            assert SAMPLE.match(line), line
            assert re.sub(r"_(bucket|sum|count)$", "", re.split(r"[{ ]", line)[0]) in explained, line
    assert text.endswith("\n")


def test_cases_are_counted_and_the_oldest_is_timed(browser: Client, site: Ports, clock: SetClock) -> None:
    a_referred(site)
    clock.pass_by(hours=2)
    a_granted(site)
    found = values(read(browser))
    assert found['mapae_applications{status="referred"}'] == 1
    assert found['mapae_applications_oldest_seconds{status="referred"}'] == 7200
    assert found['mapae_applications{status="awaiting_payment"}'] == 0
    assert found['mapae_decisions_total{outcome="granted",by="machine"}'] == 1
    assert found["mapae_mails_queued"] >= 1


def test_time_to_decision_is_a_histogram_whose_steps_only_grow(browser: Client, site: Ports, clock: SetClock) -> None:
    a_granted(site)
    referred = a_referred(site)
    clock.pass_by(hours=13)
    grant_by_officer(site, referred.id, add(), referred.version)
    found = values(read(browser))
    steps = [
        found[f'mapae_decision_seconds_bucket{{by="officer",le="{bound}"}}'] for bound in (3600, 43200, 86400, "+Inf")
    ]
    assert steps == [0, 0, 1, 1]
    assert found['mapae_decision_seconds_sum{by="officer"}'] == 13 * 3600
    assert found['mapae_decision_seconds_bucket{by="machine",le="10"}'] == 1
    assert found['mapae_decision_seconds_count{by="machine"}'] == 1


def test_audit_log_is_watched(browser: Client, site: Ports, clock: SetClock) -> None:
    a_granted(site)
    waiting = values(read(browser))["mapae_audit_unsealed_leaves"]
    assert waiting > 0
    seal_log(site)
    clock.pass_by(seconds=40)
    found = values(read(browser))
    assert found["mapae_audit_unsealed_leaves"] == 0
    assert found["mapae_audit_leaves"] == waiting
    assert found["mapae_audit_checkpoint_age_seconds"] == 40


def test_requests_are_counted_by_route_and_never_by_address(browser: Client) -> None:
    before = values(read(browser)).get('mapae_requests_total{route="status",status="200"}', 0)
    browser.get("/en/status/?who=KANARYA")
    browser.get("/en/KANARYA/")
    text = read(browser)
    assert values(text)['mapae_requests_total{route="status",status="200"}'] == before + 1
    assert 'mapae_requests_total{route="unknown",status="404"}' in text
    assert "KANARYA" not in text


def test_answers_to_carriers_are_told_by_verdict(browser: Client) -> None:
    counts().add("mapae_board_checks", "NO_BOARD", "NO_AUTHORIZATION", count=3)
    found = values(read(browser))
    assert found['mapae_board_checks_total{verdict="NO_BOARD",reason="NO_AUTHORIZATION"}'] >= 3


def test_nothing_of_a_person_is_told(browser: Client, site: Ports) -> None:
    for make in (a_granted, a_referred):
        application = make(site)
        text = read(browser)
        for secret in (
            "RNEKO",
            "AYSE",
            "U00000017",
            "TUR",
            "1990",
            "example.org",
            application.reference,
            str(application.id),
        ):
            assert secret not in text
