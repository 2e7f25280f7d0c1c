"""A crowd's authorizations in the database: truly sealed and indexed rows, by COPY from several processes.

The rows are those that a grant leaves: case key, decision, application, authorization. Answers are left out; the board
check never opens them.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
from psycopg import sql

from benchmarks.crowd import CROWD, Person, person
from benchmarks.indexes import without_indexes
from mapae.core.application.reference import ENTROPY_BYTES, reference_from
from mapae.core.authorization.match import MatchData
from mapae.core.sealed.blob import KEY_LENGTH, context
from mapae.gateways.key_file import FileKeys

GRANTED = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
FIRST_DAY, LAST_DAY, ARRIVAL = date(2026, 11, 22), date(2029, 11, 21), date(2026, 12, 20)
SAMPLE = 20_000
_AT_ONCE = 10_000
_TABLES = {
    "case_key": ("id uuid", "wrapped bytea", "master_version int2"),
    "decision": ("id uuid", "outcome varchar", "reasons varchar[]", "decided_at timestamptz", "note_language varchar"),
    "application": (
        "id uuid", "reference varchar", "programme varchar", "status varchar", "version int4", "language varchar",
        "case_key_id uuid", "created_at timestamptz", "changed_at timestamptz", "submitted_at timestamptz",
        "submit_key bytea", "rulebook_id varchar", "nationality varchar", "arrival_day date", "fee_total int4",
        "fee_currency varchar", "validity_years int2", "document_index bytea", "person_index bytea",
        "status_index bytea", "decision_id uuid",
    ),
    "authorization": (
        "id uuid", "application_id uuid", "programme varchar", "nationality varchar", "document_index bytea",
        "person_index bytea", "match_sealed bytea", "granted_at timestamptz", "first_day date", "last_day date",
        "ending varchar", "version int4",
    ),
}  # fmt: skip
Row = tuple[object, ...]


@dataclass(frozen=True)
class Place:
    """Where to seed: the owner's connection, the key file, the rulebook's version."""

    owner_url: str
    key_file: Path
    rulebook: str


def seed(place: Place, count: int) -> None:
    """Make the database hold exactly this crowd; a database that does already is left as it is."""
    with psycopg.connect(place.owner_url, autocommit=True) as owner:
        if _is_seeded(owner, count):
            return
        tables = sql.SQL(", ").join(sql.Identifier(table) for table in [*_TABLES, "query_log", "board_check_message"])
        owner.execute(sql.SQL("TRUNCATE {} CASCADE").format(tables))
        owner.execute("DROP TABLE IF EXISTS bench_document, bench_crowd")
        with without_indexes(owner, list(_TABLES)):
            _copy_all(place, count)
            print("  building indexes ...", flush=True)
        owner.execute("CREATE TABLE bench_document (n int PRIMARY KEY, document_index bytea NOT NULL)")
        owner.execute(
            "INSERT INTO bench_document SELECT row_number() OVER () - 1, document_index FROM "
            '(SELECT document_index FROM "authorization" ORDER BY id LIMIT %s) AS sample',
            [SAMPLE],
        )
        owner.execute("CREATE TABLE bench_crowd AS SELECT %s::text AS crowd, %s::int AS people", [CROWD, count])
        owner.execute("VACUUM ANALYZE")
        owner.execute("CHECKPOINT")


def _is_seeded(owner: psycopg.Connection[Row], count: int) -> bool:
    if owner.execute("SELECT to_regclass('bench_crowd')").fetchone() == (None,):
        return False
    return owner.execute("SELECT crowd, people FROM bench_crowd").fetchone() == (CROWD, count)


def _copy_all(place: Place, count: int) -> None:
    starts = range(0, count, _AT_ONCE)
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        portions = [workers.submit(_copy, place, start, min(start + _AT_ONCE, count)) for start in starts]
        for done, portion in enumerate(as_completed(portions), 1):
            portion.result()
            share = done / len(portions)
            print(f"\r  seeding {count:,} authorizations [{'#' * int(30 * share):30}] {share:4.0%}", end="", flush=True)
    print()


def _copy(place: Place, start: int, stop: int) -> None:
    keys = FileKeys(place.key_file)
    rows: dict[str, list[Row]] = {table: [] for table in _TABLES}
    for number in range(start, stop):
        for table, row in zip(_TABLES, _rows(keys, place.rulebook, number, person(number)), strict=True):
            rows[table].append(row)
    with psycopg.connect(place.owner_url) as owner:
        owner.execute("SET session_replication_role = replica")  # the references hold by construction
        owner.execute("SET synchronous_commit = off")  # a checkpoint ends the seeding
        for table, columns in _TABLES.items():
            names, types = zip(*(column.split() for column in columns), strict=True)
            statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(
                sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, names))
            )
            with owner.cursor().copy(statement) as copy:
                copy.set_types(types)
                for row in rows[table]:
                    copy.write_row(row)


def _rows(keys: FileKeys, rulebook: str, number: int, one: Person) -> tuple[Row, Row, Row, Row]:
    key_id, decision_id, application_id, authorization_id = uuid4(), uuid4(), uuid4(), uuid4()
    master, wrapped = keys.wrap(os.urandom(KEY_LENGTH), context("case_key", str(key_id), "case"))
    reference = reference_from(os.urandom(ENTROPY_BYTES))
    document = keys.blind("document", one.document.key())
    who = keys.blind("person", one.holder.person_key())
    status = keys.blind("status", f"{reference}\x1f{one.holder.birth}")
    submitted = number.to_bytes(32)
    return (
        (key_id, wrapped, master),
        (decision_id, "granted", ["conditions_met"], GRANTED, ""),
        (
            application_id, reference, "KOR", "granted", 3, "tr", key_id, GRANTED, GRANTED, GRANTED, submitted, rulebook,
            "TUR", ARRIVAL, 10300, "KRW", 3, document, who, status, decision_id,
        ),
        (
            authorization_id, application_id, "KOR", "TUR", document, who, _match(keys, authorization_id, one), GRANTED,
            FIRST_DAY, LAST_DAY, "", 0,
        ),
    )  # fmt: skip


def _match(keys: FileKeys, authorization_id: UUID, one: Person) -> bytes:
    data = MatchData.of(one.holder, date(2033, 5, 1))
    return keys.seal_match(data.to_bytes(), context("authorization", str(authorization_id), "match"))
