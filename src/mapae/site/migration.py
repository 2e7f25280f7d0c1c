"""Migrations as the owner role, and the rights of the other roles after them."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.exceptions import InconsistentMigrationHistory, NodeNotFoundError

from mapae.records.rights import apply_rights
from mapae.site.configuration import ConfigurationProblem
from mapae.site.roles import role_names

_MIGRATION_LOCK = 0x6D61_7061_6500_0002


def migrate() -> None:
    """Bring the database to this version's shape; each role has its rights, and no more, from then on.

    Raises ConfigurationProblem, with nothing changed, when no way leads there from the shape that it has.
    """
    owner = connections["owner"]
    try:
        with owner.cursor() as cursor:
            # Two machines that start at once migrate one after the other.
            cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATION_LOCK])
        try:
            call_command("migrate", database="owner", verbosity=0, interactive=False)
        except (InconsistentMigrationHistory, NodeNotFoundError) as error:
            raise ConfigurationProblem(
                "The database was made by a version of Mapae from before the first release, and cannot be brought further. "
                "Start with another folder (--data), or go on with the version that made it"
            ) from error
        with transaction.atomic(using="owner"):
            apply_rights(owner, *role_names())
    finally:
        owner.close()  # ends the lock too
