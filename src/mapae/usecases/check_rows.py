"""Check a group's rows again: what all share has changed, or the day has. In chunks, so that a kill costs one of them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from mapae.records.models import Group, GroupRow
from mapae.usecases.groups import Representative, get_group
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.row_checking import RowChecking
from mapae.usecases.rulebook_in_force import rulebook_in_force

WAITS = date.min  # the `checked_on` of a row whose check is asked for
_AT_ONCE, _GROUPS = 200, 500
_CHECKED = ("document_index", "person_index", "problems", "requirement", "opts_in", "checked_on")


def check_again(ports: Ports, group: Group) -> None:
    """Every row outside an order is checked again: a few at once, many in the background."""
    rows = GroupRow.objects.filter(group=group, order__isnull=True)
    rows.update(checked_on=WAITS)
    if rows.count() <= _AT_ONCE:
        _check(ports, group, rows.order_by("number"))
    else:
        ports.jobs.enqueue("check_group_rows", group=str(group.id))


def keep_fresh(ports: Ports, who: Representative, group_id: UUID) -> int:
    """How many rows wait for a check; asks for one where the last was on an earlier day. Raises UnknownGroup."""
    group = get_group(who, group_id)
    today = day_at(ports.clock.now(), rulebook_in_force(ports))
    old = GroupRow.objects.filter(group=group, order__isnull=True, checked_on__lt=today)
    if old.exclude(checked_on=WAITS).exists():
        with transaction.atomic():
            check_again(ports, group)
    return old.count()


def check_rows(ports: Ports, group_id: UUID) -> int:
    """The background's part: check what waits, chunk by chunk; how many it checked. May be done again without harm."""
    group = Group.objects.select_related("case_key").filter(id=group_id).first()
    done = 0
    while group is not None and (checked := _check_some(ports, group)):
        done += checked
    return done


def ask_again(ports: Ports) -> int:
    """Groups whose rows wait although nobody works on them: their jobs are asked for again; how many."""
    waiting = GroupRow.objects.filter(checked_on=WAITS, order__isnull=True)
    groups = list(waiting.order_by("group").values_list("group", flat=True).distinct()[:_GROUPS])
    for group_id in groups:
        ports.jobs.enqueue("check_group_rows", group=str(group_id))
    return len(groups)


@transaction.atomic
def _check_some(ports: Ports, group: Group) -> int:
    waiting = GroupRow.objects.filter(group=group, order__isnull=True, checked_on=WAITS).order_by("number")
    return _check(ports, Group.objects.select_related("case_key").get(id=group.id), waiting)


def _check(ports: Ports, group: Group, rows: QuerySet[GroupRow]) -> int:
    checking = RowChecking(ports, group)
    found = list(rows.select_for_update(skip_locked=True)[:_AT_ONCE])
    for row in found:
        own = checking.open(row)
        checking.judge(row, own, checking.checked_quickly(own, opts_in=row.opts_in))
    GroupRow.objects.bulk_update(found, _CHECKED)
    return len(found)
