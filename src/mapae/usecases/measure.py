"""What a monitor may know: numbers, ages and counts. No reference, no name, nothing of one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # a row is a tuple of whatever the statement selects

from django.db import connection
from django.db.models import Count, Min

from mapae.core.application.status import Status
from mapae.records.models import Application, AuditCheckpoint, AuditLeaf, OutboxMessage
from mapae.records.models.outbox import MessageState
from mapae.usecases.ports import Ports
from mapae.usecases.seal_log import settled_leaf

# Seconds from submission to decision: at once, a minute, an hour, half a day, one day, three, a week.
DECIDED_WITHIN = (10, 60, 300, 3600, 43_200, 86_400, 259_200, 604_800)
WORKER_IS_LOST_AFTER = 60  # seconds; it says that it lives every ten
_WAITING = (Status.AWAITING_PAYMENT, Status.IN_ASSESSMENT, Status.REFERRED, Status.INFORMATION_REQUESTED)
_DECISIONS = """
    SELECT d.outcome, d.decided_by_id IS NULL,
        width_bucket(extract(epoch FROM d.decided_at - a.submitted_at)::float8, %s::float8[]),
        count(*), sum(extract(epoch FROM d.decided_at - a.submitted_at))::float8
    FROM decision d JOIN application a ON a.decision_id = d.id GROUP BY 1, 2, 3
"""
_WORKERS = """
    SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > statement_timestamp() - %s * interval '1 second'
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait, and for how many seconds the one that waits longest does; 0 where none does."""

    count: int
    oldest_seconds: float


@dataclass(frozen=True, slots=True)
class Decided:
    """`within[i]`: decisions that took less than `DECIDED_WITHIN[i]` seconds and no less than the bound before; last: longer."""

    outcome: str
    by_machine: bool
    within: tuple[int, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Measures:
    applications: dict[str, Waiting]
    decisions: Sequence[Decided]
    mails_queued: Waiting
    mails_failed: int
    jobs: dict[str, int]
    workers: int
    audit_leaves: int
    audit_unsealed: int
    checkpoint_age_seconds: float


def measure(ports: Ports) -> Measures:
    """Everything that the database tells of the house, at this moment."""
    now = ports.clock.now()
    last = AuditCheckpoint.objects.order_by("-size").first()
    return Measures(
        applications=_applications(now),
        decisions=_decisions(),
        mails_queued=_mails(now),
        mails_failed=OutboxMessage.objects.filter(state=MessageState.FAILED).count(),
        jobs=_jobs(),
        workers=living_workers(),
        audit_leaves=last.size if last else 0,
        audit_unsealed=AuditLeaf.objects.filter(id__gt=settled_leaf(), auditplacement__isnull=True).count(),
        checkpoint_age_seconds=(now - last.at).total_seconds() if last else 0.0,
    )


def living_workers() -> int:
    """Background processes that were heard of within the last minute, by the database's own clock."""
    return int(_rows(_WORKERS, (WORKER_IS_LOST_AFTER,))[0][0])


def _applications(now: datetime) -> dict[str, Waiting]:
    rows = Application.objects.filter(status__in=_WAITING).values("status")
    found = {row["status"]: row for row in rows.annotate(number=Count("id"), oldest=Min("changed_at"))}
    return {
        status.value: _waiting(found[status]["number"], found[status]["oldest"], now)
        if status in found
        else Waiting(0, 0.0)
        for status in _WAITING
    }


def _mails(now: datetime) -> Waiting:
    queued = OutboxMessage.objects.filter(state=MessageState.QUEUED).aggregate(
        number=Count("id"), oldest=Min("queued_at")
    )
    return _waiting(queued["number"], queued["oldest"], now)


def _waiting(count: int, oldest: datetime | None, now: datetime) -> Waiting:
    return Waiting(count, (now - oldest).total_seconds() if oldest else 0.0)


def _decisions() -> list[Decided]:
    counts: dict[tuple[str, bool], list[int]] = {}
    seconds: dict[tuple[str, bool], float] = {}
    for outcome, by_machine, bucket, count, total in _rows(_DECISIONS, (list(DECIDED_WITHIN),)):
        key = outcome, by_machine
        counts.setdefault(key, [0] * (len(DECIDED_WITHIN) + 1))[bucket] += count
        seconds[key] = seconds.get(key, 0.0) + total
    return [Decided(*key, tuple(counts[key]), seconds[key]) for key in sorted(counts)]


def _jobs() -> dict[str, int]:
    found: dict[str, int] = dict(_rows("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1", ()))
    return {status: found.get(status, 0) for status in ("todo", "doing", "failed")}


def _rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
