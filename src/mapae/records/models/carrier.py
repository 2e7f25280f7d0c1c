"""Carriers, their keys, and the log of what they asked."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q


class Carrier(models.Model):
    """An airline or ferry company that asks before boarding."""

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=120, unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "carrier"


class CarrierKey(models.Model):
    """A bearer key, kept as its digest. Two slots, so that a new key can live beside the old one while it changes over.

    The third slot is for a test key, which knows invented specimens and nothing else.
    """

    id = models.UUIDField(primary_key=True)
    carrier = models.ForeignKey(Carrier, models.PROTECT, related_name="keys")
    slot = models.PositiveSmallIntegerField()
    is_test = models.BooleanField(default=False)
    digest = models.BinaryField(unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "carrier_key"
        constraints = (
            models.CheckConstraint(
                condition=Q(slot__in=[1, 2], is_test=False) | Q(slot=3, is_test=True),
                name="carrier_key_has_a_slot_of_its_kind",
            ),
            models.UniqueConstraint(
                fields=["carrier", "slot"],
                condition=Q(revoked_at__isnull=True),
                name="carrier_has_one_live_key_in_a_slot",
            ),
        )


class QueryLog(models.Model):
    """One board-check message, insert only: who asked when about which documents (blind), and what was answered.

    The arrays go together, one place a passenger. Rows that were written together share a `block`, which is the
    object of the audit leaf over them.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    carrier = models.ForeignKey(Carrier, models.PROTECT)
    message_id = models.CharField(max_length=64)
    body_digest = models.BinaryField()
    arrival_day = models.DateField(null=True)
    documents = ArrayField(models.BinaryField())
    verdicts = ArrayField(models.CharField(max_length=20))
    reasons = ArrayField(models.CharField(max_length=20))
    block = models.UUIDField()
    # One place a passenger too, "" where none was told; null in rows from before this was kept.
    nationalities = ArrayField(models.CharField(max_length=3), null=True)

    class Meta:
        db_table = "query_log"
        indexes = (
            models.Index(fields=["carrier", "at"], name="query_log_by_carrier"),
            BrinIndex(fields=["arrival_day"], name="query_log_by_arrival_day"),
        )


class BoardCheckMessage(models.Model):
    """The last body that a carrier sent under a message id: a repeat within ten minutes must have the same."""

    id = models.BigAutoField(primary_key=True)
    carrier = models.ForeignKey(Carrier, models.PROTECT)
    message_id = models.CharField(max_length=64)
    body_digest = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        db_table = "board_check_message"
        constraints = (
            models.UniqueConstraint(fields=["carrier", "message_id"], name="carrier_uses_a_message_id_once"),
        )
