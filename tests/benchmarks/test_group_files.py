"""The benchmark's smoke mode: every task reads the file, and the table is printed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.room.house import environment

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_small_benchmark_runs_through() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.group_files", "--rows", "50", "--rounds", "1"],
        cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=180,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr
    assert "mapae, raw answers" in ran.stdout
