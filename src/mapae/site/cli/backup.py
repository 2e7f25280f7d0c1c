"""`mapae backup` and `mapae restore`: one tar file with the database, sealed files and audit checkpoints; never keys."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import mapae
from mapae.site.cli import house
from mapae.site.cli.saying import Plain, say
from mapae.site.configuration import Configuration, configuration
from mapae.site.installation import find_installed
from mapae.site.postgres import binaries

_NOT_EMPTY = "The database is not empty. A backup is brought back into a new folder or an empty database"
_DUMP, _CHECKPOINT, _MANIFEST = "database.dump", "audit-checkpoint.txt", "manifest.json"


def backup(data: Path | None, target: Path) -> None:
    """Write the file whole or not at all, and read it back. Raises Plain."""
    if target.exists():
        raise Plain(f"{target} is there already. A backup never replaces another: choose a new name")
    with house.open_house(data) as settings, tempfile.TemporaryDirectory(prefix="mapae-backup-") as folder:
        from django.db import transaction

        from mapae.site.wiring import file_keys, ports
        from mapae.usecases.audit import OPERATOR, record
        from mapae.usecases.read_checkpoint import find_newest_checkpoint
        from mapae.usecases.seal_log import seal_log

        with transaction.atomic():
            record(ports(), OPERATOR, "backup.made", f"backup:{hashlib.sha256(target.name.encode()).hexdigest()}")
        seal_log(ports())
        note = find_newest_checkpoint() or ""
        dump = Path(folder) / _DUMP
        _run("pg_dump", "--format=custom", "--no-privileges", "--no-owner", f"--file={dump}", url=_owner(settings))
        _run("pg_restore", "--list", str(dump), url="")
        manifest = {
            "format": 1,
            "mapae": mapae.__version__,
            "made_at": ports().clock.now().isoformat(),
            "audit_log": file_keys().audit_name,
            "is_demonstration": settings.demonstration,
            "sha256": {_DUMP: _digest(dump), _CHECKPOINT: hashlib.sha256(note.encode()).hexdigest()},
        }
        _write(target, dump, note, manifest)
    say(f"{target}: {target.stat().st_size // 1024} KiB. The keys are not in it: {settings.key_file}")
    say("Proof that it can be brought back is a restore: mapae restore FILE --data NEW-FOLDER")


def _write(target: Path, dump: Path, note: str, manifest: dict[str, object]) -> None:
    unfinished = target.with_name(target.name + ".part")
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                for name, content in ((_MANIFEST, json.dumps(manifest, indent=1)), (_CHECKPOINT, note)):
                    entry = tarfile.TarInfo(name)
                    entry.size = len(content.encode())
                    tar.addfile(entry, io.BytesIO(content.encode()))
                tar.add(dump, _DUMP)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise Plain(f"The backup cannot be written to {target} ({error.strerror})") from error


def restore(data: Path | None, source: Path) -> bool:
    """Bring the backup back and verify it; whether everything held. Raises Plain before anything is changed."""
    with tempfile.TemporaryDirectory(prefix="mapae-restore-") as folder:
        manifest = _unpack(source, Path(folder))
        settings = house.settle(data, bool(manifest["is_demonstration"]))
        if not settings.key_file.exists():
            raise Plain(
                f"The key file is missing: put the one that belongs to this backup at {settings.key_file} (mode 600), "
                "or name it in MAPAE_KEYS. Without it nothing in the backup can be read"
            )
        keys = house.prepare_folder(settings)
        if keys.audit_name != manifest["audit_log"]:
            raise Plain(
                f"The key file {settings.key_file} belongs to the log {keys.audit_name}, the backup to "
                f"{manifest['audit_log']}. Bring the right key file"
            )
        if settings.database_owner_url and find_installed(settings.database_owner_url):
            raise Plain(_NOT_EMPTY)
        with house.database(settings, keys):
            return _fill_and_verify(settings, Path(folder))


def _fill_and_verify(settings: Configuration, folder: Path) -> bool:
    house.start_django()
    from django.db import connections

    if connections["owner"].introspection.table_names():
        raise Plain(_NOT_EMPTY)
    connections.close_all()
    say("Filling the database ...")
    _run(
        "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
        str(folder / _DUMP), url=_owner(configuration()),
    )  # fmt: skip
    from mapae.site.migration import migrate
    from mapae.site.wiring import ports
    from mapae.usecases.verify_log import verify_stored_log
    from mapae.usecases.verify_query_log import verify_query_log
    from mapae.usecases.verify_seals import verify_seals

    migrate()
    house.mark_demonstration(settings)
    say("Verifying ...")
    note = (folder / _CHECKPOINT).read_text()
    log, seals = verify_stored_log(ports(), [note] if note else []), verify_seals(ports())
    questions = verify_query_log()
    say(f"  audit log: {log.report.size} entries, {'whole' if log.ok else 'NOT WHOLE: run mapae audit verify'}")
    wrong = questions.changed + questions.without_leaf + questions.gone
    say(f"  carriers' questions: {questions.whole} groups whole, {wrong} not as they were logged")
    say(f"  sealed data: {seals.opened} opened, {seals.broken} broken, {seals.erased} erased at their term")
    return log.ok and questions.ok and not seals.broken


def _unpack(source: Path, folder: Path) -> dict[str, object]:
    try:
        with tarfile.open(source) as tar:
            tar.extractall(folder, members=[tar.getmember(n) for n in (_MANIFEST, _CHECKPOINT, _DUMP)], filter="data")
        manifest: dict[str, object] = json.loads((folder / _MANIFEST).read_text())
        digests = manifest["sha256"]
        assert isinstance(digests, dict)
    except (OSError, tarfile.TarError, KeyError, ValueError, AssertionError) as error:
        raise Plain(f"{source} is no backup of Mapae, or is damaged ({error}). Take another one") from error
    for name in (_DUMP, _CHECKPOINT):
        if _digest(folder / name) != digests.get(name):
            raise Plain(f"{source} is damaged: {name} is not what was written. Take another backup")
    return manifest


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _owner(settings: Configuration) -> str:
    if not settings.database_owner_url:
        raise Plain("The owner's connection is needed for this: set DATABASE_URL")
    return settings.database_owner_url


def _run(program: str, *arguments: str, url: str) -> None:
    """One of PostgreSQL's own programs; the password travels in the environment, not in the process list."""
    parts, environment = urlsplit(url), dict(os.environ)
    if url:
        environment["PGPASSWORD"] = unquote(parts.password or "")
        place = f"{parts.username}@{parts.netloc.rpartition('@')[2]}"
        arguments = (f"--dbname={urlunsplit(parts._replace(netloc=place))}", *arguments)
    done = subprocess.run(
        [binaries() / program, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Plain(f"{program} failed: {done.stderr.strip()[-800:]}")
