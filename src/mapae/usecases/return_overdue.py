"""A question that nobody answered in time: the case goes back to the officers, who decide on what they have."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mapae.core.application.status import Act, Status
from mapae.records.models import InformationRequest
from mapae.usecases.audit import SYSTEM
from mapae.usecases.case_acts import lock_application, perform
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import rulebook_in_force

_AT_ONCE = 500


def return_overdue(ports: Ports) -> int:
    """Give back what waited past its last day at the destination; how many. The question stays open for a late answer."""
    today = day_at(ports.clock.now(), rulebook_in_force(ports))
    due = InformationRequest.objects.filter(
        due_day__lt=today,
        answered_at__isnull=True,
        closed_at__isnull=True,
        application__status=Status.INFORMATION_REQUESTED,
    ).order_by("due_day")
    return sum(_give_back(ports, id_) for id_ in list(due.values_list("application_id", flat=True)[:_AT_ONCE]))


@transaction.atomic
def _give_back(ports: Ports, application_id: UUID) -> bool:
    application = lock_application(application_id)
    if application.status != Status.INFORMATION_REQUESTED:
        return False
    perform(ports, application, Act.ANSWER_OVERDUE, SYSTEM)
    return True
