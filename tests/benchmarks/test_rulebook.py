"""The benchmark of assessments runs through, compares like with like, and judges no speed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.rulebook import traveller, with_zen
from benchmarks.rulebook_rows import facts_of
from mapae.core.rulebook.assessment import Requirement
from mapae.core.rulebook.evaluation import requirement_on
from mapae.gateways.rulebook_files import EVERYTHING, RulebookFiles
from tests.room.house import environment

pytestmark = pytest.mark.wide

ROOT = Path(__file__).parents[2]
LABELS = ("the least", "mapae, requirement alone", "mapae, assess with trace", "zen-engine with trace")


def test_small_benchmark_of_assessments_runs_through() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.rulebook", "--travellers", "300", "--rounds", "1", "--seconds", "0.2"],
        cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr
    assert all(label in ran.stdout for label in LABELS)
    assert "us in the median" in ran.stdout


def test_another_engine_that_finds_another_requirement_stops_the_run() -> None:
    files = RulebookFiles(EVERYTHING)
    rulebook = files.read(*files.newest("KOR"))
    crowd = [traveller(number) for number in range(50)]
    facts = [facts_of(*one) for one in crowd]
    ours = [requirement_on(rulebook, *one) for one in crowd]
    assert len(with_zen(rulebook, facts, ours)) == 2
    last = Requirement.EXEMPT if ours[-1] is Requirement.OUTSIDE else Requirement.OUTSIDE

    with pytest.raises(AssertionError):
        with_zen(rulebook, facts, [*ours[:-1], last])


def test_traveller_of_a_number_is_always_the_same() -> None:
    one, day = traveller(8)

    assert (one.nationality, str(one.birth), one.category, str(day)) == ("THA", "1977-03-XX", "abtc", "2026-12-30")
