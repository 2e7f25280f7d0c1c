"""Kill the server tree, the worker and the postmaster at random moments, under load; then ask the oracle.

    python -m tests.torture.kill [--rounds 200] [--clients 4] [--seed 1] [--between 30] [--without durable-commits]

In `between` rounds the kill falls between the payment and its commit: an outside connection holds the audit log's table,
so the payment's transaction waits with its work done and not yet committed; then everything is killed.
`--without durable-commits` switches the safeguard off (synchronous_commit = off for the application role): the run must
then find acknowledged acts that are lost, and exits with 0 only if it does.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.room.clusters import remove_clusters
from tests.room.house import House, environment, free_port, mapae, start_house
from tests.torture.oracle import Findings, applications_there, judge

_QUIET_WITHIN = 120.0
_MOST_IN_VAIN = 200  # each waits a second and a half for a payment


@dataclass
class Torture:
    """One run and its moving parts."""

    folder: Path
    clients: int
    seed: int
    without: str = ""
    house: House | None = None
    port: int = field(default_factory=free_port)
    helpers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    checkpoints: list[Path] = field(default_factory=list)
    kills: dict[str, int] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def mails(self) -> Path:
        return self.folder / "mails.jsonl"

    @property
    def ledgers(self) -> list[Path]:
        return [self.folder / f"client-{number}.jsonl" for number in range(self.clients)]

    def start(self) -> None:
        """Everything up: mail sink, Mapae, clients."""
        mail_port = free_port()
        self._help("tests.torture.smtp_sink", str(mail_port), str(self.mails))
        self._settings = {
            "MAPAE_MAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "MAPAE_TRUSTED_PROXIES": "1",
            "MAPAE_WORKERS": "1",
        }
        self.start_house()
        if self.without == "durable-commits":
            with psycopg.connect(self.owner_url(), autocommit=True) as connection:
                connection.execute("ALTER ROLE mapae_app SET synchronous_commit = off")
                connection.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
                connection.execute("SELECT pg_reload_conf()")
        self.known = applications_there(self.owner_url())
        for number, ledger in enumerate(self.ledgers):
            address = f"http://127.0.0.1:{self.port}"
            self._help("tests.torture.clients", address, str(number), str(ledger), str(self.seed), str(self.mails))

    def _help(self, module: str, *arguments: str) -> None:
        self.helpers.append(subprocess.Popen([sys.executable, "-m", module, *arguments], env=environment()))

    def start_house(self) -> None:
        self.house = start_house(self.data, port=self.port, is_prepared=False, **self._settings)

    def owner_url(self) -> str:
        for line in (self.data / "running.env").read_text().splitlines():
            if line.startswith("MAPAE_DATABASE_OWNER_URL="):
                return line.partition("=")[2]
        raise AssertionError("Mapae does not run")

    def kill(self, target: str) -> None:
        """One SIGKILL, or a whole tree of them."""
        assert self.house is not None
        family = descendants(self.house.process.pid)
        if target == "tree":
            doomed = [self.house.process.pid, *family]
        else:
            doomed = [pid for pid in family if _is(target, command_of(pid))]
        for pid in doomed:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.kills[target] = self.kills.get(target, 0) + 1
        if target == "tree":
            self.house.process.wait()
            self.start_house()

    def kill_between(self, target: str) -> bool:
        """Kill while a payment is done and not committed; False when none came in time."""
        was_killed = False
        try:
            with psycopg.connect(self.owner_url(), autocommit=False) as holder:
                holder.execute("SET lock_timeout = '5s'")
                holder.execute("LOCK TABLE audit_leaf IN SHARE ROW EXCLUSIVE MODE")
                if not self._payment_waits():
                    return False
                self.kill(target)
                was_killed = True
        except psycopg.Error:  # the server that held the lock is dead, as wanted; or the lock was not to be had
            if not was_killed:
                return False
        self.kills["between payment and commit"] = self.kills.get("between payment and commit", 0) + 1
        return True

    def _payment_waits(self) -> bool:
        """Whether a transaction that locked a payment's row waits for the audit log now."""
        question = """
            SELECT count(*) FROM pg_locks waiting JOIN pg_locks payment USING (pid)
            WHERE NOT waiting.granted AND waiting.relation = 'audit_leaf'::regclass
            AND payment.relation = 'payment'::regclass AND payment.mode = 'RowShareLock' AND payment.granted
        """
        until = time.monotonic() + 1.5
        with psycopg.connect(self.owner_url(), autocommit=True) as watcher:
            while time.monotonic() < until:
                row = watcher.execute(question).fetchone()
                if row and row[0]:
                    return True
                time.sleep(0.01)
        return False

    def keep_checkpoint(self) -> None:
        """Save the newest signed checkpoint outside."""
        with suppress(psycopg.Error, OSError), psycopg.connect(self.owner_url()) as connection:
            row = connection.execute("SELECT note FROM audit_checkpoint ORDER BY size DESC LIMIT 1").fetchone()
            if row:
                path = self.folder / f"checkpoint-{len(self.checkpoints)}.txt"
                path.write_text(row[0])
                self.checkpoints.append(path)

    def end_clients(self) -> None:
        for helper in self.helpers[1:]:
            helper.kill()
            helper.wait()

    def wait_until_quiet(self) -> None:
        """All background work done."""
        until = time.monotonic() + _QUIET_WITHIN
        question = (
            "SELECT (SELECT count(*) FROM application WHERE status = 'in_assessment') "
            "+ (SELECT count(*) FROM outbox_message WHERE state = 'queued')"
        )
        while time.monotonic() < until:
            with suppress(psycopg.Error, OSError), psycopg.connect(self.owner_url()) as connection:
                row = connection.execute(question).fetchone()
                if row and not row[0]:
                    return
            time.sleep(0.5)

    def judge(self) -> Findings:
        findings = judge(self.owner_url(), self.ledgers, self.mails, self.known)
        options = [part for path in self.checkpoints for part in ("--checkpoint", str(path))]
        verified = mapae("audit", "verify", "--data", str(self.data), *options)
        findings.expect(verified.returncode == 0, f"audit verify: {verified.stdout}{verified.stderr}")
        findings.numbers["checkpoints kept outside"] = len(self.checkpoints)
        return findings

    def stop(self) -> None:
        for helper in self.helpers:
            helper.kill()
            helper.wait()
        if self.house is not None:
            self.house.stop()
        remove_clusters(self.data)


def descendants(pid: int) -> list[int]:
    """All processes below this one, parents first."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, IndexError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        below = sorted(children.get(waiting.pop(0), []))
        found += below
        waiting += below
    return found


def _is(target: str, command: str) -> bool:
    if target == "postmaster":
        return command.split(" -D ")[0].endswith("bin/postgres") and " -D " in command
    return f"mapae.site.{target}" in command


def command_of(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    return ""


def run(torture: Torture, rounds: int, between: int) -> Findings:
    """Start, kill `rounds` times, of which at least `between` between payment and commit, and judge."""
    dice = random.Random(torture.seed)
    torture.start()
    done = done_between = in_vain = 0
    while done < rounds:
        time.sleep(dice.uniform(0.3, 2.5))
        torture.keep_checkpoint() if dice.random() < 0.2 else None
        target = dice.choice(["tree", "worker", "server", "postmaster"])
        if rounds - done <= between - done_between or (done_between < between and dice.random() < 0.4):
            if not torture.kill_between(dice.choice(["tree", "postmaster"])):
                in_vain += 1
                assert in_vain < _MOST_IN_VAIN, "nobody pays any more"
                time.sleep(dice.uniform(0.3, 2.0))  # while the lock was held nobody got on; now they may
                continue
            done_between, in_vain = done_between + 1, 0
        else:
            torture.kill(target)
        done += 1
        show(done, rounds, torture)
        wait_until_up(torture)
    torture.end_clients()
    torture.wait_until_quiet()
    return torture.judge()


def wait_until_up(torture: Torture) -> None:
    """Until the database answers the owner again."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(psycopg.Error, OSError), psycopg.connect(torture.owner_url(), connect_timeout=5):
            return
        time.sleep(0.1)
    raise AssertionError(f"the database did not come back:\n{torture.house.words() if torture.house else ''}")


def show(done: int, rounds: int, torture: Torture) -> None:
    acks = sum(ledger.read_text().count('"paid"') for ledger in torture.ledgers if ledger.exists())
    bar = "#" * (30 * done // rounds)
    end = "\r" if sys.stdout.isatty() else "\n"
    print(f"[{bar:<30}] {done}/{rounds} kills, {acks} payments acknowledged", end=end, flush=True)


def main() -> int:
    """0 when all held (or, with a safeguard switched off, when the torture noticed)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--between", type=int, default=30)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", choices=["durable-commits"], default="")
    wanted = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mapae-torture-") as folder:
        torture = Torture(Path(folder), wanted.clients, wanted.seed, wanted.without)
        try:
            findings = run(torture, wanted.rounds, min(wanted.between, wanted.rounds))
        except Exception:
            print(torture.house.words()[-3000:] if torture.house else "")
            raise
        finally:
            torture.stop()
    print(f"\nseed {wanted.seed}, {wanted.clients} clients, {time.monotonic() - began:.0f} s")
    is_red = findings.tell(torture.kills, green="nothing lost, nothing doubled", red="something was lost or doubled")
    return int(is_red != bool(wanted.without))


if __name__ == "__main__":
    sys.exit(main())
