"""An order pressed in the moment in which an officer suspends its organisation: one of the two comes first, and holds."""

from __future__ import annotations

from threading import Event

import pytest
from django.db import connection, transaction

from mapae.core.group.approval import ApprovalAct, ApprovalReason
from mapae.records.models import Order, Organisation
from mapae.usecases.groups import MayNotSendGroups
from mapae.usecases.organisations import act_on_organisation
from mapae.usecases.ports import Ports
from tests.usecases.order_steps import a_pressed, a_ready_group
from tests.usecases.steps import an_officer, at_once

_WHO_WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.mark.usefixtures("committed")
def test_order_waits_for_a_suspension_under_way_and_is_refused(ports: Ports) -> None:
    who, group = a_ready_group(ports)
    officer, is_suspending = an_officer(ports), Event()
    organisation = Organisation.objects.get(id=group.organisation_id)

    def suspend() -> None:
        reasons = (ApprovalReason.COMPLAINTS,)
        with transaction.atomic():
            act_on_organisation(ports, officer, organisation.id, organisation.version, ApprovalAct.SUSPEND, reasons)
            is_suspending.set()
            _until_somebody_waits()

    def press() -> None:
        is_suspending.wait(timeout=10)
        a_pressed(ports, who, group)

    suspended, pressed = at_once(suspend, press)
    assert suspended is None
    assert isinstance(pressed, MayNotSendGroups)
    assert Order.objects.count() == 0


def _until_somebody_waits() -> None:
    """For another transaction, which finds this one's lock in its way."""
    for _ in range(10_000):
        with connection.cursor() as cursor:
            cursor.execute(_WHO_WAITS)
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waited: the press did not look whether the organisation is being suspended")
