"""Rows know the line of the file that they came from; files hold travellers or portraits. No group existed before."""

import django.db.models.deletion
from django.db import migrations, models

import mapae.core.application.parties


class Migration(migrations.Migration):
    dependencies = [("records", "0015_groups")]

    operations = [
        migrations.AddField(
            model_name="groupfile",
            name="kind",
            field=models.CharField(default=mapae.core.application.parties.FileKind["TRAVELLERS"], max_length=12),
        ),
        migrations.AddField(
            model_name="grouprow",
            name="file",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rows",
                to="records.groupfile",
            ),
        ),
        migrations.AddField(
            model_name="grouprow",
            name="line",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name="grouprow",
            index=models.Index(fields=["group", "person_index"], name="group_row_by_person"),
        ),
        migrations.AddConstraint(
            model_name="groupfile",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="grouprow",
            constraint=models.CheckConstraint(
                condition=models.Q(("file__isnull", True), ("line__isnull", False), _connector="OR"),
                name="row_of_a_file_has_its_line",
            ),
        ),
    ]
