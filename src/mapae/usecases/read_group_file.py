"""The background's part of an uploaded file: read it, ask where it can mean two things, take its rows in chunk by chunk.

Each chunk is one transaction that also says how far it came, so a kill at any moment costs a chunk and doubles nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from mapae.core.application.parties import FileKind, FileStatus
from mapae.core.application.questions import FIELDS
from mapae.core.group.cells import as_text
from mapae.core.group.columns import Column, Columns, find_columns
from mapae.core.group.rows import Decisions, RowRead, day_questions, read_rows
from mapae.core.group.sheet import Sheet
from mapae.records.models import Group, GroupFile
from mapae.usecases.group_data import open_file_part, seal_file_part
from mapae.usecases.ports import Ports
from mapae.usecases.row_checking import RowChecking
from mapae.usecases.row_intake import RowIntake, documents_in
from mapae.usecases.save_row import GroupFull, most_rows, require_room
from mapae.usecases.sheet_ports import SheetRefused
from mapae.usecases.upload_file import (
    Asked,
    ColumnAsked,
    DaysAsked,
    Told,
    day_zero_in,
    orders_in,
    read_in_background,
    read_told,
)

AT_ONCE = 500
_A_WHILE, _FILES = timedelta(minutes=10), 500
TOO_MANY, NOBODY, FULL = "too_many_people", "no_travellers", "group_is_full"
_EXAMPLES, _LONGEST_EXAMPLE = 3, 40
# Without these nobody can be named; what else is lacking may stand in the group's own answers.
_NAMED = ("nationality", "document_number", "surname", "birth_date")


@dataclass(frozen=True, slots=True)
class _Plan:
    asked: Asked
    rows: Sequence[RowRead]


def read_group_file(ports: Ports, file_id: UUID) -> None:
    """May be done again at any time, and beside itself, without harm."""
    file = _waiting(file_id)
    if file is None:
        return
    try:
        plan = _plan(ports, file)
        if plan.asked.columns or plan.asked.days:
            _ask(ports, file, plan.asked)
            return
        _begin(ports, file, plan)
    except SheetRefused as refused:
        _refuse(ports, file, refused.code, Asked(details=dict(refused.details)))
        return
    documents = _Documents(plan.rows)
    try:
        while _take_chunk(ports, file_id, plan.rows, documents):
            pass
    except GroupFull as full:
        _refuse(ports, file, FULL, Asked(details={"most": str(full.most)}))


def _waiting(file_id: UUID) -> GroupFile | None:
    waiting = GroupFile.objects.filter(kind=FileKind.TRAVELLERS, status__in=(FileStatus.WAITING, FileStatus.READING))
    return waiting.select_related("group__case_key").filter(id=file_id).first()


def _plan(ports: Ports, file: GroupFile) -> _Plan:
    """How the file is read, by itself and by what its sender said. Raises SheetRefused."""
    sheet = ports.sheets.read(open_file_part(ports, file.group, file, "content"))
    file.content_sealed = None  # of this copy: it need not lie in memory twice
    told, states = read_told(ports, file), ports.sheets.state_names()
    columns = find_columns(sheet.rows).decided({index: name or None for index, name in told.columns.items()})
    decisions = Decisions(orders_in(told), day_zero_in(told))
    asked = Asked(
        columns=_columns_asked(sheet, columns, told),
        days=_days_asked(sheet, columns, decisions),
        known=[(column.heading, column.field) for column in columns.columns if column.field in FIELDS],
        lacking=list(columns.lacking(_NAMED)) if "mrz" in columns.lacking(("mrz", "mrz_line_1")) else [],
        notes=[(note.code.value, dict(note.details)) for note in sheet.notes],
    )
    if asked.columns or asked.days:
        return _Plan(asked, ())
    return _Plan(asked, tuple(read_rows(sheet, columns, decisions, states)))


def _columns_asked(sheet: Sheet, columns: Columns, told: Told) -> list[ColumnAsked]:
    doubtful = [column for column in columns.in_doubt if column.index not in told.columns]
    first = 0 if columns.heading_row is None else columns.heading_row + 1
    return [_column_asked(sheet, column, first) for column in doubtful]


def _column_asked(sheet: Sheet, column: Column, first: int) -> ColumnAsked:
    cells = (row[column.index] for row in sheet.rows[first:] if column.index < len(row))
    examples: dict[str, None] = {}
    for cell in cells:
        if text := as_text(cell)[:_LONGEST_EXAMPLE]:
            examples[text] = None
        if len(examples) == _EXAMPLES:
            break
    return ColumnAsked(column.index, column.heading, list(examples), column.field or "", list(column.candidates))


def _days_asked(sheet: Sheet, columns: Columns, decisions: Decisions) -> list[DaysAsked]:
    headings = {column.index: column.heading for column in columns.columns}
    return [
        DaysAsked(one.column, one.field, headings[one.column], one.text, dict(one.readings))
        for one in day_questions(sheet, columns, decisions)
    ]


def _sealed(ports: Ports, file: GroupFile, asked: Asked) -> bytes:
    return seal_file_part(ports, file.group, file.id, "asked", json.dumps(asdict(asked), ensure_ascii=False).encode())


def _ask(ports: Ports, file: GroupFile, asked: Asked) -> None:
    waiting = GroupFile.objects.filter(id=file.id, status=FileStatus.WAITING)
    waiting.update(status=FileStatus.ASKING, asked_sealed=_sealed(ports, file, asked))


def _begin(ports: Ports, file: GroupFile, plan: _Plan) -> None:
    """Raises SheetRefused where nobody is in the file, or more people than the group may have."""
    if not plan.rows:
        raise SheetRefused(NOBODY)
    most = most_rows(ports, file.group)
    if len(plan.rows) > most:
        raise SheetRefused(TOO_MANY, {"most": str(most), "found": str(len(plan.rows))})
    waiting = GroupFile.objects.filter(id=file.id, status=FileStatus.WAITING)
    sealed = _sealed(ports, file, plan.asked)
    waiting.update(status=FileStatus.READING, rows_total=len(plan.rows), asked_sealed=sealed)


def _refuse(ports: Ports, file: GroupFile, code: str, asked: Asked) -> None:
    GroupFile.objects.filter(id=file.id, status__in=(FileStatus.WAITING, FileStatus.READING)).update(
        status=FileStatus.REFUSED,
        refused_code=code,
        content_sealed=None,
        asked_sealed=_sealed(ports, file, asked),
        ended_at=ports.clock.now(),
    )


class _Documents:
    """The documents that all lines of a file name: worked out once, and only if a line may mean a row from before."""

    def __init__(self, rows: Sequence[RowRead]) -> None:
        self._rows = rows
        self._found: frozenset[bytes] | None = None

    def by(self, checking: RowChecking) -> frozenset[bytes]:
        if self._found is None:
            self._found = documents_in(checking, self._rows)
        return self._found


@transaction.atomic
def _take_chunk(ports: Ports, file_id: UUID, rows: Sequence[RowRead], documents: _Documents) -> bool:
    """Whether there is more to take. Raises GroupFull."""
    group = _locked_group_of(file_id)
    file = GroupFile.objects.select_for_update().defer("content_sealed").get(id=file_id)
    if file.status != FileStatus.READING:
        return False
    chunk = rows[file.rows_read : file.rows_read + AT_ONCE]
    checking = RowChecking(ports, group)
    taken = RowIntake(checking, file, lambda: documents.by(checking)).take(chunk)
    require_room(ports, group)
    counts = _counted(file, len(chunk), len(taken.new), len(taken.changed), taken.ordered)
    if file.rows_read + len(chunk) >= len(rows):
        counts |= {"status": FileStatus.DONE, "content_sealed": None, "ended_at": checking.now}
        Group.objects.filter(id=group.id).update(changed_at=checking.now)
    GroupFile.objects.filter(id=file_id).update(**counts)
    return "status" not in counts


def _locked_group_of(file_id: UUID) -> Group:
    """Group before file, as everywhere."""
    group_id = GroupFile.objects.values_list("group", flat=True).get(id=file_id)
    return Group.objects.select_for_update(of=("self",)).select_related("case_key").get(id=group_id)


def _counted(file: GroupFile, read: int, new: int, changed: int, ordered: int) -> dict[str, object]:
    return {
        "rows_read": file.rows_read + read,
        "rows_new": file.rows_new + new,
        "rows_changed": file.rows_changed + changed,
        "rows_ordered": file.rows_ordered + ordered,
    }


def ask_again(ports: Ports) -> int:
    """Files that wait for a while although nobody reads them: their jobs are asked for again; how many."""
    unread = GroupFile.objects.filter(status__in=(FileStatus.WAITING, FileStatus.READING))
    stranded = unread.filter(uploaded_at__lt=ports.clock.now() - _A_WHILE).order_by("uploaded_at")
    files = list(stranded.values_list("id", "kind")[:_FILES])
    for file_id, kind in files:
        read_in_background(ports, file_id, FileKind(kind))
    return len(files)
