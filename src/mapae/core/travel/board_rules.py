"""A rulebook as the board check asks it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mapae.core.rulebook.assessment import Requirement, Traveller
from mapae.core.rulebook.evaluation import nationalities_alike, requirement_on
from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.terms import board_check_rule
from mapae.core.travel.board_check import Passenger


@dataclass(frozen=True, slots=True)
class RulebookRules:
    """`BoardRules` by the rules of one rulebook."""

    rulebook: Rulebook

    def requirement_of(self, passenger: Passenger, day: date) -> Requirement:
        traveller = Traveller(passenger.nationality, passenger.birth, passenger.document_type, passenger.issuing_state)
        return requirement_on(self.rulebook, traveller, day)

    def alike(self, code: str, day: date) -> frozenset[str]:
        return nationalities_alike(self.rulebook, code, day)

    def refusal_overrides(self, day: date) -> bool:
        rule = board_check_rule(self.rulebook, day)
        return rule is not None and rule.refusal_overrides_exemption
