"""The newest checkpoint of the audit log, for whoever keeps it elsewhere."""

from __future__ import annotations

from mapae.records.models import AuditCheckpoint


def find_newest_checkpoint() -> str | None:
    """The signed note; None while there is none."""
    return AuditCheckpoint.objects.order_by("-size").values_list("note", flat=True).first()
