"""What a rulebook says of all people of one nationality: by the day of arrival and by their age on that day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.assessment import Reason, Requirement, Traveller
from mapae.core.rulebook.evaluation import assess
from mapae.core.rulebook.intervals import turning_days
from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.period import Period

# A passport that is valid on every arrival day: its expiry is a question of the application, not of the nationality.
VALID_PASSPORT = date(9999, 12, 30)


@dataclass(frozen=True, slots=True)
class AgeBand:
    """People from `first` to `last` years of age, both inclusive and whole, of whom the same is said for the same reasons."""

    first: int
    last: int | None
    requirement: Requirement
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Arrival days on which the same bands hold; the last stretch is open."""

    days: Period
    bands: tuple[AgeBand, ...]


def by_age(rulebook: Rulebook, nationality: str, first_day: date) -> tuple[Stretch, ...]:
    """From `first_day` on, for holders of an ordinary valid passport who claim nothing."""
    found: list[Stretch] = []
    for day in sorted({first_day, *(day for day in turning_days(rulebook) if day > first_day)}):
        bands = tuple(_bands(rulebook, nationality, day))
        if found and found[-1].bands == bands:
            continue
        if found:
            found[-1] = Stretch(Period(found[-1].days.first, day - timedelta(days=1)), found[-1].bands)
        found.append(Stretch(Period(day), bands))
    return tuple(found)


def _bands(rulebook: Rulebook, nationality: str, day: date) -> Iterator[AgeBand]:
    firsts = sorted(_first_ages(rulebook))
    band: AgeBand | None = None
    for first, following in zip(firsts, [*firsts[1:], None], strict=True):
        last = None if following is None else following - 1
        # Born on a 1 January: of that age on every day of the year.
        born = PartialDate(day.year - first, 1, 1)
        told = assess(rulebook, Traveller(nationality, born, document_expiry=VALID_PASSPORT), day)
        if band and (band.requirement, band.reasons) == (told.requirement, told.reasons):
            band = AgeBand(band.first, last, band.requirement, band.reasons)
            continue
        if band:
            yield band
        band = AgeBand(first, last, told.requirement, told.reasons)
    if band:
        yield band


def _first_ages(rulebook: Rulebook) -> set[int]:
    """The ages at which a rule's limit is reached or passed, and 0."""
    limits = [rule.ages for rule in rulebook.requirements if rule.ages]
    begins = (ages.first for ages in limits)
    ends = (None if ages.last is None else ages.last + 1 for ages in limits)
    return {0, *(age for age in (*begins, *ends) if age is not None)}
