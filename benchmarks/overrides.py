"""Overrides by an officer, as many as may hold at a time, so that every check has some to pass over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg

from benchmarks.crowd import person
from mapae.gateways.key_file import FileKeys

HOLDING = 20
_FIELDS = "id, programme, document_index, issued_by_id, reason, valid_from, valid_until"


def override(owner_url: str, key_file: Path) -> None:
    """On the first documents of the crowd, from now for three days; those of an earlier run go."""
    keys, now = FileKeys(key_file), datetime.now(UTC)
    with psycopg.connect(owner_url) as owner:
        owner.execute("SET LOCAL session_replication_role = replica")  # there is no such officer
        owner.execute("TRUNCATE board_override")
        for number in range(HOLDING):
            document = keys.blind("document", person(number).document.key())
            values = [uuid4(), "KOR", document, 0, "humanitarian", now, now + timedelta(hours=72)]
            owner.execute(f"INSERT INTO board_override ({_FIELDS}) VALUES (%s, %s, %s, %s, %s, %s, %s)", values)
