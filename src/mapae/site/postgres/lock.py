"""One Mapae per folder: a lock that the operating system gives up when its holder dies, however it dies."""

import os
import time
from pathlib import Path

from mapae.site.postgres.problem import PostgresProblem


def take_lock(lock_file: Path, data: Path) -> int:
    """Lock the file and write our process number into it; the descriptor to close in order to let go."""
    import fcntl  # not on Windows, which is refused elsewhere in plain words

    descriptor = os.open(lock_file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
    except BlockingIOError:
        holder = _holder(descriptor)
        os.close(descriptor)
        raise PostgresProblem(
            f"Mapae already runs on this folder (process {holder}): {data}. Stop that one first, or choose"
            " another folder with --data."
        ) from None
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _holder(descriptor: int) -> str:
    """Who holds the lock; between taking it and writing the number a moment passes."""
    for _ in range(20):
        written = os.pread(descriptor, 20, 0).decode().strip()
        if written:
            return written
        time.sleep(0.05)
    return "unknown"
