"""The house around a command: its data folder, keys, database and Django, put up and taken down in order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from mapae.gateways.key_file import FileKeys, make_key_file
from mapae.site.cli.saying import Plain, say
from mapae.site.configuration import Configuration, configuration
from mapae.site.postgres import EmbeddedPostgres
from mapae.site.roles import ensure_roles, urls_of_roles

_EMBEDDED_OWNER_PASSWORD = "database:owner"


def settle(data: Path | None, demonstration: bool | None = None, extra: dict[str, str] | None = None) -> Configuration:
    """Read the settings of this run into the environment, so that every process started from here has the same."""
    if data is not None:
        os.environ["MAPAE_DATA"] = str(data.expanduser().absolute())
    if demonstration:
        os.environ["MAPAE_DEMONSTRATION"] = "true"
    os.environ.update(extra or {})
    configuration.cache_clear()
    settings = configuration()
    os.environ["MAPAE_DATA"] = str(settings.data.expanduser().absolute())
    configuration.cache_clear()
    return configuration()


def prepare_folder(settings: Configuration) -> FileKeys:
    """The data folder and the key file; a fresh key file is announced. Raises Plain, KeyFileProblem."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = settings.data / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Plain(
            f"The data folder {settings.data} cannot be written to ({error.strerror}). Choose another one with --data, "
            "or give this user the right to write there"
        ) from error
    if make_key_file(settings.key_file):
        say(f"New keys were made: {settings.key_file}")
        say("  Keep a copy elsewhere. Without this file nothing sealed can ever be read again. Backups do not hold it.")
    return FileKeys(settings.key_file)


@contextmanager
def database(settings: Configuration, keys: FileKeys) -> Iterator[EmbeddedPostgres | None]:
    """The database server: one's own by DATABASE_URL (None), or the embedded one. Roles exist; URLs are in the environment."""
    if settings.database_owner_url or settings.database_app_url:
        _announce(settings.database_owner_url, settings, keys)
        yield None
        return
    server = EmbeddedPostgres(settings.data, owner_password=keys.secret_for(_EMBEDDED_OWNER_PASSWORD), say=say)
    with server:
        _announce(server.start(), settings, keys)
        yield server


def _announce(owner_url: str, settings: Configuration, keys: FileKeys) -> None:
    if owner_url:
        app_url, carrier_url = urls_of_roles(owner_url, keys)
        app_url, carrier_url = settings.database_app_url or app_url, settings.database_carrier_url or carrier_url
        made = [
            url
            for url in (app_url, carrier_url)
            if url not in (settings.database_app_url, settings.database_carrier_url)
        ]
        ensure_roles(owner_url, made)
        os.environ["MAPAE_DATABASE_OWNER_URL"] = owner_url
    else:
        app_url, carrier_url = settings.database_app_url, settings.database_carrier_url
        if not carrier_url:
            raise Plain(
                "MAPAE_DATABASE_CARRIER_URL: name the carrier role's connection too, or set DATABASE_URL instead"
            )
    os.environ["MAPAE_DATABASE_APP_URL"], os.environ["MAPAE_DATABASE_CARRIER_URL"] = app_url, carrier_url
    configuration.cache_clear()


def start_django() -> None:
    """Django, with the settings of this run. Once a process."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "mapae.site.settings"
    django.setup()


@contextmanager
def open_house(data: Path | None) -> Iterator[Configuration]:
    """For commands that work on the data: with `mapae up` running its server is used, otherwise one is started."""
    settings = settle(data, is_demonstration(data))
    keys = prepare_folder(settings)
    running = running_urls(settings.data)
    if running and not settings.database_owner_url:
        os.environ.update(running)
        configuration.cache_clear()
        start_django()
        yield configuration()
        return
    with database(settings, keys):
        start_django()
        yield configuration()


_NOTE = "running.env"


def note_running(settings: Configuration) -> None:
    """Leave the connections of the running server in the data folder, for the commands beside it."""
    path = settings.data / _NOTE
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as note:
        note.write(f"{os.getpid()}\n")
        for name in ("MAPAE_DATABASE_OWNER_URL", "MAPAE_DATABASE_APP_URL", "MAPAE_DATABASE_CARRIER_URL"):
            note.write(f"{name}={os.environ.get(name, '')}\n")


def forget_running(data: Path) -> None:
    """The server is about to stop."""
    (data / _NOTE).unlink(missing_ok=True)


def running_urls(data: Path) -> dict[str, str]:
    """The connections of a `mapae up` that runs on this folder now; empty when none does."""
    try:
        pid, *lines = (data / _NOTE).read_text().splitlines()
        os.kill(int(pid), 0)
    except (OSError, ValueError):
        return {}
    return dict(line.split("=", 1) for line in lines)


def mark_demonstration(settings: Configuration) -> None:
    """A folder that began as a demonstration stays one. Raises Plain when it did not begin as what is asked for."""
    marker = settings.data / "DEMONSTRATION"
    if settings.demonstration:
        if (settings.data / "SERVICE").exists():
            raise Plain(
                f"{settings.data} holds data of a real service. Start the demonstration in another folder: --data"
            )
        marker.write_text("This folder holds a demonstration. Its people are invented.\n")
    elif marker.exists():
        raise Plain(
            f"{settings.data} holds a demonstration. Start it with --demo, or start the service in another folder"
        )
    else:
        (settings.data / "SERVICE").write_text("This folder holds the data of a service.\n")


def is_demonstration(data: Path | None) -> bool:
    """Whether this folder began as a demonstration."""
    folder = data or Path(os.environ.get("MAPAE_DATA", ".mapae"))
    return (folder / "DEMONSTRATION").exists()
