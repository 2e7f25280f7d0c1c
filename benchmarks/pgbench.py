"""What the machine itself gives, by PostgreSQL's own load generator: look-ups without HTTP and Python, and commits."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import tempfile
from pathlib import Path

import psycopg

from benchmarks.seeding import SAMPLE
from benchmarks.servers import POOL

_LOOK_UP = r"""\set n random(0, {last})
SELECT document_index, id, match_sealed, first_day, last_day, ending FROM "authorization"
WHERE document_index = (SELECT document_index FROM bench_document WHERE n = :n) AND programme = 'KOR';
"""
_COMMIT = "INSERT INTO bench_commit (content) VALUES ('one row');\n"


def prepare_commits(owner_url: str) -> None:
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS bench_commit (content text NOT NULL)")
        owner.execute("TRUNCATE bench_commit")


def look_ups(programs: Path, options: argparse.Namespace) -> float:
    """Prepared look-ups by document index a second, over as many connections as the servers have."""
    script = _LOOK_UP.format(last=min(SAMPLE, options.authorizations) - 1)
    return _run(programs, script, POOL * options.workers, options.seconds, os.environ["MAPAE_DATABASE_CARRIER_URL"])


def commits(programs: Path, seconds: float) -> float:
    """Commits of one row a second, one after the other: how fast the disk confirms."""
    return _run(programs, _COMMIT, 1, seconds, os.environ["MAPAE_DATABASE_OWNER_URL"])


def _run(programs: Path, script: str, connections: int, seconds: float, url: str) -> float:
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        shape = ["-n", "-M", "prepared", "-c", str(connections), "-j", "1", "-T", str(max(1, round(seconds)))]
        command = [str(programs / "pgbench"), *shape, "-f", file.name, url]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"tps = ([0-9.]+)", ran.stdout)
    assert found, ran.stdout
    return float(found[1])
