"""A family begins without an account: a mailbox, a code or a link, and back again on another device."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from mapae.records.models import Group, MailboxRequest
from mapae.usecases.group_data import open_group
from mapae.usecases.ports import Ports
from tests.room.clock import SetClock
from tests.usecases.post import code_in, deliver

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undefined_variables_fail")]
ADDRESS = "specimen.family@example.org"


def ask(browser: Client, address: str = ADDRESS) -> None:
    assert browser.post("/en/group/family/", {"agrees": "on"})["Location"] == "/en/group/family/mailbox/"
    assert browser.get("/en/group/family/mailbox/").status_code == 200
    sent = browser.post("/en/group/family/mailbox/", {"email": address})
    assert sent["Location"] == "/en/group/family/code/", sent.content.decode()


def begin(browser: Client, ports: Ports) -> Group:
    ask(browser)
    (mail,) = deliver(ports)
    assert browser.post("/en/group/family/code/", {"code": code_in(mail)})["Location"] == "/en/group/family/about/"
    kept = browser.post("/en/group/family/about/", {"name": "Specimen Parent", "label": "Winter"})
    group = Group.objects.latest("created_at")
    assert kept["Location"] == f"/en/group/{group.id}/"
    return group


def group_link_in(text: str) -> str:
    found = re.search(r"http://testserver(/en/group/link/[a-z2-7]{32}/)", text)
    assert found, text
    return found[1]


def test_page_says_who_may_and_what_it_brings(browser: Client) -> None:
    page = browser.get("/en/group/family/").content.decode()
    assert "up to 10 people" in page
    assert "You need no account" in page


def test_where_the_rules_let_no_family_in_it_is_said_plainly(
    browser: Client, ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mapae.usecases.groups.group_limits", lambda _: [])
    page = browser.get("/en/group/family/").content.decode()
    assert "let families send no group" in page
    assert "agrees" not in page
    assert browser.post("/en/group/family/", {"agrees": "on"}).status_code == 200
    assert not MailboxRequest.objects.exists()


def test_nothing_is_kept_before_the_mailbox_is_proven(browser: Client, site: Ports) -> None:
    ask(browser)
    assert not Group.objects.exists()
    assert browser.get("/en/group/family/about/").status_code == 404


def test_code_starts_the_group_and_the_name_is_kept_sealed(browser: Client, site: Ports) -> None:
    group = begin(browser, site)
    details = open_group(site, group)
    assert (details.name, details.label, details.email) == ("Specimen Parent", "Winter", ADDRESS)
    assert browser.get(f"/en/group/{group.id}/results/").status_code == 200


def test_wrong_code_starts_nothing(browser: Client, site: Ports) -> None:
    ask(browser)
    (mail,) = deliver(site)
    wrong = "000000" if code_in(mail) != "000000" else "111111"
    assert "This is not the code" in browser.post("/en/group/family/code/", {"code": wrong}).content.decode()
    assert not Group.objects.exists()


def test_link_of_the_first_mail_starts_the_group_too_and_once(browser: Client, site: Ports) -> None:
    ask(browser)
    (mail,) = deliver(site)
    phone, link = Client(), group_link_in(mail.text)
    assert phone.get(link).status_code == 200
    assert not Group.objects.exists(), "looking at the page does nothing"
    assert phone.post(link)["Location"] == "/en/group/family/about/"
    assert Client().post(link).status_code == 404
    assert Group.objects.count() == 1


def test_lost_links_bring_the_group_to_another_device(browser: Client, site: Ports, clock: SetClock) -> None:
    group = begin(browser, site)
    clock.pass_by(minutes=5)
    phone = Client()
    assert phone.get(f"/en/group/{group.id}/results/").status_code == 302
    phone.post("/en/link/", {"email": ADDRESS})
    (mail,) = deliver(site)
    assert "Winter" not in mail.text
    assert phone.post(group_link_in(mail.text))["Location"] == f"/en/group/{group.id}/"
    assert phone.get(f"/en/group/{group.id}/results/").status_code == 200
    assert browser.get(f"/en/group/{group.id}/results/").status_code == 200, "the first device goes on"


def test_session_ends_harmlessly_after_a_day(browser: Client, site: Ports, clock: SetClock) -> None:
    group = begin(browser, site)
    clock.pass_by(hours=23)
    assert browser.get(f"/en/group/{group.id}/results/").status_code == 200
    clock.pass_by(hours=25)
    page = browser.get(f"/en/group/{group.id}/results/")
    assert page.status_code == 404
    assert "get a link by e-mail" in page.content.decode()
    assert Group.objects.filter(id=group.id).exists()


def test_left_group_is_not_on_this_device_any_more(browser: Client, site: Ports) -> None:
    group = begin(browser, site)
    browser.post("/en/group/family/leave/")
    assert browser.get(f"/en/group/{group.id}/results/").status_code in (302, 404)


@pytest.mark.parametrize("path", ["", "results/", "results.xlsx", "letters/1.zip", "rows/", "common/", "upload/"])
def test_family_sees_nothing_of_another_family(browser: Client, site: Ports, path: str) -> None:
    theirs = begin(browser, site)
    other = Client()
    ask(other, "another.family@example.org")
    (mail,) = deliver(site)
    other.post("/en/group/family/code/", {"code": code_in(mail)})
    assert Group.objects.count() == 2
    assert browser.get(f"/en/group/{theirs.id}/{path}").status_code in ((200,) if path != "letters/1.zip" else (404,))
    answer = other.get(f"/en/group/{theirs.id}/{path}")
    assert answer.status_code == 404
    assert b"Winter" not in answer.content


def test_name_is_asked_for(browser: Client, site: Ports) -> None:
    ask(browser)
    (mail,) = deliver(site)
    browser.post("/en/group/family/code/", {"code": code_in(mail)})
    page = browser.post("/en/group/family/about/", {"name": " ", "label": "x" * 81}).content.decode()
    assert "Enter your name as it is in your passport" in page
    assert "At most 80 characters" in page
