"""The board check: one table, first match wins. Row letters are those of the architecture page.

More doubt never moves a verdict towards boarding: what the carrier did not tell is never taken as agreeing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mapae.core.authorization.match import Agreement, MatchData, agreement
from mapae.core.authorization.validity import Validity
from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.assessment import Requirement


class Verdict(StrEnum):
    BOARD = "BOARD"
    NOT_REQUIRED = "NOT_REQUIRED"
    CHECK_DOCUMENT = "CHECK_DOCUMENT"
    NO_BOARD = "NO_BOARD"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"


class VerdictReason(StrEnum):
    """The closed list; a carrier never learns of a refusal or a hit."""

    DATA_MISSING = "DATA_MISSING"
    AUTHORIZED = "AUTHORIZED"
    CHECK_VISA = "CHECK_VISA"
    CHECK_CATEGORY = "CHECK_CATEGORY"
    EXEMPT = "EXEMPT"
    DATA_MISMATCH = "DATA_MISMATCH"
    NO_AUTHORIZATION = "NO_AUTHORIZATION"


class Claim(StrEnum):
    """What a carrier says that it saw instead of an authorization."""

    VISA = "visa"
    RESIDENT = "resident"
    CREW = "crew"
    TRANSIT = "transit"
    DIPLOMATIC = "diplomatic"
    ABTC = "abtc"
    SOFA = "sofa"


_CLAIMS_OF_VISA = frozenset({Claim.VISA, Claim.RESIDENT})


@dataclass(frozen=True, slots=True)
class Passenger:
    """One passenger as the carrier's message was read; None or "" where it could not be read or was not told."""

    document_number: str
    issuing_state: str
    nationality: str
    arrival_day: date | None
    surname: str = ""
    given_names: str = ""
    birth: PartialDate | None = None
    claims: frozenset[Claim] = frozenset()
    document_type: str = "P"


@dataclass(frozen=True, slots=True)
class HeldAuthorization:
    """An authorization found on the passenger's document, with what it keeps of its holder."""

    validity: Validity
    holder: MatchData


Answer = tuple[Verdict, VerdictReason]


def board_check(
    passenger: Passenger,
    held: Sequence[HeldAuthorization],
    requirement_of: Callable[[Passenger, date], Requirement],
) -> Answer:
    """The verdict for one passenger and its reason.

    `held` are the authorizations on this document, of any state; `requirement_of` asks the rulebook in force.
    """
    arrival = passenger.arrival_day
    if not (passenger.document_number and passenger.issuing_state and passenger.nationality and arrival):
        return Verdict.INSUFFICIENT_DATA, VerdictReason.DATA_MISSING  # a
    agreements = [_agreement(passenger, one.holder) for one in held if one.validity.covers(arrival)]
    if Agreement.MATCHES in agreements:
        return Verdict.BOARD, VerdictReason.AUTHORIZED  # b
    if passenger.claims:
        is_visa = passenger.claims & _CLAIMS_OF_VISA
        return Verdict.CHECK_DOCUMENT, VerdictReason.CHECK_VISA if is_visa else VerdictReason.CHECK_CATEGORY  # c
    requirement = requirement_of(passenger, arrival)
    if requirement is Requirement.EXEMPT:
        return Verdict.NOT_REQUIRED, VerdictReason.EXEMPT  # d
    if requirement is Requirement.OUTSIDE:
        return Verdict.CHECK_DOCUMENT, VerdictReason.CHECK_VISA  # e
    if Agreement.DIFFERS in agreements:
        return Verdict.INSUFFICIENT_DATA, VerdictReason.DATA_MISMATCH  # f
    if Agreement.NOT_TOLD in agreements:
        return Verdict.INSUFFICIENT_DATA, VerdictReason.DATA_MISSING  # f, the name or the birth was not told
    return Verdict.NO_BOARD, VerdictReason.NO_AUTHORIZATION  # g


def _agreement(told: Passenger, holder: MatchData) -> Agreement:
    return agreement(holder, told.surname, told.given_names, told.birth, told.nationality)
