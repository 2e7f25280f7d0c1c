"""Tables without their indexes while millions of rows come in: built once afterwards, an index costs a fraction.

Primary keys stay, for others refer to them. What was taken away is written down in the database first, so that a run that
was broken off gives it back the next time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

_CONSTRAINTS = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
        format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'u' AND conrelid = ANY(%s::text[]::regclass[])
"""
_INDEXES = """
    SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index WHERE NOT indisprimary AND indrelid = ANY(%s::text[]::regclass[])
"""


@contextmanager
def without_indexes(owner: psycopg.Connection[Any], tables: Sequence[str]) -> Iterator[None]:
    """On a connection that commits each statement; the indexes are there again when it ends."""
    owner.execute("CREATE TABLE IF NOT EXISTS bench_taken (definition text PRIMARY KEY)")
    for kind in (_CONSTRAINTS, _INDEXES):
        for drop, definition in owner.execute(kind, [[f'"{table}"' for table in tables]]).fetchall():
            with owner.transaction():
                owner.execute("INSERT INTO bench_taken VALUES (%s)", [definition])
                owner.execute(drop)
    yield
    owner.execute("SET maintenance_work_mem = '512MB'")
    for (definition,) in owner.execute("SELECT definition FROM bench_taken ORDER BY 1").fetchall():
        with owner.transaction():
            owner.execute(definition)
            owner.execute("DELETE FROM bench_taken WHERE definition = %s", [definition])
    owner.execute("DROP TABLE bench_taken")
