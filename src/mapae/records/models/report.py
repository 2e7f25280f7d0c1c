"""Reports of intermediaries who abuse the people whom they act for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mapae.core.application.reports import ReportStatus


class IntermediaryReport(models.Model):
    """What somebody reported of an intermediary, sealed under a key of its own; nobody has to say who they are.

    `application` is named by a traveller who does not know their representative, and by nobody else.
    """

    id = models.UUIDField(primary_key=True)
    status = models.CharField(max_length=8, default=ReportStatus.OPEN)
    language = models.CharField(max_length=8)
    application = models.ForeignKey("Application", models.PROTECT, null=True, related_name="reports")
    case_key = models.OneToOneField("CaseKey", models.PROTECT)
    content_sealed = models.BinaryField()  # about whom, what happened, the reporter's own contact
    note_sealed = models.BinaryField(null=True)  # what came of it
    reported_at = models.DateTimeField()
    taken_up_by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    taken_up_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "intermediary_report"
        indexes = (models.Index(fields=["status", "reported_at"], name="report_by_status"),)
        constraints = (
            models.CheckConstraint(condition=Q(status__in=list(ReportStatus)), name="report_has_a_known_status"),
            models.CheckConstraint(
                condition=Q(status=ReportStatus.OPEN) | Q(taken_up_by__isnull=False, taken_up_at__isnull=False),
                name="report_that_was_taken_up_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReportStatus.CLOSED)
                | Q(closed_by__isnull=False, closed_at__isnull=False, note_sealed__isnull=False),
                name="closed_report_says_by_whom_and_why",
            ),
        )
