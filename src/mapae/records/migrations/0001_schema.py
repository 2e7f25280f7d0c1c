"""Every table as it stands in the first version, with its constraints and indexes. What models cannot say is in 0002."""

import datetime

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import mapae.core.application.parties
import mapae.core.application.reports
import mapae.core.application.status
import mapae.core.authorization.flag
import mapae.core.authorization.validity
import mapae.core.decision.outcome
import mapae.core.decision.proposal
import mapae.core.group.webhook
import mapae.core.rulebook.assessment
import mapae.core.screening.hit
import mapae.core.screening.report
import mapae.core.travel.border_check
import mapae.core.travel.override
import mapae.records.role


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Carrier",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120, unique=True)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "carrier",
            },
        ),
        migrations.CreateModel(
            name="CaseKey",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("wrapped", models.BinaryField(null=True)),
                ("master_version", models.PositiveSmallIntegerField()),
                ("destroyed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "case_key",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("destroyed_at__isnull", True), ("wrapped__isnull", False)),
                            models.Q(("destroyed_at__isnull", False), ("wrapped__isnull", True)),
                            _connector="OR",
                        ),
                        name="case_key_is_there_until_destroyed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=24)),
                (
                    "status",
                    models.CharField(
                        default=mapae.core.application.parties.OrganisationStatus["WAITING"], max_length=12
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("language", models.CharField(max_length=8)),
                ("case_key", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="records.casekey")),
                ("details_sealed", models.BinaryField()),
                ("mailbox_index", models.BinaryField()),
                ("mailbox_proven_at", models.DateTimeField()),
                ("registered_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), default=list, size=None
                    ),
                ),
            ],
            options={
                "db_table": "organisation",
                "indexes": [models.Index(fields=["status", "registered_at"], name="organisation_by_queue")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    mapae.core.application.parties.OrganisationKind["COMPANY"],
                                    mapae.core.application.parties.OrganisationKind["MEDICAL_INSTITUTION"],
                                    mapae.core.application.parties.OrganisationKind["SCHOOL"],
                                    mapae.core.application.parties.OrganisationKind["TRAVEL_AGENCY"],
                                ],
                            )
                        ),
                        name="organisation_has_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    mapae.core.application.parties.OrganisationStatus["WAITING"],
                                    mapae.core.application.parties.OrganisationStatus["APPROVED"],
                                    mapae.core.application.parties.OrganisationStatus["REFUSED"],
                                    mapae.core.application.parties.OrganisationStatus["SUSPENDED"],
                                ],
                            )
                        ),
                        name="organisation_has_a_known_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reasons", []),
                                (
                                    "status__in",
                                    [
                                        mapae.core.application.parties.OrganisationStatus["WAITING"],
                                        mapae.core.application.parties.OrganisationStatus["APPROVED"],
                                    ],
                                ),
                            ),
                            models.Q(
                                (
                                    "status__in",
                                    [
                                        mapae.core.application.parties.OrganisationStatus["REFUSED"],
                                        mapae.core.application.parties.OrganisationStatus["SUSPENDED"],
                                    ],
                                ),
                                models.Q(("reasons", []), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="refused_or_suspended_organisation_alone_has_reasons",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=64, unique=True)),
                ("role", models.CharField(max_length=16)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                (
                    "carrier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="records.carrier",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="records.organisation",
                    ),
                ),
                ("is_manager", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "account",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("carrier__isnull", False), ("role", mapae.records.role.Role["CARRIER"])),
                            models.Q(
                                models.Q(("role", mapae.records.role.Role["CARRIER"]), _negated=True),
                                ("carrier__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="account_at_a_carriers_desk_has_its_carrier",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("organisation__isnull", False), ("role", mapae.records.role.Role["REPRESENTATIVE"])
                            ),
                            models.Q(
                                models.Q(("role", mapae.records.role.Role["REPRESENTATIVE"]), _negated=True),
                                ("is_manager", False),
                                ("organisation__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="account_of_a_representative_has_its_organisation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                ["officer", "supervisor", "border", "auditor", "operator", "carrier", "representative"],
                            )
                        ),
                        name="account_has_a_known_role",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("outcome", models.CharField(max_length=16)),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), size=None),
                ),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("note_sealed", models.BinaryField(null=True)),
                ("note_language", models.CharField(blank=True, max_length=8)),
                ("assessment_sealed", models.BinaryField(null=True)),
            ],
            options={
                "db_table": "decision",
                "indexes": [models.Index(fields=["decided_at"], name="decision_by_moment")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                [
                                    mapae.core.decision.outcome.Outcome["GRANTED"],
                                    mapae.core.decision.outcome.Outcome["REFUSED"],
                                ],
                            )
                        ),
                        name="decision_has_a_known_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", mapae.core.decision.outcome.Outcome["REFUSED"]), _negated=True),
                            ("decided_by__isnull", False),
                            _connector="OR",
                        ),
                        name="refusal_has_an_officer",
                    ),
                    models.CheckConstraint(condition=models.Q(("reasons__len__gt", 0)), name="decision_has_reasons"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("decided_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="decision_is_confirmed_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=24)),
                ("programme", models.CharField(max_length=8)),
                ("version", models.PositiveIntegerField(default=0)),
                ("language", models.CharField(max_length=8)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="records.organisation",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("case_key", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="records.casekey")),
                ("details_sealed", models.BinaryField()),
                ("common_sealed", models.BinaryField(null=True)),
                ("mailbox_index", models.BinaryField(null=True)),
                ("mailbox_proven_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "traveller_group",
                "indexes": [
                    models.Index(fields=["organisation", "changed_at"], name="group_by_organisation"),
                    models.Index(fields=["mailbox_index"], name="group_by_mailbox"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    mapae.core.application.parties.OrganisationKind["TRAVEL_AGENCY"],
                                    mapae.core.application.parties.OrganisationKind["MEDICAL_INSTITUTION"],
                                    mapae.core.application.parties.OrganisationKind["COMPANY"],
                                    mapae.core.application.parties.OrganisationKind["SCHOOL"],
                                    mapae.core.application.parties.OrganisationKind["FAMILY"],
                                ],
                            )
                        ),
                        name="group_has_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", mapae.core.application.parties.OrganisationKind["FAMILY"]),
                                ("mailbox_index__isnull", False),
                                ("organisation__isnull", True),
                            ),
                            models.Q(
                                models.Q(
                                    ("kind", mapae.core.application.parties.OrganisationKind["FAMILY"]), _negated=True
                                ),
                                ("mailbox_index__isnull", True),
                                ("organisation__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="group_is_of_an_organisation_or_of_a_family",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mailbox_index__isnull", True), ("mailbox_proven_at__isnull", True)),
                            models.Q(("mailbox_index__isnull", False), ("mailbox_proven_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="proven_mailbox_of_a_group_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RulebookVersion",
            fields=[
                ("version", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("programme", models.CharField(max_length=8)),
                ("content", models.BinaryField()),
                ("loaded_at", models.DateTimeField()),
            ],
            options={
                "db_table": "rulebook_version",
            },
        ),
        migrations.CreateModel(
            name="OrganisationKey",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="records.organisation"
                    ),
                ),
                ("slot", models.PositiveSmallIntegerField()),
                ("digest", models.BinaryField(unique=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "organisation_key",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slot__in", [1, 2])), name="organisation_key_has_a_known_slot"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("organisation", "slot"),
                        name="organisation_has_one_live_key_in_a_slot",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=18, unique=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="records.group"
                    ),
                ),
                (
                    "status",
                    models.CharField(default=mapae.core.application.parties.OrderStatus["PREPARING"], max_length=20),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("submit_key", models.BinaryField(unique=True)),
                (
                    "rulebook",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.rulebookversion"),
                ),
                (
                    "pressed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pressed_with",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.organisationkey",
                    ),
                ),
                ("pressed_at", models.DateTimeField()),
                ("wording", models.CharField(max_length=16)),
                ("changed_at", models.DateTimeField()),
                ("rows_total", models.PositiveIntegerField()),
                ("amount", models.PositiveIntegerField(null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("told_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "group_order",
                "indexes": [models.Index(fields=["status", "changed_at"], name="order_by_status")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    mapae.core.application.parties.OrderStatus["PREPARING"],
                                    mapae.core.application.parties.OrderStatus["AWAITING_PAYMENT"],
                                    mapae.core.application.parties.OrderStatus["PAID"],
                                    mapae.core.application.parties.OrderStatus["RELEASED"],
                                    mapae.core.application.parties.OrderStatus["CANCELLED"],
                                    mapae.core.application.parties.OrderStatus["LAPSED"],
                                ],
                            )
                        ),
                        name="order_has_a_known_status",
                    ),
                    models.CheckConstraint(condition=models.Q(("rows_total__gt", 0)), name="order_has_rows"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pressed_by__isnull", True), ("pressed_with__isnull", True), _connector="OR"
                        ),
                        name="order_is_pressed_by_a_person_or_a_program",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    mapae.core.application.parties.OrderStatus["PREPARING"],
                                    mapae.core.application.parties.OrderStatus["CANCELLED"],
                                ],
                            ),
                            ("amount__isnull", False),
                            _connector="OR",
                        ),
                        name="order_to_pay_has_its_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="submissions", to="records.order"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("rule", models.CharField(max_length=64)),
                ("people", models.PositiveSmallIntegerField()),
                ("most", models.PositiveSmallIntegerField()),
            ],
            options={
                "db_table": "submission",
                "constraints": [
                    models.UniqueConstraint(fields=("order", "number"), name="submission_has_a_number_of_its_own"),
                    models.CheckConstraint(
                        condition=models.Q(("people__gt", 0), ("people__lte", models.F("most"))),
                        name="submission_is_within_the_rulebooks_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=18, unique=True)),
                ("programme", models.CharField(max_length=8)),
                ("status", models.CharField(default=mapae.core.application.status.Status["DRAFT"], max_length=24)),
                ("version", models.PositiveIntegerField(default=0)),
                ("language", models.CharField(max_length=8)),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="records.group",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="records.submission",
                    ),
                ),
                ("case_key", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="records.casekey")),
                ("answers_sealed", models.BinaryField(null=True)),
                ("mailbox_index", models.BinaryField(null=True)),
                ("mailbox_proven_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                ("submit_key", models.BinaryField(null=True, unique=True)),
                (
                    "rulebook",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="records.rulebookversion"
                    ),
                ),
                ("nationality", models.CharField(blank=True, max_length=3)),
                ("arrival_day", models.DateField(null=True)),
                ("fee_total", models.PositiveIntegerField(null=True)),
                ("fee_currency", models.CharField(blank=True, max_length=3)),
                ("validity_years", models.PositiveSmallIntegerField(null=True)),
                ("document_index", models.BinaryField(null=True)),
                ("person_index", models.BinaryField(null=True)),
                ("status_index", models.BinaryField(null=True)),
                (
                    "decision",
                    models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to="records.decision"),
                ),
            ],
            options={
                "db_table": "application",
                "indexes": [
                    models.Index(fields=["status", "arrival_day"], name="application_by_queue"),
                    models.Index(fields=["status", "submitted_at"], name="application_by_age"),
                    models.Index(fields=["person_index"], name="application_by_person"),
                    models.Index(fields=["document_index"], name="application_by_document"),
                    models.Index(fields=["status_index"], name="application_by_status_index"),
                    models.Index(fields=["mailbox_index"], name="application_by_mailbox"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    mapae.core.application.status.Status["DRAFT"],
                                    mapae.core.application.status.Status["AWAITING_PAYMENT"],
                                    mapae.core.application.status.Status["IN_ASSESSMENT"],
                                    mapae.core.application.status.Status["REFERRED"],
                                    mapae.core.application.status.Status["INFORMATION_REQUESTED"],
                                    mapae.core.application.status.Status["GRANTED"],
                                    mapae.core.application.status.Status["REFUSED"],
                                    mapae.core.application.status.Status["WITHDRAWN"],
                                    mapae.core.application.status.Status["LAPSED"],
                                ],
                            )
                        ),
                        name="application_has_a_known_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    mapae.core.application.status.Status["DRAFT"],
                                    mapae.core.application.status.Status["WITHDRAWN"],
                                ],
                            ),
                            models.Q(
                                ("document_index__isnull", False),
                                ("fee_total__isnull", False),
                                ("person_index__isnull", False),
                                ("rulebook__isnull", False),
                                ("status_index__isnull", False),
                                ("submit_key__isnull", False),
                                ("submitted_at__isnull", False),
                                ("validity_years__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="submitted_application_is_frozen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decision__isnull", False),
                                (
                                    "status__in",
                                    [
                                        mapae.core.application.status.Status["GRANTED"],
                                        mapae.core.application.status.Status["REFUSED"],
                                    ],
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "status__in",
                                        [
                                            mapae.core.application.status.Status["GRANTED"],
                                            mapae.core.application.status.Status["REFUSED"],
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("decision__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="decided_application_has_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", mapae.core.application.status.Status["DRAFT"]), _negated=True),
                            ("submitted_at__isnull", True),
                            _connector="OR",
                        ),
                        name="draft_was_not_submitted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mailbox_index__isnull", True), ("mailbox_proven_at__isnull", True)),
                            models.Q(("mailbox_index__isnull", False), ("mailbox_proven_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="proven_mailbox_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("submission__isnull", True), ("group__isnull", False), _connector="OR"),
                        name="application_of_a_submission_is_of_its_group",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditCheckpoint",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("note", models.TextField()),
                ("frontier", models.BinaryField()),
                ("highest_leaf", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "audit_checkpoint",
            },
        ),
        migrations.CreateModel(
            name="AuditLeaf",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
            ],
            options={
                "db_table": "audit_leaf",
            },
        ),
        migrations.CreateModel(
            name="GroupFile",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="records.group"
                    ),
                ),
                (
                    "kind",
                    models.CharField(default=mapae.core.application.parties.FileKind["TRAVELLERS"], max_length=12),
                ),
                (
                    "status",
                    models.CharField(default=mapae.core.application.parties.FileStatus["WAITING"], max_length=8),
                ),
                ("content_sealed", models.BinaryField(null=True)),
                ("asked_sealed", models.BinaryField(null=True)),
                ("told_sealed", models.BinaryField(null=True)),
                ("refused_code", models.CharField(blank=True, max_length=32)),
                ("rows_total", models.PositiveIntegerField(null=True)),
                ("rows_read", models.PositiveIntegerField(default=0)),
                ("rows_new", models.PositiveIntegerField(default=0)),
                ("rows_changed", models.PositiveIntegerField(default=0)),
                ("rows_ordered", models.PositiveIntegerField(default=0)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("uploaded_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "group_file",
                "indexes": [models.Index(fields=["group", "uploaded_at"], name="group_file_by_group")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    mapae.core.application.parties.FileKind["TRAVELLERS"],
                                    mapae.core.application.parties.FileKind["PORTRAITS"],
                                ],
                            )
                        ),
                        name="group_file_has_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    mapae.core.application.parties.FileStatus["WAITING"],
                                    mapae.core.application.parties.FileStatus["ASKING"],
                                    mapae.core.application.parties.FileStatus["READING"],
                                    mapae.core.application.parties.FileStatus["DONE"],
                                    mapae.core.application.parties.FileStatus["REFUSED"],
                                ],
                            )
                        ),
                        name="group_file_has_a_known_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "status__in",
                                    [
                                        mapae.core.application.parties.FileStatus["DONE"],
                                        mapae.core.application.parties.FileStatus["REFUSED"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            ("content_sealed__isnull", True),
                            _connector="OR",
                        ),
                        name="group_file_that_was_read_is_gone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupRow",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="records.group"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField(default=0)),
                ("answers_sealed", models.BinaryField()),
                ("document_index", models.BinaryField(null=True)),
                ("person_index", models.BinaryField(null=True)),
                ("problems", models.PositiveSmallIntegerField()),
                ("requirement", models.CharField(blank=True, max_length=16)),
                ("opts_in", models.BooleanField(default=False)),
                ("has_portrait", models.BooleanField(default=False)),
                ("checked_on", models.DateField()),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="records.groupfile",
                    ),
                ),
                ("line", models.PositiveIntegerField(null=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "order",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="records.order"
                    ),
                ),
                ("left_out", models.CharField(blank=True, max_length=32)),
                (
                    "application",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="row",
                        to="records.application",
                    ),
                ),
            ],
            options={
                "db_table": "group_row",
                "indexes": [
                    models.Index(fields=["group", "document_index"], name="group_row_by_document"),
                    models.Index(fields=["document_index"], name="group_row_by_any_document"),
                    models.Index(fields=["group", "person_index"], name="group_row_by_person"),
                    models.Index(fields=["order"], name="group_row_by_order"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("group", "number"), name="group_row_has_a_number_of_its_own"),
                    models.CheckConstraint(
                        condition=models.Q(("file__isnull", True), ("line__isnull", False), _connector="OR"),
                        name="row_of_a_file_has_its_line",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "requirement__in",
                                [
                                    "",
                                    mapae.core.rulebook.assessment.Requirement["REQUIRED"],
                                    mapae.core.rulebook.assessment.Requirement["EXEMPT"],
                                    mapae.core.rulebook.assessment.Requirement["OUTSIDE"],
                                    mapae.core.rulebook.assessment.Requirement["NOT_ELIGIBLE"],
                                ],
                            )
                        ),
                        name="group_row_has_a_known_requirement",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("application__isnull", True), ("order__isnull", False), _connector="OR"),
                        name="submitted_row_has_its_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "team",
            },
        ),
        migrations.CreateModel(
            name="AuditPlacement",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("leaf", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="records.auditleaf")),
                ("leaf_hash", models.BinaryField()),
            ],
            options={
                "db_table": "audit_placement",
            },
        ),
        migrations.CreateModel(
            name="Authorization",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "application",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="records.application"),
                ),
                ("programme", models.CharField(max_length=8)),
                ("nationality", models.CharField(max_length=3)),
                ("document_index", models.BinaryField()),
                ("person_index", models.BinaryField()),
                ("match_sealed", models.BinaryField(null=True)),
                ("granted_at", models.DateTimeField()),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("ending", models.CharField(blank=True, max_length=16)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "superseded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="records.authorization"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
            ],
            options={
                "db_table": "authorization",
                "indexes": [
                    models.Index(fields=["document_index"], name="authorization_by_document"),
                    models.Index(fields=["person_index"], name="authorization_by_person"),
                    models.Index(
                        condition=models.Q(("ending", "")), fields=["last_day"], name="authorization_by_last_day"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ending", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                (
                                    "ending__in",
                                    [
                                        mapae.core.authorization.validity.Ending["REVOKED"],
                                        mapae.core.authorization.validity.Ending["ANNULLED"],
                                        mapae.core.authorization.validity.Ending["CANCELLED"],
                                        mapae.core.authorization.validity.Ending["SUPERSEDED"],
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="ended_authorization_says_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="authorization_lives_at_least_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ending", "")),
                        fields=("programme", "document_index"),
                        name="document_has_one_living_authorization",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuthorizationEnding",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "authorization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ended_by_decision",
                        to="records.authorization",
                    ),
                ),
                ("act", models.CharField(max_length=8)),
                (
                    "grounds",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), size=None),
                ),
                ("note_sealed", models.BinaryField(null=True)),
                ("note_language", models.CharField(blank=True, max_length=8)),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField()),
            ],
            options={
                "db_table": "authorization_ending",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "act__in",
                                [
                                    mapae.core.decision.proposal.AdverseAct["REVOKE"],
                                    mapae.core.decision.proposal.AdverseAct["ANNUL"],
                                ],
                            )
                        ),
                        name="ending_has_a_known_act",
                    ),
                    models.CheckConstraint(condition=models.Q(("grounds__len__gt", 0)), name="ending_has_grounds"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("decided_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="ending_is_confirmed_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardOverride",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("programme", models.CharField(max_length=8)),
                ("document_index", models.BinaryField()),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("reason", models.CharField(max_length=24)),
                ("valid_from", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
            ],
            options={
                "db_table": "board_override",
                "indexes": [models.Index(fields=["document_index", "valid_until"], name="override_by_document")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    mapae.core.travel.override.OverrideReason["HUMANITARIAN"],
                                    mapae.core.travel.override.OverrideReason["VISA_SEEN"],
                                    mapae.core.travel.override.OverrideReason["OFFICIAL_INVITATION"],
                                    mapae.core.travel.override.OverrideReason["FAULT_OF_OURS"],
                                    mapae.core.travel.override.OverrideReason["DECISION_IS_NEAR"],
                                ],
                            )
                        ),
                        name="override_has_a_known_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__gte", models.F("valid_from")),
                            (
                                "valid_until__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("valid_from"), "+", models.Value(datetime.timedelta(days=3))
                                ),
                            ),
                        ),
                        name="override_lives_three_days_at_most",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardCheckMessage",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("carrier", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.carrier")),
                ("message_id", models.CharField(max_length=64)),
                ("body_digest", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "board_check_message",
                "constraints": [
                    models.UniqueConstraint(fields=("carrier", "message_id"), name="carrier_uses_a_message_id_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CarrierKey",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "carrier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="records.carrier"
                    ),
                ),
                ("slot", models.PositiveSmallIntegerField()),
                ("is_test", models.BooleanField(default=False)),
                ("digest", models.BinaryField(unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "carrier_key",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_test", False), ("slot__in", [1, 2])),
                            models.Q(("is_test", True), ("slot", 3)),
                            _connector="OR",
                        ),
                        name="carrier_key_has_a_slot_of_its_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("carrier", "slot"),
                        name="carrier_has_one_live_key_in_a_slot",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="records.application"
                    ),
                ),
                ("name", models.CharField(max_length=48)),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(max_length=80)),
                ("from_status", models.CharField(blank=True, max_length=24)),
                ("to_status", models.CharField(blank=True, max_length=24)),
                ("version", models.PositiveIntegerField()),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), default=list, size=None
                    ),
                ),
            ],
            options={
                "db_table": "case_event",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "version"), name="case_event_is_the_only_one_of_its_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswersEdit",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="edits", to="records.application"
                    ),
                ),
                ("event", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="records.caseevent")),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), size=None),
                ),
                ("values_sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "answers_edit",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("fields__len__gt", 0)), name="edit_says_which_answers")
                ],
            },
        ),
        migrations.CreateModel(
            name="BorderRecord",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("programme", models.CharField(max_length=8)),
                ("at", models.DateTimeField()),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
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
                (
                    "authorization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.authorization",
                    ),
                ),
                (
                    "case_key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.casekey"
                    ),
                ),
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
                "indexes": [
                    models.Index(fields=["document_index"], name="border_record_by_document"),
                    models.Index(condition=models.Q(("act", "")), fields=["at"], name="border_look_up_by_moment"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verdict__in",
                                [
                                    mapae.core.travel.border_check.BorderVerdict["VALID"],
                                    mapae.core.travel.border_check.BorderVerdict["NOT_VALID"],
                                    mapae.core.travel.border_check.BorderVerdict["REFER"],
                                ],
                            )
                        ),
                        name="border_record_has_a_known_verdict",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", ""), ("acted_at__isnull", True)),
                            models.Q(
                                (
                                    "act__in",
                                    [
                                        mapae.core.travel.border_check.BorderAct["ENTRY"],
                                        mapae.core.travel.border_check.BorderAct["REFUSAL"],
                                    ],
                                ),
                                ("acted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="border_act_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("act", mapae.core.travel.border_check.BorderAct["REFUSAL"]), ("reasons__len__gt", 0)
                            ),
                            models.Q(
                                models.Q(("act", mapae.core.travel.border_check.BorderAct["REFUSAL"]), _negated=True),
                                ("reasons__len", 0),
                            ),
                            _connector="OR",
                        ),
                        name="refusal_of_entry_alone_has_reasons",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeskDraft",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.application"
                    ),
                ),
                ("form", models.CharField(max_length=32)),
                ("content_sealed", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "db_table": "desk_draft",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "application", "form"), name="draft_is_the_only_one_of_its_form"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeskNotice",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.application"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "desk_notice",
                "indexes": [models.Index(fields=["account", "at"], name="desk_notice_by_account")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["taken_over", "assigned", "answered", "confirmed", "returned", "objected"])
                        ),
                        name="notice_has_a_known_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExpiryReminder",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "authorization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="records.authorization",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField()),
                ("queued_at", models.DateTimeField()),
            ],
            options={
                "db_table": "expiry_reminder",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authorization", "days"), name="authorization_has_each_reminder_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RowPortrait",
            fields=[
                (
                    "row",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="portrait",
                        serialize=False,
                        to="records.grouprow",
                    ),
                ),
                ("content_sealed", models.BinaryField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "row_portrait",
            },
        ),
        migrations.CreateModel(
            name="Hit",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hits", to="records.application"
                    ),
                ),
                ("list_kind", models.CharField(max_length=16)),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), size=None),
                ),
                ("pair_index", models.BinaryField()),
                ("sides_sealed", models.BinaryField()),
                ("found_at", models.DateTimeField()),
                ("judgement", models.CharField(blank=True, max_length=12)),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("judged_at", models.DateTimeField(null=True)),
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
                                    mapae.core.screening.hit.ListKind["LOST_STOLEN"],
                                    mapae.core.screening.hit.ListKind["EARLIER_CASES"],
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
                                        mapae.core.screening.hit.Judgement["CONFIRMED"],
                                        mapae.core.screening.hit.Judgement["RULED_OUT"],
                                        mapae.core.screening.hit.Judgement["UNSURE"],
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
            name="InformationRequest",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="information_requests",
                        to="records.application",
                    ),
                ),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), size=None),
                ),
                ("language", models.CharField(max_length=8)),
                ("question_sealed", models.BinaryField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("due_day", models.DateField()),
                ("answer_sealed", models.BinaryField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "information_request",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("topics__len__gt", 0)), name="question_has_a_topic"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer_sealed__isnull", True), ("answered_at__isnull", False), _connector="OR"
                        ),
                        name="answer_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answered_at__isnull", True), ("closed_at__isnull", True), _connector="OR"),
                        name="closed_question_has_no_answer",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True), ("closed_at__isnull", True)),
                        fields=("application",),
                        name="application_has_one_open_question",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Installation",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("audit_name", models.CharField(max_length=120)),
                ("key_proof", models.BinaryField()),
                ("is_demonstration", models.BooleanField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "installation",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="database_is_one_installation")
                ],
            },
        ),
        migrations.CreateModel(
            name="IntermediaryReport",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("status", models.CharField(default=mapae.core.application.reports.ReportStatus["OPEN"], max_length=8)),
                ("language", models.CharField(max_length=8)),
                (
                    "application",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="records.application",
                    ),
                ),
                ("case_key", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="records.casekey")),
                ("content_sealed", models.BinaryField()),
                ("note_sealed", models.BinaryField(null=True)),
                ("reported_at", models.DateTimeField()),
                (
                    "taken_up_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("taken_up_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "intermediary_report",
                "indexes": [models.Index(fields=["status", "reported_at"], name="report_by_status")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    mapae.core.application.reports.ReportStatus["OPEN"],
                                    mapae.core.application.reports.ReportStatus["TAKEN_UP"],
                                    mapae.core.application.reports.ReportStatus["CLOSED"],
                                ],
                            )
                        ),
                        name="report_has_a_known_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", mapae.core.application.reports.ReportStatus["OPEN"]),
                            models.Q(("taken_up_at__isnull", False), ("taken_up_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_that_was_taken_up_says_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", mapae.core.application.reports.ReportStatus["CLOSED"]), _negated=True),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("note_sealed__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="closed_report_says_by_whom_and_why",
                    ),
                ],
            },
        ),
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
                        condition=models.Q(("kind__in", [mapae.core.screening.hit.ListKind["LOST_STOLEN"]])),
                        name="list_version_has_a_known_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ListedDocument",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="records.listversion",
                    ),
                ),
                ("document_index", models.BinaryField()),
                ("kind", models.CharField(max_length=16)),
                ("reported_on", models.DateField()),
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
                                    mapae.core.screening.report.ReportKind["LOST"],
                                    mapae.core.screening.report.ReportKind["STOLEN"],
                                    mapae.core.screening.report.ReportKind["STOLEN_BLANK"],
                                    mapae.core.screening.report.ReportKind["INVALIDATED"],
                                ],
                            )
                        ),
                        name="listed_document_has_a_known_kind",
                    )
                ],
            },
        ),
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
            name="MailboxRequest",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("purpose", models.CharField(max_length=8)),
                ("language", models.CharField(max_length=8)),
                ("notice", models.CharField(blank=True, max_length=16)),
                ("case_key", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="records.casekey")),
                ("address_sealed", models.BinaryField()),
                ("asked_at", models.DateTimeField()),
                ("proven_at", models.DateTimeField(null=True)),
                ("details_sealed", models.BinaryField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="records.application",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.group"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "mailbox_request",
                "indexes": [models.Index(fields=["asked_at"], name="mailbox_request_by_age")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["begin", "find", "family", "register", "member"])),
                        name="mailbox_request_has_a_known_purpose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proven_at__isnull", False),
                            models.Q(("application__isnull", True), ("group__isnull", True)),
                            _connector="OR",
                        ),
                        name="mailbox_is_proven_before_anything_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("purpose", "member"), _negated=True),
                            ("organisation__isnull", False),
                            _connector="OR",
                        ),
                        name="invitation_is_of_an_organisation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="messages",
                        to="records.application",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="messages",
                        to="records.mailboxrequest",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="records.group",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="records.organisation",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="records.order",
                    ),
                ),
                ("kind", models.CharField(max_length=48)),
                (
                    "cause",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="records.caseevent"),
                ),
                ("language", models.CharField(max_length=8)),
                ("message_id", models.CharField(max_length=80, unique=True)),
                ("state", models.CharField(default="queued", max_length=8)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("queued_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "outbox_message",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["queued", "sent", "failed"])),
                        name="message_has_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", False), _connector="OR"
                        ),
                        name="sent_message_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("application__isnull", False),
                                ("group__isnull", True),
                                ("organisation__isnull", True),
                                ("request__isnull", True),
                            ),
                            models.Q(
                                ("application__isnull", True),
                                ("group__isnull", True),
                                ("organisation__isnull", True),
                                ("request__isnull", False),
                            ),
                            models.Q(
                                ("application__isnull", True),
                                ("group__isnull", False),
                                ("organisation__isnull", True),
                                ("request__isnull", True),
                            ),
                            models.Q(
                                ("application__isnull", True),
                                ("group__isnull", True),
                                ("organisation__isnull", False),
                                ("request__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="message_has_one_recipient",
                    ),
                    models.UniqueConstraint(fields=("cause", "kind"), name="event_causes_each_message_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("cause__isnull", True)),
                        fields=("order", "kind"),
                        name="order_is_told_of_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MailedLink",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("purpose", models.CharField(max_length=16)),
                ("token_digest", models.BinaryField(unique=True)),
                ("code_digest", models.BinaryField(null=True)),
                (
                    "message",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="links",
                        to="records.outboxmessage",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="links",
                        to="records.mailboxrequest",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="links",
                        to="records.application",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="links", to="records.group"
                    ),
                ),
                ("expires_at", models.DateTimeField()),
                ("spent_at", models.DateTimeField(null=True)),
                ("spent_by", models.BinaryField(null=True)),
            ],
            options={
                "db_table": "mailed_link",
                "indexes": [models.Index(fields=["expires_at"], name="mailed_link_by_end")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("application__isnull", True),
                                ("group__isnull", True),
                                ("purpose", "mailbox"),
                                ("request__isnull", False),
                            ),
                            models.Q(
                                ("application__isnull", False),
                                ("group__isnull", True),
                                ("purpose", "application"),
                                ("request__isnull", True),
                            ),
                            models.Q(
                                ("application__isnull", True),
                                ("group__isnull", False),
                                ("purpose", "group"),
                                ("request__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="mailed_link_has_what_its_purpose_needs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("spent_at__isnull", True), ("spent_by__isnull", True)),
                            models.Q(("spent_at__isnull", False), ("spent_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="spent_link_says_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code_digest__isnull", True), ("purpose", "mailbox"), _connector="OR"),
                        name="code_is_for_a_mailbox_only",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "application",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="records.application",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="records.order",
                    ),
                ),
                ("amount", models.PositiveIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("state", models.CharField(default="started", max_length=12)),
                ("provider", models.CharField(max_length=24)),
                ("provider_reference", models.CharField(max_length=255, null=True, unique=True)),
                ("started_at", models.DateTimeField()),
                ("paid_at", models.DateTimeField(null=True)),
                ("refunded_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "payment",
                "indexes": [models.Index(fields=["state", "started_at"], name="payment_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["started", "under_way", "paid", "failed", "refund_due", "refunded"])
                        ),
                        name="payment_has_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["started", "under_way", "failed"]),
                            ("paid_at__isnull", False),
                            _connector="OR",
                        ),
                        name="received_payment_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["started", "failed"]), ("provider_reference__isnull", False), _connector="OR"
                        ),
                        name="payment_that_the_provider_spoke_of_has_its_reference",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refunded"), _negated=True),
                            ("refunded_at__isnull", False),
                            _connector="OR",
                        ),
                        name="refunded_payment_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("application__isnull", False), ("order__isnull", True)),
                            models.Q(("application__isnull", True), ("order__isnull", False)),
                            _connector="OR",
                        ),
                        name="payment_is_for_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "paid")), fields=("application",), name="application_is_paid_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "paid")), fields=("order",), name="order_is_paid_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeeRefund",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="fee_refunds", to="records.payment"
                    ),
                ),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="fee_refund", to="records.application"
                    ),
                ),
                ("amount", models.PositiveIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("state", models.CharField(default="due", max_length=12)),
                ("due_at", models.DateTimeField()),
                ("refunded_at", models.DateTimeField(null=True)),
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
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="records.application"
                    ),
                ),
                ("act", models.CharField(max_length=8)),
                (
                    "grounds",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), size=None),
                ),
                ("note_sealed", models.BinaryField(null=True)),
                ("note_language", models.CharField(blank=True, max_length=8)),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("state", models.CharField(default="open", max_length=10)),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "proposal",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "act__in",
                                [
                                    mapae.core.decision.proposal.AdverseAct["REFUSE"],
                                    mapae.core.decision.proposal.AdverseAct["REVOKE"],
                                    mapae.core.decision.proposal.AdverseAct["ANNUL"],
                                ],
                            )
                        ),
                        name="proposal_has_a_known_act",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "confirmed", "returned"])),
                        name="proposal_has_a_known_state",
                    ),
                    models.CheckConstraint(condition=models.Q(("grounds__len__gt", 0)), name="proposal_has_grounds"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by__isnull", True), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="settled_proposal_says_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            models.Q(("settled_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="proposal_is_confirmed_by_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("application",),
                        name="application_has_one_open_proposal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QueryLog",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("carrier", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.carrier")),
                ("message_id", models.CharField(max_length=64)),
                ("body_digest", models.BinaryField()),
                ("arrival_day", models.DateField(null=True)),
                ("documents", django.contrib.postgres.fields.ArrayField(base_field=models.BinaryField(), size=None)),
                (
                    "verdicts",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
                ),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
                ),
                ("block", models.UUIDField()),
                (
                    "nationalities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3), null=True, size=None
                    ),
                ),
            ],
            options={
                "db_table": "query_log",
                "indexes": [
                    models.Index(fields=["carrier", "at"], name="query_log_by_carrier"),
                    django.contrib.postgres.indexes.BrinIndex(fields=["arrival_day"], name="query_log_by_arrival_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RateWindow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("bucket", models.BinaryField()),
                ("opened_at", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
            ],
            options={
                "db_table": "rate_window",
                "constraints": [models.UniqueConstraint(fields=("bucket",), name="bucket_has_one_window")],
            },
        ),
        migrations.CreateModel(
            name="SecondLineFlag",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "authorization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="records.authorization"
                    ),
                ),
                ("reason", models.CharField(max_length=16)),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("set_at", models.DateTimeField()),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("lifted_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "second_line_flag",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    mapae.core.authorization.flag.FlagReason["IDENTITY"],
                                    mapae.core.authorization.flag.FlagReason["DOCUMENT"],
                                    mapae.core.authorization.flag.FlagReason["PURPOSE"],
                                    mapae.core.authorization.flag.FlagReason["STAY"],
                                    mapae.core.authorization.flag.FlagReason["EARLIER_CASE"],
                                ],
                            )
                        ),
                        name="flag_has_a_known_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                            models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="lifted_flag_says_by_whom",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("authorization",),
                        name="authorization_has_one_flag",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignment", to="records.application"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="records.team",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("assigned_at", models.DateTimeField()),
            ],
            options={
                "db_table": "assignment",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("team__isnull", False), ("officer__isnull", False), _connector="OR"),
                        name="assignment_has_a_team_or_an_officer",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="records.team"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "team_member",
                "constraints": [models.UniqueConstraint(fields=("team", "account"), name="member_is_in_a_team_once")],
            },
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.organisation"
                    ),
                ),
                ("event", models.CharField(max_length=32)),
                (
                    "order",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.order"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.application",
                    ),
                ),
                ("status", models.CharField(max_length=24)),
                ("at", models.DateTimeField()),
                ("state", models.CharField(default="queued", max_length=12)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("last_code", models.CharField(blank=True, max_length=24)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "webhook_delivery",
                "indexes": [models.Index(fields=["organisation", "at"], name="webhook_delivery_by_moment")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "event__in",
                                [
                                    mapae.core.group.webhook.WebhookEvent["ORDER_AWAITING_PAYMENT"],
                                    mapae.core.group.webhook.WebhookEvent["ORDER_RELEASED"],
                                    mapae.core.group.webhook.WebhookEvent["APPLICATION_ASKED"],
                                    mapae.core.group.webhook.WebhookEvent["APPLICATION_DECIDED"],
                                ],
                            )
                        ),
                        name="notice_has_a_known_event",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["queued", "delivered", "failed"])),
                        name="notice_has_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("order__isnull", True), ("application__isnull", True), _connector="XOR"),
                        name="notice_is_of_an_order_or_an_application",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state", "queued")),
                            models.Q(models.Q(("state", "queued"), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="ended_notice_has_its_moment",
                    ),
                    models.UniqueConstraint(fields=("order", "event"), name="program_is_told_of_an_order_once"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("event", mapae.core.group.webhook.WebhookEvent["APPLICATION_ASKED"]), _negated=True
                        ),
                        fields=("application", "event"),
                        name="program_is_told_of_an_application_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="mandate",
                        serialize=False,
                        to="records.application",
                    ),
                ),
                ("declared_by", models.CharField(max_length=80)),
                ("declared_at", models.DateTimeField()),
                ("wording", models.CharField(max_length=16)),
                ("answer", models.CharField(blank=True, max_length=12)),
                ("answered_at", models.DateTimeField(null=True)),
                ("tells_grounds", models.BooleanField(default=False)),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "examined_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("examined_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "mandate",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "answer__in",
                                [
                                    mapae.core.application.parties.MandateAnswer["NONE"],
                                    mapae.core.application.parties.MandateAnswer["CONFIRMED"],
                                    mapae.core.application.parties.MandateAnswer["OBJECTED"],
                                ],
                            )
                        ),
                        name="mandate_has_a_known_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="answered_mandate_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("examined_at__isnull", True), ("examined_by__isnull", True)),
                            models.Q(
                                ("answer", mapae.core.application.parties.MandateAnswer["OBJECTED"]),
                                ("examined_at__isnull", False),
                                ("examined_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="examined_objection_says_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.application"
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("content_sealed", models.BinaryField()),
                ("digest", models.BinaryField()),
                ("created_at", models.DateTimeField()),
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
        migrations.AddField(
            model_name="organisation",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", mapae.core.application.parties.OrganisationStatus["WAITING"]),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("status", mapae.core.application.parties.OrganisationStatus["APPROVED"]),
                    ),
                    _connector="OR",
                ),
                name="organisation_that_was_decided_on_says_when_and_by_whom",
            ),
        ),
    ]
