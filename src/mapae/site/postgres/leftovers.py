"""What a crash leaves behind, and how it is cleared away without harming a stranger's process."""

import os
import signal
import time

from mapae.site.postgres.places import Cluster
from mapae.site.postgres.problem import PostgresProblem
from mapae.site.postgres.processes import is_alive, is_postmaster_of, list_backends, pid_in
from mapae.site.postgres.progress import Patience

_FAST_SECONDS, _IMMEDIATE_SECONDS = 60.0, 90.0


def clear_leftovers(cluster: Cluster, patience: Patience) -> None:
    """End a server that lost its guardian; remove a postmaster.pid whose number is now a stranger's.

    PostgreSQL copes with the number of a dead process by itself. It refuses to start when a process of that
    number lives under the server's user, whatever it is, and when the file is empty or garbled. We hold the
    lock, so no other Mapae is starting; and PostgreSQL still finds out by itself if anybody has the cluster's
    shared memory.
    """
    pid_file = cluster.folder / "postmaster.pid"
    pid = pid_in(pid_file)
    if pid is not None and is_postmaster_of(pid, cluster.folder):
        _end_orphan(pid, cluster, patience)
    elif pid is None or is_alive(pid):
        pid_file.unlink(missing_ok=True)


def end_backends(cluster: Cluster) -> None:
    """End the children of a killed server. Busy ones notice its death late, and keep the next one waiting."""
    for pid in list_backends(cluster.name):
        _signal(pid, signal.SIGQUIT)


def _end_orphan(pid: int, cluster: Cluster, patience: Patience) -> None:
    for number, seconds in ((signal.SIGINT, _FAST_SECONDS), (signal.SIGQUIT, _IMMEDIATE_SECONDS)):
        _signal(pid, number)
        while patience.seconds < seconds:
            if not is_postmaster_of(pid, cluster.folder):
                return
            patience.word("stopping the server that a crash left running")
            time.sleep(0.05)
    raise PostgresProblem(
        f"A PostgreSQL server that a crash left running on {cluster.folder} (process {pid}) does not end."
        " Restart the machine, then start Mapae again."
    )


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
