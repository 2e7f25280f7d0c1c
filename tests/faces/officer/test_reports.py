"""Supervisors read reports, take them up and close them; officers see objections on the page of the case."""

from __future__ import annotations

import pytest
from django.test import Client

from mapae.records.models import Account, IntermediaryReport, Role
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.mandates import object_to
from mapae.usecases.ports import Ports
from mapae.usecases.report_intermediary import report_intermediary
from tests.room.accounts import add_signed_in
from tests.room.clock import SetClock
from tests.usecases.leaves import leaves
from tests.usecases.order_steps import a_released, applications_of

pytestmark = pytest.mark.django_db
SAID = {"about": "Specimen Fast ETA", "happened": "They asked for money twice.", "contact": "someone@example.org"}


@pytest.fixture
def supervisor() -> Client:
    return add_signed_in(Role.SUPERVISOR)[0]


def test_report_is_opened_taken_up_and_closed(ports: Ports, supervisor: Client) -> None:
    report_id = report_intermediary(ports, SAID, "tr")
    where = f"/en/officer/reports/{report_id}/"
    listed = supervisor.get("/en/officer/reports/").content.decode()
    assert where in listed
    assert "Specimen Fast ETA" not in listed
    page = supervisor.get(where).content.decode()
    assert all(words in page for words in SAID.values())
    assert len(leaves("report.opened")) == 1
    assert supervisor.post(where, {"act": "take_up"})["Location"] == where
    assert "Say what came of it" in supervisor.post(where, {"act": "close", "note": " "}).content.decode()
    assert supervisor.post(where, {"act": "close", "note": "The site was taken down."})["Location"] == where
    assert "The site was taken down." in supervisor.get(where).content.decode()
    assert where in supervisor.get("/en/officer/reports/?status=closed").content.decode()
    assert [len(leaves(f"report.{act}")) for act in ("made", "taken_up", "closed")] == [1, 1, 1]


def test_report_is_closed_once(ports: Ports, supervisor: Client) -> None:
    report_id = report_intermediary(ports, SAID, "en")
    where = f"/en/officer/reports/{report_id}/"
    supervisor.post(where, {"act": "close", "note": "Too early."})
    assert IntermediaryReport.objects.get().status == "open"
    for _ in range(2):
        supervisor.post(where, {"act": "take_up"})
    assert len(leaves("report.taken_up")) == 1


def test_reports_are_for_supervisors(ports: Ports, officer: tuple[Client, Account]) -> None:
    report_id = report_intermediary(ports, SAID, "en")
    assert officer[0].get("/en/officer/reports/").status_code == 403
    assert officer[0].get(f"/en/officer/reports/{report_id}/").status_code == 403


def test_unknown_report_is_not_there(supervisor: Client) -> None:
    assert supervisor.get("/en/officer/reports/00000000-0000-4000-8000-000000000001/").status_code == 404


def test_officer_sees_the_objection_on_the_case(ports: Ports, clock: SetClock, officer: tuple[Client, Account]) -> None:
    application = applications_of(a_released(ports, 1)[1])[0]
    decide_by_machine(ports, application.id)
    clock.pass_by(minutes=1)
    object_to(ports, application.id)
    queue = officer[0].get("/en/officer/?view=objected").content.decode()
    assert "The traveller objects to who applied for them" in queue
    case = officer[0].get(f"/en/officer/cases/{application.id}/").content.decode()
    assert "Specimen Tours" in case
    assert "I have looked at the objection" in case
    assert "The traveller objected to their representative" in case
    done = officer[0].post(f"/en/officer/cases/{application.id}/objection/", follow=True).content.decode()
    assert "Recorded: you looked at the objection." in done
    assert "I have looked at the objection" not in done
