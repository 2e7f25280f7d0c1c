"""What holds for an application by the days of its life: submission, decision, and a change after the grant."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from mapae.core.documents.partial_date import anniversary
from mapae.core.rulebook.assessment import Assessment, GroupLimit, Requirement, Terms
from mapae.core.rulebook.model import (
    BEFORE_DECISION,
    UNPUBLISHED,
    BoardCheckRule,
    CapRule,
    Ground,
    Rule,
    Rulebook,
    in_force,
)

_R = TypeVar("_R", bound=Rule)


class NoTerms(LookupError):
    """No fee, validity or other rule that every application needs is in force on that day: nobody can apply."""


def terms_on(rulebook: Rulebook, submitted_on: date) -> Terms:
    """What holds for an application submitted on that day at the destination. Raises NoTerms."""
    fee, validity = _the_one(rulebook.fees, submitted_on), _the_one(rulebook.validities, submitted_on)
    opt_ins, forms = in_force(rulebook.opt_ins, submitted_on), in_force(rulebook.forms, submitted_on)
    return Terms(
        fee=fee.fee,
        validity_years=validity.years,
        fee_rule=fee.id,
        validity_rule=validity.id,
        lapse_days=_the_one(rulebook.lapses, submitted_on).days,
        groups=tuple(_limits(rulebook, submitted_on)),
        opt_in_reasons=frozenset[str]().union(*(rule.reasons for rule in opt_ins)),
        opt_in_brings=tuple(code for rule in opt_ins for code in rule.brings),
        asks_portrait=any(rule.asks_portrait for rule in forms),
        may_be_unknown=frozenset[str]().union(*(rule.may_be_unknown for rule in forms)),
        refunds_withdrawn=fee.refund == BEFORE_DECISION,
    )


def entries_on(rulebook: Rulebook, submitted_on: date) -> str:
    """How often one may enter with what was applied for on that day: `multiple`. Raises NoTerms."""
    return _the_one(rulebook.validities, submitted_on).entries


def _the_one(rules: tuple[_R, ...], day: date) -> _R:
    found = in_force(rules, day)
    if not found:
        raise NoTerms(f"no rule is in force for applications of {day}")
    return found[0]


def _limits(rulebook: Rulebook, day: date) -> Iterable[GroupLimit]:
    for rule in in_force(rulebook.groups, day):
        for organisation in rule.organisations:
            yield GroupLimit(
                organisation, rule.people, rule.recommended_people, rule.needs_approval, rule.needs_account, rule.id
            )


def last_day(granted_on: date, years: int, document_expiry: date | None) -> date:
    """The last day of validity, inclusive: the day before the anniversary, or the document's last day if sooner.

    Granted 29 February 2024 for three years: until 28 February 2027.
    """
    until = anniversary(granted_on, years) - timedelta(days=1)
    return until if document_expiry is None else min(until, document_expiry)


def may_opt_in(terms: Terms, assessment: Assessment) -> bool:
    """Whether somebody who is exempt for these reasons may apply all the same."""
    is_exempt = assessment.requirement is Requirement.EXEMPT and not assessment.obstacles
    # The operator's unpublished list says nothing of itself, not even that its people may not.
    return is_exempt and any(
        reason.code in terms.opt_in_reasons or reason.code == UNPUBLISHED for reason in assessment.reasons
    )


def told_of(rulebook: Rulebook, assessment: Assessment) -> tuple[Mapping[str, str], ...]:
    """The sentences, by language, of what stands against applying, or else of why the requirement is what it is."""
    codes = dict.fromkeys(reason.code for reason in assessment.obstacles or assessment.reasons)
    return tuple(rulebook.said(code) for code in codes)


@dataclass(frozen=True, slots=True)
class PastApplication:
    """An earlier application of the same person; `correction` is the code of a mere correction, "" if it was none."""

    submitted_on: date
    result_on: date | None = None
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Blocked:
    """Too many applications: the first day on which one may apply again, and the rule that says so."""

    until: date
    rule: str
    source: str


def blocked_on(rulebook: Rulebook, past: Sequence[PastApplication], day: date) -> Blocked | None:
    """Whether the re-application cap stops an application on that day.

    Whoever submitted the wanted number within the wanted months is stopped until so many months after the first result
    among them (while none has a result: after the first submission), every day until then and no longer.
    """
    for rule in in_force(rulebook.caps, day):
        counted = [one for one in past if one.correction not in rule.not_counted and one.submitted_on <= day]
        until = max((_lifted_on(rule, counted, last.submitted_on) for last in counted), default=day)
        if day < until:
            return Blocked(until, rule.id, rule.source)
    return None


def _lifted_on(rule: CapRule, counted: Sequence[PastApplication], last: date) -> date:
    """From when on one may apply again after the application of the day `last`; that day itself if it was not too many."""
    since = months_after(last, -rule.within_months)
    together = [one for one in counted if since <= one.submitted_on <= last]
    if len(together) < rule.applications:
        return last
    first = min((one.result_on for one in together if one.result_on), default=min(one.submitted_on for one in together))
    return months_after(first, rule.blocked_months)


def months_after(day: date, months: int) -> date:
    """The same day so many months later or earlier; where that month is too short, the first day of the next."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    length = monthrange(first.year, first.month)[1]
    return first + timedelta(days=min(day.day - 1, length))


def change_means(rulebook: Rulebook, field: str, day: date) -> str | None:
    """What changing this field on that day means for somebody who holds an authorization; None: no rule speaks of it."""
    return next((rule.means for rule in in_force(rulebook.changes, day) if field in rule.fields), None)


def changes_that_mean(rulebook: Rulebook, means: str, day: date) -> tuple[str, ...]:
    """The fields whose change on that day means `free_edit` or `new_application`, in the rulebook's order."""
    named = dict.fromkeys(field for rule in in_force(rulebook.changes, day) for field in rule.fields)
    return tuple(field for field in named if change_means(rulebook, field, day) == means)


def grounds_for(rulebook: Rulebook, act: str, day: date) -> tuple[Ground, ...]:
    """The grounds that an officer may give for an act (refuse, revoke, annul) on that day, in order."""
    return tuple(ground for ground in in_force(rulebook.grounds, day) if act in ground.acts)


def disclosure_on(rulebook: Rulebook, day: date) -> str:
    """What is told of a refusal decided that day: none, category or full; none where no rule speaks."""
    return next((rule.refusal for rule in in_force(rulebook.disclosures, day)), "none")


def four_eyes_on(rulebook: Rulebook, day: date) -> frozenset[str]:
    """The acts that need a second officer on that day."""
    return frozenset(act for rule in in_force(rulebook.four_eyes, day) for act in rule.acts)


def retention_days(rulebook: Rulebook, of: str, day: date) -> int | None:
    """How long files of this kind are kept, in days; None: no term is set. Raises NoTerms if no rule speaks of them."""
    for rule in in_force(rulebook.retentions, day):
        if rule.of == of:
            return rule.days
    raise NoTerms(f"no rule says how long {of} are kept")


def board_check_rule(rulebook: Rulebook, day: date) -> BoardCheckRule | None:
    """How board checks for arrivals of that day are answered."""
    for rule in rulebook.board_checks:
        if rule.in_force.holds_on(day):
            return rule
    return None
