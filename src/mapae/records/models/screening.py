"""Lists that applicants are compared with, in dated versions, and the hits that were found."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from mapae.core.screening.hit import Judgement, ListKind
from mapae.core.screening.report import ReportKind


class ListVersion(models.Model):
    """One import of a list, whole and never altered. In force is the one of the latest day that has come.

    Of two with the same day the later import is in force. `digest` is of the file.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=16)
    in_force_from = models.DateField()
    imported_at = models.DateTimeField()
    entries = models.PositiveIntegerField()
    skipped = models.PositiveIntegerField()
    digest = models.BinaryField()

    class Meta:
        db_table = "list_version"
        indexes = (models.Index(fields=["kind", "in_force_from", "imported_at"], name="list_version_in_force"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=[ListKind.LOST_STOLEN]), name="list_version_has_a_known_kind"),
        )


class ListedDocument(models.Model):
    """A reported document: its blind index, and never its number."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(ListVersion, models.PROTECT, related_name="documents", db_index=False)
    document_index = models.BinaryField()
    kind = models.CharField(max_length=16)
    reported_on = models.DateField()

    class Meta:
        db_table = "listed_document"
        indexes = (models.Index(fields=["document_index", "version"], name="listed_document_by_document"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=list(ReportKind)), name="listed_document_has_a_known_kind"),
        )


class Hit(models.Model):
    """A possible match of an application. `pair_index` is the same for the same person, document and entry.

    What both sides say is sealed under the application's own key. A judgement is an officer's.
    """

    id = models.UUIDField(primary_key=True)
    application = models.ForeignKey("Application", models.PROTECT, related_name="hits")
    list_kind = models.CharField(max_length=16)
    reasons = ArrayField(models.CharField(max_length=32))
    pair_index = models.BinaryField()
    sides_sealed = models.BinaryField()
    found_at = models.DateTimeField()
    judgement = models.CharField(max_length=12, blank=True)
    judged_by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "hit"
        indexes = (models.Index(fields=["pair_index"], name="hit_by_pair"),)
        constraints = (
            models.CheckConstraint(condition=Q(list_kind__in=list(ListKind)), name="hit_has_a_known_kind"),
            models.CheckConstraint(condition=Q(reasons__len__gt=0), name="hit_has_reasons"),
            models.CheckConstraint(
                condition=Q(judgement="", judged_by__isnull=True, judged_at__isnull=True)
                | Q(judgement__in=list(Judgement), judged_by__isnull=False, judged_at__isnull=False),
                name="judged_hit_says_by_whom",
            ),
            models.UniqueConstraint(
                fields=["application", "pair_index", "reasons"], name="hit_is_the_only_one_of_its_pair"
            ),
        )
