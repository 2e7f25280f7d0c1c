"""Payments of fees."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class PaymentState(models.TextChoices):
    STARTED = "started"
    UNDER_WAY = "under_way"  # the payer did their part, the money takes its time
    PAID = "paid"
    FAILED = "failed"
    REFUND_DUE = "refund_due"
    REFUNDED = "refunded"


_NOTHING_CAME = [PaymentState.STARTED, PaymentState.UNDER_WAY, PaymentState.FAILED]


class Payment(models.Model):
    """One attempt to pay, for one application or for an order.

    Money that came twice or too late is kept as its own row and given back.

    Until the provider has answered, a started payment has no reference, and nobody knows where to pay it.
    """

    id = models.UUIDField(primary_key=True)
    application = models.ForeignKey("Application", models.PROTECT, null=True, related_name="payments")
    order = models.ForeignKey("Order", models.PROTECT, null=True, related_name="payments")
    amount = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=12, default=PaymentState.STARTED)
    provider = models.CharField(max_length=24)
    provider_reference = models.CharField(max_length=255, unique=True, null=True)
    started_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    refunded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "payment"
        indexes = (models.Index(fields=["state", "started_at"], name="payment_by_state"),)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=PaymentState.values), name="payment_has_a_known_state"),
            models.CheckConstraint(
                condition=Q(state__in=_NOTHING_CAME) | Q(paid_at__isnull=False),
                name="received_payment_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[PaymentState.STARTED, PaymentState.FAILED])
                | Q(provider_reference__isnull=False),
                name="payment_that_the_provider_spoke_of_has_its_reference",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaymentState.REFUNDED) | Q(refunded_at__isnull=False),
                name="refunded_payment_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(application__isnull=False, order__isnull=True)
                | Q(application__isnull=True, order__isnull=False),
                name="payment_is_for_one_thing",
            ),
            models.UniqueConstraint(
                fields=["application"], condition=Q(state=PaymentState.PAID), name="application_is_paid_once"
            ),
            models.UniqueConstraint(fields=["order"], condition=Q(state=PaymentState.PAID), name="order_is_paid_once"),
        )


class FeeRefundState(models.TextChoices):
    DUE = "due"
    REFUNDED = "refunded"


class FeeRefund(models.Model):
    """The fee of one application that is given back out of a payment that stays: it was withdrawn, and the rules say so."""

    id = models.UUIDField(primary_key=True)
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="fee_refunds")
    application = models.OneToOneField("Application", models.PROTECT, related_name="fee_refund")
    amount = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=12, default=FeeRefundState.DUE)
    due_at = models.DateTimeField()
    refunded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "fee_refund"
        constraints = (
            models.CheckConstraint(
                condition=Q(state=FeeRefundState.DUE, refunded_at__isnull=True)
                | Q(state=FeeRefundState.REFUNDED, refunded_at__isnull=False),
                name="refunded_fee_has_its_moment",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="fee_that_goes_back_is_something"),
        )
