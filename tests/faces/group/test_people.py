"""People and keys of an organisation on their pages, and the page behind an invitation."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from mapae.core.group.approval import ApprovalAct, ApprovalReason
from mapae.records.models import Account, OrganisationKey
from mapae.usecases.invitations import invite
from mapae.usecases.organisation_keys import find_organisation_by_key
from mapae.usecases.ports import Ports
from tests.faces.group.conftest import signed_in
from tests.faces.traveller.walk import deliver, html_of, newest_mail, text_of
from tests.room.accounts import add
from tests.room.clock import SetClock
from tests.room.organisations import DETAILS, PASSWORD, a_member, a_waiting_organisation, an_organisation, decide

PEOPLE, KEYS = "/en/group/organisation/people/", "/en/group/organisation/keys/"
ACCOUNT = {"username": "specimen.colleague", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def manager(site: Ports) -> Account:
    return an_organisation(site)


def invitation(site: Ports, by: Account) -> str:
    invite(site, by, "specimen.colleague@example.org", "en")
    deliver()
    return newest_mail().text.partition("http://testserver")[2].split()[0]


def test_manager_invites_and_the_invited_makes_an_account(site: Ports, manager: Account) -> None:
    client = signed_in(manager)
    assert client.post(PEOPLE, {"change": "invite", "email": "specimen.colleague@example.org"})["Location"] == PEOPLE
    assert "specimen.colleague@example.org" in text_of(client.get(PEOPLE))
    deliver()
    link = newest_mail().text.partition("http://testserver")[2].split()[0]
    invited = Client()
    page = invited.get(link)
    assert DETAILS["name"] in text_of(page)
    assert page["Referrer-Policy"] == "strict-origin"
    assert invited.get(link).status_code == 200, "looking at it spends nothing"
    assert invited.post(link, ACCOUNT)["Location"] == "/en/group/organisation/"
    assert invited.get("/en/group/organisation/")["Location"] == "/en/officer/second-factor/set-up/"
    assert Client().get(link).status_code == 404
    page_of_people = text_of(client.get(PEOPLE))
    assert "specimen.colleague member" in page_of_people
    assert "Invited" not in page_of_people


def test_errors_of_the_invited_spend_nothing(site: Ports, manager: Account) -> None:
    link = invitation(site, manager)
    for changes, field in (
        ({"username": ""}, "username"),
        ({"username": manager.username}, "username"),
        ({"password": "", "again": ""}, "password"),
        ({"again": ""}, "again"),
    ):
        assert list(Client().post(link, ACCOUNT | changes).context["form"].errors) == [field]
    assert Client().post(link, ACCOUNT).status_code == 302


@pytest.mark.parametrize("token", ["nothing", "a" * 32])
def test_unknown_invitation_is_told_so(site: Ports, token: str) -> None:
    for response in (Client().get(f"/en/group/invitation/{token}/"), Client().post(f"/en/group/invitation/{token}/")):
        assert response.status_code == 404
        assert "This invitation does not work any more" in text_of(response)


def test_invitation_is_withdrawn(site: Ports, manager: Account) -> None:
    link, client = invitation(site, manager), signed_in(manager)
    number = re.search(r'name="invitation" value="([0-9a-f-]+)"', html_of(client.get(PEOPLE)))
    assert number
    client.post(PEOPLE, {"change": "withdraw", "invitation": number[1]})
    client.post(PEOPLE, {"change": "withdraw", "invitation": "nonsense"})
    assert Client().get(link).status_code == 404


def test_address_of_an_invitation_is_checked(site: Ports, manager: Account) -> None:
    client = signed_in(manager)
    assert "Enter your e-mail address" in text_of(client.post(PEOPLE, {"change": "invite", "email": ""}))
    decide(site, manager.organisation, ApprovalAct.SUSPEND, ApprovalReason.COMPLAINTS)
    page = client.post(PEOPLE, {"change": "invite", "email": "somebody@example.org"})
    assert "nobody can be invited" in text_of(page)


def test_manager_disables_and_the_session_ends_at_once(site: Ports, manager: Account) -> None:
    member = a_member(site, manager)
    theirs, client = signed_in(member), signed_in(manager)
    assert theirs.get(PEOPLE).status_code == 200
    client.post(PEOPLE, {"change": "member.disabled", "account": str(member.pk)})
    assert theirs.get(PEOPLE).status_code == 302
    assert "disabled" in text_of(client.get(PEOPLE))
    client.post(PEOPLE, {"change": "member.enabled", "account": str(member.pk)})
    client.post(PEOPLE, {"change": "member.made_manager", "account": str(member.pk)})
    member.refresh_from_db()
    assert (member.is_active, member.is_manager) == (True, True)


def test_last_manager_and_strangers_are_told_apart(site: Ports, manager: Account) -> None:
    client = signed_in(manager)
    page = client.post(PEOPLE, {"change": "member.disabled", "account": str(manager.pk)}, follow=True)
    assert "needs one manager at least" in text_of(page)
    for account in (str(add().pk), "", "9" * 40):
        page = client.post(PEOPLE, {"change": "member.disabled", "account": account}, follow=True)
        assert "Nobody such works for your organisation" in text_of(page)


def test_member_sees_people_and_changes_nothing(site: Ports, manager: Account) -> None:
    member = a_member(site, manager)
    client = signed_in(member)
    page = client.get(PEOPLE)
    assert manager.username in text_of(page)
    assert html_of(page).count("<button") == 0
    assert client.post(PEOPLE, {"change": "member.disabled", "account": str(manager.pk)}).status_code == 403
    assert client.post(PEOPLE, {"change": "invite", "email": "somebody@example.org"}).status_code == 403


def test_last_sign_in_is_by_our_clock(site: Ports, manager: Account, clock: SetClock) -> None:
    member = a_member(site, manager)
    assert "Has not signed in yet" in text_of(signed_in(manager).get(PEOPLE))
    signed_in(member)
    member.refresh_from_db()
    assert member.last_login is not None
    assert "Last sign-in:" in text_of(signed_in(manager).get(PEOPLE))


def test_key_is_shown_once_and_revoked(site: Ports, manager: Account) -> None:
    client = signed_in(manager)
    assert "There is no key yet" in text_of(client.get(KEYS))
    shown = re.search(r"mapae_group_[A-Za-z0-9_-]{43}", html_of(client.post(KEYS)))
    assert shown
    assert find_organisation_by_key(site, shown[0]) == manager.organisation
    page = client.get(KEYS)
    assert shown[0] not in html_of(page)
    assert "Last used" in text_of(page)
    client.post(KEYS)
    assert "Make a key" not in text_of(client.get(KEYS))
    assert "Two keys are in use" in text_of(client.post(KEYS, follow=True))
    assert "The key was revoked" in text_of(client.post(KEYS, {"revoke": "1"}, follow=True))
    assert client.post(KEYS, {"revoke": "seven"})["Location"] == KEYS
    assert OrganisationKey.objects.filter(revoked_at__isnull=True).count() == 1


def test_keys_wait_for_the_approval(site: Ports) -> None:
    client = signed_in(a_waiting_organisation(site))
    assert "once the organisation is approved" in text_of(client.post(KEYS, follow=True))
