"""Automatic processing grants or refers; it has no way to refuse (GDPR 22; the type below has no such value).

The grounds of a refusal are the rulebook's, not the code's: see `disclosure`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from mapae.core.application.answers import Answers
from mapae.core.rulebook.assessment import Assessment, Requirement
from mapae.core.screening.hit import Hit


class Outcome(StrEnum):
    """The outcome of a decision, the legal act."""

    GRANTED = "granted"
    REFUSED = "refused"


class GrantReason(StrEnum):
    NO_OBSTACLE = "no_obstacle"
    OFFICER_SATISFIED = "officer_satisfied"


class ReferralReason(StrEnum):
    DECLARATION = "declaration"
    HIT = "hit"
    NOT_REQUIRED = "not_required"
    NOT_ELIGIBLE = "not_eligible"
    OBJECTION = "objection"


@dataclass(frozen=True, slots=True)
class Grant:
    reasons: tuple[GrantReason, ...] = (GrantReason.NO_OBSTACLE,)


@dataclass(frozen=True, slots=True)
class Refer:
    reasons: tuple[ReferralReason, ...]


def decide_automatically(
    answers: Answers, assessment: Assessment, hits: Sequence[Hit], *, objects: bool = False
) -> Grant | Refer:
    """Grant when nothing speaks against it; otherwise an officer looks. Exempt people who opted in are granted too.

    `objects`: the traveller objected to the representative who applied for them.
    """
    reasons: list[ReferralReason] = []
    if answers.declared_yes:
        reasons.append(ReferralReason.DECLARATION)
    if hits:
        reasons.append(ReferralReason.HIT)
    if assessment.requirement is Requirement.OUTSIDE:
        reasons.append(ReferralReason.NOT_REQUIRED)
    if assessment.requirement is Requirement.NOT_ELIGIBLE or assessment.obstacles:
        reasons.append(ReferralReason.NOT_ELIGIBLE)
    if objects:
        reasons.append(ReferralReason.OBJECTION)
    return Refer(tuple(reasons)) if reasons else Grant()
