"""What a rulebook says of a traveller on an arrival day, and of an application on the day it is submitted."""

from __future__ import annotations

from datetime import date

from mapae.core.documents.partial_date import PartialDate, age_on
from mapae.core.rulebook.assessment import Assessment, Reason, Requirement, Terms, TraceStep, Traveller
from mapae.core.rulebook.model import RequirementRule, Rulebook, TermsRule

# Whoever the scheme does not speak of is outside whatever else holds; an exemption outweighs the requirement.
_ORDER = (Requirement.OUTSIDE, Requirement.NOT_ELIGIBLE, Requirement.EXEMPT, Requirement.REQUIRED)
OLDEST = 130
_NO_RULE = Reason("nationality_outside", "none", "no rule of the programme names this nationality")


def assess(rulebook: Rulebook, traveller: Traveller, arrival_day: date) -> Assessment:
    """The requirement on that day. A rule about age holds only if it does for every reading of the birth date."""
    asked = [(rule, *_ask(rule, traveller, arrival_day)) for rule in rulebook.requirements]
    trace = tuple(TraceStep(rule.id, held, saw) for rule, held, saw in asked)
    for requirement in _ORDER:
        held = [rule for rule, holds, _ in asked if holds and rule.decides is requirement]
        if held:
            return Assessment(requirement, tuple(Reason(r.code, r.id, r.source) for r in held), trace)
    return Assessment(Requirement.OUTSIDE, (_NO_RULE,), trace)


def requirement_on(rulebook: Rulebook, traveller: Traveller, arrival_day: date) -> Requirement:
    """The requirement alone, as `assess` finds it, without reasons and trace: the board check asks by the thousand."""
    held = {rule.decides for rule in rulebook.requirements if _holds(rule, traveller, arrival_day)}
    return next((requirement for requirement in _ORDER if requirement in held), Requirement.OUTSIDE)


def _holds(rule: RequirementRule, traveller: Traveller, arrival_day: date) -> bool:
    return (
        (rule.nationalities is None or traveller.nationality in rule.nationalities)
        and rule.arrival.holds_on(arrival_day)
        and (rule.document_types is None or traveller.document_type in rule.document_types)
        and ((rule.age_from is None and rule.age_to is None) or _age_held(rule, traveller.birth, arrival_day)[0])
    )


def _ask(rule: RequirementRule, traveller: Traveller, arrival_day: date) -> tuple[bool, str]:
    if not rule.arrival.holds_on(arrival_day):
        return False, f"arrival {arrival_day} is outside the rule's period"
    if rule.document_types is not None and traveller.document_type not in rule.document_types:
        return False, f"document type {traveller.document_type}"
    if rule.nationalities is not None and traveller.nationality not in rule.nationalities:
        return False, f"nationality {traveller.nationality}"
    if rule.age_from is None and rule.age_to is None:
        return True, f"nationality {traveller.nationality}, arrival {arrival_day}"
    return _age_held(rule, traveller.birth, arrival_day)


def _age_held(rule: RequirementRule, birth: PartialDate | None, arrival_day: date) -> tuple[bool, str]:
    if birth is None or birth.latest > arrival_day:
        return False, "birth date not known, or after the arrival"
    oldest, youngest = age_on(birth.earliest, arrival_day), age_on(birth.latest, arrival_day)
    if oldest > OLDEST:
        return False, f"age {oldest}: no birth date that anybody alive can have"
    held = (rule.age_to is None or oldest <= rule.age_to) and (rule.age_from is None or youngest >= rule.age_from)
    return (
        held,
        f"age {youngest} to {oldest} on {arrival_day}" if youngest != oldest else f"age {oldest} on {arrival_day}",
    )


class NoTerms(LookupError):
    """No fee or no validity is in force on that day: nobody can apply."""


def terms_on(rulebook: Rulebook, applied_on: date) -> Terms:
    """Fee and validity for an application submitted on that day at the destination. Raises NoTerms."""
    fee, validity = _in_force(rulebook.fees, applied_on), _in_force(rulebook.validities, applied_on)
    assert fee.fee is not None and validity.validity_years is not None
    return Terms(fee.fee, validity.validity_years, fee.id, validity.id)


def _in_force(rules: tuple[TermsRule, ...], day: date) -> TermsRule:
    for rule in rules:
        if rule.applied.holds_on(day):
            return rule
    raise NoTerms(f"no rule is in force for applications of {day}")
