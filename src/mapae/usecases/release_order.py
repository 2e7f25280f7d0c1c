"""A paid order is let go: each of its applications is paid and on its way to assessment, a few in each transaction."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mapae.core.application.parties import OrderStatus
from mapae.core.application.status import Act, Status
from mapae.core.group.ordering import OrderAct
from mapae.records.models import Application, RowPortrait
from mapae.usecases.audit import SYSTEM
from mapae.usecases.case_acts import perform
from mapae.usecases.order_acts import lock_order, move_order
from mapae.usecases.ports import Ports

_IN_ONE_TRANSACTION = 20


def release_order(ports: Ports, order_id: UUID) -> None:
    """Let go what is left of it; killed anywhere, it goes on. Raises UnknownOrder."""
    while _release_some(ports, order_id):
        pass


@transaction.atomic
def _release_some(ports: Ports, order_id: UUID) -> bool:
    """A few applications; whether there may be more."""
    order = lock_order(order_id)
    if order.status != OrderStatus.PAID:
        return False
    waiting = Application.objects.filter(submission__order=order, status=Status.AWAITING_PAYMENT)
    some = list(
        waiting.select_for_update(of=("self",))
        .select_related("case_key", "rulebook")
        .order_by("id")[:_IN_ONE_TRANSACTION]
    )
    if not some:
        # Taken into the applications long ago; only now no row can become free again.
        RowPortrait.objects.filter(row__order=order).delete()
        move_order(ports, order, OrderAct.RELEASE, SYSTEM)
        return False
    for application in some:
        perform(ports, application, Act.PAY, SYSTEM)
        ports.jobs.enqueue("assess", application=str(application.id))
    return True
