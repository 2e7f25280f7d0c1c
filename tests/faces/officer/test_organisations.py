"""Organisations at the officers' desk."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from mapae.records.models import Organisation, Role
from mapae.usecases.ports import Ports
from tests.faces.traveller.walk import html_of, text_of
from tests.room.accounts import add_signed_in
from tests.room.organisations import DETAILS, a_waiting_organisation, an_organisation
from tests.usecases.leaves import leaves

LIST = "/en/officer/organisations/"


@pytest.fixture
def officer(site: Ports, undefined_variables_fail: None) -> Client:
    return add_signed_in(Role.OFFICER)[0]


@pytest.fixture
def waiting(site: Ports) -> Organisation:
    organisation = a_waiting_organisation(site).organisation
    assert organisation is not None
    return organisation


def page_of(organisation: Organisation) -> str:
    return f"{LIST}{organisation.id}/"


def test_queue_leads_to_the_organisation_and_opening_is_logged(officer: Client, waiting: Organisation) -> None:
    assert page_of(waiting) in html_of(officer.get(LIST))
    page = text_of(officer.get(page_of(waiting)))
    assert all(line in page for line in (DETAILS["name"], DETAILS["contact"], DETAILS["registration"], "Travel agency"))
    assert "Approve the organisation" in page and "Suspend" not in page
    assert len(leaves("organisation.opened")) == 1


def test_empty_queue_and_all(officer: Client, site: Ports) -> None:
    assert "No organisation waits" in text_of(officer.get(LIST))
    approved = an_organisation(site)
    assert approved.organisation is not None
    assert page_of(approved.organisation) in html_of(officer.get(f"{LIST}?view=all"))
    assert "There is no organisation on this page" in text_of(officer.get(f"{LIST}?view=all&page=2"))
    assert officer.get(f"{LIST}?view=odd&page=-1").status_code == 200


def test_officer_approves_suspends_and_lifts(officer: Client, waiting: Organisation) -> None:
    where = page_of(waiting)
    steps: tuple[tuple[str, list[str], str], ...] = (
        ("organisation.approved", [], "approved"),
        ("organisation.suspended", ["complaints", "false_data"], "suspended"),
        ("organisation.readmitted", [], "approved"),
    )
    for version, (act, reasons, status) in enumerate(steps):
        response = officer.post(where, {"act": act, "version": version, "reasons": reasons}, follow=True)
        assert "This was recorded" in text_of(response)
        waiting.refresh_from_db()
        assert waiting.status == status
    assert waiting.reasons == []


def test_refusal_needs_a_reason_of_the_list(officer: Client, waiting: Organisation) -> None:
    for reasons in ([], ["because"], ["complaints"]):
        response = officer.post(page_of(waiting), {"act": "organisation.refused", "version": 0, "reasons": reasons})
        assert "Choose at least one reason" in text_of(response)
        assert 'href="#refuse_reasons_0"' in html_of(response)
    officer.post(page_of(waiting), {"act": "organisation.refused", "version": 0, "reasons": ["not_reached"]})
    page = text_of(officer.get(page_of(waiting)))
    assert "registration refused" in page and "The contact person could not be reached." in page
    assert "Approve" not in page


def test_who_comes_second_is_told(officer: Client, waiting: Organisation) -> None:
    for act in ("organisation.approved", "organisation.refused"):
        sent = {"act": act, "version": 0, "reasons": ["not_reached"]}
        page = text_of(officer.post(page_of(waiting), sent, follow=True))
    assert "Somebody else decided meanwhile" in page
    waiting.refresh_from_db()
    assert waiting.status == "approved"


def test_unknown_organisation_and_unknown_act(officer: Client, waiting: Organisation) -> None:
    unknown = f"{LIST}{uuid4()}/"
    assert officer.get(unknown).status_code == 404
    assert officer.post(unknown, {"act": "organisation.approved", "version": 0}).status_code == 404
    assert officer.post(page_of(waiting), {"act": "organisation.eaten", "version": 0}).status_code == 200
    assert officer.post(page_of(waiting), {"act": "organisation.approved", "version": "x"}).status_code == 200
    waiting.refresh_from_db()
    assert waiting.status == "waiting"
