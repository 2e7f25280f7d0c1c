"""Overrides of a no-board: named, time-limited, and never changed but to end sooner."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from mapae.core.travel.override import LONGEST, OverrideReason


class BoardOverride(models.Model):
    """On this document a board check answers BOARD from `valid_from` until `valid_until`, that moment excluded."""

    id = models.UUIDField(primary_key=True)
    programme = models.CharField(max_length=8)
    document_index = models.BinaryField()
    issued_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=24)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()

    class Meta:
        db_table = "board_override"
        indexes = (models.Index(fields=["document_index", "valid_until"], name="override_by_document"),)
        constraints = (
            models.CheckConstraint(condition=Q(reason__in=list(OverrideReason)), name="override_has_a_known_reason"),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from"), valid_until__lte=F("valid_from") + LONGEST),
                name="override_lives_three_days_at_most",
            ),
        )
