"""Overrides of a no-board."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

_REASONS = ["humanitarian", "visa_seen", "official_invitation", "fault_of_ours", "decision_is_near"]


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0009_edits_and_reminders"),
    ]

    operations = [
        migrations.CreateModel(
            name="BoardOverride",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("programme", models.CharField(max_length=8)),
                ("document_index", models.BinaryField()),
                ("reason", models.CharField(max_length=24)),
                ("valid_from", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "board_override",
                "indexes": [models.Index(fields=["document_index", "valid_until"], name="override_by_document")],
                "constraints": [
                    models.CheckConstraint(condition=Q(reason__in=_REASONS), name="override_has_a_known_reason"),
                    models.CheckConstraint(
                        condition=Q(
                            valid_until__gte=F("valid_from"),
                            valid_until__lte=F("valid_from") + datetime.timedelta(days=3),
                        ),
                        name="override_lives_three_days_at_most",
                    ),
                ],
            },
        ),
    ]
