"""Which PostgreSQL processes of a cluster live, told by what they are and not by their number alone.

A process number in a file proves nothing: after a crash or a reboot it may belong to anybody. Linux answers
from /proc (small containers have no `ps`), other systems from `ps`.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")


def pid_in(pid_file: Path) -> int | None:
    """The process number in a postmaster.pid; None when the file is missing, empty or garbled."""
    try:
        return abs(int(pid_file.read_text().split("\n", 1)[0])) or None
    except (FileNotFoundError, ValueError):
        return None


def is_alive(pid: int) -> bool:
    """Whether some process, of whomever, has this number now."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def is_postmaster_of(pid: int, cluster: Path) -> bool:
    """Whether this process is the PostgreSQL server of this cluster folder. A zombie is not."""
    title = _title_of(pid)
    if Path(title.split(" -D ", 1)[0]).name != "postgres":
        return False
    if not _has_proc():
        return f" -D {cluster} " in f"{title} "
    try:  # a server works inside its cluster folder, however it was started
        return os.path.samefile(_PROC / str(pid) / "cwd", cluster)
    except OSError:
        return False


def list_backends(cluster_name: str) -> list[int]:
    """A server's children, by the `cluster_name` in their titles; they can outlive a killed server."""
    return [pid for pid, title in _titles() if title.startswith(f"postgres: {cluster_name}: ")]


def _has_proc() -> bool:
    return (_PROC / "self" / "cmdline").exists()


def _title_of(pid: int) -> str:
    if not _has_proc():
        return _ps("-o", "command=", "-p", str(pid)).strip()
    try:
        words = (_PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return ""
    return words.replace(b"\0", b" ").decode(errors="replace").strip()


def _titles() -> Iterator[tuple[int, str]]:
    if _has_proc():
        for entry in _PROC.iterdir():
            if entry.name.isdigit():
                yield int(entry.name), _title_of(int(entry.name))
        return
    for line in _ps("-ax", "-o", "pid=,command=").splitlines():
        pid, _, title = line.strip().partition(" ")
        yield int(pid), title.strip()


def _ps(*options: str) -> str:
    command = ["ps", "-ww", *options]
    return subprocess.run(command, capture_output=True, text=True).stdout
