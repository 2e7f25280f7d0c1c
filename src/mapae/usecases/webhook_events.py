"""What the programs of organisations are told of: a row and a job in the transaction of what happened."""

from __future__ import annotations

from uuid import UUID

from mapae.core.application.parties import OrderStatus
from mapae.core.group.webhook import WebhookEvent
from mapae.records.models import Application, Order, Webhook, WebhookDelivery
from mapae.usecases.ports import Ports

_EVENTS = {
    OrderStatus.AWAITING_PAYMENT: WebhookEvent.ORDER_AWAITING_PAYMENT,
    OrderStatus.RELEASED: WebhookEvent.ORDER_RELEASED,
}


def tell_of_order_status(ports: Ports, order: Order) -> None:
    """Of a status that programs are told of, if the organisation asked for notices."""
    event = _EVENTS.get(OrderStatus(order.status))
    if event is not None and order.group.organisation_id is not None:
        _queue(ports, order.group.organisation_id, event, order.status, order=order)


def tell_of_decision(ports: Ports, application: Application) -> None:
    """Of a decision on an application that an organisation sent in, if it asked for notices."""
    _tell_of_application(ports, application, WebhookEvent.APPLICATION_DECIDED)


def tell_of_question(ports: Ports, application: Application) -> None:
    """Of an officer's question that the organisation is to answer, if it asked for notices."""
    _tell_of_application(ports, application, WebhookEvent.APPLICATION_ASKED)


def _tell_of_application(ports: Ports, application: Application, event: WebhookEvent) -> None:
    group = application.group
    if group is not None and group.organisation_id is not None:
        _queue(ports, group.organisation_id, event, application.status, application=application)


def _queue(ports: Ports, organisation: UUID, event: WebhookEvent, status: str, **about: Order | Application) -> None:
    if not Webhook.objects.filter(organisation=organisation).exists():
        return
    delivery_id = ports.chance.uuid()
    WebhookDelivery.objects.create(
        id=delivery_id,
        organisation_id=organisation,
        event=event,
        status=status,
        at=ports.clock.now(),
        **about,
    )
    ports.jobs.enqueue("deliver_webhook", delivery=str(delivery_id))
