"""Counts of several processes add up, whoever is asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from mapae.gateways.counts import Counts
from mapae.gateways.disk import FolderDisk

_OTHER = """
import sys
from pathlib import Path
from mapae.gateways.counts import Counts
counts = Counts(Path(sys.argv[1]))
counts.add("pages", "200", count=5)
counts.write()
"""


def other_process(folder: Path) -> None:
    subprocess.run([sys.executable, "-c", _OTHER, str(folder)], check=True)


def test_counts_of_processes_that_ended_stay(tmp_path: Path) -> None:
    counts = Counts(tmp_path / "counts")
    counts.add("pages", "200")
    other_process(tmp_path / "counts")
    other_process(tmp_path / "counts")
    assert counts.sum() == {("pages", "200"): 11}


def test_own_counts_are_not_told_twice(tmp_path: Path) -> None:
    counts = Counts(tmp_path)
    counts.add("pages", "200")
    counts.write()
    counts.add("pages", "200")
    assert counts.sum() == {("pages", "200"): 2}


def test_new_beginning_forgets_the_others(tmp_path: Path) -> None:
    other_process(tmp_path)
    Counts(tmp_path).forget()
    assert Counts(tmp_path).sum() == {}


def test_half_a_file_is_no_count(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_text('[["pages", "2')
    assert Counts(tmp_path).sum() == {}


def test_room_on_the_disk_is_a_share_and_unknown_is_none(tmp_path: Path) -> None:
    assert 0 < FolderDisk(tmp_path).free_share() < 1
    assert FolderDisk(tmp_path / "nowhere").free_share() == 0
