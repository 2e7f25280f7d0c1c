"""How each promise of the database about notices to programs is broken."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from mapae.records.models import Order, WebhookDelivery
from mapae.usecases.organisation_keys import add_organisation_key
from mapae.usecases.ports import Ports
from tests.records.group_rows import MOMENT, an_order
from tests.room.organisations import an_organisation
from tests.usecases.steps import a_submitted

Breaking = Callable[[Ports], object]


def a_notice(ports: Ports, **changes: object) -> WebhookDelivery:
    given = {
        "id": uuid4(), "organisation": an_organisation(ports).organisation, "event": "order.released",
        "status": "released", "at": ports.clock.now(), "order": an_order(ports),
    }  # fmt: skip
    return WebhookDelivery.objects.create(**given | changes)


def _with(**changes: object) -> Breaking:
    return lambda ports: a_notice(ports, **changes)


def _of_two_things(ports: Ports) -> None:
    a_notice(ports, application_id=a_submitted(ports))


def _of_an_order_twice(ports: Ports) -> None:
    order = a_notice(ports).order
    a_notice(ports, order=order)


def _of_an_application_twice(ports: Ports) -> None:
    application = a_submitted(ports)
    for _ in range(2):
        a_notice(ports, order=None, application_id=application, event="application.decided")


def _pressed_by_two(ports: Ports) -> None:
    manager, order = an_organisation(ports), an_order(ports)
    add_organisation_key(ports, manager)
    assert manager.organisation is not None
    Order.objects.filter(id=order.id).update(pressed_by=manager, pressed_with=manager.organisation.keys.get())


BROKEN: list[tuple[str, Breaking]] = [
    ("notice_has_a_known_event", _with(event="gossip")),
    ("notice_has_a_known_state", _with(state="lost", ended_at=MOMENT)),
    ("notice_is_of_an_order_or_an_application", _with(order=None)),
    ("notice_is_of_an_order_or_an_application", _of_two_things),
    ("ended_notice_has_its_moment", _with(state="delivered")),
    ("ended_notice_has_its_moment", _with(ended_at=MOMENT)),
    ("program_is_told_of_an_order_once", _of_an_order_twice),
    ("program_is_told_of_an_application_once", _of_an_application_twice),
    ("order_is_pressed_by_a_person_or_a_program", _pressed_by_two),
]
