"""A hit: a possible match, always with its reasons and what both sides say. Never a refusal: an officer judges it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ListKind(StrEnum):
    """What an applicant is compared with."""

    LOST_STOLEN = "lost_stolen"
    EARLIER_CASES = "earlier_cases"


class HitReason(StrEnum):
    """Why something is a hit. Closed list; docs/screening.md says what each means."""

    DOCUMENT_LISTED = "document_listed"
    DOCUMENT_WITH_ANOTHER_IDENTITY = "document_with_another_identity"
    PERSON_REFUSED_BEFORE = "person_refused_before"
    PERSON_REVOKED_BEFORE = "person_revoked_before"
    PERSON_ANNULLED_BEFORE = "person_annulled_before"
    DOCUMENT_REFUSED_BEFORE = "document_refused_before"
    DOCUMENT_REVOKED_BEFORE = "document_revoked_before"
    DOCUMENT_ANNULLED_BEFORE = "document_annulled_before"


class Judgement(StrEnum):
    """What an officer made of a hit."""

    CONFIRMED = "confirmed"
    RULED_OUT = "ruled_out"
    UNSURE = "unsure"


class SideField(StrEnum):
    """What the two sides of a hit are compared by."""

    SURNAME = "surname"
    GIVEN_NAMES = "given_names"
    BIRTH_DATE = "birth_date"
    NATIONALITY = "nationality"
    SEX = "sex"
    DOCUMENT_NUMBER = "document_number"
    ISSUING_STATE = "issuing_state"
    REPORT = "report"
    REPORTED_ON = "reported_on"
    LIST_FROM = "list_from"
    ENDED = "ended"
    ENDED_ON = "ended_on"


@dataclass(frozen=True, slots=True)
class Side:
    """One field: what the application says and what the list says, "" where a side says nothing. Days are ISO 8601."""

    field: SideField
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Hit:
    """`entry` names what was hit, the same in every version of a list; `reasons` are in the order of HitReason."""

    list_kind: ListKind
    entry: str
    reasons: tuple[HitReason, ...]
    sides: tuple[Side, ...] = ()
