"""The next day on which the requirement changes for many nationalities at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.assessment import Requirement, Traveller
from mapae.core.rulebook.by_age import VALID_PASSPORT
from mapae.core.rulebook.evaluation import requirement_on
from mapae.core.rulebook.intervals import ADULT, turning_days
from mapae.core.rulebook.model import Rulebook


@dataclass(frozen=True, slots=True)
class ComingChange:
    """From arrivals of `day` on, ordinary adults of `required` need an authorization who did not on the day before.

    Those of `released` need none any more. Codes in order.
    """

    day: date
    required: tuple[str, ...]
    released: tuple[str, ...]


def coming_change(rulebook: Rulebook, today: date, within_days: int, at_least: int) -> ComingChange | None:
    """The first such day after today and at most so many days away that concerns at least so many nationalities.

    An operator's unpublished list is left out.
    """
    book, last = rulebook.published, today + timedelta(days=within_days)
    for day in sorted(day for day in turning_days(book) if today < day <= last):
        change = _change_on(book, day)
        if len(change.required) + len(change.released) >= at_least:
            return change
    return None


def _change_on(book: Rulebook, day: date) -> ComingChange:
    before, after = _required_on(book, day - timedelta(days=1)), _required_on(book, day)
    return ComingChange(day, tuple(sorted(after - before)), tuple(sorted(before - after)))


def _required_on(book: Rulebook, day: date) -> frozenset[str]:
    born = PartialDate(day.year - ADULT, 1, 1)
    travellers = (Traveller(nationality, born, document_expiry=VALID_PASSPORT) for nationality in book.named)
    return frozenset(one.nationality for one in travellers if requirement_on(book, one, day) is Requirement.REQUIRED)
