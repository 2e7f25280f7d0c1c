from django.db import migrations, models
from django.db.models import Q

FROZEN = (
    "submitted_at", "rulebook", "fee_total", "validity_years", "submit_key", "document_index", "person_index",
    "status_index",
)  # fmt: skip


class Migration(migrations.Migration):
    """An applicant may submit before the day of arrival is known."""

    dependencies = (("records", "0006_mailboxes_and_mailed_links"),)
    operations = (
        migrations.RemoveConstraint("application", "submitted_application_is_frozen"),
        migrations.AddConstraint(
            "application",
            models.CheckConstraint(
                condition=Q(status__in=["draft", "withdrawn"]) | Q(**{f"{field}__isnull": False for field in FROZEN}),
                name="submitted_application_is_frozen",
            ),
        ),
    )
