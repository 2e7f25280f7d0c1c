"""The audit log: leaves, their places in the tree, signed checkpoints. All insert only."""

from __future__ import annotations

from django.db import models


class AuditLeaf(models.Model):
    """Who did or saw what, in canonical bytes, inserted in the transaction of the act."""

    id = models.BigAutoField(primary_key=True)
    content = models.BinaryField()

    class Meta:
        db_table = "audit_leaf"


class AuditPlacement(models.Model):
    """The place that the sealer gave a committed leaf; places have no gaps."""

    position = models.BigIntegerField(primary_key=True)
    leaf = models.OneToOneField(AuditLeaf, models.PROTECT)
    leaf_hash = models.BinaryField()

    class Meta:
        db_table = "audit_placement"


class AuditCheckpoint(models.Model):
    """A signed note over the first `size` leaves, and the tree's right edge, from which the sealer goes on."""

    size = models.BigIntegerField(primary_key=True)
    note = models.TextField()
    frontier = models.BinaryField()
    highest_leaf = models.BigIntegerField()  # the highest leaf id seen; younger transactions may still bring lower ones
    at = models.DateTimeField()

    class Meta:
        db_table = "audit_checkpoint"
