"""Where the programs of organisations hear of their orders and applications, and what was or is to be told to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mapae.core.group.webhook import WebhookEvent


class DeliveryState(models.TextChoices):
    QUEUED = "queued"
    DELIVERED = "delivered"
    FAILED = "failed"


class Webhook(models.Model):
    """An organisation's one address for notices, with the secret that signs them: both sealed under its own key."""

    organisation = models.OneToOneField("Organisation", models.PROTECT, primary_key=True, related_name="webhook")
    details_sealed = models.BinaryField()
    set_at = models.DateTimeField()

    class Meta:
        db_table = "webhook"


class WebhookDelivery(models.Model):
    """One notice: at least once, always under this id. `status`: the status word that it tells.

    `last_code`: what became of the last attempt, `http_500` or a code of `WEBHOOK_PROBLEMS`.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("Organisation", models.PROTECT, related_name="+")
    event = models.CharField(max_length=32)
    order = models.ForeignKey("Order", models.PROTECT, null=True, related_name="+")
    application = models.ForeignKey("Application", models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=24)
    at = models.DateTimeField()
    state = models.CharField(max_length=12, default=DeliveryState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_code = models.CharField(max_length=24, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "webhook_delivery"
        indexes = (models.Index(fields=["organisation", "at"], name="webhook_delivery_by_moment"),)
        constraints = (
            models.CheckConstraint(condition=Q(event__in=list(WebhookEvent)), name="notice_has_a_known_event"),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="notice_has_a_known_state"),
            models.CheckConstraint(
                condition=Q(order__isnull=True) ^ Q(application__isnull=True),
                name="notice_is_of_an_order_or_an_application",
            ),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.QUEUED, ended_at__isnull=True)
                | (~Q(state=DeliveryState.QUEUED) & Q(ended_at__isnull=False)),
                name="ended_notice_has_its_moment",
            ),
            models.UniqueConstraint(fields=["order", "event"], name="program_is_told_of_an_order_once"),
            models.UniqueConstraint(
                fields=["application", "event"],
                condition=~Q(event=WebhookEvent.APPLICATION_ASKED),
                name="program_is_told_of_an_application_once",
            ),
        )
