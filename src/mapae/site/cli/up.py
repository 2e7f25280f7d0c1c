"""`mapae up`: PostgreSQL, migrations, server and worker, until Ctrl-C ends all of it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType
from urllib.request import urlopen

from mapae.gateways.key_file import FileKeys
from mapae.gateways.moment import SystemClock, offset_to
from mapae.site.cli import house
from mapae.site.cli.running import forget_running, note_running
from mapae.site.cli.saying import Plain, say
from mapae.site.configuration import Configuration
from mapae.site.counting import forget_counts
from mapae.site.installation import record_installation
from mapae.site.payment import payment_provider, require_fee_can_be_paid
from mapae.site.postgres import EmbeddedPostgres, PostgresProblem

_GRACE = 15.0
_READY_WITHIN = 60.0
# A demonstration whose clock is set is made ready in the minutes before, so that its acts lie in order.
_MADE_READY_BEFORE = timedelta(minutes=5)


@dataclass
class _Child:
    """A process that is started again when it ends by itself, slower each time it ends young."""

    name: str
    command: list[str]
    log: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = 0.0
    again_at: float = field(default=0.0)

    def start(self) -> None:
        self.started = time.monotonic()
        with open(self.log, "ab") if self.log else nullcontext() as events:
            # A session of its own: Ctrl-C in the terminal reaches us alone, and we stop everything in order.
            self.process = subprocess.Popen(
                [sys.executable, *self.command],
                env=os.environ | {"MAPAE_LIFELINE": "1"},
                stdout=events,
                stderr=events,
                start_new_session=True,
            )

    def tend(self) -> None:
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self.wait = 0.5 if now - self.started > 30 else min(30.0, max(0.5, self.wait * 2))
            say(f"The {self.name} ended (code {self.process.returncode}); it starts again in {self.wait:g} s")
            self.process, self.again_at = None, now + self.wait
        if self.process is None and now >= self.again_at:
            self.start()

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class _Stop(Exception):
    """Ctrl-C or a polite kill."""


def up(data: Path | None, port: int, *, demo: bool, at: datetime | None, address: str) -> None:
    """Run until told to stop. Raises Plain and the other known problems, before anything is left running."""
    if at is not None and not demo:
        raise Plain(
            "--at sets the clock of a demonstration. A service has the true time: leave --at out, or add --demo"
        )
    extra = {} if "MAPAE_PUBLIC_URL" in os.environ else {"MAPAE_PUBLIC_URL": f"http://localhost:{port}"}
    settings = house.settle(data, demo, extra | _clock(at and at - _MADE_READY_BEFORE))
    _require_free_port(address, port)
    require_fee_can_be_paid(settings)
    keys = house.prepare_folder(settings)
    payment_provider(settings, keys)  # refused here, before the folder is marked and a database made
    house.mark_demonstration(settings)
    with _stop_on_signals(), house.database(settings, keys) as server:
        house.start_django()
        _prepare(settings, keys)
        forget_counts()
        settings = _set_clock(settings, at)
        note_running(settings)
        try:
            _run(settings, server, address, port)
        finally:
            forget_running(settings.data)


def _clock(at: datetime | None) -> dict[str, str]:
    return {} if at is None else {"MAPAE_CLOCK_OFFSET": str(offset_to(at))}


def _set_clock(settings: Configuration, at: datetime | None) -> Configuration:
    """Making the house ready takes a while; the doors open at the moment that was asked for, never before the last act."""
    from mapae.site.wiring import ports

    if at is None or SystemClock(settings.clock_offset).now() >= at:
        return settings
    ports.cache_clear()
    return house.settle(None, extra=_clock(at))


def _require_free_port(address: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise Plain(
                f"Port {port} cannot be used ({error.strerror}): another program, perhaps another Mapae, has it. "
                f"Stop that one, or choose another port: mapae up --port {port + 1}"
            ) from error


def _prepare(settings: Configuration, keys: FileKeys) -> None:
    """Tables, rights, static files, rulebook, and the demonstration's people."""
    from django.core.management import call_command

    from mapae.site.demonstration import prepare_demonstration
    from mapae.site.migration import migrate
    from mapae.site.wiring import ports
    from mapae.usecases.rulebook_in_force import store_rulebook_in_force

    if os.environ.get("MAPAE_DATABASE_OWNER_URL"):
        migrate()
        record_installation(settings, keys)
    call_command("collectstatic", interactive=False, verbosity=0)
    if settings.demonstration:
        prepare_demonstration(ports())  # first: its people have a past, and the audit log goes forward
    store_rulebook_in_force(ports())


def _run(settings: Configuration, server: EmbeddedPostgres | None, address: str, port: int) -> None:
    # The owner's connection is for migrations and commands; what serves people does not get it.
    owner = os.environ.pop("MAPAE_DATABASE_OWNER_URL", None)
    os.environ.pop("DATABASE_URL", None)
    # A service logs to its terminal, which its manager keeps; a demonstration keeps the terminal for people.
    log = settings.data / "events.log" if settings.demonstration else None
    children = [
        _Child("server", ["-m", "mapae.site.server", address, str(port), str(settings.workers)], log),
        _Child("worker", ["-m", "mapae.site.worker"], log),
    ]
    tended = _Database(server) if server is not None else None
    try:
        for child in children:
            child.start()
        _wait_until_ready(children[0], address, port)
        _welcome(settings, port)
        while True:
            _tend(children, tended)
            time.sleep(0.5)
    except _Stop:
        say("\nStopping ...")
    finally:
        for child in children:
            child.stop()
        if owner:
            os.environ["MAPAE_DATABASE_OWNER_URL"] = owner


def _tend(children: list[_Child], database: _Database | None) -> None:
    if database is not None:
        database.tend()
    for child in children:
        child.tend()


@dataclass
class _Database:
    """The embedded server, started again whenever it ends, for as long as it takes."""

    server: EmbeddedPostgres
    wait: float = 0.0
    again_at: float = 0.0

    def tend(self) -> None:
        if self.server.poll() is None or time.monotonic() < self.again_at:
            return
        say("PostgreSQL ended unexpectedly; it is started again and recovers")
        try:
            self.server.start()
            self.wait = 0.0
        except PostgresProblem as problem:
            self.wait = min(30.0, max(1.0, self.wait * 2))
            self.again_at = time.monotonic() + self.wait
            say(f"{problem}\nThe next attempt is made in {self.wait:g} s")


def _wait_until_ready(child: _Child, address: str, port: int) -> None:
    until = time.monotonic() + _READY_WITHIN
    here = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(address, address)
    while time.monotonic() < until:
        try:
            with urlopen(f"http://{here}:{port}/healthz", timeout=2):
                return
        except OSError:
            if child.process is not None and child.process.poll() is not None:
                where = f"in {child.log}" if child.log else "above"
                raise Plain(f"The server ended before it was ready; its last words stand {where}") from None
            time.sleep(0.1)
    raise Plain(f"The server did not answer within {_READY_WITHIN:g} s")


def _welcome(settings: Configuration, port: int) -> None:
    from mapae.site.demonstration import demonstration_guide

    here = f"http://localhost:{port}"
    say()
    say(f"Mapae runs: {here}")
    if settings.demonstration:
        for line in demonstration_guide(here):
            say(line)
        if settings.clock_offset:
            say(
                f"  Clock         set: {SystemClock(settings.clock_offset).now():%Y-%m-%d %H:%M:%S} UTC now, and it runs on"
            )
        say(f"  Events        {settings.data / 'events.log'}")
    say("Ctrl-C ends it.")


@contextmanager
def _stop_on_signals() -> Iterator[None]:
    """While this holds, SIGINT and SIGTERM raise _Stop once; further ones are ignored so that the stop is orderly."""

    def stop(number: int, _: FrameType | None) -> None:
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, signal.SIG_IGN)
        raise _Stop

    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except _Stop:
        say("\nStopped before it was up.")
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
