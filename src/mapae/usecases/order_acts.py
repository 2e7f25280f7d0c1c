"""The one door through which an order changes its status: lock, table, version, leaf."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from mapae.core.application.parties import OrderStatus
from mapae.core.application.status import Status
from mapae.core.group.ordering import OrderAct, order_after
from mapae.core.rulebook.assessment import Terms
from mapae.core.rulebook.terms import terms_on
from mapae.records.models import Application, Order
from mapae.usecases.audit import Actor, Trace, record
from mapae.usecases.groups import FAMILY_REPRESENTATIVE, Representative, groups_of
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import stored_rulebook


class UnknownOrder(LookupError):
    """No order has this id, or it is not this representative's: the two are not told apart."""


def lock_order(order_id: UUID) -> Order:
    """The order, locked until the transaction ends; always before its applications. Raises UnknownOrder."""
    found = (
        Order.objects.select_for_update(of=("self",))
        .select_related("group__case_key", "group__organisation__case_key", "rulebook", "pressed_by")
        .filter(id=order_id)
        .first()
    )
    if found is None:
        raise UnknownOrder(str(order_id))
    return found


def require_own_order(who: Representative, order_id: UUID) -> None:
    """Raises UnknownOrder."""
    if not Order.objects.filter(id=order_id, group__in=groups_of(who)).exists():
        raise UnknownOrder(str(order_id))


def move_order(
    ports: Ports, order: Order, act: OrderAct, actor: Actor, detail: Mapping[str, str] | None = None
) -> None:
    """Move a locked order by `act`, save it, and write the leaf. Raises OrderActRefused."""
    order.status = order_after(OrderStatus(order.status), act)
    order.version += 1
    order.changed_at = ports.clock.now()
    order.save()
    record_order(ports, order, act.value, actor, detail)


def record_order(
    ports: Ports, order: Order, action: str, actor: Actor, detail: Mapping[str, str] | None = None
) -> None:
    """A leaf about the order, in the caller's transaction."""
    trace = Trace(case=order.group.case_key_id, rulebook=order.rulebook_id, detail=detail or {})
    record(ports, actor, action, f"order:{order.id}", trace)


def terms_of(ports: Ports, order: Order) -> Terms:
    """What held on the day on which the order was pressed."""
    rulebook = stored_rulebook(ports, order.rulebook)
    return terms_on(rulebook, day_at(order.pressed_at, rulebook))


def presser_of(ports: Ports, order: Order) -> Actor:
    """Who pressed the order, as the audit log knows them."""
    return Representative(order.pressed_by).actor(ports) if order.pressed_by else FAMILY_REPRESENTATIVE


def fees_waited_for(order: Order) -> tuple[int, int]:
    """How many of the order's applications wait for its payment, and the sum of their fees."""
    fees = Application.objects.filter(submission__order=order, status=Status.AWAITING_PAYMENT)
    amounts = list(fees.values_list("fee_total", flat=True))
    return len(amounts), sum(amount or 0 for amount in amounts)
