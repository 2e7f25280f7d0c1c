"""Sessions end by the house's clock, wherever it stands; the sweep takes none that live."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from mapae.records.models import Role
from mapae.usecases.ports import Ports
from mapae.usecases.sweep import remove_leftovers
from tests.room import accounts
from tests.room.clock import SetClock


def signed_in() -> Client:
    client, _ = accounts.add_signed_in(Role.OFFICER)
    return client


def test_session_lives_in_a_clock_that_is_set_far_ahead(site: Ports, clock: SetClock) -> None:
    clock.set(datetime(2031, 12, 31, tzinfo=UTC))
    client = signed_in()
    assert client.get("/en/officer/").status_code == 200
    remove_leftovers(site)
    assert client.get("/en/officer/").status_code == 200


def test_session_ends_in_a_clock_that_is_set_long_ago(site: Ports, clock: SetClock) -> None:
    clock.set(datetime(2021, 5, 3, tzinfo=UTC))
    client = signed_in()
    assert client.get("/en/officer/").status_code == 200
    clock.pass_by(seconds=settings.SESSION_COOKIE_AGE + 1)
    remove_leftovers(site)
    assert not Session.objects.exists()


def test_session_that_is_over_opens_nothing_before_the_sweep_comes(site: Ports, clock: SetClock) -> None:
    client = signed_in()
    key = client.session.session_key
    assert dict(client.session.items())
    clock.pass_by(seconds=settings.SESSION_COOKIE_AGE + 1)
    assert Session.objects.filter(session_key=key).exists()
    assert not dict(client.session.items())


def test_sweep_leaves_the_counters_of_the_sign_in(site: Ports, clock: SetClock) -> None:
    """Those live by the machine's clock: a demonstration in the future must not forget failed attempts."""
    clock.set(datetime(2031, 12, 31, tzinfo=UTC))
    cache.set("failed", 5, 300)
    remove_leftovers(site)
    assert cache.get("failed") == 5
