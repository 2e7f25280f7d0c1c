"""Bodies and queries as the contract has them, or a problem that says where they are not."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TypeVar

import msgspec
from django.core.exceptions import RequestDataTooBig

from mapae.core.application.answers import FIELDS
from mapae.faces.group.api.problems import Fault, Kind, Problem
from mapae.faces.request import MapaeRequest

Wire = TypeVar("Wire", bound=msgspec.Struct)
Choice = TypeVar("Choice", bound=StrEnum)
MOST_JSON_BYTES = 1024 * 1024
_LONGEST_NUMBER = 6
_PATH = re.compile(r" - at `(?:key in )?(\$[^`]*)`")
_STEP = re.compile(r"\.([A-Za-z0-9_]+)|\[(\d+|\.\.\.)\]")
_MISSING = re.compile(r"missing required field `([a-z_]{1,32})`")
_REFUSED = "This part of the message is missing, unknown, or of another type, length or value than the contract says."


def body(request: MapaeRequest, shape: type[Wire]) -> Wire:
    """The JSON body. Raises Problem."""
    if request.content_type != "application/json":
        raise Problem(Kind.WRONG_MEDIA_TYPE, "Send JSON, with the header Content-Type: application/json.")
    try:
        return msgspec.json.decode(raw_body(request, MOST_JSON_BYTES), type=shape)
    except msgspec.ValidationError as error:
        fault = Fault(_pointer(str(error)), "not_as_agreed", _REFUSED)
        raise Problem(Kind.MESSAGE_REFUSED, "Mend what the problems name, and send it again.", [fault]) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        detail = "The body cannot be read as JSON in UTF-8. Check how it is written, and that it arrives whole."
        raise Problem(Kind.NOT_JSON, detail) from error


def raw_body(request: MapaeRequest, most: int) -> bytes:
    """The body's bytes; before Django nothing larger than the largest upload comes in. Raises Problem."""
    try:
        content = request.read(most + 1)
    except RequestDataTooBig:
        content = b" " * (most + 1)
    if len(content) > most:
        raise Problem(Kind.BODY_TOO_LARGE, f"This address takes a body of {most} bytes at most.")
    return content


def _pointer(said: str) -> str:
    """Where msgspec found the fault, as a JSON pointer. Names that were sent are no part of it."""
    path = _PATH.search(said)
    steps = [name or number for name, number in _STEP.findall(path.group(1))] if path else []
    missing = _MISSING.search(said)
    if missing:
        steps.append(missing.group(1))
    return "".join(f"/{step}" for step in steps if step != "...")


def number_in_query(request: MapaeRequest, name: str, otherwise: int) -> int:
    """A whole number of the query. Raises Problem."""
    written = request.GET.get(name, str(otherwise))
    if not (written.isascii() and written.isdigit() and len(written) <= _LONGEST_NUMBER):
        raise wrong_query(name)
    return int(written)


def choice_in_query(request: MapaeRequest, name: str, choices: type[Choice], otherwise: Choice) -> Choice:
    """One of a closed list. Raises Problem."""
    try:
        return choices(request.GET.get(name, otherwise))
    except ValueError as error:
        raise wrong_query(name) from error


def wrong_query(name: str) -> Problem:
    detail = f"The query's {name} is not as the contract says."
    return Problem(Kind.MESSAGE_REFUSED, detail, [Fault(f"?{name}", "not_as_agreed", detail)])


def known_fields(answers: dict[str, str], pointer: str, known: tuple[str, ...] = tuple(FIELDS)) -> dict[str, str]:
    """The answers, if each belongs to a question. Raises Problem."""
    unknown = sum(name not in known for name in answers)
    if unknown:
        detail = f"{unknown} of the fields are no question here. The contract lists all of them."
        raise Problem(Kind.MESSAGE_REFUSED, "Mend what the problems name.", [Fault(pointer, "unknown_field", detail)])
    return answers
