"""Lists of lost and stolen documents in dated versions, and hits."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0013_nationalities_in_the_query_log"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListVersion",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16)),
                ("in_force_from", models.DateField()),
                ("imported_at", models.DateTimeField()),
                ("entries", models.PositiveIntegerField()),
                ("skipped", models.PositiveIntegerField()),
                ("digest", models.BinaryField()),
            ],
            options={
                "db_table": "list_version",
                "indexes": [
                    models.Index(fields=["kind", "in_force_from", "imported_at"], name="list_version_in_force")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["lost_stolen"])),
                        name="list_version_has_a_known_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Hit",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("list_kind", models.CharField(max_length=16)),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), size=None),
                ),
                ("pair_index", models.BinaryField()),
                ("sides_sealed", models.BinaryField()),
                ("found_at", models.DateTimeField()),
                ("judgement", models.CharField(blank=True, max_length=12)),
                ("judged_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hits", to="records.application"
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "hit",
                "indexes": [models.Index(fields=["pair_index"], name="hit_by_pair")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "list_kind__in",
                                [
                                    "lost_stolen",
                                    "earlier_cases",
                                ],
                            )
                        ),
                        name="hit_has_a_known_kind",
                    ),
                    models.CheckConstraint(condition=models.Q(("reasons__len__gt", 0)), name="hit_has_reasons"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("judged_at__isnull", True), ("judged_by__isnull", True), ("judgement", "")),
                            models.Q(
                                ("judged_at__isnull", False),
                                ("judged_by__isnull", False),
                                (
                                    "judgement__in",
                                    [
                                        "confirmed",
                                        "ruled_out",
                                        "unsure",
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="judged_hit_says_by_whom",
                    ),
                    models.UniqueConstraint(
                        fields=("application", "pair_index", "reasons"), name="hit_is_the_only_one_of_its_pair"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListedDocument",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("document_index", models.BinaryField()),
                ("kind", models.CharField(max_length=16)),
                ("reported_on", models.DateField()),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="records.listversion",
                    ),
                ),
            ],
            options={
                "db_table": "listed_document",
                "indexes": [models.Index(fields=["document_index", "version"], name="listed_document_by_document")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "lost",
                                    "stolen",
                                    "stolen_blank",
                                    "invalidated",
                                ],
                            )
                        ),
                        name="listed_document_has_a_known_kind",
                    )
                ],
            },
        ),
    ]
