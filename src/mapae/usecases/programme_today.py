"""What the rules say to whoever comes today, before anybody has told us anything: who needs it, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mapae.core.rulebook.assessment import Requirement, Terms
from mapae.core.rulebook.everything import find_terms
from mapae.core.rulebook.model import RequirementRule, in_force
from mapae.core.rulebook.terms import retention_days, terms_on
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import rulebook_in_force


@dataclass(frozen=True, slots=True)
class Waiver:
    """Nationalities that need no authorization for arrivals up to and including `last_day`; None: no end is set."""

    last_day: date | None
    nationalities: frozenset[str]


@dataclass(frozen=True, slots=True)
class ProgrammeToday:
    """`required`: nationalities that need an authorization for an arrival today. Ages are whole years, inclusive."""

    terms: Terms
    required: frozenset[str]
    waivers: tuple[Waiver, ...]
    exempt_to_age: int | None
    exempt_from_age: int | None


def programme_today(ports: Ports) -> ProgrammeToday:
    """The rules in force for an arrival today. Raises RulebookProblem, NoTerms."""
    rulebook = rulebook_in_force(ports)
    today = day_at(ports.clock.now(), rulebook)
    rules = [rule for rule in in_force(rulebook.requirements, today) if rule.is_published]
    waivers = _waivers(rules)
    waived = frozenset[str]().union(*(waiver.nationalities for waiver in waivers))
    ages = [rule.ages for rule in rules if rule.decides is Requirement.EXEMPT and rule.ages]
    return ProgrammeToday(
        terms=terms_on(rulebook, today),
        required=_named([rule for rule in rules if rule.decides is Requirement.REQUIRED]) - waived,
        waivers=waivers,
        exempt_to_age=max((age.last for age in ages if age.last is not None), default=None),
        exempt_from_age=min((age.first for age in ages if age.first is not None), default=None),
    )


def asks_portrait(ports: Ports) -> bool:
    """Whether an application that is submitted today needs a portrait; no where nobody can apply. Raises RulebookProblem."""
    rulebook = rulebook_in_force(ports)
    terms = find_terms(rulebook, day_at(ports.clock.now(), rulebook))
    return terms is not None and terms.asks_portrait


def days_that_drafts_are_kept(ports: Ports) -> int:
    """How long an application that is not submitted stays after its last answer. Raises RulebookProblem, NoTerms.

    A rulebook without a term for drafts keeps them as long as an unpaid application lives.
    """
    rulebook = rulebook_in_force(ports)
    today = day_at(ports.clock.now(), rulebook)
    days = retention_days(rulebook, "drafts", today)
    return terms_on(rulebook, today).lapse_days if days is None else days


def _waivers(rules: list[RequirementRule]) -> tuple[Waiver, ...]:
    exempt = [rule for rule in rules if rule.decides is Requirement.EXEMPT and not rule.ages]
    ends = sorted({rule.in_force.last for rule in exempt}, key=lambda day: day or date.max)
    return tuple(Waiver(end, _named([rule for rule in exempt if rule.in_force.last == end])) for end in ends)


def _named(rules: list[RequirementRule]) -> frozenset[str]:
    asked = (rule.nationalities for rule in rules)
    return frozenset[str]().union(*(one.named or frozenset() for one in asked if one))
