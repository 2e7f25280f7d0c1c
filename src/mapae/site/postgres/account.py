"""The operating system account that runs the server, when Mapae itself runs as root.

PostgreSQL refuses root. Ordinary users run it as themselves and need none of this.
"""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from mapae.site.postgres.problem import PostgresProblem

ACCOUNT = "mapae-postgres"
_SHELLS = ("/usr/sbin/nologin", "/sbin/nologin", "/bin/false")


@dataclass(frozen=True)
class Account:
    """A user and group number to run children as."""

    uid: int
    gid: int


def server_account() -> Account | None:
    """The account for the server: None for "as ourselves"; for root `mapae-postgres`, made when missing."""
    if os.geteuid() != 0:
        return None
    account = _find() or _create()
    if account is None:
        raise PostgresProblem(
            "Mapae runs as root, and PostgreSQL refuses to. The account it would use instead could not be"
            f" created. Create it (useradd --system --user-group --no-create-home {ACCOUNT}), or run Mapae"
            " as an ordinary user."
        )
    return account


def give(path: Path, account: Account | None) -> None:
    """Make the account the owner of one file or folder that we have just made."""
    if account is not None:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)


def run(command: list[str], account: Account | None, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a tool of PostgreSQL as the account, inside `folder`; output and errors together in `stdout`."""
    return subprocess.run(
        command,
        cwd=folder,
        env=clean_environment(),
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def clean_environment() -> dict[str, str]:
    """Our environment without PGDATA, PGPORT and the like, and with messages in English for us to read."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"}


def _find() -> Account | None:
    import pwd  # not on Windows, which is refused elsewhere in plain words

    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def _create() -> Account | None:
    shell = next((shell for shell in _SHELLS if os.path.exists(shell)), _SHELLS[-1])
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", shell]
    try:
        subprocess.run(["useradd", *options, ACCOUNT], capture_output=True)  # noqa: S607  (fixed words)
    except OSError:
        return None
    return _find()  # also when another Mapae was quicker
