"""Exact screening: an applicant against listed documents and earlier cases that share the document or the person.

Nothing is looked up here. Keys are compared as they are given, so blind indexes do as well as the values behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mapae.core.documents.document import Holder, TravelDocument
from mapae.core.documents.name_agreement import names_agree
from mapae.core.documents.states import canonical_state
from mapae.core.screening.hit import Hit, HitReason, ListKind, Side, SideField
from mapae.core.screening.report import ReportKind


class Adverse(StrEnum):
    """How an earlier case ended against its applicant."""

    REFUSED = "refused"
    REVOKED = "revoked"
    ANNULLED = "annulled"


@dataclass(frozen=True, slots=True)
class Applicant:
    """`document` and `person` are the keys of document and holder."""

    document: bytes
    person: bytes
    travel_document: TravelDocument
    holder: Holder


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """An entry of a list of lost and stolen documents; `list_from` is the day from which its version is in force."""

    document: bytes
    kind: ReportKind
    reported_on: date
    list_from: date


@dataclass(frozen=True, slots=True)
class EarlierCase:
    """Somebody's earlier application. `ended` is None where nothing was decided against them, and `ended_on` with it."""

    id: str
    applicant: Applicant
    ended: Adverse | None = None
    ended_on: date | None = None


def screen(applicant: Applicant, listed: Iterable[ListedDocument], earlier: Iterable[EarlierCase]) -> tuple[Hit, ...]:
    """All hits, listed documents first, each entry once. More that is known never takes a hit away."""
    hits = (*_listed(applicant, listed), *_earlier(applicant, earlier))
    return tuple({(hit.list_kind, hit.entry): hit for hit in hits}.values())


def is_same_person(one: Holder, other: Holder) -> bool:
    """Birth and nationality are equal, and the names agree as spellings of one name do (Doc 9303-3, 4.6 and 6)."""
    names, others = (one.surname, one.given_names), (other.surname, other.given_names)
    return (
        one.birth == other.birth
        and canonical_state(one.nationality) == canonical_state(other.nationality)
        and (names_agree(names, others) or names_agree(others, names))
    )


def _listed(applicant: Applicant, listed: Iterable[ListedDocument]) -> Iterator[Hit]:
    number, issuer = applicant.travel_document.number, applicant.travel_document.issuing_state
    for entry in listed:
        if entry.document == applicant.document:
            sides = (
                Side(SideField.DOCUMENT_NUMBER, number, number),
                Side(SideField.ISSUING_STATE, issuer, issuer),
                Side(SideField.REPORT, "", entry.kind),
                Side(SideField.REPORTED_ON, "", entry.reported_on.isoformat()),
                Side(SideField.LIST_FROM, "", entry.list_from.isoformat()),
            )
            name = f"{entry.kind}|{entry.reported_on.isoformat()}"
            yield Hit(ListKind.LOST_STOLEN, name, (HitReason.DOCUMENT_LISTED,), sides)


def _earlier(applicant: Applicant, earlier: Iterable[EarlierCase]) -> Iterator[Hit]:
    for case in earlier:
        found = frozenset(_reasons(applicant, case))
        if found:
            reasons = tuple(reason for reason in HitReason if reason in found)
            yield Hit(ListKind.EARLIER_CASES, case.id, reasons, _sides(applicant, case))


def _reasons(applicant: Applicant, case: EarlierCase) -> Iterator[HitReason]:
    other = case.applicant
    is_document, is_person = other.document == applicant.document, other.person == applicant.person
    if is_document and not is_person and not is_same_person(other.holder, applicant.holder):
        yield HitReason.DOCUMENT_WITH_ANOTHER_IDENTITY
    if case.ended is not None:
        if is_person:
            yield HitReason(f"person_{case.ended}_before")
        if is_document:
            yield HitReason(f"document_{case.ended}_before")


def _sides(applicant: Applicant, case: EarlierCase) -> tuple[Side, ...]:
    ours, theirs = _fields(applicant), _fields(case.applicant)
    same = tuple(Side(field, ours[field], theirs[field]) for field in ours)
    if case.ended is None:
        return same
    ended_on = case.ended_on.isoformat() if case.ended_on else ""
    return (*same, Side(SideField.ENDED, "", case.ended), Side(SideField.ENDED_ON, "", ended_on))


def _fields(of: Applicant) -> dict[SideField, str]:
    return {
        SideField.SURNAME: of.holder.surname,
        SideField.GIVEN_NAMES: of.holder.given_names,
        SideField.BIRTH_DATE: str(of.holder.birth),
        SideField.NATIONALITY: of.holder.nationality,
        SideField.SEX: of.holder.sex,
        SideField.DOCUMENT_NUMBER: of.travel_document.number,
        SideField.ISSUING_STATE: of.travel_document.issuing_state,
    }
