"""How officers share their work: teams, who has which case, what each is told, and words kept over a sign-out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Team(models.Model):
    """Officers who share cases. A case of a team is for its members, and for supervisors."""

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "team"


class TeamMember(models.Model):
    """One officer in one team."""

    id = models.BigAutoField(primary_key=True)
    team = models.ForeignKey(Team, models.CASCADE, related_name="members")
    account = models.ForeignKey("Account", models.PROTECT, related_name="memberships")

    class Meta:
        db_table = "team_member"
        constraints = (models.UniqueConstraint(fields=["team", "account"], name="member_is_in_a_team_once"),)


class Assignment(models.Model):
    """Who has a case now: a team, an officer, or both. No row: everybody."""

    id = models.BigAutoField(primary_key=True)
    application = models.OneToOneField("Application", models.PROTECT, related_name="assignment")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="assignments")
    officer = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    assigned_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()

    class Meta:
        db_table = "assignment"
        constraints = (
            models.CheckConstraint(
                condition=Q(team__isnull=False) | Q(officer__isnull=False), name="assignment_has_a_team_or_an_officer"
            ),
        )


class NoticeKind(models.TextChoices):
    TAKEN_OVER = "taken_over"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    OBJECTED = "objected"


class DeskNotice(models.Model):
    """What an officer is told of a case of theirs, until they have read it."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey("Account", models.PROTECT, related_name="notices")
    application = models.ForeignKey("Application", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "desk_notice"
        indexes = (models.Index(fields=["account", "at"], name="desk_notice_by_account"),)
        constraints = (models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notice_has_a_known_kind"),)


class DeskDraft(models.Model):
    """What an officer had typed into a form of a case when their session ended. Sealed; gone when it is shown again."""

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey("Account", models.PROTECT, related_name="+")
    application = models.ForeignKey("Application", models.PROTECT, related_name="+")
    form = models.CharField(max_length=32)
    content_sealed = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "desk_draft"
        constraints = (
            models.UniqueConstraint(
                fields=["account", "application", "form"], name="draft_is_the_only_one_of_its_form"
            ),
        )
