"""Moments before a demonstration begins: a clock that stands at one, and ports that have it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mapae.usecases.ports import Ports


@dataclass(frozen=True, slots=True)
class Standing:
    """A clock that stands."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


def hours_before(ports: Ports, hours: float) -> Ports:
    """The same ports, with the clock standing at that moment."""
    return replace(ports, clock=Standing(ports.clock.now() - timedelta(hours=hours)))
