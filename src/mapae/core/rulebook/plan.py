"""What is settled of a rulebook before anything but the nationality is known.

Most rules do not name a nationality, or hold only for what a traveller claims: their steps of the trace are always the
same, so they are made once and not for every traveller.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mapae.core.documents.states import is_state_code
from mapae.core.rulebook.assessment import Finding, Held, Reason, TraceStep, Traveller
from mapae.core.rulebook.conditions import Claimed, Condition, Nationalities, Seen
from mapae.core.rulebook.model import UNPUBLISHED, RequirementRule, Rulebook

_NO_DAY = date(2000, 1, 1)  # a day for conditions that look at no day
_YES, _NO, _UNSURE = Held.YES, Held.NO, Held.UNSURE  # a member is slow to reach through its class


@dataclass(frozen=True, slots=True)
class Asked:
    """One rule, ready to be asked of travellers of one nationality.

    `fixed` is its step where the nationality settles it. `claimed` is what must be claimed first, and `unclaimed` its step
    where nothing is. `rest` are the conditions still open, `known` the findings about the others.
    """

    rule: RequirementRule
    reason: Reason
    fixed: TraceStep | None
    claimed: str
    unclaimed: TraceStep | None
    rest: tuple[Condition, ...]
    known: tuple[Finding, ...]
    is_sure: bool

    def held(self, seen: Seen) -> Held:
        """Whether the rule holds, without saying why."""
        if self.fixed is not None or (self.claimed and not getattr(seen.traveller, self.claimed)):
            return _NO
        found = _YES if self.is_sure else _UNSURE
        for condition in self.rest:
            held = condition.held(seen)
            if held is _NO:
                return held
            if held is _UNSURE:
                found = held
        return found

    def step(self, seen: Seen) -> TraceStep:
        """The same with the trace: a condition that is not met ends the asking."""
        if self.fixed is not None:
            return self.fixed
        if self.unclaimed is not None and not getattr(seen.traveller, self.claimed):
            return self.unclaimed
        found, findings = _YES if self.is_sure else _UNSURE, list(self.known)
        for condition in self.rest:
            held = condition.held(seen)
            finding = Finding(condition.name, held, condition.saw(seen), condition.asks)
            if held is _NO:
                return _step(self.rule, held, (finding,))
            if held is _UNSURE:
                found = held
            findings.append(finding)
        return _step(self.rule, found, tuple(findings))


Plan = tuple[Asked, ...]


def plan_of(rulebook: Rulebook, nationality: str) -> Plan:
    """Every rule in order. "" is an unknown nationality: rules that name some are unsure.

    Kept for the codes that passports carry and the rules name, and for no others: what is typed must not fill the memory.
    """
    kept: Plan | None = rulebook.plans.get(nationality)
    if kept is None:
        kept = _plan(rulebook, nationality)
        if not nationality or nationality in rulebook.named or is_state_code(nationality, is_demonstration=True):
            rulebook.plans[nationality] = kept
    return kept


def open_plan_of(rulebook: Rulebook, nationality: str, *, claims_nothing: bool) -> Plan:
    """Only the rules that the nationality leaves open, the same for all nationalities that no rule names.

    Who `claims_nothing` is not asked about claims.
    """
    known = nationality if nationality in rulebook.named or not nationality else "?"
    key = (known, claims_nothing)
    if key not in rulebook.plans:
        every = plan_of(rulebook, nationality)
        rulebook.plans[key] = tuple(one for one in every if one.fixed is None and not (claims_nothing and one.claimed))
    plan: Plan = rulebook.plans[key]
    return plan


def _plan(rulebook: Rulebook, nationality: str) -> Plan:
    seen = Seen(Traveller(nationality, None), _NO_DAY)
    return tuple(_asked(rule, seen) for rule in rulebook.requirements)


def _asked(rule: RequirementRule, seen: Seen) -> Asked:
    known, fixed, is_sure = [], None, True
    for condition in rule.conditions:
        if isinstance(condition, Nationalities):
            held = condition.held(seen)
            finding = Finding(condition.name, held, condition.saw(seen), condition.asks)
            known.append(finding)
            is_sure = held is _YES
            fixed = _step(rule, held, (finding,)) if held is _NO else None
    rest = tuple(one for one in rule.conditions if not isinstance(one, Nationalities))
    claims = [one for one in rest if isinstance(one, Claimed)]
    return Asked(
        rule=rule,
        reason=_reason(rule),
        fixed=fixed,
        claimed=claims[0].name if claims else "",
        unclaimed=_unclaimed(rule, claims[0]) if claims else None,
        rest=rest,
        known=tuple(known),
        is_sure=is_sure,
    )


def _unclaimed(rule: RequirementRule, claim: Claimed) -> TraceStep:
    nobody = Seen(Traveller("", None), _NO_DAY)
    return _step(rule, _NO, (Finding(claim.name, _NO, claim.saw(nobody), claim.asks),))


def _step(rule: RequirementRule, held: Held, findings: tuple[Finding, ...]) -> TraceStep:
    if not rule.is_published:
        return TraceStep(UNPUBLISHED, UNPUBLISHED, held, ())
    return TraceStep(rule.id, rule.decides, held, findings)


def _reason(rule: RequirementRule) -> Reason:
    if not rule.is_published:
        return Reason(UNPUBLISHED, UNPUBLISHED, UNPUBLISHED)
    return Reason(rule.code, rule.id, rule.source)
