"""Groups: applications prepared together, each decided alone."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mapae.core.application.parties import FileKind, FileStatus, OrganisationKind
from mapae.core.rulebook.assessment import Requirement


class Group(models.Model):
    """People whose applications are prepared together, by an organisation or by a family with a proven mailbox.

    Its label, the answers that all share, and a family's address are sealed under the group's own key.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=24)
    programme = models.CharField(max_length=8)
    version = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=8)
    organisation = models.ForeignKey("Organisation", models.PROTECT, null=True, related_name="groups")
    started_by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    case_key = models.OneToOneField("CaseKey", models.PROTECT)
    details_sealed = models.BinaryField()  # label; a family's name and address
    common_sealed = models.BinaryField(null=True)  # answers that hold for every row without one of its own
    mailbox_index = models.BinaryField(null=True)
    mailbox_proven_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "traveller_group"
        indexes = (
            models.Index(fields=["organisation", "changed_at"], name="group_by_organisation"),
            models.Index(fields=["mailbox_index"], name="group_by_mailbox"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=list(OrganisationKind)), name="group_has_a_known_kind"),
            models.CheckConstraint(
                condition=Q(kind=OrganisationKind.FAMILY, organisation__isnull=True, mailbox_index__isnull=False)
                | (~Q(kind=OrganisationKind.FAMILY) & Q(organisation__isnull=False, mailbox_index__isnull=True)),
                name="group_is_of_an_organisation_or_of_a_family",
            ),
            models.CheckConstraint(
                condition=Q(mailbox_index__isnull=True, mailbox_proven_at__isnull=True)
                | Q(mailbox_index__isnull=False, mailbox_proven_at__isnull=False),
                name="proven_mailbox_of_a_group_has_its_moment",
            ),
        )


class GroupFile(models.Model):
    """An uploaded file, sealed until its rows are read, and how far the reading came. What it was called is not kept.

    `asked_sealed`: the headings and the questions about them; `told_sealed`: what the representative answered.
    """

    id = models.UUIDField(primary_key=True)
    group = models.ForeignKey(Group, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=12, default=FileKind.TRAVELLERS)
    status = models.CharField(max_length=8, default=FileStatus.WAITING)
    content_sealed = models.BinaryField(null=True)
    asked_sealed = models.BinaryField(null=True)
    told_sealed = models.BinaryField(null=True)
    refused_code = models.CharField(max_length=32, blank=True)
    rows_total = models.PositiveIntegerField(null=True)  # of portraits: pictures
    rows_read = models.PositiveIntegerField(default=0)  # saved with the rows themselves: where to go on after a crash
    rows_new = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    rows_ordered = models.PositiveIntegerField(default=0)  # left as they are: they are part of an order already
    uploaded_by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "group_file"
        indexes = (models.Index(fields=["group", "uploaded_at"], name="group_file_by_group"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=list(FileKind)), name="group_file_has_a_known_kind"),
            models.CheckConstraint(condition=Q(status__in=list(FileStatus)), name="group_file_has_a_known_status"),
            models.CheckConstraint(
                condition=~Q(status__in=[FileStatus.DONE, FileStatus.REFUSED]) | Q(content_sealed__isnull=True),
                name="group_file_that_was_read_is_gone",
            ),
        )


class GroupRow(models.Model):
    """One traveller of a group, from the file or typed, until the row is submitted and becomes an application.

    `problems` and `requirement` are what the last check found, for counting and filtering; before an order everything is
    checked again. A row in an order changes no more.
    """

    id = models.UUIDField(primary_key=True)
    group = models.ForeignKey(Group, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=0)
    answers_sealed = models.BinaryField()
    document_index = models.BinaryField(null=True)
    person_index = models.BinaryField(null=True)
    problems = models.PositiveSmallIntegerField()
    requirement = models.CharField(max_length=16, blank=True)
    opts_in = models.BooleanField(default=False)  # exempt, and wants an authorization all the same
    has_portrait = models.BooleanField(default=False)
    checked_on = models.DateField()
    file = models.ForeignKey(GroupFile, models.PROTECT, null=True, related_name="rows", db_index=False)  # the last that
    line = models.PositiveIntegerField(null=True)  # named this traveller, and in which line
    changed_at = models.DateTimeField()
    order = models.ForeignKey("Order", models.PROTECT, null=True, related_name="rows")
    left_out = models.CharField(max_length=32, blank=True)  # why the order could not take the row after all
    application = models.OneToOneField("Application", models.PROTECT, null=True, related_name="row")

    class Meta:
        db_table = "group_row"
        indexes = (
            models.Index(fields=["group", "document_index"], name="group_row_by_document"),
            models.Index(fields=["document_index"], name="group_row_by_any_document"),
            models.Index(fields=["group", "person_index"], name="group_row_by_person"),
            models.Index(fields=["order"], name="group_row_by_order"),
        )
        constraints = (
            models.UniqueConstraint(fields=["group", "number"], name="group_row_has_a_number_of_its_own"),
            models.CheckConstraint(
                condition=Q(file__isnull=True) | Q(line__isnull=False), name="row_of_a_file_has_its_line"
            ),
            models.CheckConstraint(
                condition=Q(requirement__in=["", *Requirement]), name="group_row_has_a_known_requirement"
            ),
            models.CheckConstraint(
                condition=Q(application__isnull=True) | Q(order__isnull=False), name="submitted_row_has_its_order"
            ),
        )


class RowPortrait(models.Model):
    """A row's portrait, sealed under the group's key; submission takes it into the application."""

    row = models.OneToOneField(GroupRow, models.CASCADE, primary_key=True, related_name="portrait")
    content_sealed = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "row_portrait"
