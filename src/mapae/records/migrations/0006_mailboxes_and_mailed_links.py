"""Mailboxes that are proven, and links that are mailed.

What a request or a draft leaves behind goes with it, by the database: the application's role may not delete messages,
and a submitted application cannot be deleted, since its events refer to it.
"""

import django.db.models.deletion
from django.db import migrations, models

_GOES_WITH = (
    ("outbox_message", "application_id", "application", "message_goes_with_its_application"),
    ("outbox_message", "request_id", "mailbox_request", "message_goes_with_its_request"),
    ("mailbox_request", "application_id", "application", "mailbox_request_goes_with_its_draft"),
    ("mailed_link", "message_id", "outbox_message", "mailed_link_goes_with_its_message"),
    ("mailed_link", "request_id", "mailbox_request", "mailed_link_goes_with_its_request"),
    ("mailed_link", "application_id", "application", "mailed_link_goes_with_its_application"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0005_payment_references"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailboxRequest",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("purpose", models.CharField(max_length=8)),
                ("language", models.CharField(max_length=8)),
                ("notice", models.CharField(blank=True, max_length=16)),
                ("address_sealed", models.BinaryField()),
                ("asked_at", models.DateTimeField()),
            ],
            options={
                "db_table": "mailbox_request",
            },
        ),
        migrations.CreateModel(
            name="MailedLink",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("purpose", models.CharField(max_length=16)),
                ("token_digest", models.BinaryField(unique=True)),
                ("code_digest", models.BinaryField(null=True)),
                ("expires_at", models.DateTimeField()),
                ("spent_at", models.DateTimeField(null=True)),
                ("spent_by", models.BinaryField(null=True)),
            ],
            options={
                "db_table": "mailed_link",
            },
        ),
        migrations.AddField(
            model_name="application",
            name="mailbox_index",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="application",
            name="mailbox_proven_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="application",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="messages",
                to="records.application",
            ),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="cause",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="records.caseevent"),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["status_index"], name="application_by_status_index"),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["mailbox_index"], name="application_by_mailbox"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mailbox_index__isnull", True), ("mailbox_proven_at__isnull", True)),
                    models.Q(("mailbox_index__isnull", False), ("mailbox_proven_at__isnull", False)),
                    _connector="OR",
                ),
                name="proven_mailbox_has_its_moment",
            ),
        ),
        migrations.AddField(
            model_name="mailboxrequest",
            name="application",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="records.application",
            ),
        ),
        migrations.AddField(
            model_name="mailboxrequest",
            name="case_key",
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="records.casekey"),
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="request",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="messages",
                to="records.mailboxrequest",
            ),
        ),
        migrations.AddConstraint(
            model_name="outboxmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("application__isnull", False), ("request__isnull", True)),
                    models.Q(("application__isnull", True), ("request__isnull", False)),
                    _connector="OR",
                ),
                name="message_has_one_recipient",
            ),
        ),
        migrations.AddField(
            model_name="mailedlink",
            name="application",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="links",
                to="records.application",
            ),
        ),
        migrations.AddField(
            model_name="mailedlink",
            name="message",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="links",
                to="records.outboxmessage",
            ),
        ),
        migrations.AddField(
            model_name="mailedlink",
            name="request",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="links",
                to="records.mailboxrequest",
            ),
        ),
        migrations.AddIndex(
            model_name="mailboxrequest",
            index=models.Index(fields=["asked_at"], name="mailbox_request_by_age"),
        ),
        migrations.AddConstraint(
            model_name="mailboxrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["begin", "find"])), name="mailbox_request_has_a_known_purpose"
            ),
        ),
        migrations.AddIndex(
            model_name="mailedlink",
            index=models.Index(fields=["expires_at"], name="mailed_link_by_end"),
        ),
        migrations.AddConstraint(
            model_name="mailedlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("application__isnull", True), ("purpose", "mailbox"), ("request__isnull", False)),
                    models.Q(("application__isnull", False), ("purpose", "application"), ("request__isnull", True)),
                    _connector="OR",
                ),
                name="mailed_link_has_what_its_purpose_needs",
            ),
        ),
        migrations.AddConstraint(
            model_name="mailedlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("spent_at__isnull", True), ("spent_by__isnull", True)),
                    models.Q(("spent_at__isnull", False), ("spent_by__isnull", False)),
                    _connector="OR",
                ),
                name="spent_link_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="mailedlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("code_digest__isnull", True), ("purpose", "mailbox"), _connector="OR"),
                name="code_is_for_a_mailbox_only",
            ),
        ),
        *[
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}) REFERENCES {target} (id) "
                "ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
                f"ALTER TABLE {table} DROP CONSTRAINT {name}",
            )
            for table, column, target, name in _GOES_WITH
        ],
    ]
