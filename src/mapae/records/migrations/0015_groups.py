"""Organisations, groups with their files and rows, orders, submissions and mandates. No group existed before."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import mapae.core.application.parties
import mapae.core.rulebook.assessment
import mapae.records.role


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0014_screening"),
    ]

    operations = [
        migrations.CreateModel(
            name="GroupFile",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
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
                ("uploaded_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "group_file",
            },
        ),
        migrations.CreateModel(
            name="GroupRow",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
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
                ("changed_at", models.DateTimeField()),
                ("left_out", models.CharField(blank=True, max_length=32)),
            ],
            options={
                "db_table": "group_row",
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
            ],
            options={
                "db_table": "mandate",
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=18, unique=True)),
                (
                    "status",
                    models.CharField(default=mapae.core.application.parties.OrderStatus["PREPARING"], max_length=20),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("submit_key", models.BinaryField(unique=True)),
                ("pressed_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("rows_total", models.PositiveIntegerField()),
                ("amount", models.PositiveIntegerField(null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
            ],
            options={
                "db_table": "group_order",
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
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("rule", models.CharField(max_length=64)),
                ("people", models.PositiveSmallIntegerField()),
                ("most", models.PositiveSmallIntegerField()),
            ],
            options={
                "db_table": "submission",
            },
        ),
        migrations.RemoveConstraint(
            model_name="account",
            name="account_has_a_known_role",
        ),
        migrations.RemoveConstraint(
            model_name="mailboxrequest",
            name="mailbox_request_has_a_known_purpose",
        ),
        migrations.RemoveConstraint(
            model_name="mailedlink",
            name="mailed_link_has_what_its_purpose_needs",
        ),
        migrations.RemoveConstraint(
            model_name="outboxmessage",
            name="message_has_one_recipient",
        ),
        migrations.AddField(
            model_name="account",
            name="is_manager",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="group",
            name="case_key",
            field=models.OneToOneField(default=None, on_delete=django.db.models.deletion.PROTECT, to="records.casekey"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="group",
            name="changed_at",
            field=models.DateTimeField(default=None),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="group",
            name="common_sealed",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="group",
            name="details_sealed",
            field=models.BinaryField(default=None),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="group",
            name="kind",
            field=models.CharField(default=None, max_length=24),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="group",
            name="language",
            field=models.CharField(default=None, max_length=8),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="group",
            name="mailbox_index",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="group",
            name="mailbox_proven_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="group",
            name="programme",
            field=models.CharField(default=None, max_length=8),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="group",
            name="started_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="mailboxrequest",
            name="group",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.group"
            ),
        ),
        migrations.AddField(
            model_name="mailedlink",
            name="group",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="links", to="records.group"
            ),
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="group",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="records.group"
            ),
        ),
        migrations.AlterField(
            model_name="payment",
            name="application",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payments",
                to="records.application",
            ),
        ),
        migrations.AddConstraint(
            model_name="mailedlink",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddField(
            model_name="groupfile",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="records.group"
            ),
        ),
        migrations.AddField(
            model_name="groupfile",
            name="uploaded_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
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
        migrations.AddField(
            model_name="grouprow",
            name="application",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="row", to="records.application"
            ),
        ),
        migrations.AddField(
            model_name="grouprow",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="records.group"
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True)),
                    models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="answered_mandate_has_its_moment",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="records.group"
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="pressed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="rulebook",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.rulebookversion"),
        ),
        migrations.AddField(
            model_name="grouprow",
            name="order",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="records.order"
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="order",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="records.order"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("application__isnull", False), ("order__isnull", True)),
                    models.Q(("application__isnull", True), ("order__isnull", False)),
                    _connector="OR",
                ),
                name="payment_is_for_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "paid")), fields=("order",), name="order_is_paid_once"
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="case_key",
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="records.casekey"),
        ),
        migrations.AddField(
            model_name="organisation",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="account",
            name="organisation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accounts",
                to="records.organisation",
            ),
        ),
        migrations.AddField(
            model_name="group",
            name="organisation",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="groups", to="records.organisation"
            ),
        ),
        migrations.AddField(
            model_name="mailboxrequest",
            name="organisation",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.organisation"
            ),
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="organisation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="messages",
                to="records.organisation",
            ),
        ),
        migrations.AddIndex(
            model_name="group",
            index=models.Index(fields=["organisation", "changed_at"], name="group_by_organisation"),
        ),
        migrations.AddIndex(
            model_name="group",
            index=models.Index(fields=["mailbox_index"], name="group_by_mailbox"),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("organisation__isnull", False), ("role", mapae.records.role.Role["REPRESENTATIVE"])),
                    models.Q(
                        models.Q(("role", mapae.records.role.Role["REPRESENTATIVE"]), _negated=True),
                        ("is_manager", False),
                        ("organisation__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="account_of_a_representative_has_its_organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        ["officer", "supervisor", "border", "auditor", "operator", "carrier", "representative"],
                    )
                ),
                name="account_has_a_known_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", mapae.core.application.parties.OrganisationKind["FAMILY"]),
                        ("mailbox_index__isnull", False),
                        ("organisation__isnull", True),
                    ),
                    models.Q(
                        models.Q(("kind", mapae.core.application.parties.OrganisationKind["FAMILY"]), _negated=True),
                        ("mailbox_index__isnull", True),
                        ("organisation__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="group_is_of_an_organisation_or_of_a_family",
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mailbox_index__isnull", True), ("mailbox_proven_at__isnull", True)),
                    models.Q(("mailbox_index__isnull", False), ("mailbox_proven_at__isnull", False)),
                    _connector="OR",
                ),
                name="proven_mailbox_of_a_group_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="mailboxrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["begin", "find", "family", "register", "member"])),
                name="mailbox_request_has_a_known_purpose",
            ),
        ),
        migrations.AddConstraint(
            model_name="outboxmessage",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddField(
            model_name="submission",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="submissions", to="records.order"
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="submission",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="records.submission",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(("submission__isnull", True), ("group__isnull", False), _connector="OR"),
                name="application_of_a_submission_is_of_its_group",
            ),
        ),
        migrations.AddIndex(
            model_name="groupfile",
            index=models.Index(fields=["group", "uploaded_at"], name="group_file_by_group"),
        ),
        migrations.AddConstraint(
            model_name="groupfile",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="groupfile",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["status", "changed_at"], name="order_by_status"),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(condition=models.Q(("rows_total__gt", 0)), name="order_has_rows"),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddIndex(
            model_name="grouprow",
            index=models.Index(fields=["group", "document_index"], name="group_row_by_document"),
        ),
        migrations.AddIndex(
            model_name="grouprow",
            index=models.Index(fields=["document_index"], name="group_row_by_any_document"),
        ),
        migrations.AddIndex(
            model_name="grouprow",
            index=models.Index(fields=["order"], name="group_row_by_order"),
        ),
        migrations.AddConstraint(
            model_name="grouprow",
            constraint=models.UniqueConstraint(fields=("group", "number"), name="group_row_has_a_number_of_its_own"),
        ),
        migrations.AddConstraint(
            model_name="grouprow",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="grouprow",
            constraint=models.CheckConstraint(
                condition=models.Q(("application__isnull", True), ("order__isnull", False), _connector="OR"),
                name="submitted_row_has_its_order",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["status", "registered_at"], name="organisation_by_queue"),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
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
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(fields=("order", "number"), name="submission_has_a_number_of_its_own"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("people__gt", 0), ("people__lte", models.F("most"))),
                name="submission_is_within_the_rulebooks_number",
            ),
        ),
    ]
