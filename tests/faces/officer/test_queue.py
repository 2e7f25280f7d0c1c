"""The pages of the queue: views, orders, notices, taking and giving; and the teams of supervisors."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from mapae.records.models import Account, Application, Assignment, DeskNotice, Role, Team, TeamMember
from tests.room.accounts import add_signed_in

pytestmark = pytest.mark.django_db
Officer = tuple[Client, Account]
Bring = Callable[..., Application]


def assign(application: Application) -> str:
    return f"/en/officer/cases/{application.id}/assignment/"


@pytest.mark.parametrize("query", ["", "?view=mine&order=age", "?view=nonsense&order=&after=x", "?view=second"])
def test_queue_opens_with_every_view(officer: Officer, referred: Bring, query: str) -> None:
    referred()
    assert officer[0].get(f"/ko/officer/{query}").status_code == 200


def test_case_is_taken_and_the_other_is_told_until_they_read_it(officer: Officer, referred: Bring) -> None:
    application = referred()
    other, _account = add_signed_in()
    page = officer[0].post(assign(application), {"act": "take"}, follow=True).content.decode()
    assert "The case is yours now." in page
    other.post(assign(application), {"act": "take"})
    page = officer[0].get("/en/officer/").content.decode()
    assert "somebody else works on this case now" in page
    officer[0].post("/en/officer/notices/", {"up_to": str(DeskNotice.objects.get().id)})
    assert "somebody else" not in officer[0].get("/en/officer/").content.decode()


@pytest.mark.parametrize("up_to", ["", "x", "-1", "9" * 40])
def test_notice_number_that_is_none_forgets_nothing(officer: Officer, up_to: str) -> None:
    assert officer[0].post("/en/officer/notices/", {"up_to": up_to}).status_code == 302


def test_case_is_given_to_a_team_and_is_gone_for_others(officer: Officer, referred: Bring) -> None:
    application = referred()
    boss, _ = add_signed_in(Role.SUPERVISOR)
    boss.post("/en/officer/teams/", {"change": "add", "name": "Specimen team"})
    team = Team.objects.get()
    boss.post(assign(application), {"act": "give", "team": str(team.id), "officer": ""})
    assert officer[0].get(f"/en/officer/cases/{application.id}/").status_code == 404
    assert officer[0].post(assign(application), {"act": "take"}).status_code == 404
    boss.post("/en/officer/teams/", {"change": "put", "team": str(team.id), "account": str(officer[1].pk)})
    page = officer[0].get(f"/en/officer/cases/{application.id}/").content.decode()
    assert "Specimen team" in page
    boss.post("/en/officer/teams/", {"change": "take", "team": str(team.id), "account": str(officer[1].pk)})
    assert not TeamMember.objects.exists()


def test_case_is_given_to_nobody_unknown(officer: Officer, referred: Bring) -> None:
    application = referred()
    page = officer[0].post(assign(application), {"act": "give", "officer": "0", "team": ""}).content.decode()
    assert "There is a problem" in page
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"change": "add", "name": ""},
        {"change": "add", "name": "x" * 65},
        {"change": "put", "team": "x", "account": "1"},
        {"change": "put", "team": "00000000-0000-4000-8000-000000000001", "account": "x"},
        {"change": "unknown", "team": "00000000-0000-4000-8000-000000000001"},
    ],
)
def test_unclear_change_of_teams_changes_nothing(change: dict[str, str]) -> None:
    boss, _ = add_signed_in(Role.SUPERVISOR)
    assert boss.post("/tr/officer/teams/", change, follow=True).status_code == 200
    assert not Team.objects.exists()
