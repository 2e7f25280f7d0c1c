"""How long an authorization lives. Days are days at the destination."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Ending(StrEnum):
    """What ended an authorization early, stored. *Expired* is computed and never stored."""

    REVOKED = "revoked"
    ANNULLED = "annulled"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"


def last_day(granted_on: date, years: int, document_expiry: date | None) -> date:
    """The last day of validity, inclusive: the day before the anniversary, or the document's last day if sooner.

    Granted 29 February 2024 for three years: until 28 February 2027.
    """
    until = _anniversary(granted_on, years) - timedelta(days=1)
    return until if document_expiry is None else min(until, document_expiry)


def _anniversary(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February and no leap year: the anniversary is 1 March
        return date(day.year + years, 3, 1)


@dataclass(frozen=True, slots=True)
class Validity:
    """First and last day, both inclusive, and the ending if one was recorded."""

    first_day: date
    last_day: date
    ending: Ending | None = None

    def covers(self, arrival_day: date) -> bool:
        """Whether somebody who arrives on that day arrives with a living authorization."""
        return self.ending is None and self.first_day <= arrival_day <= self.last_day
