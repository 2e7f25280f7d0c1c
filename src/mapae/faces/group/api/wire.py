"""The messages, as contracts/group/openapi.yaml describes them. They only ever grow."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal  # JSON
from uuid import UUID

from django.http import HttpResponse
from msgspec import Meta, Struct

from mapae.core.application.answers import AnswerProblem
from mapae.core.application.information import LONGEST_ANSWER
from mapae.faces.look.questions.sentences import sentence_for
from mapae.usecases.list_rows import ListedRow
from mapae.usecases.put_rows import MOST_AT_ONCE

Json = dict[str, Any]
Label = Annotated[str, Meta(min_length=1, max_length=80)]
Answers = dict[str, Annotated[str, Meta(max_length=1001)]]
Number = Annotated[int, Meta(ge=1, le=99_999)]


class NewGroup(Struct, forbid_unknown_fields=True):
    label: Label
    language: Literal["en", "tr", "ko"] = "en"


class Common(Struct, forbid_unknown_fields=True):
    answers: Answers


class WireRow(Struct, forbid_unknown_fields=True):
    """`id` names a row whose answers these replace."""

    answers: Answers
    id: UUID | None = None
    opts_in: bool = False


class Rows(Struct, forbid_unknown_fields=True):
    rows: Annotated[list[WireRow], Meta(min_length=1, max_length=MOST_AT_ONCE)]


class ChangedRow(Struct, forbid_unknown_fields=True):
    version: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    answers: Answers
    opts_in: bool | None = None


class FileAnswers(Struct, forbid_unknown_fields=True):
    """By the index of a column: the field that it is, "" to leave it out; and which reading of its days is meant."""

    columns: dict[str, Annotated[str, Meta(max_length=64)]] = {}
    readings: dict[str, Annotated[str, Meta(max_length=64)]] = {}


class Press(Struct, forbid_unknown_fields=True):
    """`people`: how many the order is expected to be for. `rows`: their numbers, or everybody who is ready."""

    mandate_wording: Annotated[str, Meta(max_length=16)]
    rows: Annotated[list[Number], Meta(min_length=1, max_length=10_000)] | None = None
    people: Number | None = None


class Answer(Struct, forbid_unknown_fields=True):
    """To an officer's question: its id, and the answer in words."""

    question: UUID
    answer: Annotated[str, Meta(min_length=1, max_length=LONGEST_ANSWER)]


class Address(Struct, forbid_unknown_fields=True):
    url: Annotated[str, Meta(max_length=500)]


def replied(content: Json, status: int = 200, **headers: str) -> HttpResponse:
    """A JSON reply."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return HttpResponse(body, "application/json", status, headers=headers)


def problems_json(problems: Any, pointer: str) -> list[Json]:
    """What is wrong with answers, each with where it stands, its code and a sentence."""
    return [problem_json(one, pointer) for one in problems]


def problem_json(problem: AnswerProblem, pointer: str) -> Json:
    return {
        "pointer": f"{pointer}/{problem.field}",
        "field": problem.field,
        "code": problem.code,
        "detail": sentence_for(problem),
    }


def row_json(row: ListedRow, pointer: str) -> Json:
    """A row as it stands today; `pointer` leads to its answers in the message."""
    duplicates = (("group", row.is_twin), ("organisation", row.is_elsewhere), ("authorization", row.is_authorized))
    return {
        "id": str(row.id),
        "number": row.number,
        "version": row.version,
        "standing": row.standing.value,
        "application_status": row.application_status or None,
        "is_ordered": row.is_ordered,
        "opts_in": row.opts_in,
        "may_opt_in": row.may_opt_in,
        "has_portrait": row.has_portrait,
        "duplicates_in": [name for name, is_so in duplicates if is_so],
        "left_out": row.left_out.value if row.left_out else None,
        "answers": dict(row.own),
        "problems": problems_json(row.problems, pointer),
        "reasons": [reason.get("en", "") for reason in row.reasons],
    }
