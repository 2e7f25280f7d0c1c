"""What happens by the passing of time: unpaid applications lapse, old drafts are erased."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from mapae.core.application.status import Act, Status
from mapae.records.models import Application
from mapae.usecases.audit import SYSTEM, Trace, record
from mapae.usecases.case_acts import lock_application, perform, save_version
from mapae.usecases.ports import Ports
from mapae.usecases.rulebook_in_force import rulebook_in_force

_AT_ONCE = 500
_NEVER_SUBMITTED = Q(status=Status.DRAFT) | Q(
    status=Status.WITHDRAWN, submitted_at__isnull=True, case_key__destroyed_at__isnull=True
)


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
    """Erase what was never submitted and nobody touched for the rulebook's term, with its key; how many.

    A draft goes wholly. One that was withdrawn keeps its events, so its answers and its key go.
    """
    before = ports.clock.now() - timedelta(days=rulebook_in_force(ports).retention_days_of_drafts)
    due = Application.objects.filter(_NEVER_SUBMITTED, changed_at__lt=before).order_by("changed_at")
    ids = list(due.values_list("id", flat=True)[:_AT_ONCE])
    return sum(_erase(ports, application_id, before) for application_id in ids)


@transaction.atomic
def _erase(ports: Ports, application_id: UUID, before: datetime) -> bool:
    application = lock_application(application_id)
    key, key_id = application.case_key, application.case_key_id
    if application.submitted_at is not None or application.changed_at >= before:
        return False
    if application.status == Status.DRAFT:
        application.delete()
        key.delete()
    else:
        application.answers_sealed = None
        save_version(ports, application)
        key.wrapped, key.destroyed_at = None, ports.clock.now()
        key.save()
    record(ports, SYSTEM, "draft.erased", f"application:{application_id}", Trace(case=key_id))
    return True
