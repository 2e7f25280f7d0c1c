"""An order keeps which words its mandates were declared in."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0016_after_mandates_and_reports")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="wording",
            field=models.CharField(max_length=16, default="1"),
            preserve_default=False,
        ),
    ]
