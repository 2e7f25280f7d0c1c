"""A member of one organisation sees and changes nothing of another, by any URL of the group face."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from mapae.records.models import Account, Group, MailboxRequest, Organisation, OrganisationKey, RateWindow
from mapae.usecases.groups import start_group
from mapae.usecases.invitations import invite
from mapae.usecases.members import MemberChange
from mapae.usecases.organisation_keys import add_organisation_key
from mapae.usecases.ports import Ports
from tests.room.organisations import a_member, an_organisation
from tests.site.test_rights import Mounted, address, mounted

pytestmark = pytest.mark.wide


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("kind", ["manager", "member"])
def test_no_url_shows_or_changes_anything_of_another_organisation(site: Ports, method: str, kind: str) -> None:
    theirs, mine = an_organisation(site, name="KANARYA Tur", contact="KANARYA KISI"), an_organisation(site)
    colleague = a_member(site, theirs)
    invite(site, theirs, "kanarya@example.org", "en")
    add_organisation_key(site, theirs)
    group = start_group(site, theirs, "KANARYA June", "en")
    ids = [theirs.organisation_id, theirs.pk, colleague.pk, group.id, MailboxRequest.objects.get().id, 1]
    before = _state_of(theirs)
    owner, stranger = Client(), Client()
    owner.force_login(theirs)
    stranger.force_login(mine if kind == "manager" else a_member(site, mine))
    assert "KANARYA" in _pages_of_groups(owner, "GET", ids), "their own are shown to them, or this test sees nothing"
    page = _pages_of_groups(stranger, method, ids)
    for secret in ("KANARYA", "kanarya", theirs.username, colleague.username):
        assert secret not in page
    assert _state_of(theirs) == before


@pytest.mark.django_db
def test_member_who_manages_nothing_gets_no_keys(site: Ports) -> None:
    client = Client()
    client.force_login(a_member(site, an_organisation(site)))
    assert client.get("/en/group/organisation/people/").status_code == 200
    assert client.get("/en/group/organisation/keys/").status_code == 403
    assert client.post("/en/group/organisation/keys/").status_code == 403
    assert not OrganisationKey.objects.exists()


def _pages_of_groups(client: Client, method: str, ids: list[object]) -> str:
    """Every page of the group face, with each id in the address, the query and the form, and with each change."""
    pages = []
    for url in mounted():
        if not url.name.startswith("group_"):
            continue
        for id_ in ids:
            where, named = _address_with(url, id_), dict.fromkeys(_NAMES_OF_IDS, str(id_))
            for change in _changes(url, method):
                pages.append(_sent(client, method, where, named | {"change": change}))
    return "\n".join(response.content.decode() for response in pages if not response.streaming)


_NAMES_OF_IDS = (
    "id", "group", "group_id", "row", "row_id", "order", "order_id", "file", "organisation", "account", "invitation", "revoke",
)  # fmt: skip


def _changes(url: Mounted, method: str) -> tuple[str, ...]:
    """What a button says: every one on the page that has several, and one elsewhere."""
    if method == "GET":
        return ("",)
    return ("withdraw", *MemberChange) if url.name == "group_members" else ("withdraw",)


def _address_with(url: Mounted, id_: object) -> str:
    """The address with this id wherever the URL takes one of its kind."""
    try:
        with override("en"):
            return reverse(url.name, kwargs=dict.fromkeys(url.arguments, id_))
    except NoReverseMatch:
        return address(url)


def _sent(client: Client, method: str, where: str, fields: dict[str, str]) -> HttpResponse:
    browser = Client()
    browser.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})
    RateWindow.objects.all().delete()  # how often is another test's matter
    response = browser.get(where, fields) if method == "GET" else browser.post(where, fields)
    return response


def _state_of(account: Account) -> list[object]:
    """All that a stranger could have changed."""
    ours = account.organisation_id
    return [
        list(Account.objects.filter(organisation=ours).order_by("pk").values("pk", "is_active", "is_manager")),
        list(Organisation.objects.filter(id=ours).values("status", "version", "details_sealed")),
        list(OrganisationKey.objects.filter(organisation=ours).values("slot", "revoked_at")),
        list(MailboxRequest.objects.filter(organisation=ours).values("id", "proven_at")),
        list(Group.objects.filter(organisation=ours).values("id", "version", "changed_at")),
    ]
