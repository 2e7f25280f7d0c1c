"""`make bench`: board checks over a large crowd, beside the least that could be done, as ratios of one run."""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import Request, urlopen

from benchmarks.crowd import CROWD
from benchmarks.processes import cpu_of, tree
from benchmarks.seeding import SAMPLE, Place, seed
from benchmarks.servers import NAMES, POOL

FOLDER = Path(".mapae-bench")
LIST = 300
_PGBENCH = r"""\set n random(0, {last})
SELECT document_index, id, match_sealed, first_day, last_day, ending FROM "authorization"
WHERE document_index = (SELECT document_index FROM bench_document WHERE n = :n) AND programme = 'KOR';
"""


@dataclass(frozen=True)
class Task:
    """One of the things that are measured; `length` passengers a message, 0 where there are none."""

    label: str
    server: str
    kind: str
    connections: int
    length: int


@dataclass
class Figures:
    """What the rounds of a task gave."""

    per_second: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    cpu: list[tuple[float, float, float]] = field(default_factory=list)  # server, database, asker


def tasks(workers: int) -> list[Task]:
    many, few = 64 * workers, 16 * workers
    return [
        Task("bare HTTP reply", "bare", "bare", many, 0),
        Task("bare asyncpg look-up", "lookup", "lookup", many, 0),
        Task("board check, singles", "checks", "single", many, 1),
        Task("  without query log", "checks-unlogged", "single", many, 1),
        Task(f"board check, lists of {LIST}", "checks", str(LIST), few, LIST),
        Task("  without query log", "checks-unlogged", str(LIST), few, LIST),
    ]


def main() -> int:
    options = _options()
    from mapae.site.cli import house

    settings = house.settle(options.folder, True)
    keys = house.prepare_folder(settings)
    with house.database(settings, keys) as database:
        assert database is not None
        house.start_django()
        _prepare(options.authorizations)
        print(
            f"{options.authorizations:,} authorizations of {CROWD}; {options.workers} server process(es), {POOL} connections"
        )
        print(
            f"each; {os.cpu_count()} processors shared by server, database and load generator; {options.rounds} rounds of"
        )
        print(f"{options.seconds:g} s each, medians\n")
        figures, looked_up, at_half = _measure(options, database)
        _print_table(tasks(options.workers), figures, looked_up)
        _print_half(at_half)
        _print_profile(options.authorizations, options.seconds)
    return _verdict(figures)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.board_checks", description=__doc__)
    parser.add_argument("--authorizations", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=5.0, help="of each measurement in a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=1, help="server processes")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="kept, so that the next run need not seed again")
    options = parser.parse_args()
    assert isinstance(options, argparse.Namespace)
    return options


def _prepare(count: int) -> None:
    """Tables, a carrier with a key, the rulebook, the crowd."""
    from django.db import connections

    from mapae.site.migration import migrate
    from mapae.site.wiring import ports
    from mapae.usecases.add_carrier import add_carrier
    from mapae.usecases.rulebook_in_force import store_rulebook_in_force

    migrate()
    rulebook = store_rulebook_in_force(ports())
    _, os.environ["BENCH_KEY"] = add_carrier(ports(), f"Benchmark {ports().chance.uuid()}")
    connections.close_all()
    owner = os.environ["MAPAE_DATABASE_OWNER_URL"]
    seed(Place(owner, Path(os.environ["MAPAE_DATA"]) / "keys" / "mapae-keys.json", rulebook.version), count)
    _let_carrier_read_sample(owner)


def _let_carrier_read_sample(owner_url: str) -> None:
    import psycopg

    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("GRANT SELECT ON bench_document TO mapae_carrier")


def _measure(
    options: argparse.Namespace, database: Any
) -> tuple[list[Figures], list[float], dict[str, tuple[float, Figures]]]:
    """Each task as fast as it goes, the look-ups of pgbench, and the logged checks again at half of that pace."""
    figures, looked_up = [Figures() for _ in tasks(options.workers)], []
    at_half: dict[str, tuple[float, Figures]] = {}
    with ExitStack() as stack:
        ports = {name: _free_port() for name in NAMES}
        servers = {name: stack.enter_context(_served(name, port, options.workers)) for name, port in ports.items()}
        for _ in range(options.rounds):
            looked_up.append(_pgbench(options, database))
            for task, found in zip(tasks(options.workers), figures, strict=True):
                pids = (servers[task.server], database.pid)
                _ask(task, ports[task.server], options, pids, found)
        for task, found in zip(tasks(options.workers), figures, strict=True):
            if task.server == "checks":
                pace, half = median(found.per_second) / 2, Figures()
                for _ in range(options.rounds):
                    _ask(task, ports[task.server], options, (servers[task.server], database.pid), half, pace)
                at_half[task.label] = pace, half
    return figures, looked_up, at_half


@contextmanager
def _served(name: str, port: int, workers: int) -> Iterator[int]:
    command = [sys.executable, "-m", "benchmarks.servers", name, str(port), str(workers)]
    server = subprocess.Popen(command)
    try:
        _wait_for(name, port, server)
        yield server.pid
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(name: str, port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and server.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                break
        except OSError:
            time.sleep(0.05)
    else:
        raise SystemExit(f"the server «{name}» did not start")
    if name.startswith("checks"):
        key = {"Authorization": f"Bearer {os.environ['BENCH_KEY']}"}
        with urlopen(Request(f"http://127.0.0.1:{port}/api/carrier/v1/status", headers=key)) as reply:
            assert reply.status == 200


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _pgbench(options: argparse.Namespace, database: Any) -> float:
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(_PGBENCH.format(last=min(SAMPLE, options.authorizations) - 1))
        script.flush()
        shape = [
            "-n",
            "-M",
            "prepared",
            "-c",
            str(POOL * options.workers),
            "-j",
            "1",
            "-T",
            str(max(1, round(options.seconds))),
        ]
        command = [str(database.bin_dir / "pgbench"), *shape, "-f", script.name]
        ran = subprocess.run(
            [*command, os.environ["MAPAE_DATABASE_CARRIER_URL"]], capture_output=True, text=True, check=True
        )
    found = re.search(r"tps = ([0-9.]+)", ran.stdout)
    assert found, ran.stdout
    return float(found[1])


def _ask(
    task: Task, port: int, options: argparse.Namespace, pids: tuple[int, int], found: Figures, pace: float = 0.0
) -> None:
    arguments = [port, task.kind, task.connections, options.seconds, options.authorizations, pace]
    command = [sys.executable, "-m", "benchmarks.load", *map(str, arguments)]
    groups = [tree(pid) for pid in pids]
    before, begun = [cpu_of(group) for group in groups], time.perf_counter()
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    passed = time.perf_counter() - begun
    if said["faults"] or not said["per_second"]:
        raise SystemExit(f"{task.label}: not every question was answered: {said['faults']}")
    busy = passed - 0.5  # the generator's own start
    server, backend = ((cpu_of(group) - was) / busy for group, was in zip(groups, before, strict=True))
    found.per_second.append(said["per_second"])
    found.p50.append(said["p50_ms"])
    found.p99.append(said["p99_ms"])
    found.cpu.append((server, backend, said["cpu"]))


def _print_table(tasks: list[Task], figures: list[Figures], looked_up: list[float]) -> None:
    base = figures[1].per_second
    heads = ("replies/s", "passengers/s", "ratio", "p50 ms", "p99 ms", "processors: server, database, asker")
    print("{:28}{:>11}{:>14}{:>8}{:>9}{:>9}   {}".format("", *heads))
    print(f"{'pgbench, prepared look-up':28}{median(looked_up):11,.0f}{'':14}{_ratio(looked_up, base):8.2f}")
    for task, found in zip(tasks, figures, strict=True):
        rate = median(found.per_second)
        passengers = f"{rate * task.length:14,.0f}" if task.length else " " * 14
        waits = f"{median(found.p50):9.2f}{median(found.p99):9.2f}"
        cpu = ", ".join(f"{median(part):.2f}" for part in zip(*found.cpu, strict=True))
        print(f"{task.label:28}{rate:11,.0f}{passengers}{_ratio(found.per_second, base):8.2f}{waits}   {cpu}")
    print("\nratio: to the bare asyncpg look-up of the same round\n")


def _print_half(at_half: dict[str, tuple[float, Figures]]) -> None:
    print("{:28}{:>11}{:>14}{:>17}{:>9}".format("at half load", "replies/s", "of them wanted", "p50 ms", "p99 ms"))
    for label, (pace, found) in at_half.items():
        reached = median(found.per_second) / pace
        print(f"{label:28}{pace:11,.0f}{reached:14.2f}{median(found.p50):17.2f}{median(found.p99):9.2f}")
    print("\na question that had to wait for its connection counts from the moment it was due\n")


def _ratio(these: list[float], those: list[float]) -> float:
    return median(this / that for this, that in zip(these, those, strict=True))


def _print_profile(people: int, seconds: float) -> None:
    from benchmarks.where_time_goes import profile

    times = max(100, int(200 * seconds))
    single, many = profile(people, 1, times), profile(people, LIST, max(10, times // 20))
    print(f"{'one after the other, in one process':48}{'single, us':>12}{f'list of {LIST}, us':>18}{'a passenger':>13}")
    for part in single:
        print(f"  {part:46}{single[part]:12,.0f}{many[part]:18,.0f}{many[part] / LIST:13.2f}")


def _verdict(figures: list[Figures]) -> int:
    singles, lists = figures[2].per_second, figures[4].per_second
    of_bare = _ratio(singles, figures[1].per_second)
    of_singles = LIST * _ratio(lists, singles)
    print(f"\nsingles: {of_bare:.2f} of the bare asyncpg look-up (aim: 0.50 or better)")
    print(f"lists: {of_singles:.1f} times the passengers of singles (aim: 10 or better)")
    print(f"lists: {LIST * median(lists):,.0f} passengers a second (aim: 20,000 or better)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
