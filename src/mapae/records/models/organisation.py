"""Organisations whose people fill in applications for others."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from mapae.core.application.parties import OrganisationKind, OrganisationStatus


class Organisation(models.Model):
    """A travel agency, medical institution, company or school. Its name, tax data and contact are sealed."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=24)
    status = models.CharField(max_length=12, default=OrganisationStatus.WAITING)
    version = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=8)
    case_key = models.OneToOneField("CaseKey", models.PROTECT)
    details_sealed = models.BinaryField()
    mailbox_index = models.BinaryField()  # of the contact address, which was proven before the row was made
    mailbox_proven_at = models.DateTimeField()
    registered_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    reasons = ArrayField(models.CharField(max_length=32), default=list)

    class Meta:
        db_table = "organisation"
        indexes = (models.Index(fields=["status", "registered_at"], name="organisation_by_queue"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=sorted(set(OrganisationKind) - {OrganisationKind.FAMILY})),
                name="organisation_has_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(OrganisationStatus)), name="organisation_has_a_known_status"
            ),
            models.CheckConstraint(
                condition=Q(status=OrganisationStatus.WAITING)
                | Q(decided_at__isnull=False, decided_by__isnull=False)
                | Q(status=OrganisationStatus.APPROVED, decided_at__isnull=False),
                name="organisation_that_was_decided_on_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[OrganisationStatus.WAITING, OrganisationStatus.APPROVED], reasons=[])
                | (Q(status__in=[OrganisationStatus.REFUSED, OrganisationStatus.SUSPENDED]) & ~Q(reasons=[])),
                name="refused_or_suspended_organisation_alone_has_reasons",
            ),
        )


class OrganisationKey(models.Model):
    """A bearer key of an organisation, kept as its digest. Two slots, so that a new key can live beside the old one."""

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="keys")
    slot = models.PositiveSmallIntegerField()
    digest = models.BinaryField(unique=True)
    made_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)  # the last time, to the minute
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "organisation_key"
        constraints = (
            models.CheckConstraint(condition=Q(slot__in=[1, 2]), name="organisation_key_has_a_known_slot"),
            models.UniqueConstraint(
                fields=["organisation", "slot"],
                condition=Q(revoked_at__isnull=True),
                name="organisation_has_one_live_key_in_a_slot",
            ),
        )
