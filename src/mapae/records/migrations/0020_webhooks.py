"""Notices to the programs of organisations; which key pressed an order."""

import django.db.models.deletion
from django.db import migrations, models

import mapae.core.group.webhook


class Migration(migrations.Migration):
    dependencies = [("records", "0019_orders_wording")]

    operations = [
        migrations.CreateModel(
            name="Webhook",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="webhook",
                        serialize=False,
                        to="records.organisation",
                    ),
                ),
                ("details_sealed", models.BinaryField()),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "db_table": "webhook",
            },
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("event", models.CharField(max_length=32)),
                ("status", models.CharField(max_length=24)),
                ("at", models.DateTimeField()),
                ("state", models.CharField(default="queued", max_length=12)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("last_code", models.CharField(blank=True, max_length=24)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "webhook_delivery",
            },
        ),
        migrations.AddField(
            model_name="order",
            name="pressed_with",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.organisationkey"
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("pressed_by__isnull", True), ("pressed_with__isnull", True), _connector="OR"),
                name="order_is_pressed_by_a_person_or_a_program",
            ),
        ),
        migrations.AddField(
            model_name="webhookdelivery",
            name="application",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.application"
            ),
        ),
        migrations.AddField(
            model_name="webhookdelivery",
            name="order",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.order"
            ),
        ),
        migrations.AddField(
            model_name="webhookdelivery",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.organisation"
            ),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(fields=["organisation", "at"], name="webhook_delivery_by_moment"),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "event__in",
                        [
                            mapae.core.group.webhook.WebhookEvent["ORDER_AWAITING_PAYMENT"],
                            mapae.core.group.webhook.WebhookEvent["ORDER_RELEASED"],
                            mapae.core.group.webhook.WebhookEvent["APPLICATION_DECIDED"],
                        ],
                    )
                ),
                name="notice_has_a_known_event",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["queued", "delivered", "failed"])), name="notice_has_a_known_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("order__isnull", True), ("application__isnull", True), _connector="XOR"),
                name="notice_is_of_an_order_or_an_application",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("state", "queued")),
                    models.Q(models.Q(("state", "queued"), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="ended_notice_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.UniqueConstraint(fields=("order", "event"), name="program_is_told_of_an_order_once"),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.UniqueConstraint(
                fields=("application", "event"), name="program_is_told_of_an_application_once"
            ),
        ),
    ]
