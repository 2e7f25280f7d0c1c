"""The rules of a rulebook as plain rows, for engines that know nothing of it, and the travellers as plain numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mapae.core.rulebook.assessment import Requirement, Traveller
from mapae.core.rulebook.conditions import OLDEST, Ages, Claimed, InForce, Nationalities
from mapae.core.rulebook.model import RequirementRule, Rulebook

# First match wins in the rows, so they stand in the order in which the evaluation decides.
ORDER = (Requirement.OUTSIDE, Requirement.EXEMPT, Requirement.NOT_ELIGIBLE, Requirement.REQUIRED)
FIRST, LAST = 10101, 99991231
_LONG_AGO = 18000101


@dataclass(frozen=True)
class Row:
    """A rule about period, nationality, age and category; days are numbers like 20261231, None asks nothing."""

    rule: str
    decides: Requirement
    first: int
    last: int
    named: tuple[str, ...] | None
    excepted: tuple[str, ...]
    ages: tuple[int, int] | None
    categories: tuple[str, ...] | None


@dataclass(frozen=True)
class Reread:
    """Documents of `nationality` of which some are of `readings`, from a day on."""

    nationality: str
    readings: tuple[str, ...]
    first: int


Facts = dict[str, str | int]


def rows_of(rulebook: Rulebook) -> list[Row]:
    """The rules that a row can hold, in the order of the decision. Nobody of the crowd is met by one of the others."""
    plain = [rule for rule in rulebook.requirements if _is_plain(rule)]
    return [_row(rule) for decides in ORDER for rule in plain if rule.decides is decides]


def rereads_of(rulebook: Rulebook) -> list[Reread]:
    return [Reread(one.nationality, one.readings, _number(one.in_force.first, FIRST)) for one in rulebook.derivations]


def facts_of(traveller: Traveller, day: date) -> Facts:
    """What the rows look at; an unknown birth is any day from long ago until arrival, which settles no age."""
    birth = traveller.birth
    return {
        "nationality": traveller.nationality,
        "which_passport": traveller.which_passport,
        "category": traveller.category,
        "day": _number(day, 0),
        "birth_earliest": _number(birth.earliest, 0) if birth else _LONG_AGO,
        "birth_latest": _number(birth.latest, 0) if birth else _number(day, 0),
    }


def _is_plain(rule: RequirementRule) -> bool:
    return all(
        isinstance(one, InForce | Nationalities | Ages) or (isinstance(one, Claimed) and one.name == "category")
        for one in rule.conditions
    )


def _row(rule: RequirementRule) -> Row:
    named, ages = rule.nationalities, rule.ages
    claimed = next((one for one in rule.conditions if isinstance(one, Claimed)), None)
    return Row(
        rule=rule.id,
        decides=rule.decides,
        first=_number(rule.in_force.first, FIRST),
        last=_number(rule.in_force.last, LAST),
        named=tuple(sorted(named.named)) if named and named.named is not None else None,
        excepted=tuple(sorted(named.excepted)) if named else (),
        ages=(ages.first or 0, OLDEST if ages.last is None else ages.last) if ages else None,
        categories=tuple(sorted(claimed.values)) if claimed else None,
    )


def _number(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else day.year * 10000 + day.month * 100 + day.day
