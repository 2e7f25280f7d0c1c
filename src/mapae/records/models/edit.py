"""What a holder changed after the grant. The answers that were decided on stay as they are."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class AnswersEdit(models.Model):
    """One edit, append only: the newer answers, sealed, beside those of the submission."""

    id = models.UUIDField(primary_key=True)
    application = models.ForeignKey("Application", models.PROTECT, related_name="edits")
    event = models.OneToOneField("CaseEvent", models.PROTECT)
    fields = ArrayField(models.CharField(max_length=32))
    values_sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        db_table = "answers_edit"
        constraints = (models.CheckConstraint(condition=Q(fields__len__gt=0), name="edit_says_which_answers"),)
