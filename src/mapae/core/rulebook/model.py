"""The dated rules of one programme, as values. How they are written is in `reading`, what they mean in `evaluation`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from mapae.core.rulebook.assessment import Fee, Period, Requirement

Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class RequirementRule:
    """Says what is required of travellers who meet all its conditions and arrive within its period.

    A condition that is not set is met by everybody. Ages are whole years on the arrival day, both inclusive.
    """

    id: str
    decides: Requirement
    code: str
    arrival: Period
    source: str
    confidence: Confidence
    nationalities: frozenset[str] | None = None
    age_from: int | None = None
    age_to: int | None = None
    document_types: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class TermsRule:
    """The fee, or the validity, of applications submitted within the period."""

    id: str
    applied: Period
    source: str
    confidence: Confidence
    fee: Fee | None = None
    validity_years: int | None = None


@dataclass(frozen=True, slots=True)
class Rulebook:
    """One version of a programme's rules; `version` is the SHA-256 of the bytes it was read from."""

    programme: str
    version: str
    zone: ZoneInfo
    destination: frozenset[str]
    requirements: tuple[RequirementRule, ...]
    fees: tuple[TermsRule, ...]
    validities: tuple[TermsRule, ...]
    retention_days_of_drafts: int
    lapse_days: int
