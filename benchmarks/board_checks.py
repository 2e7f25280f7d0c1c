"""`make bench`: board checks over a large crowd, beside the least that could be done, as ratios of one run."""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import Request, urlopen

from benchmarks.board_check_tables import (
    Figures,
    Limits,
    Task,
    print_aims,
    print_half,
    print_profile,
    print_table,
    tasks,
)
from benchmarks.crowd import CROWD
from benchmarks.overrides import override
from benchmarks.pgbench import commits, look_ups, prepare_commits
from benchmarks.processes import cpu_of, tree
from benchmarks.seeding import Place, seed
from benchmarks.servers import NAMES, POOL

FOLDER = Path(".mapae-bench")


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
            f"each; {os.cpu_count()} processors shared by server, database and load generator (load {os.getloadavg()[0]:.1f});"
        )
        print(
            f"{options.rounds} rounds of {options.seconds:g} s each; medians, in brackets the least and the greatest\n"
        )
        figures, limits, at_half = _measure(options, database)
        print_table(tasks(options.workers), figures, limits)
        print_half(at_half)
        print_profile(options.authorizations, options.seconds)
        print_aims(figures)
    return 0


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
    key_file = Path(os.environ["MAPAE_DATA"]) / "keys" / "mapae-keys.json"
    seed(Place(owner, key_file, rulebook.version), count)
    override(owner, key_file)
    _let_carrier_read_sample(owner)
    prepare_commits(owner)


def _let_carrier_read_sample(owner_url: str) -> None:
    import psycopg

    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("GRANT SELECT ON bench_document TO mapae_carrier")


def _measure(
    options: argparse.Namespace, database: Any
) -> tuple[list[Figures], Limits, dict[str, tuple[float, Figures]]]:
    """Each task as fast as it goes, the limits of the machine, and the logged checks again at half of that pace."""
    figures, limits = [Figures() for _ in tasks(options.workers)], Limits()
    at_half: dict[str, tuple[float, Figures]] = {}
    with ExitStack() as stack:
        ports = {name: _free_port() for name in NAMES}
        servers = {name: stack.enter_context(_served(name, port, options.workers)) for name, port in ports.items()}
        for _ in range(options.rounds):
            limits.look_ups.append(look_ups(database.bin_dir, options))
            limits.commits.append(commits(database.bin_dir, options.seconds))
            for task, found in zip(tasks(options.workers), figures, strict=True):
                pids = (servers[task.server], database.pid)
                _ask(task, ports[task.server], options, pids, found)
        for task, found in zip(tasks(options.workers), figures, strict=True):
            if task.server == "checks":
                pace, half = median(found.per_second) / 2, Figures()
                for _ in range(options.rounds):
                    _ask(task, ports[task.server], options, (servers[task.server], database.pid), half, pace)
                at_half[task.label] = pace, half
    return figures, limits, at_half


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


def _ask(
    task: Task, port: int, options: argparse.Namespace, pids: tuple[int, int], found: Figures, pace: float = 0.0
) -> None:
    groups = [tree(pid) for pid in pids]
    seconds = options.seconds
    while True:
        arguments = [port, task.kind, task.connections, seconds, options.authorizations, pace]
        command = [sys.executable, "-m", "benchmarks.load", *map(str, arguments)]
        before, begun = [cpu_of(group) for group in groups], time.perf_counter()
        said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        passed = time.perf_counter() - begun
        if said["faults"] or (not said["per_second"] and seconds > 60):
            raise SystemExit(f"{task.label}: not every question was answered: {said['faults']}")
        if said["per_second"]:
            break
        seconds *= 2  # on a busy machine the first lists may take longer than a short round
    busy = passed - 0.5  # the generator's own start
    server, backend = ((cpu_of(group) - was) / busy for group, was in zip(groups, before, strict=True))
    found.per_second.append(said["per_second"])
    found.p50.append(said["p50_ms"])
    found.p99.append(said["p99_ms"])
    found.cpu.append((server, backend, said["cpu"]))


if __name__ == "__main__":
    sys.exit(main())
