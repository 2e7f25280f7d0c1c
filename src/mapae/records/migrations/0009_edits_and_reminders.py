"""Edits of answers after the grant, and reminders of the expiry."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0008_portraits"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswersEdit",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), size=None),
                ),
                ("values_sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "answers_edit",
            },
        ),
        migrations.CreateModel(
            name="ExpiryReminder",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("days", models.PositiveSmallIntegerField()),
                ("queued_at", models.DateTimeField()),
            ],
            options={
                "db_table": "expiry_reminder",
            },
        ),
        migrations.AddIndex(
            model_name="authorization",
            index=models.Index(
                condition=models.Q(("ending", "")), fields=["last_day"], name="authorization_by_last_day"
            ),
        ),
        migrations.AddField(
            model_name="answersedit",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="edits", to="records.application"
            ),
        ),
        migrations.AddField(
            model_name="answersedit",
            name="event",
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="records.caseevent"),
        ),
        migrations.AddField(
            model_name="expiryreminder",
            name="authorization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="records.authorization"
            ),
        ),
        migrations.AddConstraint(
            model_name="answersedit",
            constraint=models.CheckConstraint(
                condition=models.Q(("fields__len__gt", 0)), name="edit_says_which_answers"
            ),
        ),
        migrations.AddConstraint(
            model_name="expiryreminder",
            constraint=models.UniqueConstraint(
                fields=("authorization", "days"), name="authorization_has_each_reminder_once"
            ),
        ),
    ]
