"""Two officers press at the same moment, with real transactions: one decision, and the other officer is told."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from mapae.records.models import Application, Authorization, CaseEvent, Decision, OutboxMessage, Proposal
from tests.room.accounts import add_signed_in

pytestmark = pytest.mark.usefixtures("committed")


@pytest.mark.parametrize("attempt", range(3))
def test_one_decision_wins_and_nothing_is_done_twice(referred: Callable[..., Application], attempt: int) -> None:
    application = referred()
    refusal = {"version": str(application.version), "outcome": "refused", "grounds": ["entry_ban"]}
    grant = {"version": str(application.version), "outcome": "granted"}
    together, statuses = Barrier(2), []

    def press(browser: Client, choice: dict[str, object]) -> None:
        together.wait(10)
        try:
            statuses.append(browser.post(f"/en/officer/cases/{application.id}/decision/", choice).status_code)
        finally:
            connection.close()

    officers = [Thread(target=press, args=(add_signed_in()[0], choice)) for choice in (grant, refusal)]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join(30)
    assert sorted(statuses) == [302, 409]
    application.refresh_from_db()
    was_granted = application.status == "granted"
    assert Decision.objects.count() == Authorization.objects.count() == was_granted
    assert Proposal.objects.count() == (not was_granted)
    decided = {"application.granted", "decision.proposed"}
    assert CaseEvent.objects.filter(application=application, name__in=decided).count() == 1
    assert OutboxMessage.objects.filter(application=application, kind="application.granted").count() == was_granted
