"""Files of travellers and archives of portraits, taken in as the pages take them."""

from __future__ import annotations

from typing import Any  # a record: faces know no models
from uuid import UUID

from django.http import HttpResponseBase

from mapae.core.application.parties import FileKind, FileStatus
from mapae.core.group.sheet import MOST_BYTES
from mapae.faces.group.api.problems import Fault, Kind, Problem
from mapae.faces.group.api.reading import body, choice_in_query, raw_body
from mapae.faces.group.api.wire import FileAnswers, Json, replied
from mapae.faces.group.file_words import sentence_for_file, sentence_for_note
from mapae.faces.look.questions.portrait_words import sentence_for_picture
from mapae.faces.request import MapaeRequest
from mapae.usecases.groups import Representative
from mapae.usecases.ports import PictureRefused, Ports
from mapae.usecases.sheet_ports import SheetRefused
from mapae.usecases.upload_file import (
    AnswersChanged,
    StillReading,
    Told,
    answer_file_questions,
    get_file,
    list_files,
    read_asked,
    upload_file,
)
from mapae.usecases.upload_limits import MOST_ARCHIVE_BYTES

_LONGEST_INDEX = 4


def list_all(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponseBase:
    """The last 20, the newest first."""
    return replied({"files": [_file(request.ports, one) for one in list_files(who, group_id)]})


def take(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponseBase:
    """The file itself is the body; it is read in the background."""
    kind = choice_in_query(request, "kind", FileKind, FileKind.TRAVELLERS)
    content = raw_body(request, MOST_BYTES if kind is FileKind.TRAVELLERS else MOST_ARCHIVE_BYTES)
    try:
        file = upload_file(request.ports, who, group_id, content, kind)
    except SheetRefused as refused:
        sentence = sentence_for_file(refused.code, refused.details)
        raise Problem(Kind.FILE_REFUSED, sentence, [Fault("", refused.code, sentence)]) from refused
    except StillReading as reading:
        detail = "Wait until it is done, then send this one again."
        raise Problem(Kind.STILL_READING, detail, headers={"Retry-After": "5"}) from reading
    where = f"/api/group/v1/groups/{group_id}/files/{file.id}"
    return replied(_file(request.ports, file), 202, Location=where)


def show(request: MapaeRequest, who: Representative, group_id: UUID, file_id: UUID) -> HttpResponseBase:
    return replied(_file(request.ports, get_file(who, group_id, file_id)))


def answer(request: MapaeRequest, who: Representative, group_id: UUID, file_id: UUID) -> HttpResponseBase:
    """To everything that the file asks, at once."""
    given = body(request, FileAnswers)
    told = Told(_by_index(given.columns), _by_index(given.readings))
    try:
        answer_file_questions(request.ports, who, group_id, file_id, told)
    except AnswersChanged as changed:
        detail = "Answer everything that the file asks now, each with one of what it offers."
        raise Problem(Kind.FILE_ASKS_OTHERWISE, detail) from changed
    return show(request, who, group_id, file_id)


def _by_index(given: dict[str, str]) -> dict[int, str]:
    known = {name: text for name, text in given.items() if name.isascii() and name.isdigit()}
    if len(known) != len(given) or any(len(name) > _LONGEST_INDEX for name in known):
        detail = "Columns are named by their index, in digits."
        raise Problem(Kind.MESSAGE_REFUSED, detail, [Fault("", "not_as_agreed", detail)])
    return {int(name): text for name, text in known.items()}


def _file(ports: Ports, file: Any) -> Json:
    asked = read_asked(ports, file)
    is_refused, is_asking = file.status == FileStatus.REFUSED, file.status == FileStatus.ASKING
    refused = (
        {"code": file.refused_code, "detail": sentence_for_file(file.refused_code, asked.details)}
        if is_refused
        else None
    )
    columns, days = (asked.columns, asked.days) if is_asking else ((), ())
    return {
        "id": str(file.id),
        "kind": file.kind,
        "status": file.status,
        "uploaded_at": file.uploaded_at.isoformat(),
        "rows": {
            "total": file.rows_total,
            "read": file.rows_read,
            "new": file.rows_new,
            "changed": file.rows_changed,
            "ordered": file.rows_ordered,
        },
        "refused": refused,
        "asks": {
            "columns": [{"index": one.index, "candidates": list(one.candidates)} for one in columns],
            "days": [{"index": one.column, "field": one.field, "readings": list(one.readings)} for one in days],
        },
        "notes": [{"code": code, "detail": sentence_for_note(code, details)} for code, details in asked.notes],
        "unmatched": list(asked.unmatched),
        "pictures_refused": [
            {"name": name, "code": code, "detail": sentence_for_picture(PictureRefused(code, most))}
            for name, code, most in asked.refused
        ],
    }
