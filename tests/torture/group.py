"""Kill worker, server and PostgreSQL at random moments while a group is submitted, paid and decided; then ask the oracle.

    python -m tests.torture.group [--kills 50] [--rows 500] [--seed 1] [--between 15] [--without durable-commits]

Each kill waits until the work went on since the last one, so that it falls into the work. When a group is done before
its kills are, the next one is sent in. In `between` of the kills an outside connection holds the audit log's table, so
the work of a chunk is done and not committed when everything dies. `--without durable-commits` switches a safeguard off:
the run must then find what is lost, and exits with 0 only if it does.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.room.house import environment, mapae
from tests.torture import group_oracle
from tests.torture.group_representative import Representative
from tests.torture.kill import Torture, wait_until_up
from tests.torture.oracle import Findings

_TARGETS = ("worker", "server", "postmaster", "tree")
_QUIET_WITHIN = 600.0
_DONE_WITHIN = 3600.0
_GOES_ON_WITHIN = 60.0
_MOST_IN_VAIN = 20  # each waits four seconds
_COOKIE = "mapae_session"
# Everything that changes while a group is submitted, paid, let go and decided.
_PROGRESS = "SELECT (SELECT count(*) FROM case_event) + (SELECT count(*) FROM audit_leaf)"
_LEFT = """
    SELECT (SELECT count(*) FROM group_order WHERE status IN ('preparing', 'paid'))
    + (SELECT count(*) FROM application WHERE status IN ('awaiting_payment', 'in_assessment'))
    + (SELECT count(*) FROM outbox_message WHERE state = 'queued')
    + (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND task_name <> 'sweep'
       AND task_name <> 'remind')
"""


@dataclass
class GroupTorture:
    """One run: a house, and groups that are sent in one after the other."""

    folder: Path
    rows: int
    seed: int = 1
    without: str = ""
    representatives: list[Representative] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.house = Torture(self.folder, clients=0, seed=self.seed, without=self.without)
        self.dice = random.Random(self.seed)

    def run(self, kills: int, between: int) -> Findings:
        """Kill so often, and judge when all is quiet."""
        self.house.start()
        done = in_vain = 0
        while done < kills:
            if not self.representatives or self.representatives[-1].done.is_set():
                self.send_in()
            before = self.progress()
            if not self.wait_for_progress(before):
                continue  # the group was done meanwhile
            time.sleep(self.dice.uniform(0.0, 1.2))
            is_between = kills - done <= between or self.dice.random() < between / kills
            if is_between and self.house_kill_between():
                between -= 1
            elif kills - done <= between:
                in_vain += 1
                assert in_vain < _MOST_IN_VAIN, "nobody was ever between work and commit"
                continue
            else:
                self.house.kill(self.dice.choice(_TARGETS))
            done += 1
            self.show(done, kills)
            wait_until_up(self.house)
        for one in self.representatives:
            one.done.wait(_DONE_WITHIN)
        self.wait_until_quiet()
        return self.judge()

    def send_in(self) -> None:
        """Another group, and somebody who sends it in."""
        wait_until_up(self.house)
        first = 1 + len(self.representatives) * self.rows * 2
        made = subprocess.run(
            [sys.executable, "-m", "tests.torture.group_seed", str(self.house.data), str(self.rows), str(first)],
            env=environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        if made.returncode:
            raise AssertionError(made.stderr)
        told = json.loads(made.stdout.splitlines()[-1])
        address = f"http://127.0.0.1:{self.house.port}"
        self.representatives.append(Representative(address, (_COOKIE, told["session"]), told["group"]))
        self.representatives[-1].start()

    def house_kill_between(self) -> bool:
        """Everything dies while a chunk's work is done and not committed; False when none came in time."""
        was_killed = False
        try:
            with psycopg.connect(self.house.owner_url(), autocommit=False) as holder:
                holder.execute("SET lock_timeout = '5s'")
                holder.execute("LOCK TABLE audit_leaf IN SHARE ROW EXCLUSIVE MODE")
                if not self._somebody_waits():
                    return False
                self.house.kill(self.dice.choice(("tree", "postmaster")))
                was_killed = True
        except psycopg.Error:  # the server that held the lock is dead, as wanted; or the lock was not to be had
            if not was_killed:
                return False
        self.house.kills["between work and commit"] = self.house.kills.get("between work and commit", 0) + 1
        return True

    def _somebody_waits(self) -> bool:
        """Whether a transaction that locked an order or an application waits for the audit log now."""
        question = """
            SELECT count(*) FROM pg_locks waiting JOIN pg_locks held USING (pid)
            WHERE NOT waiting.granted AND waiting.relation = 'audit_leaf'::regclass AND held.granted
            AND held.relation IN ('group_order'::regclass, 'application'::regclass) AND held.mode = 'RowShareLock'
        """
        until = time.monotonic() + 4.0
        with psycopg.connect(self.house.owner_url(), autocommit=True) as watcher:
            while time.monotonic() < until:
                row = watcher.execute(question).fetchone()
                if row and row[0]:
                    return True
                time.sleep(0.01)
        return False

    def progress(self) -> int:
        """How much was done so far; waits for the database to answer."""
        while (found := self._ask(_PROGRESS)) < 0:
            time.sleep(0.2)
        return found

    def wait_for_progress(self, before: int) -> bool:
        """False when the last group was done instead."""
        until = time.monotonic() + _GOES_ON_WITHIN
        while time.monotonic() < until:
            if self.progress() > before:
                return True
            if self.representatives[-1].done.is_set():
                return False
            time.sleep(0.1)
        raise AssertionError(f"nothing goes on any more\n{self.words()}")

    def wait_until_quiet(self) -> None:
        until = time.monotonic() + _QUIET_WITHIN
        while time.monotonic() < until and self._ask(_LEFT) != 0:
            time.sleep(0.5)

    def _ask(self, question: str) -> int:
        """The number, or -1 while nobody answers."""
        with (
            suppress(psycopg.Error, OSError, AssertionError),
            psycopg.connect(self.house.owner_url(), connect_timeout=5) as connection,
        ):
            row = connection.execute(question.encode()).fetchone()
            return int(row[0]) if row else -1
        return -1

    def judge(self) -> Findings:
        findings = group_oracle.judge(self.house.owner_url(), self.representatives, self.rows, self.house.mails)
        verified = mapae("audit", "verify", "--data", str(self.house.data))
        findings.expect(verified.returncode == 0, f"audit verify: {verified.stdout}{verified.stderr}")
        return findings

    def show(self, done: int, kills: int) -> None:
        end = "\r" if sys.stdout.isatty() else "\n"
        print(f"{done}/{kills} kills, group {len(self.representatives)}", end=end, flush=True)

    def words(self) -> str:
        return self.house.house.words()[-3000:] if self.house.house else ""

    def stop(self) -> None:
        self.house.stop()


def main() -> int:
    """0 when all held (or, with a safeguard switched off, when the torture noticed)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--rows", type=int, default=500)
    parser.add_argument("--between", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", choices=["durable-commits"], default="")
    wanted = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mapae-torture-") as folder:
        torture = GroupTorture(Path(folder), wanted.rows, wanted.seed, wanted.without)
        try:
            findings = torture.run(wanted.kills, min(wanted.between, wanted.kills))
        except Exception:
            print(torture.words())
            raise
        finally:
            torture.stop()
    print(f"\nseed {wanted.seed}, {wanted.rows} rows, {time.monotonic() - began:.0f} s")
    is_red = findings.tell(
        torture.house.kills, green="each row one outcome, the fee taken once", red="something was lost, doubled or left"
    )
    return int(is_red != bool(wanted.without))


if __name__ == "__main__":
    sys.exit(main())
