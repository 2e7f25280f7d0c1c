"""The query log keeps the nationalities that carriers told, so that the desk can count whom a change concerns."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0012_carrier_desks_and_border")]

    operations = [
        migrations.AddField(
            model_name="querylog",
            name="nationalities",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=3), null=True, size=None
            ),
        ),
        migrations.AddIndex(
            model_name="querylog",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["arrival_day"], name="query_log_by_arrival_day"),
        ),
    ]
