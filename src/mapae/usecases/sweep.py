"""What happens by the passing of time: unpaid applications lapse, old drafts are erased."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from mapae.core.application.status import Act, Status
from mapae.records.models import Application, CaseKey
from mapae.usecases.audit import SYSTEM, Trace, record
from mapae.usecases.case_acts import lock_application, perform
from mapae.usecases.ports import Ports
from mapae.usecases.rulebook_in_force import rulebook_in_force

_AT_ONCE = 500


def lapse_unpaid(ports: Ports) -> int:
    """Lapse what was submitted and not paid in time; how many."""
    before = ports.clock.now() - timedelta(days=rulebook_in_force(ports).lapse_days)
    due = Application.objects.filter(status=Status.AWAITING_PAYMENT, submitted_at__lt=before)
    ids = list(due.order_by("submitted_at").values_list("id", flat=True)[:_AT_ONCE])
    for application_id in ids:
        with transaction.atomic():
            application = lock_application(application_id)
            if application.status == Status.AWAITING_PAYMENT:
                perform(ports, application, Act.LAPSE, SYSTEM)
    return len(ids)


def erase_old_drafts(ports: Ports) -> int:
    """Erase drafts that nobody touched for the rulebook's term, their keys with them; how many."""
    before = ports.clock.now() - timedelta(days=rulebook_in_force(ports).retention_days_of_drafts)
    due = Application.objects.filter(status=Status.DRAFT, changed_at__lt=before).order_by("changed_at")
    ids = list(due.values_list("id", flat=True)[:_AT_ONCE])
    for application_id in ids:
        with transaction.atomic():
            application = lock_application(application_id)
            if application.status != Status.DRAFT or application.changed_at >= before:
                continue
            key_id = application.case_key_id
            application.delete()
            CaseKey.objects.filter(id=key_id).delete()
            record(ports, SYSTEM, "draft.erased", f"application:{application_id}", Trace(case=key_id))
    return len(ids)
