"""Rows of a file into a group: new ones, changed ones, and the same ones again, each told by what identifies a traveller."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from mapae.core.group.cells import CellFault
from mapae.core.group.rows import RowRead
from mapae.records.models import GroupFile, GroupRow
from mapae.records.row_copy import copy_rows, mark_lines
from mapae.usecases.row_checking import LONGEST_KEPT, CheckedRow, RowChecking, kept
from mapae.usecases.save_row import next_number

_CHANGED = (
    "answers_sealed", "document_index", "person_index", "problems", "requirement", "opts_in", "checked_on", "changed_at",
    "version", "file", "line",
)  # fmt: skip


class RowFate(StrEnum):
    """What became of one row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ORDERED = "ordered"  # part of an order already, so it stays as it is


@dataclass
class Taken:
    """What became of some rows."""

    new: list[GroupRow] = field(default_factory=list)
    changed: list[GroupRow] = field(default_factory=list)
    same: list[GroupRow] = field(default_factory=list)
    ordered: int = 0
    each: list[tuple[RowFate, GroupRow]] = field(default_factory=list)  # in the order in which they came


@dataclass(frozen=True, slots=True)
class _Incoming:
    read: RowRead
    own: dict[str, str]
    checked: CheckedRow


class RowIntake:
    """Takes a chunk of a file into its locked group. Rows that the file named before are nobody else's any more.

    Without a file they come all at once, from a program.

    A row is known again by our mark, by its document, by its person where no other line of the file has that row's
    document, and at last by saying exactly the same. `documents` gives those of all lines, if it comes to that.
    """

    def __init__(
        self, checking: RowChecking, file: GroupFile | None, documents: Callable[[], frozenset[bytes]]
    ) -> None:
        self._checking, self._file, self._group = checking, file, checking.group
        self._documents = documents
        self._blank = GroupRow(group_id=checking.group.id)

    def take(self, rows: Sequence[RowRead]) -> Taken:
        """Insert and update; saving the file's counts is the caller's."""
        incoming = [self._incoming(row) for row in rows]
        return self._matched(incoming) if self._others().exists() else self._all_new(incoming)

    def _all_new(self, incoming: Sequence[_Incoming]) -> Taken:
        """Nobody can be meant: the database takes in a row while the next ones are sealed."""
        taken, number = Taken(), next_number(self._group)
        copy_rows(self._new(one, number, taken) for one in incoming)
        return taken

    def _matched(self, incoming: Sequence[_Incoming]) -> Taken:
        unclaimed = self._unclaimed(incoming)
        known = _Known(self._checking, unclaimed, self._documents() if unclaimed else frozenset())
        taken, number = Taken(), next_number(self._group)
        for one in incoming:
            found = known.claim(one.read.mark, one.own, one.checked)
            if found is None:
                self._new(one, number, taken)
            elif found.order_id is not None:
                taken.ordered += 1
                taken.each.append((RowFate.ORDERED, found))
            else:
                self._again(found, one, taken)
        self._save(taken)
        return taken

    def _incoming(self, read: RowRead) -> _Incoming:
        own = self._checking.with_lines(_answers(read))
        return _Incoming(read, own, self._checking.checked_quickly(own, opts_in=read.opts_in))

    def _others(self) -> QuerySet[GroupRow]:
        others = GroupRow.objects.filter(group=self._group)
        return others if self._file is None else others.exclude(file=self._file)

    def _unclaimed(self, incoming: Sequence[_Incoming]) -> list[GroupRow]:
        documents = {one.checked.document_index for one in incoming} - {None}
        people = {one.checked.person_index for one in incoming} - {None}
        marks = {mark for one in incoming if (mark := mark_in(one.read.mark))}
        is_meant = Q(document_index__in=documents) | Q(person_index__in=people) | Q(id__in=marks)
        if any(one.checked.document_index is None and one.checked.person_index is None for one in incoming):
            is_meant |= Q(document_index=None, person_index=None)
        return list(self._others().filter(is_meant).order_by("number"))

    def _new(self, one: _Incoming, first: int, taken: Taken) -> GroupRow:
        """`first`: the number of the first new row."""
        row = copy(self._blank)  # in half the time that the model takes to set out its fields
        row.id, row.number, row.opts_in = self._checking.ports.chance.uuid(), first + len(taken.new), one.read.opts_in
        self._fill(row, one, one.own)
        taken.new.append(row)
        taken.each.append((RowFate.NEW, row))
        return row

    def _again(self, row: GroupRow, one: _Incoming, taken: Taken) -> None:
        before = self._checking.open(row)
        # Beside our mark an empty cell was emptied; in a file of their own it says nothing of what was typed here.
        is_ours = mark_in(one.read.mark) == row.id
        own = one.own if is_ours else before | one.own
        opts_in = one.read.opts_in if is_ours else row.opts_in or one.read.opts_in
        if own == before and opts_in == row.opts_in:
            self._place(row, one)
            taken.same.append(row)
            taken.each.append((RowFate.SAME, row))
            return
        row.opts_in, row.version = opts_in, row.version + 1
        self._fill(row, one, own)
        taken.changed.append(row)
        taken.each.append((RowFate.CHANGED, row))

    def _place(self, row: GroupRow, one: _Incoming) -> None:
        if self._file is not None:
            row.file_id, row.line = self._file.id, one.read.line

    def _fill(self, row: GroupRow, one: _Incoming, own: dict[str, str]) -> None:
        self._place(row, one)
        is_checked = own is one.own and (one.read.opts_in or not row.opts_in)
        self._checking.put(row, own, one.checked if is_checked else None)

    def _save(self, taken: Taken) -> None:
        if taken.new:
            copy_rows(taken.new)
        if taken.changed:
            GroupRow.objects.bulk_update(taken.changed, _CHANGED)
        if self._file is not None:
            mark_lines(taken.same)


class _Known:
    """The rows that a chunk may mean, each given away once."""

    def __init__(self, checking: RowChecking, rows: Sequence[GroupRow], documents: frozenset[bytes]) -> None:
        self._checking, self._documents = checking, documents
        self._free = {row.id: row for row in rows}
        self._of_document, self._of_person = _sorted_by(rows, "document_index"), _sorted_by(rows, "person_index")
        self._own: dict[UUID, dict[str, str]] = {}

    def claim(self, mark: str, own: Mapping[str, str], checked: CheckedRow) -> GroupRow | None:
        """The row that is meant, and nobody else's from now on."""
        for row in self._candidates(mark, own, checked) if self._free else ():
            if row.id in self._free:
                return self._free.pop(row.id)
        return None

    def _candidates(self, mark: str, own: Mapping[str, str], checked: CheckedRow) -> Iterator[GroupRow]:
        marked = mark_in(mark)
        if marked in self._free:
            yield self._free[marked]
        document, person = checked.document_index, checked.person_index
        if document is not None:
            yield from self._of_document.get(document, ())
        if person is not None:  # their passport's number was mended, or only now filled in
            of_person = self._of_person.get(person, ())
            yield from (row for row in of_person if row.order_id is None and self._is_left(row))
        if document is None and person is None:
            yield from [row for row in self._free.values() if self._is_nameless(row) and self._opened(row) == own]

    def _is_left(self, row: GroupRow) -> bool:
        """Whether no line of the file names the row's document."""
        return row.document_index is None or bytes(row.document_index) not in self._documents

    @staticmethod
    def _is_nameless(row: GroupRow) -> bool:
        return row.document_index is None and row.person_index is None

    def _opened(self, row: GroupRow) -> dict[str, str]:
        if row.id not in self._own:
            self._own[row.id] = self._checking.open(row)
        return self._own[row.id]


def _sorted_by(rows: Sequence[GroupRow], index: str) -> dict[bytes, list[GroupRow]]:
    found: dict[bytes, list[GroupRow]] = {}
    for row in rows:
        value = getattr(row, index)
        if value is not None:
            found.setdefault(bytes(value), []).append(row)
    return found


def mark_of(row: GroupRow) -> str:
    """What our own files have beside a row, to know it again."""
    return row.id.hex


def mark_in(text: str) -> UUID | None:
    """The row that a mark means, if it is one."""
    try:
        return UUID(hex=text) if text else None
    except ValueError:
        return None


def _answers(read: RowRead) -> dict[str, str]:
    """A cell that came to nothing is no answer; one that was too long must not pass for the part that was kept of it."""
    answers = dict(read.answers)
    for fault in read.faults:
        if fault.code is CellFault.CELL_HAS_ERROR:
            answers.pop(fault.field, None)
        elif fault.code is CellFault.CELL_TOO_LONG:
            answers[fault.field] = answers[fault.field].ljust(LONGEST_KEPT, "…")
    return kept(answers)


def documents_in(checking: RowChecking, rows: Sequence[RowRead]) -> frozenset[bytes]:
    """The documents that the lines of a file name."""
    found = (checking.document_index(checking.whole(checking.with_lines(dict(row.answers)))) for row in rows)
    return frozenset(index for index in found if index is not None)
