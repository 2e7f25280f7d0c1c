"""Rules for the verdict table alone: one requirement for everybody, and no look-alike nationalities unless told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mapae.core.rulebook.assessment import Requirement
from mapae.core.travel.board_check import Passenger


@dataclass(frozen=True)
class FixedRules:
    """`on` says another requirement for some days."""

    requirement: Requirement = Requirement.REQUIRED
    on: Mapping[date, Requirement] = field(default_factory=dict)
    alikes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    overrides: bool = False

    def requirement_of(self, passenger: Passenger, day: date) -> Requirement:
        return self.on.get(day, self.requirement)

    def alike(self, code: str, day: date) -> frozenset[str]:
        return self.alikes.get(code, frozenset())

    def refusal_overrides(self, day: date) -> bool:
        return self.overrides
