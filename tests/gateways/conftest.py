"""Stripe on the loopback, and the gateway before it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.room.stripe.replay import Stripe, replayed_stripe


@pytest.fixture
def stripe_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stripe]:
    """A Stripe of the test's own; no proxy of the machine stands before it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with replayed_stripe() as server:
        yield server
