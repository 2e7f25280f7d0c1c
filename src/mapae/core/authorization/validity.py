"""How long an authorization lives. Days are days at the destination."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Ending(StrEnum):
    """What ended an authorization early, stored. *Expired* is computed and never stored."""

    REVOKED = "revoked"
    ANNULLED = "annulled"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"


class Standing(StrEnum):
    """How an authorization stands on a day: it lives, its time is over, or it ended early."""

    LIVING = "living"
    EXPIRED = "expired"
    REVOKED = "revoked"
    ANNULLED = "annulled"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Validity:
    """First and last day, both inclusive, and the ending if one was recorded."""

    first_day: date
    last_day: date
    ending: Ending | None = None

    def covers(self, arrival_day: date) -> bool:
        """Whether somebody who arrives on that day arrives with a living authorization."""
        return self.ending is None and self.first_day <= arrival_day <= self.last_day

    def standing_on(self, day: date) -> Standing:
        """How it stands on that day. What ended early did so for good, also after its last day."""
        if self.ending is not None:
            return Standing(self.ending.value)
        return Standing.EXPIRED if self.last_day < day else Standing.LIVING
