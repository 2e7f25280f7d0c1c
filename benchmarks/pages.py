"""How long a traveller waits for a page of questions, at a given number of pages a second, beside a bare Django page.

    python -m benchmarks.pages [--rate 20] [--seconds 20] [--rounds 3] [--workers 2] [--people 20]

Pages are asked for at fixed moments whether or not the earlier ones have come, and the wait counts from that moment, so
a server that falls behind is not spared. Half of them show a page of questions, half send it with its answers.
Exit 0 if the 95th percentile of Mapae's pages, both kinds, is within the aim.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import httpx

from benchmarks.processes import cpu_of, tree
from benchmarks.ratios import spread
from tests.room.form_browser import FormBrowser
from tests.room.house import environment, free_port, running_house

AIM = 150.0  # milliseconds
SLUG = "passport"
Ask = Callable[[int], None]


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="mapae-pages-") as folder:
        settings = {"MAPAE_TRUSTED_PROXIES": "1", "MAPAE_WORKERS": str(options.workers)}
        with running_house(Path(folder) / "data", **settings) as house, _bare(options.workers) as bare:
            people = [
                _person(house.url, cookie, number) for number, cookie in enumerate(_sessions(house.data, options))
            ]
            waits = _measure(options, people, bare)
            busy = _processor_time(house.process.pid, people)
    print(f"processor time of a page, server and database together: {busy:.1f} ms")
    return _tell(waits, options)


def _processor_time(pid: int, people: list[FormBrowser]) -> float:
    """Milliseconds for a page that is shown, which other work on the machine hardly changes."""
    processes, times = tree(pid), 5
    before = cpu_of(processes)
    for person in people * times:
        person.open(f"/en/apply/{SLUG}/")
    return (cpu_of(processes) - before) * 1000 / (len(people) * times)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("rate", 20), ("seconds", 20), ("rounds", 3), ("workers", 2), ("people", 20)):
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser.parse_args()


def _sessions(data: Path, options: argparse.Namespace) -> list[dict[str, str]]:
    command = [sys.executable, "-m", "tests.journeys.states", str(data), "draft", str(options.people)]
    made = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    found: list[dict[str, str]] = json.loads(made.stdout.splitlines()[-1])
    return found


def _person(url: str, cookies: dict[str, str], number: int) -> FormBrowser:
    """A traveller in the middle of an application, at an address of their own."""
    browser = FormBrowser(url, headers={"X-Forwarded-For": f"192.0.2.{number + 1}"}, cookies=cookies)
    assert browser.open(f"/en/apply/{SLUG}/").status_code == 200
    return browser


@contextmanager
def _bare(workers: int) -> Iterator[str]:
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.bare_page", str(port), str(workers)], env=environment()
    )
    try:
        url, until = f"http://127.0.0.1:{port}/", time.monotonic() + 30
        while time.monotonic() < until:
            try:
                httpx.get(url)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait(30)


def _measure(options: argparse.Namespace, people: list[FormBrowser], bare: str) -> dict[str, list[list[float]]]:
    """Milliseconds of every page, by kind and round; each kind in turn in every round."""

    def show(number: int) -> None:
        assert people[number % len(people)].open(f"/en/apply/{SLUG}/").status_code == 200

    def send(number: int) -> None:
        person = people[number % len(people)]
        address = f"/en/apply/{SLUG}/"
        if not str(person.page.url).endswith(address):
            raise AssertionError("the page to send was not shown before")
        assert person.send_only({}).status_code == 302

    def mixed(number: int) -> None:
        (show if (number // len(people)) % 2 == 0 else send)(number)

    with httpx.Client() as client:

        def anchor(number: int) -> None:
            assert client.get(bare).status_code == 200

        waits: dict[str, list[list[float]]] = {"bare Django page": [], "page of questions": []}
        for ask in (anchor, mixed):  # templates are read, connections opened
            list(map(ask, range(2 * len(people))))
        for _ in range(options.rounds):
            waits["bare Django page"].append(_paced(anchor, options))
            waits["page of questions"].append(_paced(mixed, options))
    return waits


def _paced(ask: Ask, options: argparse.Namespace) -> list[float]:
    begun, found = time.perf_counter() + 0.2, list[float]()

    def one(number: int) -> None:
        due = begun + number / options.rate
        time.sleep(max(0.0, due - time.perf_counter()))
        ask(number)
        found.append((time.perf_counter() - due) * 1000)

    with ThreadPoolExecutor(options.people) as pool:
        list(pool.map(one, range(options.rate * options.seconds)))
    return found


def _tell(waits: dict[str, list[list[float]]], options: argparse.Namespace) -> int:
    base = [median(found) for found in waits["bare Django page"]]
    print(f"{options.rate} pages a second, {options.workers} workers; milliseconds, medians of {options.rounds} rounds")
    print(f"{'':22}{'pages':>8}{'median':>9}{'p95':>9}{'p99':>9}   of the bare page, in the median")
    for name, rounds in waits.items():
        middle = [median(found) for found in rounds]
        told = f"{median(middle):9.1f}{median(_p95s(rounds)):9.1f}{median(quantiles(one, n=100)[98] for one in rounds):9.1f}"
        print(f"{name:22}{sum(map(len, rounds)):8}{told}   {spread(middle, base, 1)}")
    ours, bare = _p95s(waits["page of questions"]), _p95s(waits["bare Django page"])
    print(
        f"\np95 of pages of questions: {median(ours):.0f} ms [{min(ours):.0f}-{max(ours):.0f}] (aim: {AIM:.0f} or less),"
    )
    print(f"{spread(ours, bare, 1)} times that of the bare page of the same round")
    return int(median(ours) > AIM)


def _p95s(rounds: list[list[float]]) -> list[float]:
    return [quantiles(found, n=100)[94] for found in rounds]


if __name__ == "__main__":
    sys.exit(main())
