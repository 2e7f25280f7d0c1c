"""`mapae check`: one line for each thing that must be right before a start."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg

from mapae.core.rulebook.written import RulebookProblem
from mapae.gateways.key_file import FileKeys, KeyFileProblem
from mapae.site.cli import house
from mapae.site.cli.running import running_urls
from mapae.site.cli.saying import answer_json, say
from mapae.site.configuration import Configuration, ConfigurationProblem, configuration
from mapae.site.payment import NOTICE_PATH, fee_to_come, payment_provider, require_fee_can_be_paid
from mapae.site.rulebooks import rulebook_files


@dataclass(frozen=True)
class _Finding:
    what: str
    is_right: bool
    told: str


def check(data: Path | None, *, as_json: bool) -> bool:
    """Print the findings; whether all is right."""
    findings = _findings(data)
    if as_json:
        answer_json({"ok": all(f.is_right for f in findings), "checks": [asdict(f) for f in findings]})
    else:
        for finding in findings:
            say(f"{'ok   ' if finding.is_right else 'WRONG'}  {finding.what}: {finding.told}")
    return all(finding.is_right for finding in findings)


def _findings(data: Path | None) -> list[_Finding]:
    try:
        settings = house.settle(data, house.is_demonstration(data))
    except ConfigurationProblem as problem:
        return [_Finding("settings", False, str(problem))]
    kind = "a demonstration" if settings.demonstration else "a service"
    found = [_Finding("settings", True, f"{kind} at {settings.public_url}, data in {settings.data}")]
    looks = {
        "keys": _keys, "rulebook": _rulebook, "payment": _payment, "database": _database, "migrations": _migrations,
    }  # fmt: skip
    for what, look in looks.items():
        found.append(_look(what, look, settings))
    return found


def _look(what: str, look: Callable[[Configuration], str], settings: Configuration) -> _Finding:
    try:
        return _Finding(what, True, look(settings))
    except (KeyFileProblem, RulebookProblem, ConfigurationProblem, _Wrong) as problem:
        return _Finding(what, False, str(problem))


class _Wrong(Exception):
    pass


def _keys(settings: Configuration) -> str:
    keys = FileKeys(settings.key_file)
    return f"{settings.key_file}, audit log {keys.audit_name}"


def _rulebook(settings: Configuration) -> str:
    files = rulebook_files(settings)
    version, content = files.newest(settings.programme)
    left_out = files.read(version, content).left_out
    without = f", without {', '.join(sorted(left_out))}" if left_out else ""
    return f"{settings.programme}, version {version[:12]}{without}"


def _payment(settings: Configuration) -> str:
    """What can be known without asking the provider: whether it is configured, and whether the fee needs one."""
    require_fee_can_be_paid(settings)
    name = payment_provider(settings, FileKeys(settings.key_file)).name
    if name == "stripe":
        kind = "test" if settings.demonstration else "live"
        return f"stripe, {kind} key; its webhook must send to {settings.public_url}{NOTICE_PATH}"
    if name == "none":
        begins = fee_to_come(settings)
        return "none, and there is no fee today" + (
            f"; one begins on {begins}, name a provider by then" if begins else ""
        )
    return "the demonstration bank, which takes no money"


def _url(settings: Configuration) -> str:
    running = running_urls(settings.data)
    url = settings.database_owner_url or settings.database_app_url or running.get("MAPAE_DATABASE_APP_URL", "")
    if not url:
        raise _Wrong("the embedded PostgreSQL does not run now; it starts with `mapae up`, which checks it")
    return url


def _database(settings: Configuration) -> str:
    try:
        with psycopg.connect(_url(settings), connect_timeout=10) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as error:
        raise _Wrong(
            f"no connection ({' '.join(str(error).split())}). Check DATABASE_URL, and that the server runs"
        ) from error
    if version < 150000:
        raise _Wrong(f"PostgreSQL {version // 10000} is too old: 15 or newer is needed")
    return f"PostgreSQL {version // 10000}.{version % 10000}"


def _migrations(settings: Configuration) -> str:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    url = _url(settings)
    os.environ.setdefault("MAPAE_DATABASE_APP_URL", url)
    os.environ.setdefault("MAPAE_DATABASE_CARRIER_URL", url)
    configuration.cache_clear()
    house.start_django()
    executor = MigrationExecutor(connections["default"])
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        raise _Wrong(f"{len(missing)} migrations are not applied yet; `mapae up` applies them")
    return "all applied"
