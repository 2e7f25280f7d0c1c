"""The note that a running `mapae up` leaves for the commands beside it: how to reach its database, and its clock."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from mapae.site.configuration import Configuration

_NOTE = "running.env"
_NOTED = (
    "MAPAE_DATABASE_OWNER_URL", "MAPAE_DATABASE_APP_URL", "MAPAE_DATABASE_CARRIER_URL", "MAPAE_CLOCK_OFFSET",
)  # fmt: skip


def note_running(settings: Configuration) -> None:
    """Leave the connections of the running server, and where its clock stands, for the commands beside it."""
    path = settings.data / _NOTE
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as note:
        for name in _NOTED:
            if name in os.environ:
                note.write(f"{name}={os.environ[name]}\n")


def forget_running(data: Path) -> None:
    """The server is about to stop."""
    (data / _NOTE).unlink(missing_ok=True)


def running_urls(data: Path) -> dict[str, str]:
    """The connections and the clock of a `mapae up` that runs on this folder now; empty when none does.

    The note alone proves nothing: who left it may be dead. The folder's lock dies with its holder.
    """
    if not _is_locked(data / "postgres.lock"):
        return {}
    try:
        lines = (data / _NOTE).read_text().splitlines()
    except OSError:
        return {}
    return dict(line.split("=", 1) for line in lines)


def _is_locked(lock: Path) -> bool:
    try:
        descriptor = os.open(lock, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
