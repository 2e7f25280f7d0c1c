"""Objections that officers looked at, orders that were told of, and reports of intermediaries."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0017_organisation_keys_and_proofs")]

    operations = [
        migrations.CreateModel(
            name="IntermediaryReport",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("status", models.CharField(default="open", max_length=8)),
                ("language", models.CharField(max_length=8)),
                ("content_sealed", models.BinaryField()),
                ("note_sealed", models.BinaryField(null=True)),
                ("reported_at", models.DateTimeField()),
                ("taken_up_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "intermediary_report",
            },
        ),
        migrations.RemoveConstraint(
            model_name="desknotice",
            name="notice_has_a_known_kind",
        ),
        migrations.AddField(
            model_name="mandate",
            name="read_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="mandate",
            name="examined_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="mandate",
            name="examined_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="told_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="order",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="records.order"
            ),
        ),
        migrations.AddConstraint(
            model_name="desknotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["taken_over", "assigned", "answered", "confirmed", "returned", "objected"])
                ),
                name="notice_has_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("examined_at__isnull", True), ("examined_by__isnull", True)),
                    models.Q(
                        ("answer", "objected"),
                        ("examined_at__isnull", False),
                        ("examined_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="examined_objection_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="outboxmessage",
            constraint=models.UniqueConstraint(fields=("order", "kind"), name="order_is_told_of_once"),
        ),
        migrations.AddField(
            model_name="intermediaryreport",
            name="application",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="records.application"
            ),
        ),
        migrations.AddField(
            model_name="intermediaryreport",
            name="case_key",
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="records.casekey"),
        ),
        migrations.AddField(
            model_name="intermediaryreport",
            name="closed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="intermediaryreport",
            name="taken_up_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="intermediaryreport",
            index=models.Index(fields=["status", "reported_at"], name="report_by_status"),
        ),
        migrations.AddConstraint(
            model_name="intermediaryreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "open",
                            "taken_up",
                            "closed",
                        ],
                    )
                ),
                name="report_has_a_known_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="intermediaryreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "open"),
                    models.Q(("taken_up_at__isnull", False), ("taken_up_by__isnull", False)),
                    _connector="OR",
                ),
                name="report_that_was_taken_up_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="intermediaryreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "closed"), _negated=True),
                    models.Q(
                        ("closed_at__isnull", False), ("closed_by__isnull", False), ("note_sealed__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="closed_report_says_by_whom_and_why",
            ),
        ),
    ]
