"""Invented passengers that a carrier's test key asks about: every answer of the table, with no real data behind it.

The contract lists the same (`contracts/carrier/openapi.yaml`). All documents are of UTO, the invented state; days are wide
enough for any arrival.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mapae.core.authorization.match import MatchData
from mapae.core.authorization.validity import Ending, Validity
from mapae.core.documents.states import SPECIMEN
from mapae.core.rulebook.assessment import Requirement
from mapae.core.travel.board_check import Passenger

HOLDER = MatchData("SPECIMEN", "ANNA<MARIA", "1974-08-12", "F", SPECIMEN, "2033-05-01")
_SOMEBODY_ELSE = MatchData("BEISPIEL", "HANS", "1950-01-01", "M", SPECIMEN, "2033-05-01")
_ALWAYS = Validity(date(2020, 1, 1), date(2120, 12, 31))
OUTAGE = "TESTX0503"


@dataclass(frozen=True, slots=True)
class Specimen:
    """What is on record of one invented document, and what the rules would say of its bearer."""

    validity: Validity | None = None
    holder: MatchData = HOLDER
    requirement: Requirement = Requirement.REQUIRED
    is_lifted: bool = False


# By document number; its fifth letter is the row of the table. One that is not here has no authorization.
SPECIMENS: dict[str, Specimen] = {
    "TESTB0001": Specimen(_ALWAYS),
    "TESTB0002": Specimen(is_lifted=True),
    "TESTD0001": Specimen(requirement=Requirement.EXEMPT),
    "TESTE0001": Specimen(requirement=Requirement.OUTSIDE),
    "TESTF0001": Specimen(_ALWAYS, holder=_SOMEBODY_ELSE),
    "TESTG0002": Specimen(Validity(date(2017, 1, 1), date(2019, 12, 31))),
    "TESTG0003": Specimen(Validity(date(2020, 1, 1), date(2120, 12, 31), Ending.CANCELLED)),
}


class SpecimenRules:
    """`BoardRules` that know the specimens by their document number, and nobody else."""

    def requirement_of(self, passenger: Passenger, day: date) -> Requirement:
        return SPECIMENS.get(passenger.document_number, Specimen()).requirement

    def alike(self, code: str, day: date) -> frozenset[str]:
        return frozenset()

    def refusal_overrides(self, day: date) -> bool:
        return False
