"""The leaves of the audit log, read."""

from __future__ import annotations

from mapae.core.audit.leaf import Leaf, parse
from mapae.records.models import AuditLeaf


def leaves(action: str) -> list[Leaf]:
    """All of one action, in order."""
    every = (parse(bytes(one.content)) for one in AuditLeaf.objects.order_by("id"))
    return [leaf for leaf in every if leaf.action == action]
