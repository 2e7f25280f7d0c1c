"""Rows from a program: taken as those of a file are, all at once or not at all, each known again by what identifies it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from mapae.core.group.rows import RowRead
from mapae.records.models import GroupRow
from mapae.usecases.duplicates import with_duplicates
from mapae.usecases.groups import Representative, lock_group
from mapae.usecases.list_rows import ListedRow, Listing
from mapae.usecases.ports import Ports
from mapae.usecases.row_checking import RowChecking
from mapae.usecases.row_intake import RowFate, RowIntake, documents_in
from mapae.usecases.save_row import require_room

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class PutRow:
    """What became of a row, and how it stands now."""

    fate: RowFate
    row: ListedRow


@transaction.atomic
def put_rows(ports: Ports, who: Representative, group_id: UUID, rows: Sequence[RowRead]) -> list[PutRow]:
    """Add them, or let them replace the rows that they mean; in their own order. Wrong answers are kept too.

    A row with a mark replaces the answers of that row; one that is known by its document or person adds to them.
    Raises UnknownGroup, GroupFull.
    """
    group = lock_group(who, group_id)
    checking = RowChecking(ports, group)
    taken = RowIntake(checking, None, lambda: documents_in(checking, rows)).take(rows)
    if taken.new:
        require_room(ports, group)
    group.changed_at = ports.clock.now()
    group.save(update_fields=["changed_at"])
    stored = GroupRow.objects.filter(id__in=[row.id for _, row in taken.each])
    found = with_duplicates(stored, group, checking.today).select_related("application").in_bulk()
    listing = Listing(ports, group)
    return [PutRow(fate, listing.row(found[row.id])) for fate, row in taken.each]
