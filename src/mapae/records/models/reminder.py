"""Reminders that an authorization expires."""

from __future__ import annotations

from django.db import models


class ExpiryReminder(models.Model):
    """One mail so many days before the last day, written with that mail: the two stand or fall together."""

    id = models.BigAutoField(primary_key=True)
    authorization = models.ForeignKey("Authorization", models.PROTECT, related_name="reminders")
    days = models.PositiveSmallIntegerField()
    queued_at = models.DateTimeField()

    class Meta:
        db_table = "expiry_reminder"
        constraints = (
            models.UniqueConstraint(fields=["authorization", "days"], name="authorization_has_each_reminder_once"),
        )
