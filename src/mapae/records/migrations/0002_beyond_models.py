"""What models cannot say: the shared cache, how PostgreSQL keeps and deletes some rows, and procrastinate's quiet queue."""

from django.db import migrations

# What goes when the other goes: erasing what was never submitted is one DELETE.
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
        ("records", "0001_schema"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [
        # Rate limits that all server processes share.
        migrations.RunSQL(
            """
            CREATE TABLE shared_cache (
                cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
            );
            CREATE INDEX shared_cache_expires ON shared_cache (expires);
            """,
            "DROP TABLE shared_cache",
        ),
        # A NOTIFY on insert serialises commits; the worker polls.
        migrations.RunSQL(
            "DROP TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 ON procrastinate_jobs",
            migrations.RunSQL.noop,
        ),
        # Blind indexes cannot be compressed: without trying, a long list is logged in a third of the time.
        migrations.RunSQL(
            "ALTER TABLE query_log ALTER COLUMN documents SET STORAGE EXTERNAL",
            "ALTER TABLE query_log ALTER COLUMN documents SET STORAGE EXTENDED",
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
