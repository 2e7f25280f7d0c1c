"""What a rulebook says of a traveller who arrives on a day, rule by rule and in one word."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import date

from mapae.core.rulebook.assessment import Assessment, Held, Reason, Requirement, Stay, TraceStep, Traveller
from mapae.core.rulebook.conditions import Seen
from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.plan import open_plan_of, plan_of

# Whoever the scheme does not speak of is outside whatever else holds. An exemption is about travelling and outweighs what
# stands against applying.
_ORDER = (Requirement.OUTSIDE, Requirement.EXEMPT, Requirement.NOT_ELIGIBLE, Requirement.REQUIRED)
# Where the data allow several readings the strictest is taken: exempt is only who is it by every reading.
_STRICTEST_FIRST = (Requirement.REQUIRED, Requirement.NOT_ELIGIBLE, Requirement.OUTSIDE, Requirement.EXEMPT)
NO_RULE = Reason(
    "nationality_outside", "none", "no rule of the programme speaks of this nationality and document on that day"
)
_YES, _NO = Held.YES, Held.NO
_NONE: frozenset[str] = frozenset()


def assess(rulebook: Rulebook, traveller: Traveller, arrival_day: date) -> Assessment:
    """The requirement on that day at the destination, with reasons and a trace of every rule that was asked.

    More doubt (an unknown part of the data, a question left open) never turns required or not_eligible into exempt.
    """
    traveller, questions = derived(rulebook, traveller, arrival_day)
    told = _assess(rulebook, traveller, arrival_day)
    if not questions:
        return told
    every = [told, *(_assess(rulebook, one, arrival_day) for one in _readings(rulebook, traveller, arrival_day))]
    possible = tuple(requirement for requirement in _ORDER if any(requirement in one.possible for one in every))
    if told.requirement is Requirement.EXEMPT:
        strictest = _strictest(possible)
        told = next(one for one in every if one.requirement is strictest)
    return replace(told, possible=possible, questions=questions)


def _assess(rulebook: Rulebook, traveller: Traveller, arrival_day: date) -> Assessment:
    seen = Seen(traveller, arrival_day)
    trace: list[TraceStep] = []
    sure: dict[Requirement, list[Reason]] = {}
    unsure: dict[Requirement, list[Reason]] = {}
    for asked in plan_of(rulebook, traveller.nationality):
        step = asked.step(seen)
        trace.append(step)
        if step.held is not _NO:
            (sure if step.held is _YES else unsure).setdefault(asked.rule.decides, []).append(asked.reason)
    possible = _possible(sure, unsure)
    requirement = _strictest(possible)
    return Assessment(
        requirement=requirement,
        reasons=tuple(sure.get(requirement) or unsure.get(requirement) or (NO_RULE,)),
        trace=tuple(trace),
        possible=possible,
        obstacles=tuple(sure.get(Requirement.NOT_ELIGIBLE, ())),
    )


def requirement_on(rulebook: Rulebook, traveller: Traveller, arrival_day: date) -> Requirement:
    """The requirement alone, as `assess` finds it, without reasons and trace: the board check asks by the thousand."""
    traveller, questions = derived(rulebook, traveller, arrival_day)
    requirement = _requirement_on(rulebook, traveller, arrival_day)
    if questions and requirement is Requirement.EXEMPT:
        readings = (_requirement_on(rulebook, one, arrival_day) for one in _readings(rulebook, traveller, arrival_day))
        return _strictest((requirement, *readings))
    return requirement


def _requirement_on(rulebook: Rulebook, traveller: Traveller, arrival_day: date) -> Requirement:
    seen = Seen(traveller, arrival_day)
    sure: set[Requirement] = set()
    unsure: set[Requirement] = set()
    claims_nothing = not (traveller.category or traveller.purpose or traveller.port)
    for asked in open_plan_of(rulebook, traveller.nationality, claims_nothing=claims_nothing):
        held = asked.held(seen)
        if held is not _NO:
            (sure if held is _YES else unsure).add(asked.rule.decides)
    return _strictest(_possible(sure, unsure))


def derived(rulebook: Rulebook, traveller: Traveller, day: date) -> tuple[Traveller, tuple[str, ...]]:
    """The traveller with the nationality that the answer to «which passport» gives, and the questions still open.

    A document stays what it says while nobody has answered; it exempts only whom it would under every answer.
    """
    for rule in rulebook.derivations:
        if rule.nationality == traveller.nationality and rule.in_force.holds_on(day):
            if traveller.which_passport in rule.readings:
                return replace(traveller, nationality=traveller.which_passport), ()
            return traveller, () if traveller.which_passport == rule.nationality else (rule.asks,)
    return traveller, ()


def _readings(rulebook: Rulebook, traveller: Traveller, day: date) -> Iterator[Traveller]:
    """The same traveller with each other passport that the document may be."""
    for rule in rulebook.derivations:
        if rule.nationality == traveller.nationality and rule.in_force.holds_on(day):
            yield from (replace(traveller, nationality=reading) for reading in rule.readings)


def nationalities_alike(rulebook: Rulebook, code: str, day: date) -> frozenset[str]:
    """Other codes that the same document may be known under: CHN for HKG and MAC, HKG for CHN; mostly none.

    It goes for issuing states too, which these documents write as they write the nationality.
    """
    if code not in rulebook.ambiguous:
        return _NONE
    found: set[str] = set()
    for rule in rulebook.derivations:
        if rule.in_force.holds_on(day):
            if code == rule.nationality:
                found.update(rule.readings)
            elif code in rule.readings:
                found.add(rule.nationality)
    return frozenset(found)


def stay_on(rulebook: Rulebook, nationality: str, arrival_day: date) -> Stay:
    """How long each stay may be; without days where no source confirms it."""
    for rule in rulebook.stays:
        if nationality in rule.nationalities and rule.in_force.holds_on(arrival_day):
            return Stay(rule.days, rule.id, rule.source)
    return Stay(None)


def _possible(sure: Container[Requirement], unsure: Container[Requirement]) -> tuple[Requirement, ...]:
    """The requirements that some reading of the data leads to, in the order of the decision."""
    found: list[Requirement] = []
    for requirement in _ORDER:
        if requirement in sure:
            return (*found, requirement)
        if requirement in unsure:
            found.append(requirement)
    return tuple(found) if Requirement.OUTSIDE in found else (*found, Requirement.OUTSIDE)


def _strictest(possible: tuple[Requirement, ...]) -> Requirement:
    if len(possible) == 1:
        return possible[0]
    return next(requirement for requirement in _STRICTEST_FIRST if requirement in possible)
