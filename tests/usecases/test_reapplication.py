"""The cap of K-ETA: three applications within six months, and the next is taken six months after the first result."""

from __future__ import annotations

import pytest

from mapae.records.models import Application
from mapae.usecases.answer import answer
from mapae.usecases.ports import Ports
from mapae.usecases.reapplication import TooManyApplications
from mapae.usecases.start_draft import start_draft
from mapae.usecases.submit import MailboxNotProven, submit
from mapae.usecases.withdraw import withdraw
from tests.room.clock import SetClock
from tests.room.people import answers
from tests.usecases.steps import a_draft, a_granted, a_submitted

pytestmark = pytest.mark.django_db


def _again(ports: Ports, **changes: str) -> Application:
    draft = a_draft(ports, **changes)
    return submit(ports, draft, str(draft))


def test_the_fourth_within_six_months_is_stopped_until_six_months_after_the_first_result(
    ports: Ports, clock: SetClock
) -> None:
    for _ in range(3):
        a_granted(ports)
        clock.pass_by(days=10)
    with pytest.raises(TooManyApplications) as stopped:
        _again(ports, arrival_day="2027-08-01")
    assert str(stopped.value.until) == "2027-05-22"
    assert Application.objects.exclude(status="draft").count() == 3, "no file, no fee"


def test_another_person_is_not_stopped(ports: Ports) -> None:
    for _ in range(3):
        a_granted(ports)
    assert _again(ports, given_names="BAŞKA BİRİ").status == "awaiting_payment"


def test_what_nobody_examined_does_not_count(ports: Ports) -> None:
    for _ in range(2):
        a_granted(ports)
    withdraw(ports, a_submitted(ports))
    a_submitted(ports)
    assert _again(ports).status == "awaiting_payment"


def test_nothing_is_submitted_before_the_mailbox_is_proven(ports: Ports) -> None:
    draft = start_draft(ports, "tr")
    answer(ports, draft.id, answers())
    with pytest.raises(MailboxNotProven):
        submit(ports, draft.id, "press")
