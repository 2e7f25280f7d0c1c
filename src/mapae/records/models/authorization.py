"""Authorizations: the right that was granted, bound to one travel document."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from mapae.core.authorization.validity import Ending


class Authorization(models.Model):
    """Found by the blind index of its document; `match_sealed` tells whether the person is the holder.

    `first_day` and `last_day` are inclusive days at the destination. *Expired* is computed, never stored.
    """

    id = models.UUIDField(primary_key=True)
    application = models.OneToOneField("Application", models.PROTECT)
    programme = models.CharField(max_length=8)
    nationality = models.CharField(max_length=3)
    document_index = models.BinaryField()
    person_index = models.BinaryField()
    match_sealed = models.BinaryField(null=True)  # null after erasure
    granted_at = models.DateTimeField()
    first_day = models.DateField()
    last_day = models.DateField()
    ending = models.CharField(max_length=16, blank=True)
    ended_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "authorization"
        indexes = (
            models.Index(fields=["document_index"], name="authorization_by_document"),
            models.Index(fields=["person_index"], name="authorization_by_person"),
            models.Index(fields=["last_day"], condition=Q(ending=""), name="authorization_by_last_day"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ending="", ended_at__isnull=True) | Q(ending__in=list(Ending), ended_at__isnull=False),
                name="ended_authorization_says_how",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="authorization_lives_at_least_a_day"
            ),
            models.UniqueConstraint(
                fields=["programme", "document_index"],
                condition=Q(ending=""),
                name="document_has_one_living_authorization",
            ),
        )
