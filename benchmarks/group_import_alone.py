"""One measurement of `benchmarks.group_import` in a process of its own, so that its memory is its own too.

python -m benchmarks.group_import_alone bare FILE
python -m benchmarks.group_import_alone alone DATA FILE
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path


def bare(file: Path) -> dict[str, float]:
    """The library alone."""
    from python_calamine import load_workbook

    begun = time.perf_counter()
    rows = load_workbook(str(file)).get_sheet_by_index(0).to_python()
    assert len(rows) > 1
    return {"seconds": time.perf_counter() - begun}


def alone(data: Path, file: Path) -> dict[str, float]:
    """The worker's job, with nobody else at work."""
    from mapae.site.cli.house import open_house
    from mapae.site.memory import settle

    with open_house(data):
        settle()  # as the worker does
        return _job(file.read_bytes())


class _NoJobs:
    """Nothing goes to the worker of the house: the job is done here."""

    def enqueue(self, task: str, **ids: str) -> None:
        return None


def _job(content: bytes) -> dict[str, float]:
    from mapae.records.models import GroupFile
    from mapae.site.wiring import ports as wired
    from mapae.usecases.read_group_file import read_group_file
    from mapae.usecases.upload_file import upload_file
    from tests.usecases.group_steps import a_group, a_representative

    ports = replace(wired(), jobs=_NoJobs())
    who = a_representative(ports)
    group = a_group(ports, who)
    took = []
    for _ in range(2):
        file = upload_file(ports, who, group.id, content)
        used, begun = _processor(), time.perf_counter()
        read_group_file(ports, file.id)
        took.append((time.perf_counter() - begun, _processor() - used))
        done = GroupFile.objects.get(id=file.id)
        assert done.status == "done" and done.rows_read == done.rows_total, done.refused_code
    assert (done.rows_new, done.rows_changed) == (0, 0)
    return {"seconds": took[0][0], "processor": took[0][1], "again": took[1][0], "megabytes": _megabytes()}


def _processor() -> float:
    """Seconds, of this process and of the one that opened the workbook."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both)


def _megabytes() -> float:
    """The most that both had together, or a little more: their peaks need not meet."""
    both = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(both) / 1024


if __name__ == "__main__":
    what, *given = sys.argv[1:]
    print(json.dumps((bare if what == "bare" else alone)(*map(Path, given))))
