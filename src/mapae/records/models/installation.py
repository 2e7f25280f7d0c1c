"""Whose database this is: one row, written by the owner with the first migration and never changed."""

from django.db import models
from django.db.models import Q


class Installation(models.Model):
    """The keys that everything here was sealed and signed with, by name and by a proof, and what the data are."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    audit_name = models.CharField(max_length=120)
    key_proof = models.BinaryField()  # blind index of the audit name: only the right key file makes the same
    is_demonstration = models.BooleanField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "installation"
        constraints = (models.CheckConstraint(condition=Q(id=1), name="database_is_one_installation"),)
