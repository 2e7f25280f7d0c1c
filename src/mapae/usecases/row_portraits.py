"""Portraits of a group's travellers: one by one, or an archive of pictures named by passport number or row number."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import asdict
from pathlib import PurePosixPath
from uuid import UUID

from django.db import transaction

from mapae.core.application.parties import FileKind, FileStatus
from mapae.core.documents.document import DocumentNumberProblem, normalise_number
from mapae.records.models import Group, GroupFile, GroupRow, RowPortrait
from mapae.usecases.group_data import open_file_part, open_row_portrait, seal_file_part, seal_row_portrait
from mapae.usecases.groups import Representative, get_group
from mapae.usecases.ports import MOST_PICTURE_BYTES, PictureRefused, Ports
from mapae.usecases.row_checking import RowChecking
from mapae.usecases.save_row import MOST_ROWS, UnknownRow, lock_row
from mapae.usecases.upload_file import Asked, read_asked

NOT_AN_ARCHIVE, NO_PICTURES, TOO_MANY = "not_an_archive", "no_pictures", "too_many_pictures"
MOST_NAMES = 200  # of pictures that are told of
_LONGEST_NAME, _LONGEST_NUMBER = 80, 5
_HIDDEN = ("__MACOSX", ".")


def keep_row_portrait(ports: Ports, who: Representative, group_id: UUID, row_id: UUID, file: bytes) -> None:
    """In place of an earlier one. Raises UnknownGroup, UnknownRow, RowOrdered, PictureRefused."""
    if not GroupRow.objects.filter(group=get_group(who, group_id), id=row_id).exists():
        raise UnknownRow(str(row_id))
    portrait = ports.pictures.make_portrait(file)
    with transaction.atomic():
        _put(ports, lock_row(who, group_id, row_id), portrait)


def read_row_portrait(ports: Ports, who: Representative, group_id: UUID, row_id: UUID) -> bytes | None:
    """The JPEG, or None. Raises UnknownGroup."""
    group = get_group(who, group_id)
    kept = RowPortrait.objects.filter(row__group=group, row=row_id).first()
    return open_row_portrait(ports, group, row_id, bytes(kept.content_sealed)) if kept else None


def read_portrait_file(ports: Ports, file_id: UUID) -> None:
    """The background's part: take the archive's pictures one by one. May be done again without harm."""
    file = _waiting(file_id)
    if file is None:
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(open_file_part(ports, file.group, file, "content")))
        pictures = [one for one in archive.infolist() if _is_picture(one)]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return _refuse(ports, file, NOT_AN_ARCHIVE)
    if not pictures:
        return _refuse(ports, file, NO_PICTURES)
    if len(pictures) > MOST_ROWS:
        return _refuse(ports, file, TOO_MANY)
    file.content_sealed = None
    GroupFile.objects.filter(id=file_id).update(status=FileStatus.READING, rows_total=len(pictures))
    owners = _Owners(ports, file.group)
    for place in range(file.rows_read, len(pictures)):
        _take(ports, file, place, _made(ports, archive, pictures[place], owners))
    GroupFile.objects.filter(id=file_id, status=FileStatus.READING).update(
        status=FileStatus.DONE, content_sealed=None, ended_at=ports.clock.now()
    )
    return None


def _waiting(file_id: UUID) -> GroupFile | None:
    waiting = GroupFile.objects.filter(kind=FileKind.PORTRAITS, status__in=(FileStatus.WAITING, FileStatus.READING))
    return waiting.select_related("group__case_key").filter(id=file_id).first()


def _is_picture(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(entry.filename).parts
    return not entry.is_dir() and bool(parts) and not any(part.startswith(_HIDDEN) for part in parts)


def _refuse(ports: Ports, file: GroupFile, code: str) -> None:
    GroupFile.objects.filter(id=file.id).update(
        status=FileStatus.REFUSED, refused_code=code, content_sealed=None, ended_at=ports.clock.now()
    )


class _Owners:
    """Whose picture a name means: a passport's number first, then a row's."""

    def __init__(self, ports: Ports, group: Group) -> None:
        checking = RowChecking(ports, group)
        self._by_document: dict[str, list[UUID]] = {}
        self._by_number: dict[str, UUID] = {}
        for row in GroupRow.objects.filter(group=group, order__isnull=True).order_by("number").iterator(chunk_size=200):
            self._by_number[str(row.number)] = row.id
            number = _normalised(checking.open(row).get("document_number", ""))
            if number:
                self._by_document.setdefault(number, []).append(row.id)

    def of(self, name: str) -> UUID | None:
        """None for nobody, and for a number that two rows have."""
        stem = PurePosixPath(name).stem.strip()
        rows = self._by_document.get(_normalised(stem), [])
        if rows:
            return rows[0] if len(rows) == 1 else None
        is_number = stem.isascii() and stem.isdigit() and len(stem) <= _LONGEST_NUMBER
        return self._by_number.get(str(int(stem))) if is_number else None


def _normalised(number: str) -> str:
    try:
        return normalise_number(number.replace("_", ""))
    except DocumentNumberProblem:
        return ""


_Made = tuple[UUID | None, bytes, str, PictureRefused | None]


def _made(ports: Ports, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, owners: _Owners) -> _Made:
    """Whose it is, the portrait, its name for people, and why there is none. Nobody's picture is not even unpacked."""
    name = PurePosixPath(entry.filename).name[:_LONGEST_NAME]
    owner = owners.of(entry.filename)
    if owner is None:
        return None, b"", name, None
    try:
        return owner, ports.pictures.make_portrait(_unpacked(archive, entry)), name, None
    except PictureRefused as refused:
        return owner, b"", name, refused


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """At most as much as a picture may have, whatever the archive says of itself. Raises PictureRefused."""
    try:
        with archive.open(entry) as packed:
            content = packed.read(MOST_PICTURE_BYTES + 1)
    except Exception as damaged:  # zipfile raises errors of every library that it unpacks with
        raise PictureRefused("damaged") from damaged
    if len(content) > MOST_PICTURE_BYTES:
        raise PictureRefused("too_heavy", MOST_PICTURE_BYTES)
    return content


@transaction.atomic
def _take(ports: Ports, file: GroupFile, place: int, made: _Made) -> None:
    """One picture, with how far the reading came; one that another worker took is left."""
    owner, portrait, name, refused = made
    group = Group.objects.select_for_update(of=("self",)).select_related("case_key").get(id=file.group_id)
    stored = GroupFile.objects.select_for_update().defer("content_sealed").get(id=file.id)
    if stored.status != FileStatus.READING or stored.rows_read != place:
        return
    stored.group = group
    changes: dict[str, object] = {"rows_read": place + 1}
    rows = GroupRow.objects.select_for_update(of=("self",)).filter(group=group, order__isnull=True)
    row = rows.filter(id=owner).first() if owner else None
    if row is not None and portrait:
        row.group = group
        _put(ports, row, portrait)
        changes["rows_changed"] = stored.rows_changed + 1
    else:
        changes["asked_sealed"] = _told(ports, stored, name, refused)
    GroupFile.objects.filter(id=file.id).update(**changes)


def _told(ports: Ports, file: GroupFile, name: str, refused: PictureRefused | None) -> bytes:
    before = read_asked(ports, file)
    unmatched, pictures = list(before.unmatched), list(before.refused)
    if refused is None:
        unmatched = [*unmatched, name][:MOST_NAMES]
    else:
        pictures = [*pictures, (name, refused.code, refused.most)][:MOST_NAMES]
    whole = json.dumps(asdict(Asked(unmatched=unmatched, refused=pictures)), ensure_ascii=False)
    return seal_file_part(ports, file.group, file.id, "asked", whole.encode())


def _put(ports: Ports, row: GroupRow, portrait: bytes) -> None:
    RowPortrait.objects.filter(row=row).delete()
    sealed = seal_row_portrait(ports, row.group, row.id, portrait)
    RowPortrait.objects.create(row=row, content_sealed=sealed, created_at=ports.clock.now())
    GroupRow.objects.filter(id=row.id).update(has_portrait=True, changed_at=ports.clock.now())
