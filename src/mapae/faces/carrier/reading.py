"""From a carrier's message to what the core understands: strict about the shape, forgiving about what was written.

A wrong shape is a Problem that says where. A number, code, date or name that cannot be read is simply not known, and
the verdict says so.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from functools import lru_cache

import msgspec

from mapae.core.documents.document import DocumentNumberProblem, normalise_number
from mapae.core.documents.names import NameProblem, mrz_form
from mapae.core.documents.partial_date import PartialDate, PartialDateProblem
from mapae.core.documents.states import ALPHA_2, canonical_state, is_state_code
from mapae.core.rulebook.model import Rulebook
from mapae.core.travel.arrival import Arrival, arrival_of
from mapae.core.travel.board_check import Claim, Passenger
from mapae.faces.carrier.messages import (
    MOST_PASSENGERS,
    WireDocument,
    WireMessage,
    WirePassenger,
    WireTransport,
)
from mapae.faces.carrier.problems import Kind, Problem
from mapae.usecases.board_checks import CheckMessage

_DECODER = msgspec.json.Decoder(WireMessage)
_LONGEST_DATE = 16
_AT_A_STRETCH = 100
_DOCUMENT_TYPE = re.compile(r"[A-Z][A-Z<]?")
_PLAIN_NUMBER = re.compile(r"[0-9A-Z]{1,20}")
_PLAIN_NAME = re.compile(r"[A-Z]+(?:<[A-Z]+)*")
_PATH = re.compile(r" - at `(?:key in )?(\$[A-Za-z0-9_.\[\]]*)`?")
_UNKNOWN_FIELD = re.compile(r"unknown field `([a-z_]{1,32})`")
_MISSING_FIELD = re.compile(r"missing required field `([a-z_]{1,32})`")
_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_NO_DOCUMENT = WireDocument()
_NO_TRANSPORT = WireTransport()
_NO_CLAIMS: frozenset[Claim] = frozenset()
# What well-written messages hold is recognised at a glance; all else takes the long way to the same result.
_PLAIN_STATES = {code: canonical_state(code) for code in ALPHA_2}


def decode(body: bytes) -> WireMessage:
    """The message in a body. Raises Problem."""
    try:
        return _DECODER.decode(body)
    except msgspec.ValidationError as error:
        raise _refused(str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        detail = "The body cannot be read as JSON in UTF-8. Check how it is written, and that it arrives whole."
        raise Problem(Kind.NOT_JSON, detail) from error


async def read_message(wire: WireMessage, body: bytes, rulebook: Rulebook, *, is_demonstration: bool) -> CheckMessage:
    """What the message asks, its days as the rulebook's zone counts them. Only a demonstration knows documents of UTO."""
    arrival = _arrival(wire.transport or _NO_TRANSPORT, rulebook)
    passengers: list[Passenger] = []
    for start in range(0, len(wire.passengers), _AT_A_STRETCH):
        portion = wire.passengers[start : start + _AT_A_STRETCH]
        passengers += [passenger_of(one, arrival, is_demonstration) for one in portion]
        if len(wire.passengers) > _AT_A_STRETCH:
            await asyncio.sleep(0)  # others' turn: odd names take long to read
    return CheckMessage(wire.message_id, hashlib.sha256(body).digest(), arrival, passengers)


def _arrival(transport: WireTransport, rulebook: Rulebook) -> Arrival:
    return arrival_of(rulebook, transport.arrival_local or "", transport.scheduled_arrival_local or "")


def passenger_of(wire: WirePassenger, arrival: Arrival, is_demonstration: bool) -> Passenger:
    """One passenger as the core understands them; what cannot be read is not known."""
    document = wire.document or _NO_DOCUMENT
    document_type = _document_type(document.type)
    surname, given_names = _names(wire.surname, wire.given_names)
    return Passenger(
        _number(document.number) if document_type else "",
        _state(document.issuing_state, is_demonstration),
        _state(wire.nationality, is_demonstration),
        arrival.day,
        surname,
        given_names,
        _birth(wire.birth_date),
        frozenset(wire.claims) if wire.claims else _NO_CLAIMS,
        document_type,
        arrival.scheduled_day,
    )


def _number(written: str | None) -> str:
    if not written or _PLAIN_NUMBER.fullmatch(written):
        return written or ""
    try:
        return normalise_number(written)
    except DocumentNumberProblem:
        return ""


def _document_type(written: str | None) -> str:
    """P where nothing is said; empty where what is said is no type of document."""
    if written is None or written == "P":
        return "P"
    code = written.strip().translate(_UPPER)
    return code.rstrip("<") if _DOCUMENT_TYPE.fullmatch(code) else ""


def _state(written: str | None, is_demonstration: bool) -> str:
    if not written or written in _PLAIN_STATES:
        return _PLAIN_STATES[written] if written else ""
    code = written.strip().rstrip("<").translate(_UPPER)
    return canonical_state(code) if is_state_code(code, is_demonstration=is_demonstration) else ""


def _names(surname: str | None, given_names: str | None) -> tuple[str, str]:
    """Both in MRZ form. If one of them cannot be read, neither counts: half a name is not a name told."""
    if surname and given_names and _PLAIN_NAME.fullmatch(surname) and _PLAIN_NAME.fullmatch(given_names):
        return surname, given_names
    try:
        return _name(surname or ""), _name(given_names or "")
    except NameProblem:
        return "", ""


def _name(written: str) -> str:
    """As printed or as in the machine-readable zone, where fillers divide the parts."""
    return mrz_form(written.replace("<", " "))


def _birth(written: str | None) -> PartialDate | None:
    return _calendar(written) if written and len(written) <= _LONGEST_DATE else None


@lru_cache(maxsize=40_000)
def _calendar(written: str) -> PartialDate | None:
    """Remembered, because lists hold many dates and the calendar of living people has few; a date alone is nobody's."""
    try:
        return PartialDate.parse(written.strip())
    except PartialDateProblem:
        return None


def _refused(fault: str) -> Problem:
    """Says which field is at fault and what is expected of it, in our words: the library's may repeat what was sent."""
    found = _PATH.search(fault)
    path = found[1] if found else "$"
    return Problem(Kind.MESSAGE_REFUSED, _advice(fault, path), where=path)


def _advice(fault: str, path: str) -> str:
    if named := _UNKNOWN_FIELD.search(fault):
        return f"The field {named[1]} is not known here. Leave it out; the contract lists all fields."
    if named := _MISSING_FIELD.search(fault):
        return f"The field {named[1]} is missing. Add it."
    if "unknown field" in fault:
        return "A field here is not known. Leave it out; the contract lists all fields."
    if path == "$.passengers":
        return f"A message holds 1 to {MOST_PASSENGERS} passengers. Divide more among several messages."
    if "length" in fault or "matching regex" in fault:
        return (
            "The text here is empty, too long, or holds other characters than the contract allows. Write it as there."
        )
    if "enum" in fault:
        return "The code here is none of the contract's list. Use one of that list."
    return "The value here is of another type than the contract says. Write it as there."
