"""The one address at which an organisation's program hears of its orders: set, shown, taken away."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mapae.core.application.parties import OrganisationStatus
from mapae.core.group.webhook import AddressProblem, check_address
from mapae.records.models import Organisation, Webhook, WebhookDelivery
from mapae.usecases.audit import Trace, record
from mapae.usecases.case_data import open_blob, seal
from mapae.usecases.groups import MayNotSendGroups, Representative, lock_organisation
from mapae.usecases.members import NotManager, lock_for_manager
from mapae.usecases.ports import Ports

SECRET_PREFIX = "mapae_webhook_"
_SECRET_BYTES = 32
_MOST_SHOWN = 20
_PURPOSE = "details"


class AddressRefused(Exception):
    """Notices do not go there; `problem` says why."""

    def __init__(self, problem: AddressProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Notified:
    """Where notices go, and what signs them."""

    address: str
    secret: str


@dataclass(frozen=True, slots=True)
class DeliverySeen:
    """One of the last notices. `state`: queued, delivered or failed."""

    event: str
    at: datetime
    state: str
    attempts: int
    last_code: str


@dataclass(frozen=True, slots=True)
class WebhookSeen:
    """The address without its secret, and the last notices, the newest first."""

    address: str
    set_at: datetime
    deliveries: Sequence[DeliverySeen]


@transaction.atomic
def set_webhook(ports: Ports, who: Representative, address: str) -> str:
    """From now on notices go to this address; the secret that signs them, new each time, in clear for the only time.

    Raises AddressRefused, NotManager, and MayNotSendGroups for an organisation that is not approved.
    """
    organisation = _lock(who)
    if organisation.status != OrganisationStatus.APPROVED:
        raise MayNotSendGroups(organisation.status)
    problem = check_address(address, may_be_near=ports.is_demonstration)
    if problem is not None:
        raise AddressRefused(problem)
    secret = SECRET_PREFIX + urlsafe_b64encode(ports.chance.bytes(_SECRET_BYTES)).decode().rstrip("=")
    plaintext = json.dumps({"address": address, "secret": secret}).encode()
    sealed = seal(ports, organisation.case_key, plaintext, "webhook", organisation.id, _PURPOSE)
    kept = {"details_sealed": sealed, "set_at": ports.clock.now()}
    Webhook.objects.update_or_create(organisation=organisation, defaults=kept)
    _record(ports, who, organisation, "webhook.set")
    return secret


@transaction.atomic
def remove_webhook(ports: Ports, who: Representative) -> bool:
    """Whether there was one; no notice goes out any more, not even those that wait. Raises NotManager."""
    organisation = _lock(who)
    removed, _ = Webhook.objects.filter(organisation=organisation).delete()
    if removed:
        _record(ports, who, organisation, "webhook.removed")
    return bool(removed)


def find_webhook(ports: Ports, who: Representative) -> WebhookSeen | None:
    """None while none is set. Raises NotManager."""
    _require_manager(who)
    webhook = Webhook.objects.select_related("organisation__case_key").filter(organisation=who.organisation_id).first()
    if webhook is None:
        return None
    last = WebhookDelivery.objects.filter(organisation=who.organisation_id).order_by("-at", "-id")[:_MOST_SHOWN]
    seen = [DeliverySeen(one.event, one.at, one.state, one.attempts, one.last_code) for one in last]
    return WebhookSeen(open_webhook(ports, webhook).address, webhook.set_at, seen)


def open_webhook(ports: Ports, webhook: Webhook) -> Notified:
    """Raises CaseErased, SealBroken."""
    organisation, sealed = webhook.organisation, bytes(webhook.details_sealed)
    opened = open_blob(ports, organisation.case_key, sealed, "webhook", organisation.id, _PURPOSE)
    return Notified(**json.loads(opened))


def _lock(who: Representative) -> Organisation:
    _require_manager(who)
    if who.account is not None:
        return lock_for_manager(who.account)
    assert who.organisation_id is not None  # see _require_manager
    return lock_organisation(who.organisation_id)


def _require_manager(who: Representative) -> None:
    """A manager, or a program: only managers have keys made."""
    if who.organisation_id is None or (who.account is not None and not who.account.is_manager):
        raise NotManager(str(who.organisation_id))


def _record(ports: Ports, who: Representative, organisation: Organisation, action: str) -> None:
    trace = Trace(case=organisation.case_key_id)
    record(ports, who.actor(ports), action, f"organisation:{organisation.id}", trace)
