"""An application is taken back, by its applicant or by who sent it in; after a decision there is nothing left to take back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mapae.core.application.parties import OrderStatus
from mapae.core.application.status import Act
from mapae.core.group.ordering import OrderAct
from mapae.records.models import Application, Order
from mapae.usecases.audit import APPLICANT, Actor
from mapae.usecases.case_acts import UnknownApplication, lock_application, perform
from mapae.usecases.close_order import end_order
from mapae.usecases.groups import Representative, groups_of
from mapae.usecases.order_acts import fees_waited_for, lock_order, record_order
from mapae.usecases.ports import Ports
from mapae.usecases.refund_fee import owe_fee_back
from mapae.usecases.settle_payment import settle_payments_of


@transaction.atomic
def withdraw(ports: Ports, application_id: UUID) -> Application:
    """Raises UnknownApplication, TransitionRefused."""
    return _withdraw(ports, application_id, APPLICANT)


@transaction.atomic
def withdraw_from_group(ports: Ports, who: Representative, application_id: UUID) -> Application:
    """By the representative of its group. Raises UnknownApplication, TransitionRefused."""
    if not Application.objects.filter(id=application_id, group__in=groups_of(who)).exists():
        raise UnknownApplication(str(application_id))
    return _withdraw(ports, application_id, who.actor(ports))


def _withdraw(ports: Ports, application_id: UUID, actor: Actor) -> Application:
    order = _lock_its_order(application_id)
    application = lock_application(application_id)
    perform(ports, application, Act.WITHDRAW, actor)
    if order is None:
        settle_payments_of(ports, application)
    elif order.status == OrderStatus.AWAITING_PAYMENT:
        _make_smaller(ports, order, actor)
    owe_fee_back(ports, application, order)
    return application


def _lock_its_order(application_id: UUID) -> Order | None:
    """The order first, as everywhere."""
    found = Order.objects.filter(submissions__applications=application_id).values_list("id", flat=True).first()
    return lock_order(found) if found is not None else None


def _make_smaller(ports: Ports, order: Order, actor: Actor) -> None:
    """What is withdrawn before the payment is not paid; a payment of the earlier amount is not waited for any more."""
    people, order.amount = fees_waited_for(order)
    if not people:
        end_order(ports, order, OrderAct.CANCEL, actor)
        return
    order.version += 1
    order.changed_at = ports.clock.now()
    order.save()
    record_order(ports, order, "order.made_smaller", actor, {"people": str(people), "amount": str(order.amount)})
    settle_payments_of(ports, order)
