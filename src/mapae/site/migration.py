"""Migrations as the owner role, and the rights of the other roles after them."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connections

from mapae.records.rights import apply_rights
from mapae.site.roles import role_names


def migrate() -> None:
    """Bring the database to this version's shape; each role has its rights, and no more, from then on."""
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    apply_rights(connections["owner"], *role_names())
    connections["owner"].close()
