"""Files of a group: take one in, say how far its reading came, take the answers to what it left open."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from mapae.core.application.parties import FileKind, FileStatus
from mapae.core.group.columns import FIELDS_IN_FILES
from mapae.core.group.days import DayOrder
from mapae.core.group.sheet import DAY_ZERO_1900, DAY_ZERO_1904, MOST_BYTES
from mapae.records.models import Group, GroupFile
from mapae.usecases.group_data import open_file_part, seal_file_part
from mapae.usecases.groups import Representative, get_group, lock_group
from mapae.usecases.ports import Ports
from mapae.usecases.sheet_ports import SheetRefused
from mapae.usecases.upload_limits import MOST_ARCHIVE_BYTES

REPLACED = "replaced"
_JOBS = {FileKind.TRAVELLERS: "read_group_file", FileKind.PORTRAITS: "read_portrait_file"}
_UNREAD = (FileStatus.WAITING, FileStatus.ASKING, FileStatus.READING)


class UnknownFile(LookupError):
    """The group has no such file."""


class StillReading(Exception):
    """Another file of the group is being read. Wait until it is done."""


class AnswersChanged(Exception):
    """The file does not ask this, or not any more."""


@dataclass(frozen=True, slots=True)
class ColumnAsked:
    """A column of which nobody knows what it is: its heading, some of its cells, and between what it may be."""

    index: int
    heading: str
    examples: Sequence[str]
    field: str
    candidates: Sequence[str]


@dataclass(frozen=True, slots=True)
class DaysAsked:
    """A column of days that mean two things: an example, and its readings by their names."""

    column: int
    field: str
    heading: str
    text: str
    readings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a file leaves open, what was found in it on the way, and why it was refused."""

    columns: Sequence[ColumnAsked] = ()
    days: Sequence[DaysAsked] = ()
    known: Sequence[tuple[str, str]] = ()  # headings that were understood, and as which field
    lacking: Sequence[str] = ()
    notes: Sequence[tuple[str, Mapping[str, str]]] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    unmatched: Sequence[str] = ()  # names of pictures that are nobody's
    refused: Sequence[tuple[str, str, int]] = ()  # names of pictures, why each was refused, and the limit


@dataclass(frozen=True, slots=True)
class Told:
    """What a representative said of a file so far: fields by column, "" for one to leave out; readings of days."""

    columns: Mapping[int, str] = field(default_factory=dict)
    readings: Mapping[int, str] = field(default_factory=dict)


def upload_file(
    ports: Ports, who: Representative, group_id: UUID, content: bytes, kind: FileKind = FileKind.TRAVELLERS
) -> GroupFile:
    """Keep the file, sealed, and have it read in the background. One that still asked is given up for it.

    Raises UnknownGroup, StillReading, and SheetRefused for one that is empty or too heavy to be looked at.
    """
    most = MOST_BYTES if kind is FileKind.TRAVELLERS else MOST_ARCHIVE_BYTES
    if not content:
        raise SheetRefused("empty")
    if len(content) > most:
        raise SheetRefused("too_heavy", {"most": str(most)})
    get_group(who, group_id)
    file_id = ports.chance.uuid()
    return _keep(ports, who, group_id, file_id, content, kind)


@transaction.atomic
def _keep(
    ports: Ports, who: Representative, group_id: UUID, file_id: UUID, content: bytes, kind: FileKind
) -> GroupFile:
    group, now = lock_group(who, group_id), ports.clock.now()
    unread = GroupFile.objects.filter(group=group, status__in=_UNREAD)
    unread.filter(status=FileStatus.ASKING).update(
        status=FileStatus.REFUSED, refused_code=REPLACED, content_sealed=None, ended_at=now
    )
    if unread.exists():
        raise StillReading(str(group_id))
    file = GroupFile(id=file_id, group=group, kind=kind, uploaded_by=who.account, uploaded_at=now)
    file.content_sealed = seal_file_part(ports, group, file_id, "content", content)
    file.save(force_insert=True)
    Group.objects.filter(id=group_id).update(changed_at=now)
    read_in_background(ports, file_id, kind)
    return file


def read_in_background(ports: Ports, file_id: UUID, kind: FileKind) -> None:
    """Ask for the job that reads such a file, in the caller's transaction."""
    ports.jobs.enqueue(_JOBS[kind], file=str(file_id))


def get_file(who: Representative, group_id: UUID, file_id: UUID) -> GroupFile:
    """Without its content. Raises UnknownGroup, UnknownFile."""
    group = get_group(who, group_id)
    file = GroupFile.objects.filter(group=group, id=file_id).defer("content_sealed").first()
    if file is None:
        raise UnknownFile(str(file_id))
    file.group = group
    return file


def list_files(who: Representative, group_id: UUID) -> list[GroupFile]:
    """The group's files without their content, the newest first. Raises UnknownGroup."""
    files = GroupFile.objects.filter(group=get_group(who, group_id)).defer("content_sealed")
    return list(files.order_by("-uploaded_at", "-id")[:20])


def read_asked(ports: Ports, file: GroupFile) -> Asked:
    """What the file asks or tells. Raises CaseErased, SealBroken."""
    if file.asked_sealed is None:
        return Asked()
    raw = json.loads(open_file_part(ports, file.group, file, "asked"))
    return Asked(
        columns=[ColumnAsked(**one) for one in raw.pop("columns")],
        days=[DaysAsked(**one) for one in raw.pop("days")],
        **raw,
    )


def read_told(ports: Ports, file: GroupFile) -> Told:
    """What was said of the file. Raises CaseErased, SealBroken."""
    if file.told_sealed is None:
        return Told()
    raw = json.loads(open_file_part(ports, file.group, file, "told"))
    return Told(*({int(column): text for column, text in raw[part].items()} for part in ("columns", "readings")))


@transaction.atomic
def answer_file_questions(ports: Ports, who: Representative, group_id: UUID, file_id: UUID, told: Told) -> None:
    """Take the answers to everything that the file asks, and have it read with them; it may ask more after that.

    Raises UnknownGroup, UnknownFile, and AnswersChanged where an answer is missing or none of those offered.
    """
    lock_group(who, group_id)
    file = get_file(who, group_id, file_id)
    asked = read_asked(ports, file)
    if file.status != FileStatus.ASKING or not _answers_all(asked, told):
        raise AnswersChanged(str(file_id))
    before = read_told(ports, file)
    whole = {"columns": {**before.columns, **told.columns}, "readings": {**before.readings, **told.readings}}
    sealed = seal_file_part(ports, file.group, file.id, "told", json.dumps(whole).encode())
    GroupFile.objects.filter(id=file_id).update(status=FileStatus.WAITING, told_sealed=sealed)
    read_in_background(ports, file_id, FileKind(file.kind))


def _answers_all(asked: Asked, told: Told) -> bool:
    columns = {column.index for column in asked.columns}
    taken = [name for name in told.columns.values() if name]
    return (
        set(told.columns) == columns
        and all(name in FIELDS_IN_FILES for name in taken)
        and len(taken) == len(set(taken))
        and set(told.readings) == {one.column for one in asked.days}
        and all(told.readings[one.column] in one.readings for one in asked.days)
    )


def orders_in(told: Told) -> dict[int, DayOrder]:
    """The orders of days among the readings that were chosen."""
    return {column: DayOrder(one) for column, one in told.readings.items() if one in set(DayOrder)}


_ZEROS = {"from_1900": DAY_ZERO_1900, "from_1904": DAY_ZERO_1904}


def day_zero_in(told: Told) -> date | None:
    """What serials count from, if that was asked."""
    return next((_ZEROS[one] for one in told.readings.values() if one in _ZEROS), None)
