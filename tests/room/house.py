"""A whole Mapae in its own process, started by its own command, for tests from outside."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.room import today
from tests.room.prepared import copy_prepared

MAPAE = [sys.executable, "-m", "mapae.site.cli"]
_READY_WITHIN = 120.0


def environment(**more: str) -> dict[str, str]:
    """This process's environment without the test run's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAPAE_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return kept | more


def mapae(*arguments: str, stdin: str = "", within: float = 120, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [*MAPAE, *arguments], env=environment(**more), input=stdin, capture_output=True, text=True, timeout=within
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class House:
    """A running `mapae up`."""

    process: subprocess.Popen[str]
    data: Path
    port: int
    said: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def owner_url(self) -> str:
        """The database, as its owner; only while Mapae runs."""
        for line in (self.data / "running.env").read_text().splitlines():
            if line.startswith("MAPAE_DATABASE_OWNER_URL="):
                return line.partition("=")[2]
        raise AssertionError("Mapae does not run")

    def words(self) -> str:
        """Everything it printed so far."""
        return self.said.read_text()

    def stop(self, number: int = signal.SIGINT) -> int:
        """Ctrl-C, and wait for the end."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(60)


def start_house(data: Path, *options: str, port: int | None = None, is_prepared: bool = True, **more: str) -> House:
    """Start `mapae up --demo` and wait until it says that it runs.

    In a new folder with nothing said of its making it begins as a copy of the run's prepared demonstration.
    """
    options = (*options, *today.options(options))
    can_be_copied = "MAPAE_TEST_PREPARED" in os.environ and "--at" not in options and "DATABASE_URL" not in more
    if is_prepared and can_be_copied and not data.exists():
        copy_prepared(data, _make)
    port, said = port or free_port(), data.with_name(data.name + ".said.txt")
    command = [*MAPAE, "up", "--demo", "--data", str(data), "--port", str(port), *options]
    with said.open("w") as output:
        process = subprocess.Popen(command, env=environment(**more), stdout=output, stderr=subprocess.STDOUT, text=True)
    house = House(process, data, port, said)
    until = time.monotonic() + _READY_WITHIN
    while "Ctrl-C ends it." not in house.words():
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            raise AssertionError(f"Mapae did not start:\n{house.words()}")
        time.sleep(0.05)
    return house


def _make(data: Path) -> None:
    assert start_house(data, is_prepared=False).stop() == 0


@contextmanager
def running_house(data: Path, *options: str, is_prepared: bool = True, **more: str) -> Iterator[House]:
    house = start_house(data, *options, is_prepared=is_prepared, **more)
    try:
        yield house
    finally:
        house.stop()
