"""What people are told while the server starts: the waiting, and what the server says about itself."""

import re
import time
from collections.abc import Callable
from pathlib import Path

from mapae.site.postgres.places import Cluster

_FIRST_WORD, _NEXT_WORDS = 2.0, 5.0  # seconds before the first line said, and between the next ones
_TAIL_BYTES = 16_384
_LEFTOVERS = re.compile(
    r'pre-existing shared memory block|lock file "(postmaster.pid|.*\.lock)" (already exists|is empty)'
)
_NOISE = re.compile(r"the database system is (starting up|shutting down|not (yet )?accepting connections)")
_PREFIX = re.compile(r"^.*?\] [A-Z]+:\s+")


class Patience:
    """Counts the seconds of a wait, and says what is waited for: after 2 seconds, then every 5."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say, self._began, self._next = say, time.monotonic(), _FIRST_WORD

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    @property
    def is_long(self) -> bool:
        """Whether people have begun to wonder."""
        return self.seconds > _FIRST_WORD

    def word(self, what: str) -> None:
        """Say `what` if it is time."""
        if self.seconds >= self._next:
            self._say(f"PostgreSQL is not ready yet ({self.seconds:.0f} s): {what}")
            self._next = self.seconds + _NEXT_WORDS


def newest_line(cluster: Cluster) -> str:
    """The server's newest line worth showing, without its time stamp; empty when there is none."""
    return next((_PREFIX.sub("", line) for line in reversed(_tail(_newest_log(cluster)))), "")


def last_lines(cluster: Cluster) -> str:
    """The last lines of the start and of the server's own log."""
    return "\n".join([*_tail(cluster.start_log)[-3:], *_tail(_newest_log(cluster))[-8:]])


def was_held_up(cluster: Cluster) -> bool:
    """Whether the last start failed on processes of an earlier server, which end sooner or later."""
    return _LEFTOVERS.search("\n".join(_tail(cluster.start_log))) is not None


def _newest_log(cluster: Cluster) -> Path:
    files = (cluster.folder / "log").glob("*.log")
    return max(files, key=lambda file: file.stat().st_mtime, default=cluster.start_log)


def _tail(file: Path) -> list[str]:
    if not file.exists():
        return []
    with file.open("rb") as source:
        source.seek(max(0, file.stat().st_size - _TAIL_BYTES))
        lines = source.read().decode(errors="replace").splitlines()
    return [line for line in lines if line.strip() and not _NOISE.search(line)]
