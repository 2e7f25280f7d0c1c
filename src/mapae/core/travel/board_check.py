"""The board check: one table, first match wins. Row letters are those of the architecture page.

More doubt never moves a verdict towards boarding: what the carrier did not tell is never taken as agreeing. The values are
named tuples, which are made in a fifth of a frozen dataclass's time: there are several for every passenger.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Protocol

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


class Passenger(NamedTuple):
    """One passenger as the carrier's message was read; None or "" where it could not be read or was not told.

    `arrival_day` and `scheduled_day` are those of `mapae.core.travel.arrival`.
    """

    document_number: str
    issuing_state: str
    nationality: str
    arrival_day: date | None
    surname: str = ""
    given_names: str = ""
    birth: PartialDate | None = None
    claims: frozenset[Claim] = frozenset()
    document_type: str = "P"
    scheduled_day: date | None = None


class HeldAuthorization(NamedTuple):
    """An authorization found on the passenger's document, with what it keeps of its holder."""

    validity: Validity
    holder: MatchData


class OnRecord(NamedTuple):
    """What is known of the passenger's document.

    `held`: authorizations of any state. `was_refused`: an application on it was refused, or an authorization on it revoked
    or annulled; it counts only where the rules say that this overrides an exemption. `is_lifted`: an override of an
    officer holds at this moment; it goes by the document alone, since the officer names no person.
    """

    held: Sequence[HeldAuthorization] = ()
    was_refused: bool = False
    is_lifted: bool = False


class BoardRules(Protocol):
    """What the table asks of the rules in force on a day of arrival."""

    def requirement_of(self, passenger: Passenger, day: date) -> Requirement: ...

    def alike(self, code: str, day: date) -> Collection[str]:
        """Other nationalities that documents of this one may be known under."""

    def refusal_overrides(self, day: date) -> bool:
        """Whether an exempt person whose document was refused needs an authorization all the same."""


Answer = tuple[Verdict, VerdictReason]
LETS_BOARD = frozenset({Verdict.BOARD, Verdict.NOT_REQUIRED})


def board_check(passenger: Passenger, record: OnRecord, rules: BoardRules) -> Answer:
    """The verdict for one passenger and its reason.

    It is that of the day of arrival, unless that one lets nobody board and the day on which the journey was due, from
    which it is delayed within the grace, does.
    """
    arrival = passenger.arrival_day
    if not (passenger.document_number and passenger.issuing_state and passenger.nationality and arrival):
        return Verdict.INSUFFICIENT_DATA, VerdictReason.DATA_MISSING  # a
    if record.is_lifted:
        return Verdict.BOARD, VerdictReason.AUTHORIZED  # b': nobody is told that it is by an override
    answer = _answer_on(arrival, passenger, record, rules)
    if answer[0] in LETS_BOARD or passenger.scheduled_day is None:
        return answer
    due = _answer_on(passenger.scheduled_day, passenger, record, rules)
    return due if due[0] in LETS_BOARD else answer


def _answer_on(day: date, passenger: Passenger, record: OnRecord, rules: BoardRules) -> Answer:
    """Rows b to g."""
    agreements = [_agreement(passenger, one.holder, day, rules) for one in record.held if one.validity.covers(day)]
    if Agreement.MATCHES in agreements:
        return Verdict.BOARD, VerdictReason.AUTHORIZED  # b
    if passenger.claims:
        is_visa = passenger.claims & _CLAIMS_OF_VISA
        return Verdict.CHECK_DOCUMENT, VerdictReason.CHECK_VISA if is_visa else VerdictReason.CHECK_CATEGORY  # c
    requirement = rules.requirement_of(passenger, day)
    if requirement is Requirement.EXEMPT and not (record.was_refused and rules.refusal_overrides(day)):
        return Verdict.NOT_REQUIRED, VerdictReason.EXEMPT  # d
    if requirement is Requirement.OUTSIDE:
        return Verdict.CHECK_DOCUMENT, VerdictReason.CHECK_VISA  # e
    if Agreement.DIFFERS in agreements:
        return Verdict.INSUFFICIENT_DATA, VerdictReason.DATA_MISMATCH  # f
    if Agreement.NOT_TOLD in agreements:
        return Verdict.INSUFFICIENT_DATA, VerdictReason.DATA_MISSING  # f, the name or the birth was not told
    return Verdict.NO_BOARD, VerdictReason.NO_AUTHORIZATION  # g


def _agreement(told: Passenger, holder: MatchData, day: date, rules: BoardRules) -> Agreement:
    alike = () if told.nationality == holder.nationality else rules.alike(told.nationality, day)
    return agreement(holder, told.surname, told.given_names, told.birth, told.nationality, alike)
