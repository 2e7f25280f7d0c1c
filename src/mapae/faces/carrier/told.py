"""Passengers as somebody told them on a page: from machine-readable zones, from typed fields, from rows of a list."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mapae.core.documents.mrz_findings import Reading
from mapae.core.documents.mrz_lines import zones_in
from mapae.core.documents.mrz_reading import read
from mapae.core.documents.mrz_shape import NoZone
from mapae.core.travel.arrival import Arrival
from mapae.core.travel.board_check import Claim, Passenger
from mapae.faces.carrier.messages import MOST_PASSENGERS, WireDocument, WirePassenger
from mapae.faces.carrier.reading import passenger_of

COLUMNS = (
    "reference", "document_number", "issuing_state", "nationality", "surname", "given_names", "birth_date", "claims",
    "document_type",
)  # fmt: skip
NEEDED = COLUMNS[1:4]
_LONGEST = 100
_SHOWN = 20  # of what could not be read, on a phone too
_DELIMITERS = ",;\t"


class ListProblem(ValueError):
    """The list as a whole cannot be read; `code` is a key of `words.LIST_PROBLEMS`, `about` a column or a number."""

    def __init__(self, code: str, about: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.about = about


@dataclass(frozen=True, slots=True)
class Told:
    """One passenger: where they stood, what is shown of them, what could not be read (keys of `words.ROW_PROBLEMS`).

    Without a `passenger` nothing can be asked about the row.
    """

    place: int
    label: str
    problems: tuple[str, ...]
    passenger: Passenger | None


def from_zones(text: str, today: date, *, is_demonstration: bool) -> list[Told]:
    """Each zone of the text. Raises ListProblem."""
    zones = zones_in(text)
    if len(zones) > MOST_PASSENGERS:
        raise ListProblem("too_many", str(MOST_PASSENGERS))
    return [_from_zone(place, zone, today, is_demonstration) for place, zone in enumerate(zones, 1)]


def from_fields(place: int, fields: Mapping[str, str], *, is_demonstration: bool) -> Told:
    """One passenger from texts by column."""
    label = " ".join(part for part in (fields.get("reference", ""), fields.get("document_number", "")) if part)
    if any(len(value) > _LONGEST for value in fields.values()):
        return Told(place, label[:_SHOWN], ("too_long",), None)
    try:
        claims = tuple(Claim(claim) for claim in fields.get("claims", "").split())
    except ValueError:
        return Told(place, label, ("claim_unknown",), None)
    wire = WirePassenger(
        reference=str(place),
        document=WireDocument(
            fields.get("document_number"), fields.get("issuing_state"), fields.get("document_type") or None
        ),
        nationality=fields.get("nationality"),
        surname=fields.get("surname"),
        given_names=fields.get("given_names"),
        birth_date=fields.get("birth_date"),
        claims=claims,
    )
    return _told(place, label, wire, is_demonstration)


def from_list(content: bytes, *, is_demonstration: bool) -> list[Told]:
    """The rows of a CSV file with a heading, places counted from 1 after it. Raises ListProblem."""
    rows = _rows(_text(content))
    try:
        heading = [name.strip() for name in next(rows)]
    except StopIteration:
        raise ListProblem("empty") from None
    _check_heading(heading)
    told: list[Told] = []
    for place, row in enumerate(rows, 1):
        if place > MOST_PASSENGERS:
            raise ListProblem("too_many", str(MOST_PASSENGERS))
        told.append(_from_row(place, heading, row, is_demonstration))
    if not told:
        raise ListProblem("empty")
    return told


def _from_row(place: int, heading: Sequence[str], row: Sequence[str], is_demonstration: bool) -> Told:
    if len(row) > len(heading) and any(value.strip() for value in row[len(heading) :]):
        return Told(place, row[0][:_SHOWN] if row else "", ("too_many_values",), None)
    fields = {name: value.strip() for name, value in zip(heading, row, strict=False)}
    return from_fields(place, fields, is_demonstration=is_demonstration)


def _rows(text: str) -> Iterator[list[str]]:
    delimiter = max(_DELIMITERS, key=text.split("\n", 1)[0].count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if any(value.strip() for value in row):
                yield row
    except csv.Error as error:
        raise ListProblem("not_csv") from error


def _text(content: bytes) -> str:
    """Spreadsheets write UTF-8 with or without a mark, or UTF-16 with one."""
    coding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(coding)
    except UnicodeDecodeError as error:
        raise ListProblem("not_unicode") from error


def _check_heading(heading: Sequence[str]) -> None:
    for name in NEEDED:
        if name not in heading:
            raise ListProblem("column_missing", name)
    for name in heading:
        if name and name not in COLUMNS:
            raise ListProblem("column_unknown", name[:_SHOWN])
        if name and heading.count(name) > 1:
            raise ListProblem("column_twice", name)


def _from_zone(place: int, zone: Sequence[str], today: date, is_demonstration: bool) -> Told:
    try:
        reading = read(zone, today=today, is_demonstration=is_demonstration)
    except NoZone:
        return Told(place, zone[0][:_SHOWN], ("no_zone",), None)
    if reading.fields is None:
        return Told(place, zone[0][:_SHOWN], ("no_zone",), None)
    if reading.problems:
        return Told(place, reading.fields.number, ("zone_wrong",), None)
    return _told(place, reading.fields.number, _wire(place, reading), is_demonstration)


def _wire(place: int, reading: Reading) -> WirePassenger:
    fields = reading.fields
    assert fields is not None
    return WirePassenger(
        reference=str(place),
        document=WireDocument(fields.number, fields.issuer, fields.code),
        nationality=fields.nationality,
        surname=fields.primary,
        given_names=fields.secondary,
        birth_date=str(reading.birth) if reading.birth else None,
    )


def _told(place: int, label: str, wire: WirePassenger, is_demonstration: bool) -> Told:
    passenger = passenger_of(wire, Arrival(), is_demonstration)
    return Told(place, label, tuple(_problems(wire, passenger)), passenger)


def _problems(wire: WirePassenger, passenger: Passenger) -> Iterator[str]:
    """What is missing or cannot be read; the verdict will say INSUFFICIENT_DATA, the page says of what."""
    document = wire.document or WireDocument()
    for name, written, is_read in (
        ("number", document.number, passenger.document_number),
        ("issuing_state", document.issuing_state, passenger.issuing_state),
        ("nationality", wire.nationality, passenger.nationality),
        ("birth_date", wire.birth_date, passenger.birth),
        ("name", f"{wire.surname or ''}{wire.given_names or ''}", passenger.surname or passenger.given_names),
    ):
        if not is_read:
            yield f"{name}_unreadable" if written else f"{name}_missing"


def arriving(told: Sequence[Told], day: date) -> list[Passenger]:
    """Those that can be asked about, for that day of arrival."""
    return [one.passenger._replace(arrival_day=day) for one in told if one.passenger is not None]
