"""The process between Mapae and PostgreSQL: it ends the server in order whenever and however Mapae ends.

Run as a file with nothing but the standard library: `guardian.py SECONDS UID GID COMMAND...`. Its standard
input is a pipe that Mapae holds open. When the pipe closes (Mapae stopped, or was killed), the server gets a
fast shutdown; after SECONDS an immediate one, which loses nothing but needs recovery; at last SIGKILL. Ends
with the server's exit code, 128 + N for signal N.
"""

import select
import signal
import subprocess
import sys

_IMMEDIATE_SECONDS = 10.0
_LOOK_EVERY = 0.2


def guard(server: "subprocess.Popen[bytes]", fast_seconds: float) -> int:
    """Wait for the server's end, and bring it about once standard input closes."""
    while server.poll() is None:
        closed, _, _ = select.select([sys.stdin], [], [], _LOOK_EVERY)
        if closed:
            _shut_down(server, fast_seconds)
    return server.returncode if server.returncode >= 0 else 128 - server.returncode


def _shut_down(server: "subprocess.Popen[bytes]", fast_seconds: float) -> None:
    steps = (
        (signal.SIGINT, fast_seconds),
        (signal.SIGQUIT, _IMMEDIATE_SECONDS),
        (signal.SIGKILL, None),
    )
    for number, seconds in steps:
        server.send_signal(number)
        try:
            server.wait(seconds)
            return
        except subprocess.TimeoutExpired:
            continue


def _start(uid: str, gid: str, command: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        user=int(uid) if uid else None,
        group=int(gid) if gid else None,
        extra_groups=[] if uid else None,
    )


def main() -> int:
    """Start the command of the arguments and guard it."""
    # A service manager may signal every process of the service at once; the order of ending is Mapae's to
    # set. Handlers that do nothing, not SIG_IGN: the server would inherit that.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    return guard(_start(sys.argv[2], sys.argv[3], sys.argv[4:]), float(sys.argv[1]))


if __name__ == "__main__":
    sys.exit(main())
