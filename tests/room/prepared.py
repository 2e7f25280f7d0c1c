"""A demonstration's data folder, made once a run by `mapae up --demo` itself and copied for each house that tests need.

Making one takes some ten seconds of processor time: its database, its tables, two weeks of invented history. What the
making does is tested where it is the matter, with `start_house(..., is_prepared=False)`.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from mapae.site.postgres.account import server_account
from mapae.site.postgres.places import find_home
from tests.room.clusters import remove_clusters

_OF_ONE_HOUSE = ("postgres", "postgres.where", "postgres.lock", "events.log")


def copy_prepared(data: Path, make: Callable[[Path], None]) -> None:
    """Fill the new folder `data` with a copy; the first to ask in a run has it made, the others wait."""
    folder = Path(os.environ["MAPAE_TEST_PREPARED"])
    source = folder / "data"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "is-made").exists():
            shutil.rmtree(source, ignore_errors=True)
            make(source)
            (folder / "is-made").touch()
    shutil.copytree(source, data, ignore=lambda at, _: _OF_ONE_HOUSE if Path(at) == source else ())
    account = server_account()
    made, home = find_home(source, account), find_home(data, account)
    subprocess.run(["cp", "-a", str(made / "postgres"), str(home / "postgres")], check=True)
    if account is not None:
        (data / "postgres.where").write_text(f"{home}\n")


def remove_prepared(folder: Path) -> None:
    """The run is over: nothing of it stays."""
    remove_clusters(folder)
    shutil.rmtree(folder, ignore_errors=True)
