"""A manager sets where the organisation's program hears of its orders, and sees the secret once."""

from __future__ import annotations

from mapae.records.models import Webhook, WebhookDelivery
from mapae.usecases.ports import Ports
from mapae.usecases.prepare_order import prepare_order
from tests.faces.group.conftest import Desk, signed_in
from tests.faces.traveller.walk import text_of
from tests.room.organisations import a_member, a_waiting_organisation, an_organisation
from tests.usecases.order_steps import a_pressed, people, put_rows

PAGE, ADDRESS = "/en/group/organisation/notices/", "http://127.0.0.1:9/mapae"


def test_secret_is_shown_once(site: Ports) -> None:
    client = signed_in(an_organisation(site))
    assert "No address is set." in text_of(client.get(PAGE))
    assert "mapae_webhook_" in text_of(client.post(PAGE, {"address": ADDRESS}))
    page = text_of(client.get(PAGE))
    assert ADDRESS in page
    assert "mapae_webhook_" not in page
    assert client.post(PAGE, {"remove": "1"})["Location"] == PAGE
    assert not Webhook.objects.exists()


def test_address_that_cannot_be_is_told_beside_the_field(site: Ports) -> None:
    client = signed_in(an_organisation(site))
    assert "Enter the address of your program" in text_of(client.post(PAGE, {"address": ""}))
    assert "begins with https://" in text_of(client.post(PAGE, {"address": "ftp://example.com/"}))
    client = signed_in(a_waiting_organisation(site))
    assert "once the organisation is approved" in text_of(client.post(PAGE, {"address": ADDRESS}))


def test_only_managers_come_here(site: Ports) -> None:
    manager = an_organisation(site)
    client = signed_in(a_member(site, manager))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"address": ADDRESS}).status_code == 403
    assert not Webhook.objects.exists()


def test_last_notices_are_listed(desk: Desk) -> None:
    desk.client.post(PAGE, {"address": ADDRESS})
    put_rows(desk.ports, desk.who, desk.group, *people(1))
    prepare_order(desk.ports, a_pressed(desk.ports, desk.who, desk.group).id)
    assert "An order can be paid: waits to be delivered" in text_of(desk.client.get(PAGE))
    WebhookDelivery.objects.update(state="failed", ended_at=desk.ports.clock.now(), last_code="http_500")
    assert "last answer: http_500" in text_of(desk.client.get(PAGE))
