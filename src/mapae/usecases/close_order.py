"""Orders that come to nothing: cancelled before they are paid, or not paid in time. Their rows are free again."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from mapae.core.application.parties import OrderStatus
from mapae.core.application.status import Act, Status
from mapae.core.group.ordering import OrderAct
from mapae.records.models import Application, Order
from mapae.usecases.audit import SYSTEM, Actor
from mapae.usecases.case_acts import lock_application, perform
from mapae.usecases.groups import Representative
from mapae.usecases.order_acts import lock_order, move_order, require_own_order, terms_of
from mapae.usecases.ports import Ports
from mapae.usecases.settle_payment import settle_payments_of

_IN_ONE_TRANSACTION = 20
_AT_ONCE = 500
_ENDS = {OrderStatus.CANCELLED: Act.WITHDRAW, OrderStatus.LAPSED: Act.LAPSE}


@transaction.atomic
def cancel_order(ports: Ports, who: Representative, order_id: UUID) -> Order:
    """Before it is paid; its applications are withdrawn in the background. Raises UnknownOrder, OrderActRefused."""
    require_own_order(who, order_id)
    order = lock_order(order_id)
    if order.status != OrderStatus.CANCELLED:
        end_order(ports, order, OrderAct.CANCEL, who.actor(ports))
    return order


def lapse_orders(ports: Ports) -> int:
    """Lapse what was not paid within the days that the rules of its own press give; how many."""
    now = ports.clock.now()
    waiting = Order.objects.filter(status=OrderStatus.AWAITING_PAYMENT).select_related("rulebook")
    due = [order.id for order in waiting.order_by("pressed_at")[:_AT_ONCE] if _lapses_at(ports, order) < now]
    return sum(_lapse(ports, order_id) for order_id in due)


def _lapses_at(ports: Ports, order: Order) -> datetime:
    return order.pressed_at + timedelta(days=terms_of(ports, order).lapse_days)


@transaction.atomic
def _lapse(ports: Ports, order_id: UUID) -> bool:
    order = lock_order(order_id)
    if order.status != OrderStatus.AWAITING_PAYMENT:
        return False
    end_order(ports, order, OrderAct.LAPSE, SYSTEM)
    return True


def end_order(ports: Ports, order: Order, act: OrderAct, actor: Actor) -> None:
    """End a locked order, in the caller's transaction: from now on no payment is taken. Raises OrderActRefused."""
    move_order(ports, order, act, actor)
    settle_payments_of(ports, order)
    ports.jobs.enqueue("close_order", order=str(order.id))


def close_order(ports: Ports, order_id: UUID) -> None:
    """End its applications with it and free its rows; killed anywhere, it goes on. Raises UnknownOrder."""
    while _close_some(ports, order_id):
        pass


@transaction.atomic
def _close_some(ports: Ports, order_id: UUID) -> bool:
    """A few rows; whether there may be more."""
    order = lock_order(order_id)
    if order.status not in _ENDS:
        return False
    rows = list(order.rows.select_for_update(of=("self",)).order_by("number")[:_IN_ONE_TRANSACTION])
    for row in rows:
        if row.application_id is not None:
            _end(ports, row.application_id, _ENDS[OrderStatus(order.status)])
        row.order, row.application = None, None
        row.changed_at = ports.clock.now()
        row.version += 1
        row.save()
    return bool(rows)


def _end(ports: Ports, application_id: UUID, act: Act) -> None:
    """Unless its applicant took it back before."""
    application: Application = lock_application(application_id)
    if application.status == Status.AWAITING_PAYMENT:
        perform(ports, application, act, SYSTEM)
