"""The holder cancels: at once, once, for good; no board with it any more."""

from __future__ import annotations

import json

import pytest
from django.db import connections

from mapae.records.models import AuditLeaf, Authorization, CaseEvent, OutboxMessage
from mapae.usecases.add_carrier import add_carrier
from mapae.usecases.cancel import cancel
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.holding import NothingHeld
from mapae.usecases.ports import Ports
from tests.faces.carrier.desk import Desk, message
from tests.room.clock import SetClock
from tests.usecases.steps import a_granted, a_paid, a_referred, at_once

KIND = "authorization.cancelled"
PASSENGER = {
    "reference": "1", "document": {"number": "U00000017", "issuing_state": "TUR", "type": "P"}, "nationality": "TUR",
    "surname": "ORNEKOGLU", "given_names": "AYSE<ISIL", "birth_date": "1990-05-05",
}  # fmt: skip


def leaves(action: str) -> list[dict[str, str]]:
    found = [json.loads(bytes(leaf.content)) for leaf in AuditLeaf.objects.order_by("id")]
    return [leaf for leaf in found if leaf["action"] == action]


@pytest.mark.django_db
def test_cancelled_authorization_says_how_and_when_it_ended(ports: Ports, clock: SetClock) -> None:
    granted = a_granted(ports)
    clock.pass_by(days=3)
    cancel(ports, granted.id)
    ended = Authorization.objects.get()
    assert (ended.ending, ended.ended_at) == ("cancelled", clock.now())
    assert CaseEvent.objects.filter(name=KIND, from_status="granted", to_status="granted").count() == 1
    assert [leaf["object"] for leaf in leaves(KIND)] == [f"application:{granted.id}", f"authorization:{ended.id}"]
    assert {leaf["role"] for leaf in leaves(KIND)} == {"applicant"}
    assert OutboxMessage.objects.get(kind=KIND).language == "tr"


@pytest.mark.django_db
def test_second_press_changes_and_mails_nothing(ports: Ports, clock: SetClock) -> None:
    granted = a_granted(ports)
    cancel(ports, granted.id)
    before = Authorization.objects.values().get()
    clock.pass_by(minutes=1)
    cancel(ports, granted.id)
    assert Authorization.objects.values().get() == before
    assert OutboxMessage.objects.filter(kind=KIND).count() == 1
    assert len(leaves(KIND)) == 2


@pytest.mark.usefixtures("committed")
def test_two_presses_at_once_cancel_once(ports: Ports) -> None:
    granted = a_granted(ports)
    assert at_once(lambda: cancel(ports, granted.id), lambda: cancel(ports, granted.id)) == [None, None]
    assert OutboxMessage.objects.filter(kind=KIND).count() == CaseEvent.objects.filter(name=KIND).count() == 1


@pytest.mark.usefixtures("committed")
def test_carrier_hears_no_board_after_the_cancellation_and_no_reason_of_its_own(ports: Ports) -> None:
    granted = a_granted(ports)
    _, key = add_carrier(ports, "Specimen Air")
    desk = Desk(ports, key)
    try:
        assert desk.ask(message(PASSENGER)).json()["results"][0]["verdict"] == "BOARD"
        cancel(ports, granted.id)
        after = desk.ask(message(PASSENGER, message_id="m-2")).json()["results"][0]
        assert (after["verdict"], after["reason"]) == ("NO_BOARD", "NO_AUTHORIZATION")
    finally:
        desk.close()
        connections.close_all()


@pytest.mark.django_db
def test_what_does_not_live_cannot_be_cancelled(ports: Ports, clock: SetClock) -> None:
    for application_id in (a_paid(ports), a_referred(ports, given_names="BAŞKA BİRİ", document_number="U00000025").id):
        with pytest.raises(NothingHeld):
            cancel(ports, application_id)
    with pytest.raises(UnknownApplication):
        cancel(ports, ports.chance.uuid())
    older = a_granted(ports)
    a_granted(ports)
    with pytest.raises(NothingHeld, match="superseded"):
        cancel(ports, older.id)
    clock.pass_by(days=3 * 366)
    expired = Authorization.objects.get(ending="")
    with pytest.raises(NothingHeld, match="expired"):
        cancel(ports, expired.application_id)
    assert not OutboxMessage.objects.filter(kind=KIND).exists()


@pytest.mark.django_db
def test_cancelled_passport_can_be_applied_with_again(ports: Ports) -> None:
    cancel(ports, a_granted(ports).id)
    a_granted(ports)
    assert sorted(Authorization.objects.values_list("ending", flat=True)) == ["", "cancelled"]


@pytest.mark.django_db
def test_authorization_on_another_passport_leaves_the_first_to_its_holder(ports: Ports) -> None:
    first = a_granted(ports)
    a_granted(ports, document_number="U00000025")
    assert list(Authorization.objects.values_list("ending", flat=True)) == ["", ""]
    cancel(ports, first.id)
    assert list(Authorization.objects.filter(ending="").values_list("application__id", flat=True)) != [first.id]
    assert Authorization.objects.get(application=first).ending == "cancelled"
