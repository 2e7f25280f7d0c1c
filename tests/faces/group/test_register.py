"""An organisation registers through the pages, from the address to the second factor."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from mapae.core.group.approval import ApprovalAct, ApprovalReason
from mapae.records.models import Account, Organisation
from mapae.site.sign_in import present_code
from mapae.usecases.ports import Ports
from tests.faces.traveller.walk import deliver, html_of, newest_mail, text_of
from tests.room.accounts import add_signed_in
from tests.room.organisations import ADDRESS, DETAILS, PASSWORD, an_organisation, decide
from tests.usecases.leaves import leaves
from tests.usecases.post import code_in

ACCOUNT = {"username": "specimen.agent", "password": PASSWORD, "again": PASSWORD}
BEGIN, CODE, DETAIL, MINE = (f"/en/group/register/{step}" for step in ("", "code/", "details/", "account/"))
SET_UP, CODES, OWN = (
    "/en/officer/second-factor/set-up/", "/en/officer/second-factor/recovery-codes/", "/en/group/organisation/",
)  # fmt: skip


def to_the_details(browser: Client, address: str = ADDRESS) -> None:
    assert browser.post(BEGIN, {"email": address})["Location"] == CODE
    deliver()
    assert browser.post(CODE, {"code": code_in(newest_mail())})["Location"] == DETAIL


def to_the_account(browser: Client, **changes: str) -> None:
    to_the_details(browser)
    response = browser.post(DETAIL, DETAILS | changes)
    assert response.status_code == 302, text_of(response)
    assert response["Location"] == MINE


def test_from_the_address_to_the_organisation_that_waits(browser: Client) -> None:
    to_the_account(browser)
    assert browser.post(MINE, ACCOUNT)["Location"] == OWN
    assert browser.get(OWN)["Location"] == SET_UP, "everything stays closed until there is a second factor"
    secret = browser.get(SET_UP).context["form"].secret
    assert browser.post(SET_UP, {"code": present_code(secret)})["Location"] == CODES
    assert OWN in html_of(browser.get(CODES))
    page = text_of(browser.get(OWN))
    assert "waiting for approval" in page
    assert "start no group" in page
    assert all(line in page for line in (DETAILS["name"], DETAILS["contact"], ADDRESS))
    assert leaves("account.signed_in")[0].actor.startswith("representative:")
    cache.clear()


def test_first_page_says_who_may_register_and_what_they_may_send(browser: Client) -> None:
    page = text_of(browser.get(BEGIN))
    assert "Travel agency: 50 travellers in one submission; an officer looks at the registration first" in page
    assert "Family" not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Enter your e-mail address"), ("nobody", "in the usual form"), ("x" * 3000 + "@example.org", "too long")],
)
def test_address_is_checked(browser: Client, typed: str, said: str) -> None:
    assert said in text_of(browser.post(BEGIN, {"email": typed}))


def test_wrong_code_is_told_and_another_can_be_asked_for(browser: Client, site: Ports) -> None:
    browser.post(BEGIN, {"email": ADDRESS})
    page = browser.post(CODE, {"code": "12345"})
    assert "This is not the code of our newest e-mail" in text_of(page)
    again = browser.post(f"{CODE}again/")
    assert "We have just sent an e-mail" in text_of(again)
    site.clock.pass_by(minutes=1)  # type: ignore[attr-defined]  # the test's clock
    assert "again" in browser.post(f"{CODE}again/")["Location"]
    deliver()
    assert browser.post(CODE, {"code": code_in(newest_mail())})["Location"] == DETAIL


def test_no_step_can_be_skipped(browser: Client) -> None:
    for step, leads_to in ((CODE, BEGIN), (DETAIL, BEGIN), (MINE, DETAIL), (f"{CODE}again/", CODE)):
        assert browser.get(step)["Location"] == leads_to
        assert browser.post(step, {**DETAILS, **ACCOUNT, "code": "123456"})["Location"] == leads_to
    browser.post(BEGIN, {"email": ADDRESS})
    assert browser.get(DETAIL)["Location"] == BEGIN, "asked for a code, not proven"
    deliver()
    browser.post(CODE, {"code": code_in(newest_mail())})
    assert browser.get(MINE)["Location"] == DETAIL
    assert not Organisation.objects.exists()


def test_details_are_checked_beside_their_fields_and_stay_typed(browser: Client) -> None:
    to_the_details(browser)
    response = browser.post(DETAIL, DETAILS | {"phone": "call me", "name": "", "tax_data": "x" * 401})
    form = response.context["form"]
    assert set(form.errors) == {"phone", "name", "tax_data"}
    assert "Shorten it to 400 characters" in text_of(response)
    assert DETAILS["contact"] in html_of(response)
    empty = browser.post(DETAIL, {})
    assert len(empty.context["form"].errors) == 8
    assert html_of(empty).count("govuk-error-message") == 8


def test_details_come_back_when_one_goes_back(browser: Client) -> None:
    to_the_account(browser)
    page = browser.get(DETAIL)
    assert DETAILS["registration"] in html_of(page)
    assert browser.post(DETAIL, DETAILS | {"registration": "TEST-0000-09"})["Location"] == MINE


def test_account_is_checked_beside_its_fields(browser: Client, site: Ports) -> None:
    taken = an_organisation(site).username
    to_the_account(browser)
    for changes, field, said in (
        ({"again": "another password"}, "again", "The two passwords differ"),
        ({"username": "Kim M"}, "username", "small letters a to z"),
        ({"password": "short", "again": "short"}, "password", "at least 12 characters"),
        ({"password": "password1234", "again": "password1234"}, "password", "Many people use this password"),
    ):
        response = browser.post(MINE, ACCOUNT | changes)
        assert list(response.context["form"].errors) == [field]
        assert said in text_of(response)
    response = browser.post(MINE, ACCOUNT | {"username": taken})
    said = response.context["form"].errors["username"][0]
    free = said.rpartition(" ")[2]
    assert "This user name is not free" in said
    assert not Account.objects.filter(username=free).exists()
    assert PASSWORD not in html_of(response)
    assert browser.post(MINE, ACCOUNT | {"username": free})["Location"] == OWN


def test_mailbox_of_an_organisation_is_led_to_the_sign_in(browser: Client, site: Ports) -> None:
    an_organisation(site, ADDRESS)
    browser.post(BEGIN, {"email": ADDRESS})
    deliver()
    page = text_of(browser.post(CODE, {"code": code_in(newest_mail())}))
    assert "registered already" in page


def test_session_has_another_id_after_the_proof_and_after_the_account(browser: Client) -> None:
    browser.post(BEGIN, {"email": ADDRESS})
    deliver()
    ids = [browser.session.session_key]
    browser.post(CODE, {"code": code_in(newest_mail())})
    ids.append(browser.session.session_key)
    browser.post(DETAIL, DETAILS)
    browser.post(MINE, ACCOUNT)
    ids.append(browser.session.session_key)
    assert len(set(ids)) == 3


def test_second_press_of_the_account_leads_on(browser: Client) -> None:
    to_the_account(browser)
    browser.post(MINE, ACCOUNT)
    assert browser.post(MINE, ACCOUNT)["Location"] == DETAIL
    assert browser.get(DETAIL)["Location"] == BEGIN
    assert browser.get(BEGIN)["Location"] == OWN
    assert Organisation.objects.count() == 1


def test_somebody_of_the_house_can_look_at_the_page(site: Ports) -> None:
    client, _ = add_signed_in()
    assert client.get(BEGIN).status_code == 200


@pytest.mark.parametrize("language", ["tr", "ko"])
def test_own_page_tells_why_in_every_language(site: Ports, language: str) -> None:
    manager = an_organisation(site)
    decide(site, manager.organisation, ApprovalAct.SUSPEND, ApprovalReason.NO_MANDATES)
    client = Client()
    client.force_login(manager)
    assert client.get(f"/{language}/group/organisation/").status_code == 200
    assert "It applied for travellers who had not asked it to." in text_of(client.get(OWN))
