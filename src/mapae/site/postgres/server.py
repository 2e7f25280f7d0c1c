"""The supervisor: starts the embedded PostgreSQL from any state, waits for it, and stops it in order."""

import os
import shutil
import subprocess
import sys
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from mapae.site.postgres import guardian
from mapae.site.postgres.account import clean_environment, server_account
from mapae.site.postgres.creation import OWNER, check_version, create_cluster
from mapae.site.postgres.leftovers import clear_leftovers, end_backends
from mapae.site.postgres.lock import take_lock
from mapae.site.postgres.places import Cluster, check_who_runs, find_home, prepare_socket_dir, remember_home
from mapae.site.postgres.problem import PostgresProblem, in_plain_words, remedy_for
from mapae.site.postgres.progress import Patience, last_lines, newest_line, was_held_up
from mapae.site.postgres.reach import reachable_binaries

DATABASE = "mapae"
PORT = 5432  # only a part of the socket's name
_FAST_SECONDS = 60.0  # a fast shutdown writes a checkpoint, on a slow disk too
_HELD_UP_SECONDS = 90.0

# What Mapae relies on, stronger than postgresql.conf. The last three keep people's data, which refused
# statements and constraint messages carry, out of the log.
_SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "logging_collector": "on",
    "log_destination": "stderr",
    "log_directory": "log",
    "log_filename": "postgresql-%a.log",  # one per weekday, overwritten a week later
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_line_prefix": "%m [%p] ",
    "log_startup_progress_interval": "3s",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}


class EmbeddedPostgres:
    """One PostgreSQL server for one data folder, alive no longer than this process.

    `data` is the folder Mapae was given; `owner_password` that of the role `mapae`, which owns the cluster;
    `say` gets a line for people whenever something takes long. Every failure is a `PostgresProblem`.
    """

    def __init__(self, data: Path, *, owner_password: str, say: Callable[[str], None] = print) -> None:
        if sys.platform == "win32":
            raise PostgresProblem(
                "The embedded PostgreSQL does not run on Windows. Run Mapae inside WSL, or set DATABASE_URL"
                " to a PostgreSQL server of your own."
            )
        self._data = data.expanduser().resolve()
        self._password = owner_password
        self._say = say
        self._cluster: Cluster | None = None
        self._locks: list[int] = []
        self._guardian: subprocess.Popen[bytes] | None = None
        _let_go_in_forks(self)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> str:
        """Run the server, whatever a crash left behind; the owner's URL once it answers.

        Called again: the same URL while the server runs, a restart when it died.
        """
        if self.poll() is not None:
            try:
                with in_plain_words(self._data):
                    self._start()
            except BaseException:
                self.stop()
                raise
        return self.url_for(OWNER, self._password)

    def stop(self) -> None:
        """Fast shutdown, waited for; then the folder is free. Does nothing when stopped already."""
        self._release_guardian()
        if not self._locks:
            return  # the folder is not ours to tidy up
        try:
            if self._cluster is not None and self._cluster.folder.exists():
                clear_leftovers(self._cluster, Patience(self._say))  # when the guardian was killed before us
                if self._cluster.has_socket_elsewhere:
                    shutil.rmtree(self._cluster.socket_dir, ignore_errors=True)
        finally:
            while self._locks:
                os.close(self._locks.pop())

    def poll(self) -> int | None:
        """None while the server runs, else an exit code: then call `start()` again to recover."""
        return 0 if self._guardian is None else self._guardian.poll()

    def url_for(self, role: str, password: str, database: str = DATABASE) -> str:
        """A libpq URL to this server, through its socket, for any role."""
        who = f"{quote(role, safe='')}:{quote(password, safe='')}"
        place = quote(str(self.socket_dir), safe="")
        return f"postgresql://{who}@/{quote(database, safe='')}?host={place}&port={PORT}"

    @property
    def cluster(self) -> Cluster:
        """The places of the cluster; known once started."""
        if self._cluster is None:
            raise PostgresProblem("The embedded PostgreSQL has not been started yet: call start() first.")
        return self._cluster

    @property
    def socket_dir(self) -> Path:
        """The private folder of the server's socket."""
        return self.cluster.socket_dir

    @property
    def port(self) -> int:
        """The port number, which names the socket; nothing listens on the network."""
        return PORT

    @property
    def bin_dir(self) -> Path:
        """The folder of pg_dump, psql, pgbench and the other tools."""
        return self.cluster.bin_dir

    @property
    def pid(self) -> int | None:
        """Process number of the server (the postmaster); None when it does not run."""
        if self.poll() is not None:
            return None
        return int((self.cluster.folder / "postmaster.pid").read_text().split("\n", 1)[0])

    def _start(self) -> None:
        self._data.mkdir(mode=0o700, parents=True, exist_ok=True)
        check_who_runs(self._data)
        if not self._locks:
            self._cluster = self._find_and_lock()
        if not self.cluster.folder.exists():
            self._say("Creating the database ...")
            create_cluster(self.cluster, self._password)
            remember_home(self.cluster)
        check_version(self.cluster)
        self._launch()
        self._ensure_database()

    def _find_and_lock(self) -> Cluster:
        """Lock the folder, and as root the cluster's own too: a copied folder points to the same cluster."""
        account = server_account()
        self._locks.append(take_lock(self._data / "postgres.lock", self._data))
        home = find_home(self._data, account)
        if home != self._data:
            self._locks.append(take_lock(home / "postgres.lock", self._data))
        return Cluster(self._data, home, reachable_binaries(account), account)

    def _launch(self) -> None:
        """Start until the server answers; again while processes of an earlier one hold it up."""
        patience = Patience(self._say)
        while True:
            clear_leftovers(self.cluster, Patience(self._say))
            self._spawn()
            if self._wait_until_ready():
                return
            if not was_held_up(self.cluster) or patience.seconds > _HELD_UP_SECONDS:
                raise self._early_end()
            patience.word("waiting for the processes of the crashed server to end")
            if patience.is_long:
                end_backends(self.cluster)
            time.sleep(0.2)

    def _early_end(self) -> PostgresProblem:
        lines = last_lines(self.cluster)
        return PostgresProblem(
            f"PostgreSQL ended while starting on {self.cluster.folder}:\n{lines}\n{remedy_for(lines)}"
            f" The whole log is in {self.cluster.folder / 'log'}."
        )

    def _spawn(self) -> None:
        self._release_guardian()
        account = self.cluster.account
        numbers = [str(account.uid), str(account.gid)] if account else ["", ""]
        guard = [sys.executable, "-I", "-S", guardian.__file__, str(_FAST_SECONDS), *numbers]
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
        with open(os.open(self.cluster.start_log, flags, 0o600), "wb") as start_log:
            self._guardian = subprocess.Popen(
                [*guard, *_server_command(self.cluster)],
                cwd=self.cluster.home,
                env=clean_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=start_log,
                start_new_session=True,  # Ctrl-C in the terminal is for Mapae, which then stops the server
            )

    def _release_guardian(self) -> None:
        """Close the pipe, which makes the guardian end the server, and wait for that."""
        if self._guardian is not None and self._guardian.stdin is not None:
            self._guardian.stdin.close()
            self._guardian.wait()
        self._guardian = None

    def _wait_until_ready(self) -> bool:
        """True once the server takes connections, however long recovery lasts; False when it ended."""
        place = make_conninfo(host=str(self.socket_dir), port=PORT, dbname="postgres", connect_timeout=5)
        patience = Patience(self._say)
        while self.poll() is None:
            if PGconn.ping(place.encode()) == Ping.OK:
                return True
            patience.word(newest_line(self.cluster) or "the server has not said anything yet")
            time.sleep(min(0.02 + patience.seconds / 10, 0.5))
        return False

    def _ensure_database(self) -> None:
        try:
            with psycopg.connect(self.url_for(OWNER, self._password, "postgres"), autocommit=True) as server:
                if not server.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
                    server.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        except psycopg.OperationalError as error:
            if "password authentication failed" not in str(error):
                why = f"PostgreSQL runs, but does not let Mapae in: {error}. {remedy_for(str(error))}"
                raise PostgresProblem(why) from error
            raise PostgresProblem(
                f"The database in {self._data} was made with another password of its owner. Put back the"
                " secrets that belong to this folder, or choose another folder with --data."
            ) from error


def _server_command(cluster: Cluster) -> list[str]:
    socket_dir = str(prepare_socket_dir(cluster)).replace('"', '""')
    own = {"unix_socket_directories": f'"{socket_dir}"', "cluster_name": cluster.name}
    options = [part for name, value in (_SETTINGS | own).items() for part in ("-c", f"{name}={value}")]
    return [str(cluster.bin_dir / "postgres"), "-D", str(cluster.folder), *options]


def _let_go_in_forks(server: EmbeddedPostgres) -> None:
    """A forked worker must hold neither lock nor pipe: after our death the server would live on for it."""
    known = weakref.ref(server)

    def let_go() -> None:
        if (copy := known()) is None:
            return
        if copy._guardian is not None and copy._guardian.stdin is not None:
            copy._guardian.stdin.close()
            copy._guardian.returncode = 0  # not a child of the worker, not to be waited for
        copy._guardian = None
        while copy._locks:
            os.close(copy._locks.pop())

    os.register_at_fork(after_in_child=let_go)
