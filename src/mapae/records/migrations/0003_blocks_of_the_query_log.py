"""Rows of the query log that were written together share a block, which their audit leaf names."""

from uuid import UUID

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0002_shared_cache_and_polling")]
    operations = [
        migrations.AddField("querylog", "block", models.UUIDField(default=UUID(int=0)), preserve_default=False),
    ]
