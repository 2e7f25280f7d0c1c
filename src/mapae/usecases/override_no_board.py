"""Lift a no-board on one document for some hours: named, time-limited, logged. A carrier is told BOARD, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from mapae.core.travel.override import OverrideReason, require_span
from mapae.records.models import Account, BoardOverride
from mapae.usecases.audit import Trace, account_actor, record
from mapae.usecases.ports import Ports
from mapae.usecases.search_cases import document_index

_MOST = 100


@dataclass(frozen=True, slots=True)
class OverrideSeen:
    """A living override. On which document nobody can read: who must know has the document in the hand."""

    id: UUID
    issued_by: str
    reason: OverrideReason
    valid_from: datetime
    valid_until: datetime


@transaction.atomic
def override_no_board(
    ports: Ports, officer: Account, number: str, issuing_state: str, reason: OverrideReason, hours: int
) -> UUID:
    """From now, for so many hours. Raises NotSearchable for what is no document, OverrideRefused for the hours."""
    index, now = document_index(ports, number, issuing_state), ports.clock.now()
    ends = now + timedelta(hours=hours)
    require_span(now, ends)
    made = BoardOverride.objects.create(
        id=ports.chance.uuid(),
        programme=ports.programme,
        document_index=index,
        issued_by=officer,
        reason=reason,
        valid_from=now,
        valid_until=ends,
    )
    trace = Trace(reasons=[reason.value], detail={"hours": str(hours)})
    record(ports, account_actor(ports, officer.role, officer.pk), "board.overridden", f"override:{made.id}", trace)
    return made.id


@transaction.atomic
def end_override(ports: Ports, officer: Account, override_id: UUID) -> None:
    """Now, if it still lives; any officer may."""
    now = ports.clock.now()
    ended = BoardOverride.objects.filter(id=override_id, programme=ports.programme, valid_until__gt=now).update(
        valid_until=now
    )
    if ended:
        actor = account_actor(ports, officer.role, officer.pk)
        record(ports, actor, "board.override_ended", f"override:{override_id}", Trace())


def list_overrides(ports: Ports) -> tuple[OverrideSeen, ...]:
    """The living ones, the youngest first."""
    living = BoardOverride.objects.filter(programme=ports.programme, valid_until__gt=ports.clock.now())
    return tuple(
        OverrideSeen(one.id, one.issued_by.username, OverrideReason(one.reason), one.valid_from, one.valid_until)
        for one in living.select_related("issued_by").order_by("-valid_from")[:_MOST]
    )
