"""The benchmark of zones runs through, reads what it wrote with both readers, and judges no speed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.room.house import environment

ROOT = Path(__file__).parents[2]


def test_small_benchmark_of_zones_runs_through() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.documents", "--zones", "50", "--seconds", "0.02", "--rounds", "2"],
        cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr
    assert "times as many as mrz" in ran.stdout
    assert all(label in ran.stdout for label in ("five check digits", "mapae, read", "mapae, write"))
