"""What was submitted stays decidable, also when the day changes in the middle of the press."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mapae.core.application.answers import AnswersIncomplete
from mapae.records.models import Application
from mapae.usecases.answer import answer
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.keep_portrait import keep_portrait
from mapae.usecases.pay import receive_payment, start_payment
from mapae.usecases.ports import PaymentNotice, Ports
from mapae.usecases.start_draft import start_draft
from mapae.usecases.submit import submit
from tests.room.people import answers
from tests.room.pictures import SPECIMEN

pytestmark = pytest.mark.django_db


class TickingClock:
    """Each look at it is a millisecond later than the last."""

    def __init__(self, moment: datetime) -> None:
        self._now = moment

    def now(self) -> datetime:
        self._now += timedelta(milliseconds=1)
        return self._now


@pytest.mark.parametrize("ticks", range(12))
def test_press_across_midnight_in_seoul_is_refused_or_decided_but_never_stuck(ports: Ports, ticks: int) -> None:
    """The arrival is today: one moment later it lies in the past."""
    draft = start_draft(ports, "tr", answers()["email"])
    answer(ports, draft.id, answers(arrival_day="2026-11-22"))
    keep_portrait(ports, draft.id, SPECIMEN)
    midnight = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
    ticking = replace(ports, clock=TickingClock(midnight - timedelta(milliseconds=ticks)))
    try:
        submit(ticking, draft.id, "press")
    except AnswersIncomplete:
        assert Application.objects.get(id=draft.id).status == "draft"
        return
    payment, _ = start_payment(ticking, draft.id, "/")
    receive_payment(ticking, PaymentNotice(payment.provider_reference, True, payment.amount, payment.currency))

    assert decide_by_machine(ticking, draft.id).status in ("granted", "referred")
