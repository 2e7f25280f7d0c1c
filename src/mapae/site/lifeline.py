"""A process that `mapae up` started does not outlive it: not even when `mapae up` is killed outright."""

from __future__ import annotations

import os
import threading
import time

_EVERY = 0.5


def die_with_parent() -> None:
    """End this process soon after its parent is gone. Only where MAPAE_LIFELINE asks for it."""
    if os.environ.get("MAPAE_LIFELINE") == "1":
        threading.Thread(target=_watch, args=(os.getppid(),), daemon=True, name="lifeline").start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_EVERY)
    os._exit(1)
