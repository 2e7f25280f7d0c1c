"""An officer sees with whom an applicant was sent in: references, and a way to those that are with officers; nothing else."""

from __future__ import annotations

import pytest
from django.test import Client

from mapae.core.application.reference import spaced
from mapae.records.models import Application
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.pay import receive_payment
from mapae.usecases.ports import Ports
from mapae.usecases.prepare_order import prepare_order
from mapae.usecases.read_result import read_result
from mapae.usecases.release_order import release_order
from tests.room.accounts import add_signed_in
from tests.usecases.order_steps import a_paid_order, a_pressed, a_ready_group, applications_of, people, put_rows
from tests.usecases.order_steps import an_open_payment_of as pay_for
from tests.usecases.steps import a_referred, notice_of

pytestmark = pytest.mark.django_db


def decided(ports: Ports) -> list[Application]:
    """Three of one submission: two are referred, one is granted."""
    who, group = a_ready_group(ports, 1)
    wanted = {"has_criminal_record": "yes", "criminal_record_details": "Utopia, 2009, an invented offence, a fine"}
    put_rows(ports, who, group, *(person | wanted for person in people(3)[1:]))
    order = a_pressed(ports, who, group)
    prepare_order(ports, order.id)
    receive_payment(ports, notice_of(pay_for(ports, who, order)))
    release_order(ports, order.id)
    return [decide_by_machine(ports, one.id) for one in applications_of(order)]


def page(client: Client, application: Application) -> str:
    return client.get(f"/en/officer/cases/{application.id}/").content.decode()


def test_companions_are_references_and_a_way_to_what_is_with_officers(ports: Ports) -> None:
    granted, first, second = decided(ports)
    assert [one.status for one in (granted, first, second)] == ["granted", "referred", "referred"]
    client, _ = add_signed_in()
    shown = page(client, first)
    part = shown[shown.index('id="companions"') : shown.index('id="companions"') + 3000]
    assert f"/en/officer/cases/{second.id}/" in part
    assert str(granted.id) not in part
    assert "travel agency" in part
    for other in (granted, second):
        assert spaced(other.reference) in part
    assert "ÖRNEK" not in part


def test_who_applied_alone_has_no_companions(ports: Ports) -> None:
    client, _ = add_signed_in()
    assert 'id="companions"' not in page(client, a_referred(ports))


def test_yes_of_one_refers_no_other(ports: Ports) -> None:
    assert decided(ports)[0].status == "granted"


def test_traveller_is_told_that_somebody_else_pays(ports: Ports) -> None:
    _, order = a_paid_order(ports, 1)
    found = read_result(ports, applications_of(order)[0].id)
    assert (found.is_by_group, found.is_payment_open, found.pay_by) == (True, False, None)
