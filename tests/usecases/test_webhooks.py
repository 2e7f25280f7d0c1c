"""Notices reach an organisation's program at least once, signed, with nothing personal, and nobody else."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from mapae.core.application.parties import OrganisationStatus
from mapae.core.group.webhook import AddressProblem
from mapae.gateways.webhook_posts import HttpWebhooks
from mapae.records.models import Application, AuditLeaf, Order, Organisation, Webhook, WebhookDelivery
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.groups import MayNotSendGroups, Representative
from mapae.usecases.mandates import object_to
from mapae.usecases.members import NotManager
from mapae.usecases.ports import Ports
from mapae.usecases.prepare_order import prepare_order
from mapae.usecases.release_order import release_order
from mapae.usecases.sweep import remove_leftovers, resume_stranded
from mapae.usecases.webhook_delivery import MOST_ATTEMPTS, TryAgain, deliver
from mapae.usecases.webhooks import AddressRefused, find_webhook, remove_webhook, set_webhook
from tests.room.clock import SetClock
from tests.room.webhook_receiver import Receiver, running_receiver
from tests.usecases.group_steps import a_representative
from tests.usecases.order_steps import a_paid_order, a_pressed, a_ready_family, a_ready_group, jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running_receiver() as one:
        yield one


def notified(ports: Ports, receiver: Receiver, count: int = 1) -> tuple[Representative, Order, str]:
    """An order that was just prepared, of an organisation that asked for notices; and the secret."""
    who, group = a_ready_group(ports, count)
    secret = set_webhook(ports, who, receiver.url)
    order = a_pressed(ports, who, group)
    prepare_order(ports, order.id)
    return who, order, secret


def is_signed(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """As the contract describes it, without our own code."""
    parts = dict(part.split("=", 1) for part in headers["Mapae-Signature"].split(","))
    wanted = hmac.new(secret.encode(), f"{parts['t']}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted, parts["v1"])


def test_notice_that_failed_is_sent_again_under_its_id_and_signed_anew(
    ports: Ports, receiver: Receiver, clock: SetClock
) -> None:
    _who, order, secret = notified(ports, receiver)
    notice = WebhookDelivery.objects.get()
    assert jobs("deliver_webhook") == 1
    receiver.answers = [500, 204]
    with pytest.raises(TryAgain):
        deliver(ports, notice.id)
    clock.pass_by(seconds=35)
    deliver(ports, notice.id)
    deliver(ports, notice.id)  # a job that runs once more finds nothing to do
    (first, first_body), (second, second_body) = receiver.received
    assert first_body == second_body
    assert first["Mapae-Event-Id"] == second["Mapae-Event-Id"] == json.loads(first_body)["id"]
    assert first["Mapae-Signature"] != second["Mapae-Signature"]
    assert is_signed(first, first_body, secret)
    assert is_signed(second, second_body, secret)
    assert not is_signed(second, second_body + b" ", secret)
    assert first["path"] == "/mapae?from=test"
    said = json.loads(first_body)
    assert (said["type"], said["order"]["id"], said["order"]["status"]) == (
        "order.awaiting_payment", str(order.id), "awaiting_payment",
    )  # fmt: skip
    notice.refresh_from_db()
    assert (notice.state, notice.attempts, notice.last_code) == ("delivered", 2, "")


def test_every_event_is_told_once_and_no_more_than_ids_and_words(ports: Ports, receiver: Receiver) -> None:
    who, order = a_paid_order(ports, 2)
    set_webhook(ports, who, receiver.url)
    release_order(ports, order.id)
    for application in Application.objects.all():
        decide_by_machine(ports, application.id)
        decide_by_machine(ports, application.id)
    for notice in WebhookDelivery.objects.order_by("at", "event"):
        deliver(ports, notice.id)
    told = [json.loads(body) for _, body in receiver.received]
    assert sorted(one["type"] for one in told) == ["application.decided", "application.decided", "order.released"]
    assert {one["application"]["status"] for one in told if "application" in one} == {"granted"}
    assert {one["order"]["id"] for one in told} == {str(order.id)}
    assert {name for one in told for name in one} == {"id", "type", "at", "order", "application"}


def test_of_a_traveller_who_objects_nothing_is_told(ports: Ports, receiver: Receiver) -> None:
    who, order = a_paid_order(ports, 1)
    set_webhook(ports, who, receiver.url)
    release_order(ports, order.id)
    application = Application.objects.get()
    decide_by_machine(ports, application.id)
    object_to(ports, application.id)
    notice = WebhookDelivery.objects.get(event="application.decided")
    deliver(ports, notice.id)
    notice.refresh_from_db()
    assert (receiver.received, notice.state, notice.last_code) == ([], "failed", "objected")


def test_who_asked_for_no_notices_and_families_get_none(ports: Ports) -> None:
    who, group = a_ready_group(ports, 1)
    prepare_order(ports, a_pressed(ports, who, group).id)
    who, family = a_ready_family(ports, 1)
    prepare_order(ports, a_pressed(ports, who, family, "press-2").id)
    assert not WebhookDelivery.objects.exists()


def test_notices_of_one_organisation_go_to_no_other(ports: Ports, receiver: Receiver) -> None:
    other = a_representative(ports)
    set_webhook(ports, other, receiver.url)
    who, group = a_ready_group(ports, 1)
    prepare_order(ports, a_pressed(ports, who, group).id)
    assert not WebhookDelivery.objects.exists()


def test_redirection_is_not_followed(ports: Ports, receiver: Receiver) -> None:
    notified(ports, receiver)
    receiver.answers, receiver.headers = [307], {"Location": receiver.url}
    with pytest.raises(TryAgain, match="http_307"):
        deliver(ports, WebhookDelivery.objects.get().id)
    assert len(receiver.received) == 1


def test_notice_is_given_up_in_the_end(ports: Ports, receiver: Receiver) -> None:
    notified(ports, receiver)
    receiver.answers = [410]
    WebhookDelivery.objects.update(attempts=MOST_ATTEMPTS - 1)
    notice = WebhookDelivery.objects.get()
    deliver(ports, notice.id)
    notice.refresh_from_db()
    assert (notice.state, notice.last_code) == ("failed", "http_410")


def test_address_that_was_removed_hears_nothing_more(ports: Ports, receiver: Receiver) -> None:
    who, _order, _secret = notified(ports, receiver)
    assert remove_webhook(ports, who) is True
    assert remove_webhook(ports, who) is False
    notice = WebhookDelivery.objects.get()
    deliver(ports, notice.id)
    notice.refresh_from_db()
    assert (receiver.received, notice.state, notice.last_code) == ([], "failed", "nobody")


def test_in_service_only_https_in_the_world_is_taken(ports: Ports) -> None:
    who, service = a_representative(ports), replace(ports, is_demonstration=False)
    for address, problem in (
        ("http://example.com/", AddressProblem.NOT_HTTPS),
        ("https://127.0.0.1/", AddressProblem.PRIVATE_ADDRESS),
    ):
        with pytest.raises(AddressRefused) as refused:
            set_webhook(service, who, address)
        assert refused.value.problem is problem
    assert set_webhook(service, who, "https://example.com/mapae").startswith("mapae_webhook_")


def test_name_that_leads_home_is_refused_when_a_notice_goes_out(ports: Ports, receiver: Receiver) -> None:
    notified(ports, receiver)
    service = replace(ports, webhooks=HttpWebhooks(may_be_near=False))
    with pytest.raises(TryAgain, match="no_trust"):
        deliver(service, WebhookDelivery.objects.get().id)
    assert receiver.received == []


def test_secret_is_new_each_time_and_sealed(ports: Ports, receiver: Receiver) -> None:
    who = a_representative(ports)
    first, second = set_webhook(ports, who, receiver.url), set_webhook(ports, who, receiver.url)
    assert first != second
    stored = bytes(Webhook.objects.get().details_sealed)
    assert second.encode() not in stored
    assert b"127.0.0.1" not in stored
    seen = find_webhook(ports, who)
    assert seen is not None
    assert (seen.address, seen.deliveries) == (receiver.url, [])
    assert sum(b'"webhook.set"' in bytes(leaf.content) for leaf in AuditLeaf.objects.all()) == 2


def test_only_managers_of_approved_organisations_set_it(ports: Ports, receiver: Receiver) -> None:
    with pytest.raises(NotManager):
        set_webhook(ports, a_representative(ports, is_manager=False), receiver.url)
    with pytest.raises(NotManager):
        set_webhook(ports, Representative(), receiver.url)
    who = a_representative(ports)
    Organisation.objects.filter(id=who.organisation_id).update(
        status=OrganisationStatus.WAITING, decided_at=None, decided_by=None
    )
    with pytest.raises(MayNotSendGroups):
        set_webhook(ports, who, receiver.url)


def test_lost_job_is_asked_for_again_and_old_notices_go(ports: Ports, receiver: Receiver, clock: SetClock) -> None:
    notified(ports, receiver)
    clock.pass_by(hours=2)
    resume_stranded(ports)
    assert jobs("deliver_webhook") == 2
    WebhookDelivery.objects.update(at=clock.now() - timedelta(days=91))
    remove_leftovers(ports)
    assert not WebhookDelivery.objects.exists()
