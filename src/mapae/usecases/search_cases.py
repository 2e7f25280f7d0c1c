"""Look for applications by reference or by exact document. The search is an act: purpose and leaf before the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mapae.core.application.reference import ReferenceProblem, normalise_reference, spaced
from mapae.core.application.status import Status
from mapae.core.decision.search import SearchPurpose
from mapae.core.documents.document import DocumentNumberProblem, document_key, normalise_number
from mapae.core.documents.states import is_state_code
from mapae.records.models import Account, Application, Authorization
from mapae.usecases.audit import Trace, account_actor, record
from mapae.usecases.officer_acts import is_theirs
from mapae.usecases.ports import Ports

_MOST = 50


class NotSearchable(ValueError):
    """What was typed is no reference number, or no number of a passport."""


@dataclass(frozen=True, slots=True)
class FoundCase:
    """One application, without anything personal: who wants more opens it. `ending` is that of its authorization."""

    id: UUID
    reference: str
    status: Status
    submitted_at: datetime
    ending: str


@transaction.atomic(durable=True)
def search_by_reference(
    ports: Ports, officer: Account, reference: str, purpose: SearchPurpose
) -> tuple[FoundCase, ...]:
    """At most one. Raises NotSearchable."""
    try:
        wanted = normalise_reference(reference)
    except ReferenceProblem as problem:
        raise NotSearchable("reference") from problem
    return _search(ports, officer, purpose, {"reference": wanted}, about=wanted)


@transaction.atomic(durable=True)
def search_by_document(
    ports: Ports, officer: Account, number: str, issuing_state: str, purpose: SearchPurpose
) -> tuple[FoundCase, ...]:
    """Every application on this document, the newest first. Raises NotSearchable."""
    index = document_index(ports, number, issuing_state)
    return _search(ports, officer, purpose, {"document_index": index}, about=index.hex())


def document_index(ports: Ports, number: str, issuing_state: str) -> bytes:
    """What a typed document is found by. Raises NotSearchable with the field that is wrong."""
    state = issuing_state.strip().upper()
    if not is_state_code(state, is_demonstration=ports.is_demonstration):
        raise NotSearchable("issuing_state")
    try:
        key = document_key(state, normalise_number(number))
    except DocumentNumberProblem as problem:
        raise NotSearchable("document_number") from problem
    return ports.keys.blind("document", key)


def _search(
    ports: Ports, officer: Account, purpose: SearchPurpose, wanted: Mapping[str, object], about: str
) -> tuple[FoundCase, ...]:
    rows = Application.objects.filter(programme=ports.programme, submitted_at__isnull=False, **wanted)
    found = [one for one in rows.order_by("-submitted_at")[:_MOST] if is_theirs(one.id, officer)]
    endings = dict(
        Authorization.objects.filter(application__in=[one.id for one in found]).values_list("application_id", "ending")
    )
    digest = ports.keys.blind("audit.search", about).hex()
    trace = Trace(purpose=purpose.value, detail={"by": next(iter(wanted)), "found": str(len(found)), "about": digest})
    actor = account_actor(ports, officer.role, officer.pk)
    record(ports, actor, "case.searched", f"search:{ports.chance.uuid()}", trace)
    return tuple(_seen(one, endings.get(one.id, "")) for one in found)


def _seen(found: Application, ending: str) -> FoundCase:
    assert found.submitted_at is not None
    return FoundCase(found.id, spaced(found.reference), Status(found.status), found.submitted_at, ending)
