"""What the checks of answers must know beside the answer itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

ARRIVAL, STAY = "arrival_day", "stay_address"


@dataclass(frozen=True, slots=True)
class Situation:
    """The day at the destination, whether specimens are welcome, and what the rulebook's form asks on that day.

    `may_be_unknown`: what an applicant may leave for later, of `ARRIVAL` and `STAY`. `by_group`: a representative sends
    the applicant in with others, declares for all at once, and the applicant may have no mailbox of their own.
    """

    today: date
    is_demonstration: bool = False
    may_be_unknown: frozenset[str] = frozenset()
    asks_portrait: bool = False
    by_group: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """Raw answers in their situation: all that a check looks at, and on which it depends whether a question is asked."""

    raw: Mapping[str, str]
    situation: Situation

    def answer(self, field: str) -> str:
        """The answer without blanks around it; empty where there is none."""
        return self.raw.get(field, "").strip()

    def says(self, field: str, *answers: str) -> bool:
        """Whether the question is answered in one of these ways."""
        return self.answer(field) in answers
