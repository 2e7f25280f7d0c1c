"""Notices are handed to organisations' programs by the worker: at least once, each under one id, signed anew each time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from mapae.core.application.parties import MandateAnswer
from mapae.core.group.webhook import SIGNATURE_HEADER, signature
from mapae.records.models import Webhook, WebhookDelivery
from mapae.records.models.webhook import DeliveryState
from mapae.usecases.case_data import CaseErased
from mapae.usecases.outside import leave_the_database
from mapae.usecases.ports import Ports, WebhookRefused
from mapae.usecases.webhooks import Notified, open_webhook

MOST_ATTEMPTS = 48  # in about ten hours, see the retries in mapae.site.tasks
NOBODY, OBJECTED = "nobody", "objected"


class TryAgain(Exception):
    """The notice was not taken; the worker comes back to it."""


@dataclass(frozen=True, slots=True)
class _Notice:
    to: Notified
    event_id: str
    body: bytes


def deliver(ports: Ports, delivery_id: UUID) -> None:
    """Hand one notice over unless it was taken. Raises TryAgain after a fault, which is recorded.

    The program is asked outside of any transaction. What it answers beyond a 2xx status is not read.
    """
    notice = _begin_attempt(ports, delivery_id)
    if notice is None:
        return
    leave_the_database()
    code = _hand_over(ports, notice)
    if not _record(ports, delivery_id, code):
        raise TryAgain(code)


@transaction.atomic
def _begin_attempt(ports: Ports, delivery_id: UUID) -> _Notice | None:
    """Count the attempt. None when there is nothing to tell, or nobody any more to tell it to."""
    delivery = (
        WebhookDelivery.objects.select_for_update(of=("self",))
        .select_related("order", "application__submission", "application__mandate")
        .filter(id=delivery_id)
        .first()
    )
    if delivery is None or delivery.state != DeliveryState.QUEUED:
        return None
    to, why = _recipient(ports, delivery)
    if to is None:
        delivery.state, delivery.last_code, delivery.ended_at = DeliveryState.FAILED, why, ports.clock.now()
        delivery.save()
        return None
    delivery.attempts += 1
    delivery.save()
    return _Notice(to, str(delivery.id), _body(delivery))


def _recipient(ports: Ports, delivery: WebhookDelivery) -> tuple[Notified | None, str]:
    """Of a traveller who objects to the representative nothing is told, see `group_results`."""
    mandate = getattr(delivery.application, "mandate", None)
    if mandate is not None and mandate.answer == MandateAnswer.OBJECTED:
        return None, OBJECTED
    found = Webhook.objects.select_related("organisation__case_key").filter(organisation=delivery.organisation_id)
    webhook = found.first()
    try:
        return (open_webhook(ports, webhook), "") if webhook is not None else (None, NOBODY)
    except CaseErased:
        return None, NOBODY


def _body(delivery: WebhookDelivery) -> bytes:
    """Ids and status words, nothing personal."""
    said: dict[str, object] = {"id": str(delivery.id), "type": delivery.event, "at": delivery.at.isoformat()}
    if delivery.order is not None:
        said["order"] = {"id": str(delivery.order.id), "group": str(delivery.order.group_id), "status": delivery.status}
    elif delivery.application is not None:
        application = delivery.application
        said["application"] = {"id": str(application.id), "status": delivery.status}
        submission = application.submission
        said["order"] = {"id": str(submission.order_id) if submission else None, "group": str(application.group_id)}
    return json.dumps(said, separators=(",", ":")).encode()


def _hand_over(ports: Ports, notice: _Notice) -> str:
    """ "" once it was taken, otherwise what went wrong."""
    headers = {
        "Content-Type": "application/json",
        "Mapae-Event-Id": notice.event_id,
        SIGNATURE_HEADER: signature(notice.to.secret, int(ports.clock.now().timestamp()), notice.body),
    }
    try:
        status = ports.webhooks.post(notice.to.address, headers, notice.body)
    except WebhookRefused as refused:
        return refused.code
    return "" if 200 <= status < 300 else f"http_{status}"


@transaction.atomic
def _record(ports: Ports, delivery_id: UUID, code: str) -> bool:
    """Whether it came to its end."""
    delivery = WebhookDelivery.objects.select_for_update().filter(id=delivery_id).first()
    if delivery is None or delivery.state != DeliveryState.QUEUED:
        return True
    delivery.last_code = code
    if not code:
        delivery.state, delivery.ended_at = DeliveryState.DELIVERED, ports.clock.now()
    elif delivery.attempts >= MOST_ATTEMPTS:
        delivery.state, delivery.ended_at = DeliveryState.FAILED, ports.clock.now()
    delivery.save()
    return delivery.state != DeliveryState.QUEUED
