"""The house around a command: its data folder, keys, database and Django, put up and taken down in order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from mapae.gateways.key_file import FileKeys, make_key_file
from mapae.site.cli.running import running_urls
from mapae.site.cli.saying import Plain, say
from mapae.site.configuration import Configuration, configuration
from mapae.site.installation import find_installed, require_ours
from mapae.site.postgres import EmbeddedPostgres
from mapae.site.roles import ensure_roles, urls_of_roles

_NOBODY_HOME = "There is no Mapae in {folder}. Name its folder with --data, or start one there first: mapae up"
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
    """The data folder and the key file; a fresh key file is announced. Raises Plain, KeyFileProblem.

    A database of one's own is asked first whose it is: keys are never made for data that others sealed.
    """
    _require_writable(settings.data)
    database_url = settings.database_owner_url or settings.database_app_url
    if database_url:
        keys = FileKeys(settings.key_file) if settings.key_file.exists() else None
        require_ours(find_installed(database_url), settings, keys)
    if make_key_file(settings.key_file):
        say(f"New keys were made: {settings.key_file}")
        say("  Keep a copy elsewhere. Without this file nothing sealed can ever be read again. Backups do not hold it.")
    return FileKeys(settings.key_file)


def _require_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Plain(
            f"The data folder {folder} cannot be written to ({error.strerror}). Choose another one with --data, "
            "or give this user the right to write there"
        ) from error


@contextmanager
def database(settings: Configuration, keys: FileKeys, *, makes_roles: bool = True) -> Iterator[EmbeddedPostgres | None]:
    """The database server: one's own by DATABASE_URL (None), or the embedded one; its URLs are in the environment."""
    if settings.database_owner_url or settings.database_app_url:
        _announce(settings.database_owner_url, settings, keys, makes_roles=makes_roles)
        yield None
        return
    server = EmbeddedPostgres(settings.data, owner_password=keys.secret_for(_EMBEDDED_OWNER_PASSWORD), say=say)
    with server:
        url = server.start()
        require_ours(find_installed(url), settings, keys)
        _announce(url, settings, keys, makes_roles=makes_roles)
        yield server


def _announce(owner_url: str, settings: Configuration, keys: FileKeys, *, makes_roles: bool) -> None:
    if owner_url:
        app_url, carrier_url = urls_of_roles(owner_url, keys)
        derived = [
            url
            for url, given in ((app_url, settings.database_app_url), (carrier_url, settings.database_carrier_url))
            if not given
        ]
        if makes_roles:
            ensure_roles(owner_url, derived)
        app_url, carrier_url = settings.database_app_url or app_url, settings.database_carrier_url or carrier_url
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
    """For commands that work on data that are there; they make neither keys, nor databases, nor roles. Raises Plain.

    With `mapae up` running its server is used, otherwise one is started for as long as the command takes.
    """
    if not _folder(data).is_dir():
        raise Plain(_NOBODY_HOME.format(folder=_folder(data)))
    settings = settle(data, is_demonstration(data))
    _require_lived_in(settings)
    keys = prepare_folder(settings)
    running = running_urls(settings.data)
    if running and not settings.database_owner_url:
        os.environ.update(running)
        configuration.cache_clear()
        start_django()
        yield configuration()
        return
    with database(settings, keys, makes_roles=False):
        start_django()
        yield configuration()


def _require_lived_in(settings: Configuration) -> None:
    has_cluster = any((settings.data / name).exists() for name in ("postgres", "postgres.where"))
    is_elsewhere = bool(settings.database_owner_url or settings.database_app_url)
    if not settings.key_file.exists() or not (has_cluster or is_elsewhere):
        raise Plain(_NOBODY_HOME.format(folder=settings.data))


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
    return (_folder(data) / "DEMONSTRATION").exists()


def _folder(data: Path | None) -> Path:
    return data or Path(os.environ.get("MAPAE_DATA", ".mapae"))
