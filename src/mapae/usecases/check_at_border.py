"""An officer at the border looks somebody up. Each look is an act: its record and its audit leaf are committed first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from mapae.core.application.reference import ReferenceProblem, normalise_reference
from mapae.core.application.status import Status
from mapae.core.authorization.match import MatchData
from mapae.core.authorization.validity import Ending, Validity
from mapae.core.documents.document import DocumentNumberProblem, Holder, document_key, normalise_number
from mapae.core.documents.mrz_findings import Reading
from mapae.core.documents.mrz_lines import zones_in
from mapae.core.documents.mrz_reading import read
from mapae.core.documents.mrz_shape import NoZone
from mapae.core.documents.partial_date import PartialDate
from mapae.core.documents.states import canonical_state
from mapae.core.rulebook.evaluation import nationalities_alike
from mapae.core.rulebook.model import Rulebook
from mapae.core.travel.border_check import (
    AtBorder,
    AuthorizationOnFile,
    BorderAnswer,
    OnFile,
    border_check,
)
from mapae.records.models import Account, Application, Authorization, BorderRecord, SecondLineFlag
from mapae.usecases.audit import Trace, account_actor, record
from mapae.usecases.case_data import match_place, new_case_key, seal
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import rulebook_in_force

_REVOCATIONS = (Ending.REVOKED, Ending.ANNULLED)


@dataclass(frozen=True, slots=True)
class Shown:
    """Who stands there, as the document or the file says: for the officer's eyes, and sealed in the record."""

    surname: str = ""
    given_names: str = ""
    birth: str = ""
    nationality: str = ""
    document_number: str = ""
    issuing_state: str = ""
    document_expiry: str = ""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The answer with its record. `last_day` is that of the authorization that the answer speaks of."""

    record_id: UUID
    answer: BorderAnswer
    shown: Shown
    by_reference: bool
    last_day: date | None


@dataclass(frozen=True, slots=True)
class _Asked:
    traveller: AtBorder
    shown: Shown = Shown()
    indexes: tuple[bytes, ...] = ()  # of the document, the first as it is told
    person: bytes | None = None
    by_reference: bool = False


_UNREADABLE = _Asked(AtBorder(False, "", ""))


@transaction.atomic(durable=True)
def look_up(ports: Ports, officer: Account, told: str) -> LookedUp:
    """The answer to the lines of a document or to a reference number, as a reader typed them.

    What is neither is answered too: as unreadable. Raises RulebookProblem, SealBroken.
    """
    rulebook = rulebook_in_force(ports)
    today = day_at(ports.clock.now(), rulebook)
    asked = _asked(ports, rulebook, told, today)
    rows = _authorizations(ports, asked)
    answer = border_check(asked.traveller, _on_file(ports, asked, rows), rulebook, today)
    spoken_of = _spoken_of(rows, today)
    kept = _keep(ports, officer, asked, answer, spoken_of)
    actor = account_actor(ports, officer.role, officer.pk)
    trace = Trace(
        rulebook=rulebook.version,
        reasons=(answer.status.value, *(flag.value for flag in answer.flags)),
        detail={"verdict": answer.verdict.value, "by": "reference" if asked.by_reference else "zone"},
    )
    record(ports, actor, "border_check.made", f"border_record:{kept.id}", trace)
    return LookedUp(kept.id, answer, asked.shown, asked.by_reference, spoken_of.last_day if spoken_of else None)


def _asked(ports: Ports, rulebook: Rulebook, told: str, today: date) -> _Asked:
    try:
        return _by_reference(ports, normalise_reference(told.strip()))
    except ReferenceProblem:
        return _by_zone(ports, rulebook, told, today)


def _by_zone(ports: Ports, rulebook: Rulebook, told: str, today: date) -> _Asked:
    """By the one zone that was read; a second one would be somebody else."""
    zones = zones_in(told)
    if len(zones) != 1:
        return _UNREADABLE
    try:
        reading = read(zones[0], today=today, is_demonstration=ports.is_demonstration)
        if reading.fields is None or reading.problems:
            return _UNREADABLE
        number = normalise_number(reading.fields.number)
    except (NoZone, DocumentNumberProblem):
        return _UNREADABLE
    return _of_reading(ports, rulebook, reading, number, today)


def _of_reading(ports: Ports, rulebook: Rulebook, reading: Reading, number: str, today: date) -> _Asked:
    fields = reading.fields
    assert fields is not None
    issuer, nationality = canonical_state(fields.issuer), canonical_state(fields.nationality)
    codes = (issuer, *sorted(nationalities_alike(rulebook, issuer, today)))
    traveller = AtBorder(
        True, nationality, issuer, fields.code, fields.primary, fields.secondary, reading.birth, reading.expiry
    )
    person = None
    if reading.birth is not None:
        holder = Holder(fields.primary, fields.secondary, reading.birth, fields.sex, nationality)
        person = ports.keys.blind("person", holder.person_key())
    shown = Shown(
        fields.primary,
        fields.secondary,
        str(reading.birth or ""),
        nationality,
        number,
        issuer,
        reading.expiry.isoformat() if reading.expiry else "",
    )
    indexes = tuple(ports.keys.blind("document", document_key(code, number)) for code in codes)
    return _Asked(traveller, shown, indexes, person)


def _by_reference(ports: Ports, reference: str) -> _Asked:
    """By an application's file. Its document number is in the answers, which nobody needs here and nobody opens."""
    application = Application.objects.filter(
        reference=reference, programme=ports.programme, submitted_at__isnull=False
    ).first()
    if application is None or application.document_index is None:
        return replace(_UNREADABLE, by_reference=True)
    person = bytes(application.person_index) if application.person_index else None
    indexes = (bytes(application.document_index),)
    newest = Authorization.objects.filter(application=application).first()
    holder = _holder(ports, newest) if newest else None
    if holder is None:
        traveller = AtBorder(True, application.nationality, application.nationality)
        return _Asked(traveller, Shown(nationality=application.nationality), indexes, person, by_reference=True)
    return _Asked(_of_holder(holder), _shown_of(holder), indexes, person, by_reference=True)


def _of_holder(holder: MatchData) -> AtBorder:
    expiry = date.fromisoformat(holder.document_expiry) if holder.document_expiry else None
    birth = PartialDate.parse(holder.birth)
    return AtBorder(
        True, holder.nationality, holder.nationality, "P", holder.surname, holder.given_names, birth, expiry
    )


def _shown_of(holder: MatchData) -> Shown:
    return Shown(
        holder.surname,
        holder.given_names,
        holder.birth,
        holder.nationality,
        document_expiry=holder.document_expiry,
    )


def _authorizations(ports: Ports, asked: _Asked) -> Sequence[Authorization]:
    """On the document, the newest first, each with whether it is flagged for the second line."""
    if not asked.indexes:
        return ()
    flags = SecondLineFlag.objects.filter(authorization=OuterRef("pk"), lifted_at__isnull=True)
    found = Authorization.objects.filter(programme=ports.programme, document_index__in=asked.indexes)
    return tuple(found.annotate(is_flagged=Exists(flags)).order_by("-granted_at", "id"))


def _on_file(ports: Ports, asked: _Asked, rows: Iterable[Authorization]) -> OnFile:
    if not asked.indexes:
        return OnFile()
    same = Q(document_index__in=asked.indexes)
    if asked.person is not None:
        same |= Q(person_index=asked.person)
    applications = Application.objects.filter(
        programme=ports.programme, document_index__in=asked.indexes, submitted_at__isnull=False
    )
    refused = Application.objects.filter(same, programme=ports.programme, status=Status.REFUSED)
    revoked = Authorization.objects.filter(same, programme=ports.programme, ending__in=_REVOCATIONS)
    return OnFile(
        tuple(_row(ports, one) for one in rows),
        tuple(Status(one) for one in applications.order_by("-submitted_at").values_list("status", flat=True)),
        was_refused=refused.exists() or revoked.exists(),
    )


def _row(ports: Ports, one: Authorization) -> AuthorizationOnFile:
    is_flagged: bool = one.is_flagged  # type: ignore[attr-defined]  # annotated in `_authorizations`
    return AuthorizationOnFile(_validity(one), _holder(ports, one), is_flagged)


def _validity(one: Authorization) -> Validity:
    return Validity(one.first_day, one.last_day, Ending(one.ending) if one.ending else None)


def _holder(ports: Ports, one: Authorization) -> MatchData | None:
    if one.match_sealed is None:
        return None
    return MatchData.from_bytes(ports.keys.open_match(bytes(one.match_sealed), match_place(one.id)))


def _spoken_of(rows: Sequence[Authorization], today: date) -> Authorization | None:
    """The living one, else the newest."""
    living = (one for one in rows if _validity(one).covers(today))
    return next(living, rows[0] if rows else None)


def _keep(
    ports: Ports, officer: Account, asked: _Asked, answer: BorderAnswer, spoken_of: Authorization | None
) -> BorderRecord:
    record_id, key = ports.chance.uuid(), new_case_key(ports)
    plaintext = json.dumps(asdict(asked.shown), separators=(",", ":")).encode()
    return BorderRecord.objects.create(
        id=record_id,
        programme=ports.programme,
        at=ports.clock.now(),
        officer=officer,
        verdict=answer.verdict,
        status=answer.status,
        flags=[flag.value for flag in answer.flags],
        stay_until=answer.stay_until,
        document_index=asked.indexes[0] if asked.indexes else None,
        authorization=spoken_of,
        case_key=key,
        traveller_sealed=seal(ports, key, plaintext, "border_record", record_id, "traveller"),
    )
