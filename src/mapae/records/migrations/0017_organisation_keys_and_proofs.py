"""Keys of organisations; when a mailbox was proven, and what an organisation said before it was registered."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import mapae.core.application.parties


class Migration(migrations.Migration):
    dependencies = [("records", "0016_rows_of_files")]

    operations = [
        migrations.CreateModel(
            name="OrganisationKey",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("slot", models.PositiveSmallIntegerField()),
                ("digest", models.BinaryField(unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "organisation_key",
            },
        ),
        migrations.AddField(
            model_name="mailboxrequest",
            name="details_sealed",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="mailboxrequest",
            name="proven_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(
            "UPDATE mailbox_request SET proven_at = asked_at WHERE application_id IS NOT NULL OR group_id IS NOT NULL",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="mailboxrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("proven_at__isnull", False),
                    models.Q(("application__isnull", True), ("group__isnull", True)),
                    _connector="OR",
                ),
                name="mailbox_is_proven_before_anything_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="mailboxrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", "member"), _negated=True), ("organisation__isnull", False), _connector="OR"
                ),
                name="invitation_is_of_an_organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddField(
            model_name="organisationkey",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="organisationkey",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="records.organisation"
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationkey",
            constraint=models.CheckConstraint(
                condition=models.Q(("slot__in", [1, 2])), name="organisation_key_has_a_known_slot"
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationkey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=("organisation", "slot"),
                name="organisation_has_one_live_key_in_a_slot",
            ),
        ),
    ]
