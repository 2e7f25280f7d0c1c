"""Messages to applicants: written with the act that causes them, sent after it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class MessageState(models.TextChoices):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


class OutboxMessage(models.Model):
    """One mail for one recipient: an applicant, or who typed the address. At least once, always under one Message-ID.

    `cause` is the event that it tells of; a mail that somebody asked for has none.
    """

    id = models.UUIDField(primary_key=True)
    application = models.ForeignKey(
        "Application", models.DO_NOTHING, null=True, related_name="messages", db_constraint=False
    )  # these two with ON DELETE CASCADE: migration 0006
    request = models.ForeignKey(
        "MailboxRequest", models.DO_NOTHING, null=True, related_name="messages", db_constraint=False
    )
    kind = models.CharField(max_length=48)
    cause = models.ForeignKey("CaseEvent", models.PROTECT, null=True)
    language = models.CharField(max_length=8)
    message_id = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=8, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outbox_message"
        constraints = (
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_has_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state=MessageState.SENT) | Q(sent_at__isnull=False), name="sent_message_has_its_moment"
            ),
            models.CheckConstraint(
                condition=Q(application__isnull=False, request__isnull=True)
                | Q(application__isnull=True, request__isnull=False),
                name="message_has_one_recipient",
            ),
            models.UniqueConstraint(fields=["cause", "kind"], name="event_causes_each_message_once"),
        )
