"""From draft to authorization, use case by use case."""

from __future__ import annotations

import pytest

from mapae.records.models import Authorization, OutboxMessage
from mapae.usecases.answer import answer
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.keep_portrait import keep_portrait
from mapae.usecases.pay import receive_payment, start_payment
from mapae.usecases.ports import PaymentNotice, Ports
from mapae.usecases.seal_log import seal_log
from mapae.usecases.start_draft import start_draft
from mapae.usecases.submit import submit
from mapae.usecases.verify_log import verify_stored_log
from tests.room.clock import SetClock
from tests.room.people import answers
from tests.room.pictures import SPECIMEN

pytestmark = pytest.mark.django_db


def test_turkish_tourist_gets_an_authorization_for_three_years(ports: Ports, clock: SetClock) -> None:
    draft = start_draft(ports, "tr", answers()["email"])
    assert answer(ports, draft.id, answers()) == []
    keep_portrait(ports, draft.id, SPECIMEN)
    submitted = submit(ports, draft.id, "press-1")
    payment, _ = start_payment(ports, submitted.id, "http://testserver/tr/")
    receive_payment(ports, PaymentNotice(payment.provider_reference, True, payment.amount, payment.currency))
    decided = decide_by_machine(ports, draft.id)

    assert decided.status == "granted"
    authorization = Authorization.objects.get(application_id=draft.id)
    assert str(authorization.first_day) == "2026-11-22"
    assert str(authorization.last_day) == "2029-11-21"
    assert OutboxMessage.objects.get(application_id=draft.id).kind == "application.granted"
    assert seal_log(ports) > 0
    assert verify_stored_log(ports).ok
