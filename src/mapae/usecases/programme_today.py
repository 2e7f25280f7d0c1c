"""What the rules say to whoever comes today, before anybody has told us anything: who needs it, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mapae.core.rulebook.assessment import Requirement, Terms
from mapae.core.rulebook.evaluation import terms_on
from mapae.core.rulebook.model import RequirementRule
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
    rules = [rule for rule in rulebook.requirements if rule.arrival.holds_on(today)]
    waivers = _waivers(rules)
    waived = frozenset[str]().union(*(waiver.nationalities for waiver in waivers))
    ages = [rule for rule in rules if rule.decides is Requirement.EXEMPT and _is_by_age(rule)]
    return ProgrammeToday(
        terms=terms_on(rulebook, today),
        required=_named([rule for rule in rules if rule.decides is Requirement.REQUIRED]) - waived,
        waivers=waivers,
        exempt_to_age=max((rule.age_to for rule in ages if rule.age_to is not None), default=None),
        exempt_from_age=min((rule.age_from for rule in ages if rule.age_from is not None), default=None),
    )


def days_that_drafts_are_kept(ports: Ports) -> int:
    """How long an application that is not submitted stays after its last answer. Raises RulebookProblem."""
    return rulebook_in_force(ports).retention_days_of_drafts


def _waivers(rules: list[RequirementRule]) -> tuple[Waiver, ...]:
    exempt = [rule for rule in rules if rule.decides is Requirement.EXEMPT and not _is_by_age(rule)]
    ends = sorted({rule.arrival.last for rule in exempt}, key=lambda day: day or date.max)
    return tuple(Waiver(end, _named([rule for rule in exempt if rule.arrival.last == end])) for end in ends)


def _named(rules: list[RequirementRule]) -> frozenset[str]:
    return frozenset[str]().union(*(rule.nationalities or frozenset() for rule in rules))


def _is_by_age(rule: RequirementRule) -> bool:
    return rule.age_from is not None or rule.age_to is not None
