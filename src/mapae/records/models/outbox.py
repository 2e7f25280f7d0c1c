"""Messages to applicants: written with the act that causes them, sent after it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class MessageState(models.TextChoices):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


_RECIPIENTS = ("application", "request", "group", "organisation")


def _only(recipient: str) -> Q:
    return Q(**{f"{one}__isnull": one != recipient for one in _RECIPIENTS})


class OutboxMessage(models.Model):
    """One mail for one recipient: an applicant, who typed the address, or who sends a group.

    At least once, always under one Message-ID.

    `cause` is the event that it tells of; a mail that somebody asked for, or that tells of a whole order, has none.
    """

    id = models.UUIDField(primary_key=True)
    application = models.ForeignKey(
        "Application", models.DO_NOTHING, null=True, related_name="messages", db_constraint=False
    )  # these two with ON DELETE CASCADE: migration 0002
    request = models.ForeignKey(
        "MailboxRequest", models.DO_NOTHING, null=True, related_name="messages", db_constraint=False
    )
    group = models.ForeignKey("Group", models.PROTECT, null=True, related_name="messages")
    organisation = models.ForeignKey("Organisation", models.PROTECT, null=True, related_name="messages")
    order = models.ForeignKey("Order", models.PROTECT, null=True, related_name="messages")  # what it tells of
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
                condition=_only("application") | _only("request") | _only("group") | _only("organisation"),
                name="message_has_one_recipient",
            ),
            models.UniqueConstraint(fields=["cause", "kind"], name="event_causes_each_message_once"),
            models.UniqueConstraint(
                fields=["order", "kind"], condition=Q(cause__isnull=True), name="order_is_told_of_once"
            ),
        )
