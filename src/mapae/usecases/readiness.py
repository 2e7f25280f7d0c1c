"""Whether this installation can do its work now: what keeps it from it, and what an operator should look at soon."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from mapae.core.rulebook.written import RulebookProblem
from mapae.records.models import AuditLeaf, Installation
from mapae.usecases.measure import living_workers
from mapae.usecases.ports import Ports
from mapae.usecases.rulebook_in_force import rulebook_in_force
from mapae.usecases.seal_log import settled_leaf

LOW_DISK = 0.1  # of the data folder's disk
NO_DISK = 0.02
UNSEALED_IS_TOO_MANY = 20_000  # twice what the sealer takes at once


@dataclass(frozen=True, slots=True)
class Readiness:
    """Codes. `faults`: it cannot work. `concerns`: it works, and somebody should look."""

    faults: tuple[str, ...]
    concerns: tuple[str, ...]


def readiness(ports: Ports, free_disk: float) -> Readiness:
    """`free_disk` is the free share of the data folder's disk, 0 to 1.

    A missing worker is a concern: decisions and mails wait, but boarding checks, which people stand in line for, go on.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Readiness(("database",), ())
    faults = [code for code, is_wrong in _FAULTS if is_wrong(ports)]
    if free_disk < NO_DISK:
        faults.append("disk_full")
    return Readiness(tuple(faults), tuple(_concerns(free_disk)) if not faults else ())


def _concerns(free_disk: float) -> list[str]:
    found = {
        "worker": not living_workers(),
        "audit_log_unsealed": _unsealed() > UNSEALED_IS_TOO_MANY,
        "disk_low": free_disk < LOW_DISK,
    }
    return [code for code, is_so in found.items() if is_so]


def _unsealed() -> int:
    return AuditLeaf.objects.filter(id__gt=settled_leaf(), auditplacement__isnull=True).count()


def _has_missing_migrations(ports: Ports) -> bool:
    try:
        return not _is_migrated()
    except _NotYet:
        return True


class _NotYet(Exception):
    pass


@lru_cache(maxsize=1)
def _is_migrated() -> bool:
    """Looked at until it is so: a program does not change its own migrations. Raises _NotYet, which is not remembered."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _NotYet
    return True


def _has_other_keys(ports: Ports) -> bool:
    installed = Installation.objects.first()
    return installed is not None and installed.audit_name != ports.keys.audit_name


def _has_no_rulebook(ports: Ports) -> bool:
    try:
        rulebook_in_force(ports)
    except RulebookProblem:
        return True
    return False


_FAULTS: tuple[tuple[str, Callable[[Ports], bool]], ...] = (
    ("migrations", _has_missing_migrations),
    ("keys", _has_other_keys),
    ("rulebook", _has_no_rulebook),
)
