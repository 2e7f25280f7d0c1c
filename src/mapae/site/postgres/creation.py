"""Making a cluster, and refusing one of another PostgreSQL version."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from mapae.site.postgres.account import give, run
from mapae.site.postgres.places import Cluster
from mapae.site.postgres.problem import PostgresProblem, remedy_for

MAJOR = 18
OWNER = "mapae"

# For a small server with two cores. Written into postgresql.conf, where the operator may change them.
_TUNING = {
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "maintenance_work_mem": "64MB",
    "work_mem": "8MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


def create_cluster(cluster: Cluster, password: str) -> None:
    """Make the cluster beside its final place, then rename it: it is there whole or not at all."""
    for leftover in cluster.home.glob("postgres.new-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix="postgres.new-", dir=cluster.home))
    try:
        give(work, cluster.account)
        _initdb(cluster, work, password)
        (work / "cluster").rename(cluster.folder)
        _flush(cluster.home)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def check_version(cluster: Cluster) -> None:
    """Refuse a cluster that these program files cannot read."""
    version = cluster.folder / "PG_VERSION"
    if not version.exists():
        raise PostgresProblem(
            f"{cluster.folder} is not a PostgreSQL database: PG_VERSION is missing in it. Put the folder back"
            " from a backup, or choose another folder with --data."
        )
    if (found := version.read_text().strip()) != str(MAJOR):
        raise PostgresProblem(
            f"The database in {cluster.folder} is of PostgreSQL {found}, and this Mapae brings version"
            f" {MAJOR}. Make a backup with the Mapae that made it and restore it into a new folder, or choose"
            " another folder with --data."
        )


def _initdb(cluster: Cluster, work: Path, password: str) -> None:
    password_file = work / "password"
    password_file.touch(mode=0o600)
    password_file.write_text(f"{password}\n", encoding="utf-8")
    give(password_file, cluster.account)
    initdb = [str(cluster.bin_dir / "initdb"), "-D", str(work / "cluster"), "-U", OWNER]
    initdb += ["--pwfile", str(password_file), "--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums"]
    initdb += ["--locale-provider=builtin", *_locale_options()]
    initdb += [f"--set={name}={value}" for name, value in _TUNING.items()]
    done = run(initdb, cluster.account, work)
    if done.returncode != 0:
        last = "\n".join(done.stdout.strip().splitlines()[-5:])
        raise PostgresProblem(
            f"The database in {cluster.data} could not be created:\n{last}\n{remedy_for(done.stdout)}"
        )


def _locale_options() -> list[str]:
    """Text is compared and cased by PostgreSQL's own C.UTF-8; macOS knows that name for nothing else."""
    if sys.platform == "darwin":
        return ["--builtin-locale=C.UTF-8", "--locale=C", "--lc-ctype=UTF-8"]
    return ["--locale=C.UTF-8"]


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
