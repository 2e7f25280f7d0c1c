"""Counters for rate limits, shared by all workers."""

from django.db import models


class RateWindow(models.Model):
    """How often something was done within a window. `bucket` is a keyed digest: no address of anybody rests here."""

    id = models.BigAutoField(primary_key=True)
    bucket = models.BinaryField()
    opened_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        db_table = "rate_window"
        constraints = (models.UniqueConstraint(fields=["bucket"], name="bucket_has_one_window"),)
