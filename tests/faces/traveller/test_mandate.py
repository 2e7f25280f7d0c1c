"""The traveller's page: who applied for them, yes or no, and reporting whoever they do not know."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from mapae.core.application.mandates import CURRENT_WORDING, WORDINGS
from mapae.core.application.parties import OrganisationKind
from mapae.faces.look.mandate_words import DECLARATIONS, KINDS
from mapae.records.models import Application, CaseEvent, IntermediaryReport, Mandate
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.ports import Ports
from tests.usecases.order_steps import a_released, applications_of
from tests.usecases.post import deliver

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undefined_variables_fail")]
BORN = {"birth_date_day": "2", "birth_date_month": "2", "birth_date_year": "1971"}


@pytest.fixture
def application(site: Ports) -> Application:
    return applications_of(a_released(site, 1)[1])[0]


def link_of(site: Ports) -> str:
    (mail,) = [mail for mail in deliver(site) if mail.subject.startswith("Somebody has applied for you")]
    found = re.search(r"http://testserver(/en/link/[a-z2-7]{32}/)", mail.text)
    assert found, mail.text
    return found[1]


@pytest.fixture
def traveller(site: Ports, application: Application, browser: Client) -> Client:
    """Whoever followed the link of the mail and knew the birth date."""
    assert browser.post(link_of(site))["Location"] == "/en/apply/birth-date/"
    assert browser.get("/en/apply/birth-date/").status_code == 200
    assert browser.post("/en/apply/birth-date/", BORN)["Location"] == "/en/apply/mandate/"
    return browser


def test_every_wording_has_every_language_and_every_kind_its_words() -> None:
    assert set(DECLARATIONS) == set(WORDINGS)
    assert CURRENT_WORDING in DECLARATIONS
    assert all(set(texts) == {"en", "tr", "ko"} for texts in DECLARATIONS.values())
    assert set(KINDS) == set(OrganisationKind)


def test_link_alone_opens_nothing(site: Ports, application: Application, browser: Client) -> None:
    browser.post(link_of(site))
    assert browser.get("/en/apply/mandate/").status_code == 404
    assert browser.get("/en/apply/result/").status_code == 404
    page = browser.post("/en/apply/birth-date/", BORN | {"birth_date_day": "3"}).content.decode()
    assert "This is not the date of birth" in page
    assert "ÖRNEK" not in page
    assert browser.get("/en/apply/result/").status_code == 404


def test_page_says_who_declared_what_for_whom(traveller: Client) -> None:
    page = traveller.get("/en/apply/mandate/").content.decode()
    assert "Specimen Tours" in page
    assert "a travel agency" in page
    assert "ÖRNEK" in page
    assert "asked me to apply for them" in page
    assert "The application goes on without one" in page


def test_confirming_with_leave_to_read_the_grounds(traveller: Client, application: Application) -> None:
    answer = traveller.post("/en/apply/mandate/", {"answer": "confirmed", "tells_grounds": "yes"}, follow=True)
    assert "You confirmed that they may apply for you" in answer.content.decode()
    assert Mandate.objects.get(application=application).tells_grounds


def test_objecting_and_thinking_again(site: Ports, traveller: Client, application: Application) -> None:
    answer = traveller.post("/en/apply/mandate/", {"answer": "objected"}, follow=True)
    assert "an officer looks at it" in answer.content.decode()
    assert decide_by_machine(site, application.id).status == "referred"
    traveller.post("/en/apply/mandate/", {"answer": "confirmed"})
    assert Mandate.objects.get(application=application).answer == "confirmed"
    names = CaseEvent.objects.filter(application=application, name__startswith="mandate").order_by("version")
    assert list(names.values_list("name", flat=True)) == ["mandate.objected", "mandate.confirmed"]


def test_nonsense_answers_nothing(traveller: Client, application: Application) -> None:
    assert traveller.post("/en/apply/mandate/", {"answer": "perhaps"}).status_code == 200
    assert Mandate.objects.get(application=application).answer == ""


def test_result_leads_to_the_mandate_and_to_no_payment(traveller: Client) -> None:
    page = traveller.get("/en/apply/result/").content.decode()
    assert "/en/apply/mandate/" in page
    assert "/en/apply/pay/" not in page


def test_unknown_representative_is_reported_with_the_application(traveller: Client, application: Application) -> None:
    page = traveller.get("/en/report/").content.decode()
    assert 'value="Specimen Tours' in page
    said = {"about": "Specimen Tours", "happened": "I never asked them.", "names_application": "yes"}
    assert traveller.post("/en/report/", said)["Location"] == "/en/report/sent/"
    assert IntermediaryReport.objects.get().application_id == application.id


def test_report_of_a_stranger_names_no_application(site: Ports, browser: Client) -> None:
    said = {"about": "eta-fast.example", "happened": "They asked for 90 dollars.", "names_application": "yes"}
    assert browser.post("/en/report/", said)["Location"] == "/en/report/sent/"
    assert browser.get("/en/report/sent/").status_code == 200
    report = IntermediaryReport.objects.get()
    assert report.application_id is None
    assert b"eta-fast" not in bytes(report.content_sealed)


def test_report_says_what_is_missing(browser: Client) -> None:
    page = browser.post("/en/report/", {"about": "", "happened": "x" * 4001}).content.decode()
    assert "Enter the address of the site" in page
    assert "at most 4,000 characters" in page
    assert not IntermediaryReport.objects.exists()


def test_reports_are_not_sent_in_masses(browser: Client) -> None:
    said = {"about": "x", "happened": "y"}
    answers = [browser.post("/en/report/", said).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]
