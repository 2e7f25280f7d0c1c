"""What was asked and done at the border."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from mapae.core.travel.border_check import BorderAct, BorderVerdict


class BorderRecord(models.Model):
    """One look-up of an officer at the border, and the entry or refusal of entry that it led to, if it did.

    Who stood there is sealed under the record's own key; of a look-up that led to nothing the key is destroyed after a day.
    """

    id = models.UUIDField(primary_key=True)
    programme = models.CharField(max_length=8)
    at = models.DateTimeField()
    officer = models.ForeignKey("Account", models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=12)
    status = models.CharField(max_length=24)
    flags = ArrayField(models.CharField(max_length=16), default=list)
    stay_until = models.DateField(null=True)
    document_index = models.BinaryField(null=True)  # null: the document could not be read
    authorization = models.ForeignKey("Authorization", models.PROTECT, null=True, related_name="+")
    case_key = models.ForeignKey("CaseKey", models.PROTECT, related_name="+")
    traveller_sealed = models.BinaryField(null=True)  # null after erasure
    act = models.CharField(max_length=20, blank=True)
    acted_at = models.DateTimeField(null=True)
    reasons = ArrayField(models.CharField(max_length=24), default=list)

    class Meta:
        db_table = "border_record"
        indexes = (
            models.Index(fields=["document_index"], name="border_record_by_document"),
            models.Index(fields=["at"], condition=Q(act=""), name="border_look_up_by_moment"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(verdict__in=list(BorderVerdict)), name="border_record_has_a_known_verdict"
            ),
            models.CheckConstraint(
                condition=Q(act="", acted_at__isnull=True) | Q(act__in=list(BorderAct), acted_at__isnull=False),
                name="border_act_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(act=BorderAct.REFUSAL, reasons__len__gt=0)
                | (~Q(act=BorderAct.REFUSAL) & Q(reasons__len=0)),
                name="refusal_of_entry_alone_has_reasons",
            ),
        )
