"""Whose database it is: checked before anything is changed in it, recorded when it is new.

A wrong key file on a living database would seal under keys that nobody else has and sign the audit log with a stranger's
name, for good; a demonstration on the data of a service would bring invented people among them.
"""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from django.db import connections

from mapae.gateways.key_file import FileKeys
from mapae.gateways.moment import SystemClock
from mapae.site.configuration import Configuration, ConfigurationProblem
from mapae.site.roles import unreachable


@dataclass(frozen=True)
class Installed:
    """What the database says of itself."""

    audit_name: str
    key_proof: bytes
    is_demonstration: bool


def find_installed(url: str) -> Installed | None:
    """None for an empty database. Raises ConfigurationProblem when the server is not to be had."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            exists = connection.execute("SELECT to_regclass('public.installation')").fetchone()
            if exists is None or exists[0] is None:
                return None
            row = connection.execute("SELECT audit_name, key_proof, is_demonstration FROM installation").fetchone()
    except psycopg.OperationalError as error:
        raise unreachable(error) from error
    return None if row is None else Installed(row[0], bytes(row[1]), row[2])


def require_ours(installed: Installed | None, settings: Configuration, keys: FileKeys | None) -> None:
    """Raises ConfigurationProblem when the database belongs to other keys, or is of the other kind."""
    if installed is None:
        return
    if keys is None:
        raise ConfigurationProblem(
            f"The database holds data sealed by the keys of {installed.audit_name}, and there is no key file at "
            f"{settings.key_file}. Bring that one; new keys cannot read anything here"
        )
    if installed.key_proof != _proof(keys):
        raise ConfigurationProblem(
            f"The database holds data sealed by the keys of {installed.audit_name}, but {settings.key_file} holds those of "
            f"{keys.audit_name}. Bring the right key file, or name another database"
        )
    if installed.is_demonstration != settings.demonstration:
        kinds = ("a service", "a demonstration")
        raise ConfigurationProblem(
            f"The database holds {kinds[installed.is_demonstration]}; it cannot be started as "
            f"{kinds[settings.demonstration]}. Name another database in DATABASE_URL, or another folder with --data"
        )


def record_installation(settings: Configuration, keys: FileKeys) -> None:
    """Write the one row, as the owner, unless it is there."""
    from mapae.records.models import Installation

    Installation.objects.using("owner").get_or_create(
        id=1,
        defaults={
            "audit_name": keys.audit_name,
            "key_proof": _proof(keys),
            "is_demonstration": settings.demonstration,
            "created_at": SystemClock().now(),
        },
    )
    connections["owner"].close()


def _proof(keys: FileKeys) -> bytes:
    return keys.blind("installation", keys.audit_name)
