"""An order keeps which words its mandates were declared in; fees of the withdrawn go back out of a payment that stays."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0018_mandates_and_reports")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="wording",
            field=models.CharField(max_length=16, default="1"),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="FeeRefund",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("amount", models.PositiveIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("state", models.CharField(default="due", max_length=12)),
                ("due_at", models.DateTimeField()),
                ("refunded_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fee_refund",
                        to="records.application",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="fee_refunds", to="records.payment"
                    ),
                ),
            ],
            options={
                "db_table": "fee_refund",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("refunded_at__isnull", True), ("state", "due")),
                            models.Q(("refunded_at__isnull", False), ("state", "refunded")),
                            _connector="OR",
                        ),
                        name="refunded_fee_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="fee_that_goes_back_is_something"
                    ),
                ],
            },
        ),
    ]
