"""The officers' queue: what was referred and waits. No names: who needs them opens the case, and that is logged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from mapae.core.application.reference import spaced
from mapae.core.application.status import Act, Status
from mapae.records.models import Application, CaseEvent
from mapae.usecases.ports import Ports

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One application that waits for an officer; `reasons` are codes of ReferralReason."""

    id: UUID
    reference: str
    arrival_day: date | None  # None: not known yet
    waiting_since: datetime
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """The most urgent entries, and how many wait in all."""

    entries: tuple[QueueEntry, ...]
    total: int


def list_queue(ports: Ports, most: int = MOST_SHOWN) -> Queue:
    """Earliest arrival first, unknown ones last; on the same day, who has waited longest."""
    referral = CaseEvent.objects.filter(application=OuterRef("pk"), name=Act.REFER).order_by("-version")
    waiting: QuerySet[Application] = Application.objects.filter(status=Status.REFERRED, programme=ports.programme)
    rows = (
        waiting.annotate(
            waiting_since=Subquery(referral.values("at")[:1]), why=Subquery(referral.values("reasons")[:1])
        )
        .order_by("arrival_day", "waiting_since", "id")
        .values_list("id", "reference", "arrival_day", "waiting_since", "why")[:most]
    )
    entries = (QueueEntry(id_, spaced(reference), day, since, tuple(why)) for id_, reference, day, since, why in rows)
    return Queue(tuple(entries), waiting.count())
