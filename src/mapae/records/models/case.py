"""What belongs to one case: the key of its sealed data, its events, its decision."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from mapae.core.decision.outcome import Outcome


class CaseKey(models.Model):
    """The random key of a case, wrapped by the master key of that version. Erasure destroys it for good."""

    id = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField(null=True)
    master_version = models.PositiveSmallIntegerField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_key"
        constraints = (
            models.CheckConstraint(
                condition=Q(wrapped__isnull=False, destroyed_at__isnull=True)
                | Q(wrapped__isnull=True, destroyed_at__isnull=False),
                name="case_key_is_there_until_destroyed",
            ),
        )


class Decision(models.Model):
    """The legal act. The assessment with its trace is sealed: it holds ages."""

    id = models.UUIDField(primary_key=True)
    outcome = models.CharField(max_length=16)
    reasons = ArrayField(models.CharField(max_length=32))
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("Account", models.PROTECT, null=True)  # null: decided automatically
    confirmed_by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")  # the second officer
    note_sealed = models.BinaryField(null=True)  # words to the applicant, in the officer's language
    note_language = models.CharField(max_length=8, blank=True)
    assessment_sealed = models.BinaryField(null=True)

    class Meta:
        db_table = "decision"
        indexes = (models.Index(fields=["decided_at"], name="decision_by_moment"),)
        constraints = (
            models.CheckConstraint(condition=Q(outcome__in=list(Outcome)), name="decision_has_a_known_outcome"),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.REFUSED) | Q(decided_by__isnull=False), name="refusal_has_an_officer"
            ),
            models.CheckConstraint(condition=Q(reasons__len__gt=0), name="decision_has_reasons"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("decided_by")),
                name="decision_is_confirmed_by_another",
            ),
        )


class CaseEvent(models.Model):
    """What happened in a case, append only: the database role of the application can neither change nor delete it."""

    id = models.BigAutoField(primary_key=True)
    application = models.ForeignKey("Application", models.PROTECT, related_name="events")
    name = models.CharField(max_length=48)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)  # a role, or a role and an account id; never a name
    from_status = models.CharField(max_length=24, blank=True)
    to_status = models.CharField(max_length=24, blank=True)
    version = models.PositiveIntegerField()
    reasons = ArrayField(models.CharField(max_length=32), default=list)

    class Meta:
        db_table = "case_event"
        constraints = (
            models.UniqueConstraint(
                fields=["application", "version"], name="case_event_is_the_only_one_of_its_version"
            ),
        )
