"""The portrait of an application, sealed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0007_arrival_may_be_unknown"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16)),
                ("content_sealed", models.BinaryField()),
                ("digest", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="records.application",
                    ),
                ),
            ],
            options={
                "db_table": "attachment",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind", "portrait")), name="attachment_has_a_known_kind"
                    ),
                    models.UniqueConstraint(
                        fields=("application", "kind"), name="application_has_one_attachment_of_a_kind"
                    ),
                ],
            },
        ),
    ]
