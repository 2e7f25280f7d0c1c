"""The requirement over time, for whoever does not know the day of arrival yet, and what changes between two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from mapae.core.documents.partial_date import PartialDate, anniversary
from mapae.core.rulebook.assessment import Interval, Reason, Requirement, Traveller
from mapae.core.rulebook.evaluation import assess
from mapae.core.rulebook.model import Rule, Rulebook
from mapae.core.rulebook.period import Period

_ONE_DAY = timedelta(days=1)


def intervals(rulebook: Rulebook, traveller: Traveller, first_day: date) -> tuple[Interval, ...]:
    """From `first_day` on: every stretch of arrival days with one requirement for the same reasons; the last one is open."""
    found: list[Interval] = []
    for day in _days_of_change(rulebook, traveller, first_day):
        assessment = assess(rulebook, traveller, day)
        if found and (found[-1].requirement, found[-1].reasons) == (assessment.requirement, assessment.reasons):
            continue
        if found:
            found[-1] = Interval(Period(found[-1].days.first, day - _ONE_DAY), found[-1].requirement, found[-1].reasons)
        found.append(Interval(Period(day), assessment.requirement, assessment.reasons))
    return tuple(found)


def _days_of_change(rulebook: Rulebook, traveller: Traveller, first_day: date) -> list[date]:
    days = {first_day, *turning_days(rulebook)}
    if traveller.birth:
        days.update(_of_birthdays(rulebook, traveller.birth))
    if traveller.document_expiry:
        days.update(_after(traveller.document_expiry))
    return sorted(day for day in days if day >= first_day)


def turning_days(rulebook: Rulebook) -> frozenset[date]:
    """The first days on which another set of rules about requirements and derivations is in force."""
    return frozenset(_of_periods((*rulebook.requirements, *rulebook.derivations)))


def _of_periods(rules: Iterable[Rule]) -> Iterator[date]:
    for rule in rules:
        if rule.in_force.first:
            yield rule.in_force.first
        if rule.in_force.last:
            yield from _after(rule.in_force.last)


def _after(day: date) -> Iterator[date]:
    """The next day; none after the last one that calendars here know, which stands for «never»."""
    if day < date.max:
        yield day + _ONE_DAY


def _of_birthdays(rulebook: Rulebook, birth: PartialDate) -> Iterator[date]:
    """The first day of each age that a rule's limit is reached or passed at, by the earliest and the latest reading."""
    limits: set[int] = set()
    for ages in (rule.ages for rule in rulebook.requirements):
        if ages is not None:
            limits.update(age for age in (ages.first, None if ages.last is None else ages.last + 1) if age is not None)
    for born in (birth.earliest, birth.latest):
        yield from (anniversary(born, age) for age in limits if born.year + age <= MAXYEAR)
    yield birth.latest


@dataclass(frozen=True, slots=True)
class Flip:
    """A nationality whose ordinary adults meet another requirement, or the same for other reasons, on the second day."""

    nationality: str
    before: Requirement
    after: Requirement
    reasons_before: tuple[Reason, ...]
    reasons_after: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes between two days. `begins` and `ends` are ids of rules that are in force on only one of them.

    An operator's unpublished list is not compared: `has_unpublished` says that there is one.
    """

    flips: tuple[Flip, ...]
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    has_unpublished: bool


ADULT = 40  # the age of an ordinary adult, whom no rule about the young or the old concerns


def difference(rulebook: Rulebook, first: date, second: date) -> Difference:
    """Who flips between arrivals of two days: adults with an ordinary passport who claim nothing, by nationality."""
    published = rulebook.published
    flips = (_flip(published, nationality, first, second) for nationality in sorted(published.named))
    rules = list(published.rules())
    return Difference(
        flips=tuple(flip for flip in flips if flip),
        begins=tuple(one.id for one in rules if not one.in_force.holds_on(first) and one.in_force.holds_on(second)),
        ends=tuple(one.id for one in rules if one.in_force.holds_on(first) and not one.in_force.holds_on(second)),
        has_unpublished=rulebook.has_unpublished,
    )


def _flip(rulebook: Rulebook, nationality: str, first: date, second: date) -> Flip | None:
    before, after = (assess(rulebook, _adult(nationality, day), day) for day in (first, second))
    if (before.requirement, before.reasons) == (after.requirement, after.reasons):
        return None
    return Flip(nationality, before.requirement, after.requirement, before.reasons, after.reasons)


def _adult(nationality: str, day: date) -> Traveller:
    return Traveller(nationality, PartialDate.of(date(day.year - ADULT, 1, 1)))
