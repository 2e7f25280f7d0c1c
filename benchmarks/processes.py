"""Processor time of processes and their children, from /proc; zero where there is none."""

from __future__ import annotations

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> list[int]:
    """The process and all below it."""
    below = Path(f"/proc/{pid}/task/{pid}/children")
    children = below.read_text().split() if below.exists() else []
    return [pid, *(one for child in children for one in tree(int(child)))]


def cpu_of(pids: list[int]) -> float:
    """Seconds of processor time the processes have used, ended children they waited for included."""
    return sum(_seconds(pid) for pid in pids)


def _seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(ticks) for ticks in fields[11:15]) / _TICKS


def memory_of(pids: list[int]) -> int:
    """Bytes in memory that the processes hold together; what they share counts once a process."""
    return sum(_resident(pid) for pid in pids)


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
