"""The database roles of the application and of the carriers: made by the owner, with passwords from the key file."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from mapae.gateways.key_file import FileKeys
from mapae.site.configuration import ConfigurationProblem, configuration

# Longer transactions would hold up the sealer, see mapae.usecases.seal_log.
_TIMEOUTS = {"statement_timeout": "60s", "idle_in_transaction_session_timeout": "60s"}
_TIMEOUTS_FROM_17 = {"transaction_timeout": "300s"}


def role_names() -> tuple[str, str]:
    """The application role and the carrier role of this installation, from the URLs its processes use."""
    settings = configuration()
    names = tuple(
        unquote(urlsplit(url).username or "") for url in (settings.database_app_url, settings.database_carrier_url)
    )
    return names[0], names[1]


def urls_of_roles(owner_url: str, keys: FileKeys) -> tuple[str, str]:
    """Connections of the application role and the carrier role on the owner's database: OWNER_app and OWNER_carrier."""
    owner = unquote(urlsplit(owner_url).username or "mapae")
    app, carrier = f"{owner}_app", f"{owner}_carrier"
    return _url(owner_url, app, keys), _url(owner_url, carrier, keys)


def _url(owner_url: str, role: str, keys: FileKeys) -> str:
    parts = urlsplit(owner_url)
    place = parts.netloc.rpartition("@")[2]
    sign_in = f"{quote(role)}:{keys.secret_for(f'database:{role}')}"
    return urlunsplit(parts._replace(netloc=f"{sign_in}@{place}"))


def unreachable(error: psycopg.OperationalError) -> ConfigurationProblem:
    """What to say when the server does not answer. The driver's text names host and port, never the password."""
    return ConfigurationProblem(
        f"DATABASE_URL: no connection to the database server ({' '.join(str(error).split())}). "
        "Check host, port, name and password"
    )


def ensure_roles(owner_url: str, role_urls: Sequence[str]) -> None:
    """Make the roles, or set their passwords and limits anew. Raises ConfigurationProblem."""
    try:
        with psycopg.connect(owner_url, autocommit=True, connect_timeout=10) as connection:
            for url in role_urls:
                parts = urlsplit(url)
                _ensure(connection, unquote(parts.username or ""), unquote(parts.password or ""))
    except psycopg.errors.InsufficientPrivilege as error:
        raise ConfigurationProblem(
            "The owner of the database may not make roles. Let an administrator of the server run: "
            f"ALTER ROLE {urlsplit(owner_url).username} CREATEROLE; or make the two roles yourself and name them in "
            "MAPAE_DATABASE_APP_URL and MAPAE_DATABASE_CARRIER_URL"
        ) from error
    except psycopg.OperationalError as error:
        raise unreachable(error) from error


def _ensure(connection: psycopg.Connection[tuple[object, ...]], role: str, password: str) -> None:
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}" if exists else "CREATE ROLE {} LOGIN PASSWORD {}")
    connection.execute(verb.format(sql.Identifier(role), sql.Literal(password)))
    limits = _TIMEOUTS | (_TIMEOUTS_FROM_17 if connection.info.server_version >= 170000 else {})
    for name, value in limits.items():
        setting = sql.SQL("ALTER ROLE {} SET {} = {}")
        connection.execute(setting.format(sql.Identifier(role), sql.Identifier(name), sql.Literal(value)))
