"""Many officers decide the same cases at once, through their pages of a running house; then ask the oracle.

    python -m tests.torture.officers [--cases 1000] [--officers 50] [--seed 1] [--without locks]

Every officer is a session of its own that opens cases, reads the forms, grants or proposes to refuse; every fifth is a
supervisor, who confirms or gives back what others proposed. All choose among the same few cases, so that most presses meet
another. What must hold: exactly one decision, authorization or none, mail and leaf a case; and whoever came too late
was told so on the page. Exits with 1 if anything did not hold. `--without locks` takes the row locks and the comparison
of versions away (either alone is enough to hold): the run must then find faults, and exits with 0 only if it does.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.room.clusters import remove_clusters
from tests.room.house import House, environment, free_port, mapae, running_house
from tests.torture.desk import Desk, Officer
from tests.torture.desk_oracle import judge_desk
from tests.torture.inside import make
from tests.torture.oracle import Findings

_QUIET_WITHIN = 600.0
_WITHOUT_LOCKS = Path(__file__).parent / "without_locks"


@dataclass
class Rush:
    """One run and its measures."""

    folder: Path
    cases: int
    officers: int
    seed: int
    without: str = ""
    workers: int = 2  # server processes
    desk: Desk | None = None
    seconds: float = 0.0

    def run(self) -> Findings:
        mail_port, mails = free_port(), self.folder / "mails.jsonl"
        command = [sys.executable, "-m", "tests.torture.smtp_sink", str(mail_port), str(mails)]
        sink = subprocess.Popen(command, env=environment())
        settings = {"MAPAE_MAIL_URL": f"smtp://127.0.0.1:{mail_port}", "MAPAE_TRUSTED_PROXIES": "1"}
        if self.without:
            path = os.pathsep.join((str(_WITHOUT_LOCKS), os.environ.get("PYTHONPATH", "")))
            settings["PYTHONPATH"] = path.rstrip(os.pathsep)
        try:
            with running_house(
                self.folder / "data", is_prepared=False, MAPAE_WORKERS=str(self.workers), **settings
            ) as house:
                self._decide(house)
                wait_until_quiet(house.owner_url)
                return self._judge(house, mails)
        finally:
            sink.kill()
            sink.wait()
            remove_clusters(self.folder)

    def _decide(self, house: House) -> None:
        supervisors = max(3, self.officers // 5)
        made = make(house.data, self.cases, ["supervisor"] * supervisors + ["officer"] * (self.officers - supervisors))
        random.Random(self.seed).shuffle(made.cases)
        self.desk = desk = Desk(made.cases, few=min(self.officers, max(2, self.cases // 3)))
        officers = [Officer(desk, house.url, person, number, self.seed) for number, person in enumerate(made.people)]
        threads = [threading.Thread(target=officer.run) for officer in officers]
        began = time.monotonic()
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            show(desk)
            time.sleep(1)
        show(desk)
        self.seconds = time.monotonic() - began

    def _judge(self, house: House, mails: Path) -> Findings:
        assert self.desk is not None
        findings = judge_desk(house.owner_url, self.desk, mails)
        verified = mapae("audit", "verify", "--data", str(house.data))
        findings.expect(verified.returncode == 0, f"audit verify: {verified.stdout}{verified.stderr}")
        broken = [line for line in house.words().splitlines() if re.search(r"status\W+500\b", line)]
        findings.expect(not broken, f"the server broke: {broken[:3]} ({len(broken)})")
        return findings


def wait_until_quiet(owner_url: str) -> None:
    """Until no mail waits any more."""
    until = time.monotonic() + _QUIET_WITHIN
    with psycopg.connect(owner_url, autocommit=True) as owner:
        while owner.execute("SELECT count(*) FROM outbox_message WHERE state = 'queued'").fetchone() != (0,):
            if time.monotonic() > until:
                raise AssertionError("the mails do not go out in time")
            time.sleep(0.3)


def show(desk: Desk) -> None:
    done, presses = desk.closed, len(desk.presses)
    bar = "#" * (30 * done // len(desk.cases))
    end = "\r" if sys.stdout.isatty() else "\n"
    print(f"[{bar:<30}] {done}/{len(desk.cases)} cases decided, {presses} presses", end=end, flush=True)


def main() -> int:
    """0 when all held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--officers", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", choices=["locks"], default="")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mapae-officers-") as folder:
        rush = Rush(Path(folder), wanted.cases, wanted.officers, wanted.seed, wanted.without)
        findings = rush.run()
    print(f"\nseed {wanted.seed}, {wanted.cases} cases, {wanted.officers} officers, {rush.seconds:.0f} s of deciding")
    is_red = findings.tell({}, green="one decision a case, everybody told", red="decided twice, lost or not told")
    return int(is_red != bool(wanted.without))


if __name__ == "__main__":
    sys.exit(main())
