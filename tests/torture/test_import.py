"""A file of travellers whose reading is killed in the middle, over and over: each line is one row, once."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.room.house import environment
from tests.torture.kill import Torture, wait_until_up

_ROWS, _WITHIN = 3_000, 420.0
_HOW_FAR = "SELECT status, rows_read, rows_new FROM group_file"


@pytest.mark.torture
def test_each_line_of_a_file_is_one_row_whatever_is_killed(tmp_path: Path) -> None:
    torture = Torture(tmp_path, clients=0, seed=1)
    torture.start()
    try:
        _upload(torture)
        for target, after in (("worker", 400), ("postmaster", 1_200), ("tree", 2_000)):
            _wait_for(torture, after)
            torture.kill(target)
            wait_until_up(torture)
        _wait_for(torture, _ROWS)

        with psycopg.connect(torture.owner_url()) as connection:
            assert connection.execute(_HOW_FAR).fetchall() == [("done", _ROWS, _ROWS)]
            counted = connection.execute(
                "SELECT count(*), count(DISTINCT number), count(DISTINCT document_index), max(number), "
                "count(DISTINCT line) FROM group_row"
            ).fetchone()
            assert counted == (_ROWS, _ROWS, _ROWS, _ROWS, _ROWS)
    finally:
        torture.stop()


def _upload(torture: Torture) -> None:
    command = [sys.executable, "-m", "tests.torture.import_seed", str(torture.data), str(_ROWS)]
    made = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout.splitlines()[-1])["file"]


def _wait_for(torture: Torture, rows: int) -> None:
    """Until so many lines were read; a database that was killed is asked again."""
    until = time.monotonic() + _WITHIN
    while time.monotonic() < until:
        try:
            with psycopg.connect(torture.owner_url(), autocommit=True) as connection:
                row = connection.execute(_HOW_FAR).fetchone()
        except psycopg.OperationalError:
            row = None
        if row is not None and (row[1] >= rows or row[0] == "done"):
            return
        time.sleep(0.02)
    raise AssertionError(f"{rows} lines were not read in time")
