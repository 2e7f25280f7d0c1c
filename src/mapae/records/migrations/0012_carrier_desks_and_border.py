"""Accounts of carriers, test keys, and what is recorded at the border."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0011_desk"),
    ]

    operations = [
        migrations.CreateModel(
            name="BorderRecord",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("programme", models.CharField(max_length=8)),
                ("at", models.DateTimeField()),
                ("verdict", models.CharField(max_length=12)),
                ("status", models.CharField(max_length=24)),
                (
                    "flags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), default=list, size=None
                    ),
                ),
                ("stay_until", models.DateField(null=True)),
                ("document_index", models.BinaryField(null=True)),
                ("traveller_sealed", models.BinaryField(null=True)),
                ("act", models.CharField(blank=True, max_length=20)),
                ("acted_at", models.DateTimeField(null=True)),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), default=list, size=None
                    ),
                ),
            ],
            options={
                "db_table": "border_record",
            },
        ),
        migrations.RemoveConstraint(
            model_name="account",
            name="account_has_a_known_role",
        ),
        migrations.RemoveConstraint(
            model_name="carrierkey",
            name="carrier_key_has_one_of_two_slots",
        ),
        migrations.RemoveConstraint(
            model_name="carrierkey",
            name="carrier_has_two_live_keys_at_most",
        ),
        migrations.AddField(
            model_name="account",
            name="carrier",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="accounts", to="records.carrier"
            ),
        ),
        migrations.AddField(
            model_name="carrierkey",
            name="is_test",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("carrier__isnull", False), ("role", "carrier")),
                    models.Q(models.Q(("role", "carrier"), _negated=True), ("carrier__isnull", True)),
                    _connector="OR",
                ),
                name="account_at_a_carriers_desk_has_its_carrier",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["officer", "supervisor", "border", "auditor", "operator", "carrier"])),
                name="account_has_a_known_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="carrierkey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_test", False), ("slot__in", [1, 2])),
                    models.Q(("is_test", True), ("slot", 3)),
                    _connector="OR",
                ),
                name="carrier_key_has_a_slot_of_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="carrierkey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=("carrier", "slot"),
                name="carrier_has_one_live_key_in_a_slot",
            ),
        ),
        migrations.AddField(
            model_name="borderrecord",
            name="authorization",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.authorization"
            ),
        ),
        migrations.AddField(
            model_name="borderrecord",
            name="case_key",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.casekey"
            ),
        ),
        migrations.AddField(
            model_name="borderrecord",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="borderrecord",
            index=models.Index(fields=["document_index"], name="border_record_by_document"),
        ),
        migrations.AddIndex(
            model_name="borderrecord",
            index=models.Index(condition=models.Q(("act", "")), fields=["at"], name="border_look_up_by_moment"),
        ),
        migrations.AddConstraint(
            model_name="borderrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "verdict__in",
                        [
                            "VALID",
                            "NOT_VALID",
                            "REFER",
                        ],
                    )
                ),
                name="border_record_has_a_known_verdict",
            ),
        ),
        migrations.AddConstraint(
            model_name="borderrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act", ""), ("acted_at__isnull", True)),
                    models.Q(
                        (
                            "act__in",
                            [
                                "entry",
                                "refusal_of_entry",
                            ],
                        ),
                        ("acted_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="border_act_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="borderrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act", "refusal_of_entry"), ("reasons__len__gt", 0)),
                    models.Q(
                        models.Q(("act", "refusal_of_entry"), _negated=True),
                        ("reasons__len", 0),
                    ),
                    _connector="OR",
                ),
                name="refusal_of_entry_alone_has_reasons",
            ),
        ),
    ]
