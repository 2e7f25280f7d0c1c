"""The officers' queue: what waits, for whom, in which order. No names: who needs them opens the case, and that is logged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from mapae.core.application.reference import spaced
from mapae.core.application.status import Act, Status
from mapae.core.decision.outcome import ReferralReason
from mapae.records.models import Account, Application, CaseEvent, Proposal, Role, TeamMember
from mapae.records.models.proposal import ProposalState
from mapae.usecases.examine_objection import WAITS
from mapae.usecases.officer_acts import OBJECTED
from mapae.usecases.ports import Ports

MOST_SHOWN = 50
_COMES_BACK = (Act.REFER, Act.PROVIDE_INFORMATION, Act.ANSWER_OVERDUE, OBJECTED)
_ENDED = "~"
_READERS: dict[str, Callable[[str], object]] = {
    "arrival_day": lambda written: date.fromisoformat(written) if written else None,
    "submitted_at": datetime.fromisoformat,
    "id": UUID,
}


class View(StrEnum):
    """Which cases. `second`: proposals that wait for a second officer; `asked`: for the applicant's answer.

    `objected`: granted already, and the traveller objects to who applied for them.
    """

    ALL = "all"
    MINE = "mine"
    TEAMS = "teams"
    FREE = "free"
    SECOND = "second"
    ASKED = "asked"
    OBJECTED = "objected"


class Order(StrEnum):
    """Earliest arrival first, unknown ones last; or who submitted first."""

    ARRIVAL = "arrival"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One application that waits. `reasons` are codes of why it was referred; `team` and `officer` are names or ""."""

    id: UUID
    reference: str
    status: Status
    arrival_day: date | None  # None: not known yet
    submitted_at: datetime
    waiting_since: datetime
    reasons: tuple[str, ...]
    team: str
    officer: str
    has_proposal: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of a view. `after` leads to the next page, "" on the last one; `counts` has how many every view holds."""

    entries: tuple[QueueEntry, ...]
    total: int
    after: str
    counts: dict[str, int]


def list_queue(
    ports: Ports,
    officer: Account | None = None,
    view: View = View.ALL,
    order: Order = Order.ARRIVAL,
    after: str = "",
    most: int = MOST_SHOWN,
) -> Queue:
    """The page after a key that an earlier page gave; a key that is none begins anew. None sees what nobody's team has.

    Cases of other teams are left out, except for supervisors.
    """
    views = {one: _of_view(ports, officer, one) for one in View}
    names = ("arrival_day", "submitted_at", "id") if order is Order.ARRIVAL else ("submitted_at", "id")
    rows = list(_page(_told(views[view]), names, after)[: most + 1])
    entries = tuple(_entry(row) for row in rows[:most])
    key = _ENDED.join(_written(getattr(rows[most - 1], name)) for name in names) if len(rows) > most else ""
    counts = {one.value: rows_of.count() for one, rows_of in views.items()}
    return Queue(entries, counts[view], key, counts)


def _of_view(ports: Ports, officer: Account | None, view: View) -> QuerySet[Application]:
    status = Status.INFORMATION_REQUESTED if view is View.ASKED else Status.REFERRED
    wanted = WAITS if view is View.OBJECTED else Q(status=status)
    rows = Application.objects.filter(wanted, programme=ports.programme)
    teams = (
        TeamMember.objects.filter(account=officer).values("team_id")
        if officer
        else TeamMember.objects.none().values("team_id")
    )
    if officer is None or officer.role != Role.SUPERVISOR:
        rows = rows.filter(
            Q(assignment__team__isnull=True) | Q(assignment__team__in=teams) | Q(assignment__officer=officer)
        )
    match view:
        case View.MINE:
            return rows.filter(assignment__officer=officer)
        case View.TEAMS:
            return rows.filter(assignment__team__in=teams)
        case View.FREE:
            return rows.filter(assignment__isnull=True)
        case View.SECOND:
            return Application.objects.filter(programme=ports.programme, proposals__state=ProposalState.OPEN).filter(
                status__in=(Status.REFERRED, Status.GRANTED)
            )
    return rows


def _told(rows: QuerySet[Application]) -> QuerySet[Application]:
    """With what each entry says besides its own columns."""
    events = CaseEvent.objects.filter(application=OuterRef("pk")).order_by("-version")
    return rows.select_related("assignment__team", "assignment__officer").annotate(
        waiting_since=Subquery(events.filter(name__in=_COMES_BACK).values("at")[:1]),
        why=Subquery(events.filter(name=Act.REFER).values("reasons")[:1]),
        has_proposal=Exists(Proposal.objects.filter(application=OuterRef("pk"), state=ProposalState.OPEN)),
    )


def _page(rows: QuerySet[Application], names: tuple[str, ...], after: str) -> QuerySet[Application]:
    """By the key of the last one shown, not by counting: what was decided meanwhile moves nobody out of sight."""
    key = _read(names, after)
    if key is not None:
        beyond = Q()
        for place, name in enumerate(names):
            equal = dict(zip(names[:place], key[:place], strict=True))
            if key[place] is not None:
                beyond |= Q(**equal, **{f"{name}__gt": key[place]})
            if name == "arrival_day" and key[place] is not None:
                beyond |= Q(arrival_day__isnull=True)  # not known: after all that are
        rows = rows.filter(beyond)
    return rows.order_by(*names)


def _read(names: tuple[str, ...], after: str) -> list[object] | None:
    parts = after.split(_ENDED)
    if len(parts) != len(names):
        return None
    try:
        read: list[object] = [_READERS[name](part) for name, part in zip(names, parts, strict=True)]
    except ValueError:
        return None
    return None if any(isinstance(one, datetime) and one.tzinfo is None for one in read) else read


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value or "")


def _entry(row: Application) -> QueueEntry:
    assert row.submitted_at is not None  # the database promises it of all that were submitted
    given = getattr(row, "assignment", None)
    told = vars(row)
    return QueueEntry(
        id=row.id,
        reference=spaced(row.reference),
        status=Status(row.status),
        arrival_day=row.arrival_day,
        submitted_at=row.submitted_at,
        waiting_since=told["waiting_since"] or row.submitted_at,
        reasons=_reasons(row),
        team=given.team.name if given and given.team else "",
        officer=given.officer.username if given and given.officer else "",
        has_proposal=told["has_proposal"],
    )


def _reasons(row: Application) -> tuple[str, ...]:
    """Why it is here: for what was granted already and has no proposal, that its applicant objects."""
    told = vars(row)
    if row.status == Status.GRANTED and not told["has_proposal"]:
        return (ReferralReason.OBJECTION,)
    return tuple(told["why"] or ())
