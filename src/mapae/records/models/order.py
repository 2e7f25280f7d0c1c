"""Orders: what a group pays for at once, and the submissions that an order is split into."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mapae.core.application.parties import MandateAnswer, OrderStatus

_NOT_COUNTED_YET = [OrderStatus.PREPARING, OrderStatus.CANCELLED]


class Order(models.Model):
    """The rows that a representative chose and pays for at once. `pressed_at`: fee and rules freeze there.

    `amount` is the sum of the fees of its applications, known once all rows were submitted or left out.
    """

    id = models.UUIDField(primary_key=True)
    reference = models.CharField(max_length=18, unique=True)
    group = models.ForeignKey("Group", models.PROTECT, related_name="orders")
    status = models.CharField(max_length=20, default=OrderStatus.PREPARING)
    version = models.PositiveIntegerField(default=0)
    submit_key = models.BinaryField(unique=True)  # digest of the idempotency key
    rulebook = models.ForeignKey("RulebookVersion", models.PROTECT)
    pressed_by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    pressed_at = models.DateTimeField()
    wording = models.CharField(max_length=16)  # the version of the words that declare the mandates
    changed_at = models.DateTimeField()
    rows_total = models.PositiveIntegerField()
    amount = models.PositiveIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    told_at = models.DateTimeField(null=True)  # when its representative was told that everything is decided

    class Meta:
        db_table = "group_order"
        indexes = (models.Index(fields=["status", "changed_at"], name="order_by_status"),)
        constraints = (
            models.CheckConstraint(condition=Q(status__in=list(OrderStatus)), name="order_has_a_known_status"),
            models.CheckConstraint(condition=Q(rows_total__gt=0), name="order_has_rows"),
            models.CheckConstraint(
                condition=Q(status__in=_NOT_COUNTED_YET) | Q(amount__isnull=False), name="order_to_pay_has_its_amount"
            ),
        )


class Submission(models.Model):
    """At most so many applications of an order as the rulebook lets such an organisation send in at once."""

    id = models.UUIDField(primary_key=True)
    order = models.ForeignKey(Order, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=64)  # the rule of the rulebook that set the limit
    people = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "submission"
        constraints = (
            models.UniqueConstraint(fields=["order", "number"], name="submission_has_a_number_of_its_own"),
            models.CheckConstraint(
                condition=Q(people__gt=0, people__lte=models.F("most")),
                name="submission_is_within_the_rulebooks_number",
            ),
        )


class Mandate(models.Model):
    """Who declared to act for a traveller, when and in which words; and what the traveller said of it."""

    application = models.OneToOneField("Application", models.PROTECT, primary_key=True, related_name="mandate")
    declared_by = models.CharField(max_length=80)  # an actor as in the audit log, never a name
    declared_at = models.DateTimeField()
    wording = models.CharField(max_length=16)  # the version of the declaration's words
    answer = models.CharField(max_length=12, blank=True)
    answered_at = models.DateTimeField(null=True)
    tells_grounds = models.BooleanField(default=False)  # the traveller lets the representative read why it was refused
    read_at = models.DateTimeField(null=True)  # when somebody who knew the traveller's birth date first read of it
    examined_by = models.ForeignKey(
        "Account", models.PROTECT, null=True, related_name="+"
    )  # an objection after a grant
    examined_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "mandate"
        constraints = (
            models.CheckConstraint(condition=Q(answer__in=list(MandateAnswer)), name="mandate_has_a_known_answer"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="answered_mandate_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(examined_by__isnull=True, examined_at__isnull=True)
                | Q(examined_by__isnull=False, examined_at__isnull=False, answer=MandateAnswer.OBJECTED),
                name="examined_objection_says_by_whom",
            ),
        )
