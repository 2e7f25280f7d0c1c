"""Alive says that the process answers; ready says whether it can work, and what to look at."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.written import Fault, RulebookProblem
from mapae.records.models import Installation
from mapae.usecases.ports import Ports
from mapae.usecases.readiness import _is_migrated, readiness


def lines(browser: Client, path: str = "/health/ready") -> tuple[int, list[str]]:
    response = browser.get(path)
    return response.status_code, response.content.decode().splitlines()


@pytest.fixture
def worker(site: Ports) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (statement_timestamp())")


@pytest.fixture(autouse=True)
def room(settings: Any) -> None:
    settings.MAPAE_FREE_DISK = lambda: 0.5


@pytest.mark.parametrize("path", ["/healthz", "/health/live"])
def test_living_process_says_so(browser: Client, path: str) -> None:
    assert lines(browser, path) == (200, ["alive"])


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("path", ["/readyz", "/health/ready"])
def test_whole_house_is_ready_without_concerns(browser: Client, path: str) -> None:
    assert lines(browser, path) == (200, ["ready"])


def test_missing_worker_is_a_concern_and_boarding_goes_on(browser: Client) -> None:
    assert lines(browser) == (200, ["ready", "concern worker"])


@pytest.mark.parametrize("minutes", [2, 60])
def test_worker_that_was_not_heard_of_is_missing(browser: Client, minutes: int) -> None:
    with connections["default"].cursor() as cursor:
        sentence = (
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (statement_timestamp() - %s * interval '1 min')"
        )
        cursor.execute(sentence, [minutes])
    assert lines(browser) == (200, ["ready", "concern worker"])


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(
    ("free", "expected"),
    [
        (0.11, (200, ["ready"])),
        (0.09, (200, ["ready", "concern disk_low"])),
        (0.01, (503, ["not ready", "fault disk_full"])),
    ],
)
def test_disk_is_watched(browser: Client, settings: Any, free: float, expected: tuple[int, list[str]]) -> None:
    settings.MAPAE_FREE_DISK = lambda: free
    assert lines(browser) == expected


@pytest.mark.usefixtures("committed")
def test_other_keys_than_the_database_was_sealed_with_are_a_fault(ports: Ports) -> None:
    installed = Installation(
        audit_name=ports.keys.audit_name, key_proof=b"", is_demonstration=True, created_at=ports.clock.now()
    )
    try:
        installed.save(using="owner")
        assert readiness(ports, 0.5).faults == ()
        Installation.objects.using("owner").update(audit_name="audit.of.somebody.else")
        assert readiness(ports, 0.5).faults == ("keys",)
    finally:
        Installation.objects.using("owner").all().delete()


class _NoRules:
    def newest(self, programme: str) -> tuple[str, bytes]:
        raise RulebookProblem(Fault("programme.yaml", "the rulebook", "it is gone"))

    def read(self, version: str, content: bytes) -> Rulebook:
        raise RulebookProblem(Fault("programme.yaml", "the rulebook", "it is gone"))


@pytest.mark.usefixtures("worker")
def test_rules_that_cannot_be_read_are_a_fault(browser: Client, site: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    without = replace(site, rulebooks=_NoRules())
    monkeypatch.setattr("mapae.site.middleware.ports", lambda: without)
    assert lines(browser) == (503, ["not ready", "fault rulebook"])


def test_missing_migration_is_a_fault(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _is_migrated.cache_clear()
    monkeypatch.setattr("django.db.migrations.recorder.MigrationRecorder.applied_migrations", lambda _: {})
    assert lines(browser) == (503, ["not ready", "fault migrations"])
    monkeypatch.undo()
    assert lines(browser)[0] == 200
