"""Rows by hand: add one, change its answers, take it out, let the exempt apply all the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from mapae.core.rulebook.assessment import Requirement
from mapae.records.models import Group, GroupRow
from mapae.usecases.groups import Representative, limit_of, lock_group
from mapae.usecases.ports import Ports
from mapae.usecases.row_checking import CheckedRow, RowChecking, kept

MOST_ROWS = 10_000  # of any group: what the software is tested to
_AT_ONCE = 200


class UnknownRow(LookupError):
    """The group has no such row."""


class RowOrdered(Exception):
    """The row is part of an order, and changes no more."""


class RowChanged(Exception):
    """Somebody else changed the row since it was read. Look at it anew."""


class GroupFull(Exception):
    """The group has as many rows as it may have: `most`."""

    def __init__(self, most: int) -> None:
        super().__init__(str(most))
        self.most = most


def most_rows(ports: Ports, group: Group) -> int:
    """A family's number is the rulebook's; of others only a submission is limited, and orders are split into those."""
    limit = limit_of(ports, group.kind) if group.organisation_id is None else None
    return min(limit.people, MOST_ROWS) if limit else MOST_ROWS


@transaction.atomic
def add_row(ports: Ports, who: Representative, group_id: UUID, given: Mapping[str, str]) -> GroupRow:
    """A row more, with whatever is known of this traveller. Raises UnknownGroup, GroupFull."""
    group = lock_group(who, group_id)
    require_room(ports, group, 1)
    checking = RowChecking(ports, group)
    row = GroupRow(id=ports.chance.uuid(), group=group, number=next_number(group))
    checking.put(row, checking.with_lines(kept(given)))
    row.save(force_insert=True)
    return row


@transaction.atomic
def save_row(
    ports: Ports, who: Representative, group_id: UUID, row_id: UUID, version: int, given: Mapping[str, str]
) -> CheckedRow:
    """Keep these answers, wrong ones too; an empty one leaves the question to the group's answer.

    `version` is that of the page on which they were typed. Raises UnknownGroup, UnknownRow, RowOrdered, RowChanged.
    """
    row = lock_row(who, group_id, row_id)
    if row.version != version:
        raise RowChanged(str(row_id))
    checking = RowChecking(ports, row.group)
    before = checking.open(row)
    stays = {field: answer for field, answer in before.items() if field not in given}
    own = stays | checking.with_lines(kept(given), before)
    checked = checking.put(row, own)
    row.version += 1
    row.save()
    return checked


@transaction.atomic
def remove_row(who: Representative, group_id: UUID, row_id: UUID) -> None:
    """It goes wholly, with its portrait. Raises UnknownGroup, UnknownRow, RowOrdered."""
    lock_row(who, group_id, row_id).delete()


@transaction.atomic
def set_opts_in(
    ports: Ports, who: Representative, group_id: UUID, rows: Sequence[UUID] | None, *, opts_in: bool
) -> int:
    """Let the exempt among these rows, or of the whole group, apply all the same, or not after all; how many changed.

    Whom the rules do not let in stays out. Raises UnknownGroup.
    """
    group = lock_group(who, group_id)
    checking = RowChecking(ports, group)
    found = GroupRow.objects.filter(
        group=group, order__isnull=True, requirement=Requirement.EXEMPT, opts_in=not opts_in
    )
    if rows is not None:
        found = found.filter(id__in=rows)
    changed = []
    for row in found.order_by("number").iterator(chunk_size=_AT_ONCE):
        if not opts_in or checking.checked(checking.open(row)).lets_in:
            changed.append(row.id)
    GroupRow.objects.filter(id__in=changed).update(opts_in=opts_in, changed_at=checking.now)
    return len(changed)


def lock_row(who: Representative, group_id: UUID, row_id: UUID) -> GroupRow:
    """The row with its group, locked. Raises UnknownGroup, UnknownRow, RowOrdered."""
    group = lock_group(who, group_id)
    row = GroupRow.objects.select_for_update(of=("self",)).filter(id=row_id, group=group).first()
    if row is None:
        raise UnknownRow(str(row_id))
    if row.order_id is not None:
        raise RowOrdered(str(row_id))
    row.group = group
    return row


def require_room(ports: Ports, group: Group, more: int = 0) -> None:
    """Raises GroupFull if the locked group may not have its rows and so many more."""
    most = most_rows(ports, group)
    if GroupRow.objects.filter(group=group).count() + more > most:
        raise GroupFull(most)


def next_number(group: Group) -> int:
    """The number of the next row of a locked group."""
    return (GroupRow.objects.filter(group=group).aggregate(last=Max("number"))["last"] or 0) + 1
