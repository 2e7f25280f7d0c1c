"""What a rulebook makes of a traveller, and the trace that says which rules spoke."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mapae.core.documents.partial_date import PartialDate


class Requirement(StrEnum):
    REQUIRED = "required"
    EXEMPT = "exempt"
    OUTSIDE = "outside"
    NOT_ELIGIBLE = "not_eligible"


@dataclass(frozen=True, slots=True)
class Traveller:
    """What the rules look at. An unknown birth is None: no rule about age then holds."""

    nationality: str
    birth: PartialDate | None
    document_type: str = "P"


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that decided, with the code of what it says and its legal source."""

    code: str
    rule: str
    source: str


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One rule that was asked: whether it held, and what it saw, in codes and values."""

    rule: str
    held: bool
    saw: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The requirement for one arrival day under one rulebook version."""

    requirement: Requirement
    reasons: tuple[Reason, ...]
    trace: tuple[TraceStep, ...]


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
class Terms:
    """What holds for an application by the day of its submission: the fee and the years of validity."""

    fee: Fee
    validity_years: int
    fee_rule: str
    validity_rule: str


@dataclass(frozen=True, slots=True)
class Period:
    """Days from first to last, both inclusive; None where it is open."""

    first: date | None = None
    last: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)
