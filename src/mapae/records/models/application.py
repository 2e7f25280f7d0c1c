"""Applications."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mapae.core.application.status import DECIDED, Status

_NEVER_SUBMITTED = [Status.DRAFT, Status.WITHDRAWN]
_FROZEN = (
    "submitted_at", "rulebook", "fee_total", "validity_years", "submit_key", "document_index",
    "person_index", "status_index",
)  # fmt: skip


class Application(models.Model):
    """One applicant's file. What the applicant answered is sealed; what is plain, blind or sealed: docs/attributes.md.

    `version` counts the acts; every write of the case checks it and adds one.
    """

    id = models.UUIDField(primary_key=True)
    reference = models.CharField(max_length=18, unique=True)
    programme = models.CharField(max_length=8)
    status = models.CharField(max_length=24, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=8)
    group = models.ForeignKey("Group", models.PROTECT, null=True, related_name="applications")
    submission = models.ForeignKey("Submission", models.PROTECT, null=True, related_name="applications")
    case_key = models.OneToOneField("CaseKey", models.PROTECT)
    answers_sealed = models.BinaryField(null=True)
    mailbox_index = models.BinaryField(null=True)  # finds the applications of a proven mailbox
    mailbox_proven_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # Frozen at submission
    submitted_at = models.DateTimeField(null=True)
    submit_key = models.BinaryField(null=True, unique=True)  # digest of the idempotency key
    rulebook = models.ForeignKey("RulebookVersion", models.PROTECT, null=True)
    nationality = models.CharField(max_length=3, blank=True)
    arrival_day = models.DateField(null=True)
    fee_total = models.PositiveIntegerField(null=True)
    fee_currency = models.CharField(max_length=3, blank=True)
    validity_years = models.PositiveSmallIntegerField(null=True)
    document_index = models.BinaryField(null=True)
    person_index = models.BinaryField(null=True)
    status_index = models.BinaryField(null=True)  # over reference and birth date: opens the status word
    # The end
    decision = models.OneToOneField("Decision", models.PROTECT, null=True)

    class Meta:
        db_table = "application"
        indexes = (
            models.Index(fields=["status", "arrival_day"], name="application_by_queue"),
            models.Index(fields=["status", "submitted_at"], name="application_by_age"),
            models.Index(fields=["person_index"], name="application_by_person"),
            models.Index(fields=["document_index"], name="application_by_document"),
            models.Index(fields=["status_index"], name="application_by_status_index"),
            models.Index(fields=["mailbox_index"], name="application_by_mailbox"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(status__in=list(Status)), name="application_has_a_known_status"),
            models.CheckConstraint(
                condition=Q(status__in=_NEVER_SUBMITTED) | Q(**{f"{field}__isnull": False for field in _FROZEN}),
                name="submitted_application_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(DECIDED), decision__isnull=False)
                | (~Q(status__in=sorted(DECIDED)) & Q(decision__isnull=True)),
                name="decided_application_has_decision",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.DRAFT) | Q(submitted_at__isnull=True), name="draft_was_not_submitted"
            ),
            models.CheckConstraint(
                condition=Q(mailbox_index__isnull=True, mailbox_proven_at__isnull=True)
                | Q(mailbox_index__isnull=False, mailbox_proven_at__isnull=False),
                name="proven_mailbox_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(submission__isnull=True) | Q(group__isnull=False),
                name="application_of_a_submission_is_of_its_group",
            ),
        )
