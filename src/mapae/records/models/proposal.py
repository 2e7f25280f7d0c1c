"""Proposals that wait for a second officer, and how an authorization was ended by decision."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from mapae.core.decision.proposal import AdverseAct


class ProposalState(models.TextChoices):
    OPEN = "open"
    CONFIRMED = "confirmed"
    RETURNED = "returned"  # by the second officer, or taken back by the first


class Proposal(models.Model):
    """An act that one officer proposes and another confirms. `note_sealed` are words in `note_language`."""

    id = models.UUIDField(primary_key=True)
    application = models.ForeignKey("Application", models.PROTECT, related_name="proposals")
    act = models.CharField(max_length=8)
    grounds = ArrayField(models.CharField(max_length=32))
    note_sealed = models.BinaryField(null=True)
    note_language = models.CharField(max_length=8, blank=True)
    proposed_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=ProposalState.OPEN)
    settled_by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "proposal"
        constraints = (
            models.CheckConstraint(condition=Q(act__in=list(AdverseAct)), name="proposal_has_a_known_act"),
            models.CheckConstraint(condition=Q(state__in=ProposalState.values), name="proposal_has_a_known_state"),
            models.CheckConstraint(condition=Q(grounds__len__gt=0), name="proposal_has_grounds"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN, settled_by__isnull=True, settled_at__isnull=True)
                | (~Q(state=ProposalState.OPEN) & Q(settled_by__isnull=False, settled_at__isnull=False)),
                name="settled_proposal_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.CONFIRMED) | ~Q(settled_by=F("proposed_by")),
                name="proposal_is_confirmed_by_another",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state=ProposalState.OPEN),
                name="application_has_one_open_proposal",
            ),
        )


class AuthorizationEnding(models.Model):
    """Why an authorization was revoked or annulled, and by whom: the second decision of a case."""

    id = models.UUIDField(primary_key=True)
    authorization = models.OneToOneField("Authorization", models.PROTECT, related_name="ended_by_decision")
    act = models.CharField(max_length=8)
    grounds = ArrayField(models.CharField(max_length=32))
    note_sealed = models.BinaryField(null=True)
    note_language = models.CharField(max_length=8, blank=True)
    decided_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "authorization_ending"
        constraints = (
            models.CheckConstraint(
                condition=Q(act__in=[AdverseAct.REVOKE, AdverseAct.ANNUL]), name="ending_has_a_known_act"
            ),
            models.CheckConstraint(condition=Q(grounds__len__gt=0), name="ending_has_grounds"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("decided_by")),
                name="ending_is_confirmed_by_another",
            ),
        )
