"""The rows of a group, as tables and counts: which stand how, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mapae.core.application.answers import AnswerProblem
from mapae.core.group.checking import RowStanding, standing_of
from mapae.core.group.ordering import KeptBack
from mapae.core.rulebook.assessment import Requirement
from mapae.records.models import Group, GroupRow
from mapae.usecases.duplicates import IS_DUPLICATE, with_duplicates
from mapae.usecases.group_data import open_group
from mapae.usecases.groups import Representative, get_group, groups_of
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.row_checking import RowChecking
from mapae.usecases.row_intake import mark_of
from mapae.usecases.rulebook_in_force import rulebook_in_force
from mapae.usecases.save_row import UnknownRow

A_PAGE = 50
_AT_ONCE = 200


class RowFilter(StrEnum):
    """What of a group is shown. All but ALL, DUPLICATES and ORDERED leave out what is part of an order."""

    ALL = "all"
    MEND = "mend"
    READY = "ready"
    EXEMPT = "exempt"
    CANNOT_APPLY = "cannot_apply"
    DUPLICATES = "duplicates"
    ORDERED = "ordered"


_FREE = Q(order__isnull=True)
_OPTED = Q(requirement=Requirement.EXEMPT, opts_in=True)
_WHERE: Mapping[RowFilter, Q] = {
    RowFilter.ALL: Q(),
    RowFilter.MEND: _FREE & Q(problems__gt=0),
    RowFilter.READY: _FREE & (Q(requirement=Requirement.REQUIRED) | _OPTED),
    RowFilter.EXEMPT: _FREE & Q(requirement=Requirement.EXEMPT, opts_in=False),
    RowFilter.CANNOT_APPLY: _FREE & Q(requirement__in=[Requirement.OUTSIDE, Requirement.NOT_ELIGIBLE]),
    RowFilter.ORDERED: ~_FREE,
}


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row, opened and checked as of now. `own` are its answers, `raw` those with the group's.

    `application_status` is empty until the row was submitted.
    """

    id: UUID
    number: int
    version: int
    standing: RowStanding
    own: Mapping[str, str]
    raw: Mapping[str, str]
    problems: Sequence[AnswerProblem]
    reasons: Sequence[Mapping[str, str]]  # why it is exempt or cannot apply, each by language
    may_opt_in: bool
    opts_in: bool
    has_portrait: bool
    is_ordered: bool
    is_twin: bool
    is_elsewhere: bool
    is_authorized: bool
    left_out: KeptBack | None  # of the last order that had taken it; None again in the next one
    application_status: str
    mark: str
    line: int | None


@dataclass(frozen=True, slots=True)
class RowPage:
    """A page of a filtered table; pages count from 1."""

    rows: Sequence[ListedRow]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """A group in the list of groups."""

    id: UUID
    label: str
    rows: int
    to_mend: int
    ordered: int
    group: Group


def list_groups(ports: Ports, who: Representative) -> list[GroupSummary]:
    """Their groups, the last touched first, at most 200."""
    found = groups_of(who).select_related("case_key").filter(case_key__wrapped__isnull=False)
    counted = found.annotate(
        all_rows=Count("rows"),
        to_mend=Count("rows", filter=Q(rows__problems__gt=0, rows__order__isnull=True)),
        ordered=Count("rows", filter=Q(rows__order__isnull=False)),
    ).order_by("-changed_at", "-id")[:200]
    return [
        GroupSummary(one.id, open_group(ports, one).label, one.all_rows, one.to_mend, one.ordered, one)
        for one in counted
    ]


def count_rows(ports: Ports, who: Representative, group_id: UUID) -> dict[RowFilter, int]:
    """How many rows each filter shows. Raises UnknownGroup."""
    group = get_group(who, group_id)
    rows = GroupRow.objects.filter(group=group)
    counts = rows.aggregate(**{name.value: Count("id", filter=where) for name, where in _WHERE.items() if where})
    counts[RowFilter.ALL] = rows.count()
    counts[RowFilter.DUPLICATES] = _filtered(ports, group, RowFilter.DUPLICATES).count()
    return {name: counts[name.value] for name in RowFilter}


def list_rows(ports: Ports, who: Representative, group_id: UUID, name: RowFilter, page: int) -> RowPage:
    """One page of the rows that the filter shows, by number; a page beyond the last is the last. Raises UnknownGroup."""
    group = get_group(who, group_id)
    rows = _filtered(ports, group, name)
    total = rows.count()
    pages = max(1, -(-total // A_PAGE))
    page = min(max(page, 1), pages)
    found = with_duplicates(rows, group, _today(ports)).select_related("application").order_by("number")
    listing = Listing(ports, group)
    return RowPage([listing.row(one) for one in found[(page - 1) * A_PAGE : page * A_PAGE]], total, page, pages)


def get_row(ports: Ports, who: Representative, group_id: UUID, row_id: UUID) -> ListedRow:
    """Raises UnknownGroup, UnknownRow."""
    group = get_group(who, group_id)
    rows = with_duplicates(GroupRow.objects.filter(group=group, id=row_id), group, _today(ports))
    found = rows.select_related("application").first()
    if found is None:
        raise UnknownRow(str(row_id))
    return Listing(ports, group).row(found)


def next_to_mend(who: Representative, group_id: UUID, number: int) -> GroupRow | None:
    """The next row with something wrong after this number, or else the first one. Raises UnknownGroup."""
    to_mend = GroupRow.objects.filter(_WHERE[RowFilter.MEND], group=get_group(who, group_id)).order_by("number")
    return to_mend.filter(number__gt=number).first() or to_mend.exclude(number=number).first()


def rows_to_download(ports: Ports, who: Representative, group_id: UUID, *, only_wrong: bool) -> Iterator[ListedRow]:
    """All rows outside orders, or those to mend, by number; opened as they are taken. Raises UnknownGroup at once."""
    group = get_group(who, group_id)
    rows = _filtered(ports, group, RowFilter.MEND) if only_wrong else GroupRow.objects.filter(_FREE, group=group)
    found = with_duplicates(rows, group, _today(ports)).select_related("application").order_by("number")
    return _one_by_one(Listing(ports, group), found)


def _one_by_one(listing: Listing, found: QuerySet[GroupRow]) -> Iterator[ListedRow]:
    """Some at a time by question, not by a cursor: they are taken long after the request's own time."""
    last = 0
    while some := list(found.filter(number__gt=last)[:_AT_ONCE]):
        yield from map(listing.row, some)
        last = some[-1].number


class Listing:
    """Opens rows of one group for a page."""

    def __init__(self, ports: Ports, group: Group) -> None:
        self._checking = RowChecking(ports, group)

    def row(self, row: GroupRow) -> ListedRow:
        """Checked as of now, so that what a page says of a row is true today."""
        own = self._checking.open(row)
        checked = self._checking.checked(own)
        check = checked.check
        assessment = check.assessment
        reasons = assessment.obstacles or assessment.reasons if assessment else ()
        return ListedRow(
            id=row.id,
            number=row.number,
            version=row.version,
            standing=standing_of(check.requirement, opts_in=row.opts_in, terms_let_in=checked.lets_in),
            own=own,
            raw=self._checking.whole(own),
            problems=check.problems,
            reasons=[self._checking.rulebook.said(code) for code in dict.fromkeys(one.code for one in reasons)],
            may_opt_in=checked.lets_in,
            opts_in=row.opts_in,
            has_portrait=row.has_portrait,
            is_ordered=row.order_id is not None,
            is_twin=getattr(row, "is_twin", False),
            is_elsewhere=getattr(row, "is_elsewhere", False),
            is_authorized=getattr(row, "is_authorized", False),
            left_out=KeptBack(row.left_out) if row.left_out else None,
            application_status=row.application.status if row.application else "",
            mark=mark_of(row),
            line=row.line,
        )


def _filtered(ports: Ports, group: Group, name: RowFilter) -> QuerySet[GroupRow]:
    rows = GroupRow.objects.filter(group=group)
    if name is RowFilter.DUPLICATES:
        return with_duplicates(rows.filter(document_index__isnull=False), group, _today(ports)).filter(IS_DUPLICATE)
    return rows.filter(_WHERE[name])


def _today(ports: Ports) -> date:
    return day_at(ports.clock.now(), rulebook_in_force(ports))
