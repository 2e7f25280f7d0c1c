"""The restore drill: fill an installation, back it up, bring it back elsewhere with its keys, and see that all is there.

    python -m tests.torture.restore [--cases 100000]

What must hold: every table's rows are the same; the audit log verifies against a checkpoint kept outside; the query log
and every sealed answer, assessment and match blob verify; and a carrier that asks about every passenger again hears the
same verdicts. Prints how long each step took; exits with 1 if anything did not hold.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import httpx
import psycopg
from psycopg import sql

from tests.room.clusters import remove_clusters
from tests.room.house import House, mapae, running_house
from tests.torture.old_cases import ARRIVAL, Place, passenger, seed

_LIST = 500  # passengers in a message
_SEALED_WITHIN = 1800.0
_KEPT = (
    "account", "application", "authorization", "carrier", "carrier_key", "case_event", "case_key", "decision", "payment",
    "query_log", "rulebook_version",
)  # fmt: skip
_R = TypeVar("_R")
Answers = list[tuple[str, str]]


@dataclass
class Drill:
    """One run: what was measured, and what did not hold."""

    folder: Path
    cases: int
    seconds: dict[str, float] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def run(self) -> None:
        first, second = self.folder / "first", self.folder / "second"
        tar, outside = self.folder / "backup.tar", self.folder / "checkpoint.txt"
        with running_house(first) as house:
            self._timed("fill", lambda: self._fill(house))
            self._timed("seal the audit log", lambda: _wait_until_sealed(house))
            before = self._timed("ask about every passenger", lambda: self._ask(house))
            _wait_until_sealed(house)
            outside.write_text(mapae("audit", "checkpoint", "--data", str(first)).stdout)
            self._timed("back up", lambda: self._command("backup", str(tar), "--data", str(first)))
            rows = _digests(house.owner_url)
        (second / "keys").mkdir(parents=True, mode=0o700)
        shutil.copy2(first / "keys" / "mapae-keys.json", second / "keys")
        told = self._timed("restore and verify", lambda: self._command("restore", str(tar), "--data", str(second)))
        with running_house(second) as house:
            back = _digests(house.owner_url)
            others = [table for table in _KEPT if back[table] != rows[table]]
            self._expect(not others, f"rows are not those of the backup: {others}")
            verified = mapae("audit", "verify", "--data", str(second), "--checkpoint", str(outside))
            self._expect(verified.returncode == 0, f"audit verify: {verified.stdout}{verified.stderr}")
            after = self._timed("ask about every passenger again", lambda: self._ask(house))
        wrong = sum(one != other for one, other in zip(before, after, strict=True))
        self._expect(not wrong, f"{wrong} verdicts are others than before")
        self._expect(len({verdict for verdict, _ in before}) >= min(3, self.cases // 20), f"too alike: {set(before)}")
        self.numbers |= {
            f"{verdict} {reason}": count for (verdict, reason), count in sorted(Counter(after).items())
        } | {"bytes of the backup": tar.stat().st_size}
        print(told)

    def _fill(self, house: House) -> None:
        with psycopg.connect(house.owner_url) as owner:
            row = owner.execute("SELECT version FROM rulebook_version").fetchone()
        assert row is not None
        seed(Place(house.owner_url, house.data / "keys" / "mapae-keys.json", row[0]), self.cases)
        with psycopg.connect(house.owner_url, autocommit=True) as owner:
            owner.execute("ANALYZE")

    def _ask(self, house: House) -> Answers:
        key = house.words().split("Bearer ")[1].split()[0]
        answers: Answers = []
        with httpx.Client(base_url=house.url, headers={"Authorization": f"Bearer {key}"}, timeout=60) as carrier:
            for start in range(0, self.cases, _LIST):
                answers += _ask_one(carrier, start, min(start + _LIST, self.cases))
        return answers

    def _command(self, *arguments: str) -> str:
        done = mapae(*arguments, within=7200)
        self._expect(done.returncode == 0, f"mapae {arguments[0]}: {done.stdout}{done.stderr}")
        return done.stdout

    def _timed(self, what: str, work: Callable[[], _R]) -> _R:
        began = time.monotonic()
        result = work()
        self.seconds[what] = time.monotonic() - began
        return result

    def _expect(self, held: bool, otherwise: str) -> None:
        if not held:
            self.faults.append(otherwise)


def _ask_one(carrier: httpx.Client, start: int, stop: int) -> Answers:
    message = {
        "message_id": f"drill-{time.monotonic_ns()}",
        "transport": {"mode": "air", "arrival_local": f"{ARRIVAL}T10:30"},
        "passengers": [passenger(number) for number in range(start, stop)],
    }
    while True:
        reply = carrier.post("/api/carrier/v1/board-checks", json=message)
        if reply.status_code == 200:
            return [(one["verdict"], one["reason"]) for one in reply.json()["results"]]
        if reply.status_code not in {429, 503}:
            raise AssertionError(reply.text)
        time.sleep(float(reply.headers["Retry-After"]))


def _wait_until_sealed(house: House) -> None:
    until = time.monotonic() + _SEALED_WITHIN
    question = "SELECT (SELECT count(*) FROM audit_leaf) - (SELECT count(*) FROM audit_placement)"
    with psycopg.connect(house.owner_url, autocommit=True) as owner:
        while owner.execute(question).fetchone() != (0,):
            if time.monotonic() > until:
                raise AssertionError("the audit log is not sealed in time")
            time.sleep(0.3)


def _digests(owner_url: str) -> dict[str, object]:
    """Of every table: how many rows, and one digest over all of them."""
    found: dict[str, object] = {}
    with psycopg.connect(owner_url) as owner:
        for table in _KEPT:
            question = sql.SQL(
                "SELECT count(*), md5(coalesce(string_agg(row, '' ORDER BY row), '')) "
                "FROM (SELECT md5(t::text) AS row FROM {} AS t) AS rows"
            )
            found[table] = owner.execute(question.format(sql.Identifier(table))).fetchone()
    return found


def main() -> int:
    """0 when all held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=100_000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mapae-drill-") as folder:
        drill = Drill(Path(folder), wanted.cases)
        try:
            drill.run()
        finally:
            remove_clusters(Path(folder))
    print(f"{wanted.cases:,} cases")
    for what, seconds in drill.seconds.items():
        print(f"  {seconds:9.1f} s  {what}")
    for what, count in drill.numbers.items():
        print(f"  {count:11,}  {what}")
    for fault in drill.faults:
        print(f"  FAULT  {fault}")
    print("red: something did not come back" if drill.faults else "green: everything came back")
    return int(bool(drill.faults))


if __name__ == "__main__":
    sys.exit(main())
