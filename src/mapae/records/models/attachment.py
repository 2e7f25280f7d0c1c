"""Files that belong to an application."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mapae.records.models.application import Application

PORTRAIT = "portrait"


class Attachment(models.Model):
    """One file, sealed under the case's key; of each kind an application has one. What it was called is not kept.

    `digest` is of the sealed bytes: the audit leaves vouch for the file by it. It goes with a draft that is erased.
    """

    id = models.UUIDField(primary_key=True)
    application = models.ForeignKey(Application, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16)
    content_sealed = models.BinaryField()
    digest = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "attachment"
        constraints = (
            models.CheckConstraint(condition=Q(kind=PORTRAIT), name="attachment_has_a_known_kind"),
            models.UniqueConstraint(fields=["application", "kind"], name="application_has_one_attachment_of_a_kind"),
        )
