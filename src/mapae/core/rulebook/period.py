"""Days from a first to a last one, and the moments whose day a rule may be held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Moment(StrEnum):
    """Whose day, at the destination, decides whether a rule is in force."""

    ARRIVAL = "arrival"
    SUBMISSION = "submission"
    DECISION = "decision"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from first to last, both inclusive; None where it is open."""

    first: date | None = None
    last: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def overlaps(self, other: Period) -> bool:
        """Whether there is a day on which both hold."""
        begins = self.first is None or other.last is None or self.first <= other.last
        return begins and (other.first is None or self.last is None or other.first <= self.last)

    def __str__(self) -> str:
        """As ISO 8601 writes intervals: «2023-04-01/2026-12-31», `..` where it is open."""
        return f"{self.first or '..'}/{self.last or '..'}"
