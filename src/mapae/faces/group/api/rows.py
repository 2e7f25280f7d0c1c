"""Rows: added and replaced, listed with how they stand, their portraits."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase

from mapae.core.application.answers import FIELDS
from mapae.core.group.rows import RowRead
from mapae.faces.group.api.problems import Fault, Kind, Problem
from mapae.faces.group.api.reading import body, choice_in_query, known_fields, number_in_query, raw_body
from mapae.faces.group.api.wire import ChangedRow, Rows, WireRow, replied, row_json
from mapae.faces.look.questions.portrait_words import sentence_for_picture
from mapae.faces.request import MapaeRequest
from mapae.usecases.check_rows import keep_fresh
from mapae.usecases.groups import Representative
from mapae.usecases.list_rows import RowFilter, get_row, list_rows
from mapae.usecases.ports import MOST_PICTURE_BYTES, PictureRefused
from mapae.usecases.put_rows import put_rows
from mapae.usecases.row_portraits import keep_row_portrait, read_row_portrait
from mapae.usecases.save_row import remove_row, save_row, set_opts_in


def list_page(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponseBase:
    """A page of 50 of what the filter shows; a page beyond the last is the last."""
    show = choice_in_query(request, "show", RowFilter, RowFilter.ALL)
    page = number_in_query(request, "page", 1)
    waiting = keep_fresh(request.ports, who, group_id)
    found = list_rows(request.ports, who, group_id, show, page)
    return replied(
        {
            "rows": [row_json(row, f"/rows/{place}/answers") for place, row in enumerate(found.rows)],
            "total": found.total,
            "page": found.page,
            "pages": found.pages,
            "waiting": waiting,
        }
    )


def put(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponseBase:
    """All of them or none; what is wrong with their answers is named and keeps none of them out."""
    given = body(request, Rows).rows
    kept = put_rows(request.ports, who, group_id, [_read(row, place) for place, row in enumerate(given)])
    return replied(
        {
            "rows": [
                {"outcome": one.fate.value, **row_json(one.row, f"/rows/{place}/answers")}
                for place, one in enumerate(kept)
            ]
        }
    )


def _read(row: WireRow, place: int) -> RowRead:
    answers = known_fields(row.answers, f"/rows/{place}/answers")
    return RowRead(place + 1, answers, mark=row.id.hex if row.id else "", opts_in=row.opts_in)


def show(request: MapaeRequest, who: Representative, group_id: UUID, row_id: UUID) -> HttpResponseBase:
    return replied(row_json(get_row(request.ports, who, group_id, row_id), "/answers"))


def change(request: MapaeRequest, who: Representative, group_id: UUID, row_id: UUID) -> HttpResponseBase:
    """The answers in place of those before; `version` is that of the row as it was read."""
    given = body(request, ChangedRow)
    answers = dict.fromkeys(FIELDS, "") | known_fields(given.answers, "/answers")
    save_row(request.ports, who, group_id, row_id, given.version, answers)
    if given.opts_in is not None:
        set_opts_in(request.ports, who, group_id, [row_id], opts_in=given.opts_in)
    return show(request, who, group_id, row_id)


def remove(request: MapaeRequest, who: Representative, group_id: UUID, row_id: UUID) -> HttpResponseBase:
    remove_row(who, group_id, row_id)
    return HttpResponse(status=204)


def put_portrait(request: MapaeRequest, who: Representative, group_id: UUID, row_id: UUID) -> HttpResponseBase:
    """The picture itself is the body."""
    try:
        keep_row_portrait(request.ports, who, group_id, row_id, raw_body(request, MOST_PICTURE_BYTES))
    except PictureRefused as refused:
        sentence = sentence_for_picture(refused)
        raise Problem(Kind.PICTURE_REFUSED, sentence, [Fault("", refused.code, sentence)]) from refused
    return HttpResponse(status=204)


def show_portrait(request: MapaeRequest, who: Representative, group_id: UUID, row_id: UUID) -> HttpResponseBase:
    """The portrait that was made of it."""
    kept = read_row_portrait(request.ports, who, group_id, row_id)
    if kept is None:
        raise Http404
    return HttpResponse(kept, content_type="image/jpeg")
