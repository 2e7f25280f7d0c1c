"""Migrations as the owner role, and the rights of the other roles after them."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connections, transaction

from mapae.records.rights import apply_rights
from mapae.site.roles import role_names

_MIGRATION_LOCK = 0x6D61_7061_6500_0002


def migrate() -> None:
    """Bring the database to this version's shape; each role has its rights, and no more, from then on."""
    owner = connections["owner"]
    try:
        with owner.cursor() as cursor:
            # Two machines that start at once migrate one after the other.
            cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATION_LOCK])
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        with transaction.atomic(using="owner"):
            apply_rights(owner, *role_names())
    finally:
        owner.close()  # ends the lock too
