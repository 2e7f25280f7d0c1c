"""The server process: granian with our ASGI application. Started by `mapae up`: python -m mapae.site.server PORT WORKERS."""

from __future__ import annotations

import sys

from granian import Granian
from granian.constants import Interfaces, Loops
from granian.log import LogLevels

from mapae.site.lifeline import die_with_parent


def serve(address: str, port: int, workers: int) -> None:
    """Serve until told to stop."""
    Granian(
        "mapae.site.asgi:application",
        address=address,
        port=port,
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        workers=workers,
        backlog=1024,
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()


if __name__ == "__main__":
    die_with_parent()
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
