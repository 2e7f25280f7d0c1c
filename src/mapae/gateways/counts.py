"""Counts of several server processes, in one small file each: whoever is asked can tell the sum.

Nothing is written in a request: a thread writes every two seconds what changed. A process that ended leaves its file, so
that no count goes down before everything starts anew.
"""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

_WRITTEN_EVERY = 2.0  # seconds


class Counts:
    """Counts under keys of words from closed lists; never under what somebody typed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mine: Counter[tuple[str, ...]] = Counter()
        self._lock = threading.Lock()
        self._file = threading.Lock()  # held while the file is written: the thread and a caller may both want to
        self._is_changed = threading.Event()
        self._writer: threading.Thread | None = None

    def add(self, *key: str, count: int = 1) -> None:
        """One more, or more."""
        with self._lock:
            self._mine[key] += count
            if self._writer is None:
                self._writer = threading.Thread(target=self._keep_writing, name="counts", daemon=True)
                self._writer.start()
        if not self._is_changed.is_set():  # a question is cheaper than a signal
            self._is_changed.set()

    def sum(self) -> Mapping[tuple[str, ...], float]:
        """Of all processes: this one's as they are, the others' at most two seconds old."""
        with self._lock:
            total = Counter(self._mine)
        for path in self._folder.glob("*.json"):
            if path != self._path:
                total.update(_read(path))
        return total

    def forget(self) -> None:
        """Begin anew, before any process counts."""
        for path in self._folder.glob("*.json*"):
            path.unlink(missing_ok=True)

    def write(self) -> None:
        """What was counted so far, whole or not at all."""
        with self._file:
            with self._lock:
                rows = [[*key, count] for key, count in self._mine.items()]
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            unfinished = self._path.with_suffix(f".json.{id(self)}.part")
            unfinished.write_text(json.dumps(rows))
            os.replace(unfinished, self._path)

    @property
    def _path(self) -> Path:
        return self._folder / f"{os.getpid()}.json"

    def _keep_writing(self) -> None:
        pause = threading.Event()
        while True:
            self._is_changed.wait()
            self._is_changed.clear()
            try:
                self.write()
            except OSError:  # a full disk must not end the counting
                self._is_changed.set()
            pause.wait(_WRITTEN_EVERY)


def _read(path: Path) -> Counter[tuple[str, ...]]:
    try:
        rows = json.loads(path.read_text())
    except (OSError, ValueError):
        return Counter()
    return Counter({tuple(row[:-1]): row[-1] for row in rows})
