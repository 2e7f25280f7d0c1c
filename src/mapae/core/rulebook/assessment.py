"""Whom the rules look at, and what they answer: a requirement with its reasons, and the trace that led there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.period import Period


class Requirement(StrEnum):
    REQUIRED = "required"
    EXEMPT = "exempt"
    OUTSIDE = "outside"
    NOT_ELIGIBLE = "not_eligible"


class Held(StrEnum):
    """Whether a condition is met, or a rule holds; UNSURE: by some readings of the data and not by others."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Traveller:
    """What the rules look at.

    Nationality and issuing state as passports have them, "" where unknown; an issuing state of None is the nationality's.
    An unknown birth, expiry or document type ("") leaves the rules about it unsure. What a traveller claims, declares or
    chooses (category, purpose, port) is not claimed while it is "". `which_passport` answers the question of that name
    where documents of several nationalities look alike.
    """

    nationality: str
    birth: PartialDate | None
    document_type: str = "P"
    issuing_state: str | None = None
    document_expiry: date | None = None
    category: str = ""
    purpose: str = ""
    port: str = ""
    which_passport: str = ""

    @property
    def issuer(self) -> str:
        return self.nationality if self.issuing_state is None else self.issuing_state


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that decided, with the code of what it says and its legal source."""

    code: str
    rule: str
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition of a rule: whether it was met, what it saw in the traveller, and what it asks for; values, no words."""

    condition: str
    held: Held
    saw: str
    asks: str


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One rule that was asked. What failed is its only finding; one that holds, or may, lists them all."""

    rule: str
    decides: str  # a Requirement, or what stands for an unpublished rule
    held: Held
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """The requirement for one arrival day under one rulebook version.

    `possible` are the requirements by every reading of the data; more than one means that something is unknown and the
    strictest was taken. `obstacles` stand against applying, whatever is required. `questions` would settle a doubt.
    """

    requirement: Requirement
    reasons: tuple[Reason, ...]
    trace: tuple[TraceStep, ...]
    possible: tuple[Requirement, ...] = ()
    obstacles: tuple[Reason, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def may_apply(self) -> bool:
        return self.requirement in (Requirement.REQUIRED, Requirement.EXEMPT) and not self.obstacles


@dataclass(frozen=True, slots=True)
class Interval:
    """Arrival days for which the requirement and its reasons are the same."""

    days: Period
    requirement: Requirement
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Stay:
    """How long one may stay after each entry, in days; None: no source confirms it for this nationality."""

    days: int | None
    rule: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """Amounts in whole units of the currency's smallest coin in use (KRW has none below 1)."""

    base: int
    processing: int
    currency: str

    @property
    def total(self) -> int:
        return self.base + self.processing


@dataclass(frozen=True, slots=True)
class GroupLimit:
    """How many people such an organisation may send in at once, and what it needs first."""

    organisation: str
    people: int
    recommended_people: int | None
    needs_approval: bool
    needs_account: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for an application by the day of its submission.

    `asks_portrait`: it needs a picture of the applicant's face. `may_be_unknown`: of arrival_day and stay_address, what
    the applicant may say not to know yet. `refunds_withdrawn`: who withdraws before the decision gets the fee back.
    """

    fee: Fee
    validity_years: int
    fee_rule: str
    validity_rule: str
    lapse_days: int = 7
    groups: tuple[GroupLimit, ...] = ()
    opt_in_reasons: frozenset[str] = field(default_factory=frozenset)
    opt_in_brings: tuple[str, ...] = ()
    asks_portrait: bool = False
    may_be_unknown: frozenset[str] = field(default_factory=frozenset)
    refunds_withdrawn: bool = False
