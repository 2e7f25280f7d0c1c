"""Flags for the border's second line."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mapae.core.authorization.flag import FlagReason


class SecondLineFlag(models.Model):
    """The holder of this authorization is to be looked at more closely at the border, until the flag is lifted."""

    id = models.UUIDField(primary_key=True)
    authorization = models.ForeignKey("Authorization", models.PROTECT, related_name="flags")
    reason = models.CharField(max_length=16)
    set_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    lifted_by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "second_line_flag"
        constraints = (
            models.CheckConstraint(condition=Q(reason__in=list(FlagReason)), name="flag_has_a_known_reason"),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True, lifted_at__isnull=True)
                | Q(lifted_by__isnull=False, lifted_at__isnull=False),
                name="lifted_flag_says_by_whom",
            ),
            models.UniqueConstraint(
                fields=["authorization"], condition=Q(lifted_at__isnull=True), name="authorization_has_one_flag"
            ),
        )
