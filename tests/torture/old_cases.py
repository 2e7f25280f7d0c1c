"""Cases of earlier years for the drills: truly sealed, indexed and logged rows, by COPY from several processes.

Every case has what a real one leaves: key, answers, decision with its assessment, event, authorization, audit leaf. Of
twenty, one authorization was revoked, one has expired, and one applicant still waits for an officer.
"""

from __future__ import annotations

import json
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from benchmarks.crowd import Person, person
from mapae.core.application.reference import ENTROPY_BYTES, reference_from
from mapae.core.audit.leaf import Leaf, canonical
from mapae.core.authorization.match import MatchData
from mapae.core.sealed import blob
from mapae.core.sealed.blob import KEY_LENGTH, NONCE_LENGTH, context
from mapae.gateways.key_file import FileKeys

ARRIVAL = date(2026, 12, 20)
_AT_ONCE = 5_000
_GRANTED = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)
_LIVING, _OVER = (date(2026, 9, 1), date(2029, 8, 31)), (date(2023, 6, 1), date(2026, 5, 31))
_COLUMNS = {
    "case_key": "id uuid, wrapped bytea, master_version int2",
    "decision": "id uuid, outcome varchar, reasons varchar[], decided_at timestamptz, assessment_sealed bytea, "
    "note_language varchar",
    "application": "id uuid, reference varchar, programme varchar, status varchar, version int4, language varchar, "
    "case_key_id uuid, answers_sealed bytea, created_at timestamptz, changed_at timestamptz, submitted_at timestamptz, "
    "submit_key bytea, rulebook_id varchar, nationality varchar, arrival_day date, fee_total int4, "
    "fee_currency varchar, validity_years int2, document_index bytea, person_index bytea, status_index bytea, "
    "decision_id uuid",
    "authorization": "id uuid, application_id uuid, programme varchar, nationality varchar, document_index bytea, "
    "person_index bytea, match_sealed bytea, granted_at timestamptz, first_day date, last_day date, ending varchar, "
    "ended_at timestamptz, version int4",
    "case_event": "application_id uuid, name varchar, at timestamptz, actor varchar, from_status varchar, "
    "to_status varchar, version int4, reasons varchar[]",
    "audit_leaf": "content bytea",
}
Row = tuple[object, ...]


@dataclass(frozen=True)
class Place:
    """Where to: the owner's connection, the key file, the rulebook's version."""

    owner_url: str
    key_file: Path
    rulebook: str


def seed(place: Place, count: int) -> None:
    """Add that many cases to an installation's database."""
    starts = range(0, count, _AT_ONCE)
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        list(workers.map(_copy, [(place, start, min(start + _AT_ONCE, count)) for start in starts]))


def _copy(portion: tuple[Place, int, int]) -> None:
    place, start, stop = portion
    keys = FileKeys(place.key_file)
    rows: dict[str, list[Row]] = {table: [] for table in _COLUMNS}
    for number in range(start, stop):
        _Case(keys, place.rulebook, number, person(number)).write(rows)
    with psycopg.connect(place.owner_url) as owner:
        owner.execute("SET session_replication_role = replica")  # the references hold by construction
        for table, columns in _COLUMNS.items():
            names, types = zip(*(column.split() for column in columns.split(", ")), strict=True)
            statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(
                sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, names))
            )
            with owner.cursor().copy(statement) as copy:
                copy.set_types(types)
                for row in rows[table]:
                    copy.write_row(row)


class _Case:
    def __init__(self, keys: FileKeys, rulebook: str, number: int, one: Person) -> None:
        self._keys, self._rulebook, self._number, self._one = keys, rulebook, number, one
        self._ids = {table: uuid4() for table in ("case_key", "decision", "application", "authorization")}
        self._key = os.urandom(KEY_LENGTH)
        self._is_referred = number % 20 == 0

    def write(self, rows: dict[str, list[Row]]) -> None:
        key_id = self._ids["case_key"]
        master, wrapped = self._keys.wrap(self._key, context("case_key", str(key_id), "case"))
        rows["case_key"].append((key_id, wrapped, master))
        rows["application"].append(self._application())
        if not self._is_referred:
            rows["decision"].append(self._decision())
            rows["authorization"].append(self._authorization())
        status = "referred" if self._is_referred else "granted"
        application = self._ids["application"]
        rows["case_event"].append(
            (application, f"application.{status}", _GRANTED, "system", "in_assessment", status, 1, [])
        )
        rows["audit_leaf"].append((self._leaf(f"application.{status}"),))

    def _application(self) -> Row:
        one, reference = self._one, reference_from(os.urandom(ENTROPY_BYTES))
        status = "referred" if self._is_referred else "granted"
        answers = {"surname": one.holder.surname, "given_names": one.holder.given_names, "nationality": "TUR",
                   "document_number": one.document.number, "birth_date": str(one.holder.birth)}  # fmt: skip
        return (
            self._ids["application"], reference, "KOR", status, 1, "tr", self._ids["case_key"],
            self._sealed(answers, "application", "answers"), _GRANTED, _GRANTED, _GRANTED,
            os.urandom(32), self._rulebook, "TUR", ARRIVAL, 10300, "KRW", 3, *self._indexes(),
            self._keys.blind("status", f"{reference}\x1f{one.holder.birth}"),
            None if self._is_referred else self._ids["decision"],
        )  # fmt: skip

    def _indexes(self) -> tuple[bytes, bytes]:
        document = self._keys.blind("document", self._one.document.key())
        return document, self._keys.blind("person", self._one.holder.person_key())

    def _decision(self) -> Row:
        sealed = self._sealed({"requirement": "required"}, "decision", "assessment")
        return self._ids["decision"], "granted", ["conditions_met"], _GRANTED, sealed, ""

    def _authorization(self) -> Row:
        own_id, is_revoked = self._ids["authorization"], self._number % 20 == 1
        match = MatchData.of(self._one.holder, date(2033, 5, 1)).to_bytes()
        return (
            own_id, self._ids["application"], "KOR", "TUR", *self._indexes(),
            self._keys.seal_match(match, context("authorization", str(own_id), "match")), _GRANTED,
            *(_OVER if self._number % 20 == 2 else _LIVING),
            "revoked" if is_revoked else "", _GRANTED if is_revoked else None, 0,
        )  # fmt: skip

    def _sealed(self, value: dict[str, str], table: str, purpose: str) -> bytes:
        place = context(table, str(self._ids[table]), purpose)
        return blob.seal(self._key, os.urandom(NONCE_LENGTH), json.dumps(value).encode(), place)

    def _leaf(self, action: str) -> bytes:
        return canonical(
            Leaf(
                leaf_id=os.urandom(16).hex(),
                at=_GRANTED,
                actor="system",
                role="system",
                action=action,
                object=f"application:{self._ids['application']}",
                case=str(self._ids["case_key"]),
                rulebook=self._rulebook,
            )
        )


def passenger(number: int) -> dict[str, object]:
    """The person as a carrier asks about them; every twentieth sends somebody else's names."""
    one, other = person(number), person(number + 1 if number % 20 == 3 else number)
    return {
        "reference": str(number),
        "document": {"number": one.document.number, "issuing_state": "TUR"},
        "nationality": "TUR",
        "surname": other.holder.surname,
        "given_names": other.holder.given_names.replace("<", " "),
        "birth_date": str(other.holder.birth),
        "sex": other.holder.sex,
    }
