"""Every application of an order came to its end: whoever sent it in is told, once, in numbers only."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mapae.core.application.parties import OrderStatus
from mapae.core.application.status import DECIDED, FINAL
from mapae.records.models import Application, Order
from mapae.usecases.message_facts import ORDER_DECIDED
from mapae.usecases.messages import queue_for_representative
from mapae.usecases.ports import Ports


@transaction.atomic
def tell_of_order(ports: Ports, submission_id: UUID) -> None:
    """The mail, if nothing of the submission's order waits any more; done again, it is written once.

    An order of which nobody decided anything is not told of: its representative took it back or did not pay.
    """
    order = (
        Order.objects.select_for_update(of=("self",))
        .select_related("group__organisation")
        .filter(submissions=submission_id)
        .first()
    )
    if order is None or order.told_at is not None or order.status == OrderStatus.PREPARING:
        return
    sent = Application.objects.filter(submission__order=order)
    if sent.exclude(status__in=FINAL).exists() or not sent.filter(status__in=DECIDED).exists():
        return
    order.told_at = ports.clock.now()
    order.save(update_fields=["told_at"])
    queue_for_representative(ports, ORDER_DECIDED, order)
