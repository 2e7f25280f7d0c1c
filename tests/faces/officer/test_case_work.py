"""The pages of four eyes, endings, flags, search, overrides and of words that outlive a session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from mapae.records.models import (
    Account,
    Application,
    Authorization,
    BoardOverride,
    DeskDraft,
    Proposal,
    Role,
    SecondLineFlag,
)
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.ports import Ports
from tests.room.accounts import add_signed_in
from tests.room.clock import SetClock

pytestmark = [pytest.mark.django_db, pytest.mark.wide]
Officer = tuple[Client, Account]
Bring = Callable[..., Application]


def url(application: Application, act: str = "") -> str:
    return f"/en/officer/cases/{application.id}/{act}"


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.fixture
def granted(paid: Bring, ports: Ports) -> Application:
    """By the machine: no officer ever saw it."""
    application = paid()
    decide_by_machine(ports, application.id)
    application.refresh_from_db()
    return application


def find(client: Client, application: Application) -> HttpResponse:
    return client.post("/en/officer/search/", {"purpose": "new_facts", "reference": application.reference})  # type: ignore[return-value]


def proposed(officer: Officer, referred: Bring) -> tuple[Application, dict[str, str]]:
    application = referred()
    chosen = {"version": str(application.version), "outcome": "refused", "grounds": ["entry_ban"]}
    officer[0].post(url(application, "decision/"), chosen)
    application.refresh_from_db()
    return application, {"version": str(application.version), "proposal": str(Proposal.objects.get().id)}


def test_proposal_is_in_the_view_for_second_officers(officer: Officer, referred: Bring) -> None:
    application, _ = proposed(officer, referred)
    boss, _account = add_signed_in(Role.SUPERVISOR)
    page = boss.get("/en/officer/?view=second")
    assert [row[0].id for row in page.context["rows"]] == [application.id]


def test_supervisor_gives_back_and_the_officer_reads_it(officer: Officer, referred: Bring) -> None:
    application, seen = proposed(officer, referred)
    boss, _ = add_signed_in(Role.SUPERVISOR)
    assert "The proposal for" in text(
        boss.post(url(application, "proposal/"), seen | {"settle": "return"}, follow=True)
    )
    assert "your proposal was given back" in text(officer[0].get("/en/officer/"))
    assert 'name="outcome"' in text(officer[0].get(url(application)))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SUPERVISOR])
def test_own_proposal_can_be_taken_back_and_not_confirmed(referred: Bring, role: Role) -> None:
    client, account = add_signed_in(role)
    application, seen = proposed((client, account), referred)
    page = text(client.post(url(application, "proposal/"), seen | {"settle": "confirm"}))
    assert "another supervisor" in page or "Only a supervisor" in page
    assert "Take your proposal back" in page
    client.post(url(application, "proposal/"), seen | {"settle": "return"})
    assert Proposal.objects.get().state == "returned"


def test_second_of_two_supervisors_is_told(officer: Officer, referred: Bring) -> None:
    application, seen = proposed(officer, referred)
    first, second = add_signed_in(Role.SUPERVISOR)[0], add_signed_in(Role.SUPERVISOR)[0]
    first.post(url(application, "proposal/"), seen | {"settle": "return"})
    response = second.post(url(application, "proposal/"), seen | {"settle": "confirm"})
    assert response.status_code == 409
    assert "Proposal given back" in text(response)


def test_settlement_without_an_answer_is_asked_again(officer: Officer, referred: Bring) -> None:
    application, seen = proposed(officer, referred)
    boss, _ = add_signed_in(Role.SUPERVISOR)
    assert "Choose whether you confirm" in text(boss.post(url(application, "proposal/"), seen))
    assert Proposal.objects.get().state == "open"


def test_search_opens_what_the_machine_granted_for_this_session_only(officer: Officer, granted: Application) -> None:
    assert officer[0].get(url(granted)).status_code == 404
    page = text(find(officer[0], granted))
    assert "1 application found" in page
    assert url(granted) in page
    assert officer[0].get(url(granted)).status_code == 200
    assert add_signed_in()[0].get(url(granted)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Choose why you search"),
        ({"purpose": "curiosity", "reference": "x"}, "curiosity"),
        ({"purpose": "new_facts"}, "Enter a reference number"),
        ({"purpose": "new_facts", "reference": "ABC"}, "This is no reference number"),
        ({"purpose": "new_facts", "document_number": "U1", "issuing_state": "QQQ"}, "three-letter code"),
        ({"purpose": "new_facts", "document_number": "Ü!", "issuing_state": "TUR"}, "as it is printed"),
    ],
)
def test_search_that_is_not_clear_is_asked_again(officer: Officer, typed: dict[str, str], told: str) -> None:
    assert told in text(officer[0].post("/en/officer/search/", typed))  # type: ignore[arg-type]


def test_search_that_finds_nothing_says_so(officer: Officer) -> None:
    typed = {"purpose": "new_facts", "document_number": "U1", "issuing_state": "TUR"}
    for language in ("en", "tr", "ko"):
        assert " 0 " in f" {text(officer[0].post(f'/{language}/officer/search/', typed))} ".replace("0건", " 0 ")  # type: ignore[arg-type]


def test_authorization_is_revoked_by_two_and_the_case_says_so(officer: Officer, granted: Application) -> None:
    find(officer[0], granted)
    chosen = {"version": str(granted.version), "act": "revoke", "grounds": ["entry_ban"]}
    assert "You proposed to end" in text(officer[0].post(url(granted, "ending/"), chosen, follow=True))  # type: ignore[arg-type]
    granted.refresh_from_db()
    boss, _ = add_signed_in(Role.SUPERVISOR)
    find(boss, granted)
    seen = {"version": str(granted.version), "proposal": str(Proposal.objects.get().id), "settle": "confirm"}
    assert boss.post(url(granted, "proposal/"), seen).status_code == 302
    assert Authorization.objects.get().ending == "revoked"
    page = text(boss.get(url(granted)))
    assert "<strong>revoked</strong>" in page
    assert "End the authorization" not in page


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({}, "Choose whether you revoke or annul"),
        ({"act": "annul"}, "Choose at least one reason"),
        ({"act": "annul", "grounds": ["no_longer_met"]}, "no_longer_met"),
    ],
)
def test_ending_that_is_not_clear_is_asked_again(
    officer: Officer, granted: Application, chosen: dict[str, Any], told: str
) -> None:
    find(officer[0], granted)
    page = text(officer[0].post(url(granted, "ending/"), {"version": str(granted.version), **chosen}))  # type: ignore[arg-type]
    assert told in page
    assert not Proposal.objects.exists()


def test_ground_of_the_other_act_does_not_go_with_this_one(officer: Officer, granted: Application) -> None:
    find(officer[0], granted)
    form = officer[0].get(url(granted)).context["ending_form"]
    only_revoke = {one.code for one in form.choices.grounds["revoke"]} - {
        one.code for one in form.choices.grounds["annul"]
    }
    chosen = {"version": str(granted.version), "act": "annul", "grounds": sorted(only_revoke)}
    assert only_revoke
    assert "does not go with" in text(officer[0].post(url(granted, "ending/"), chosen))  # type: ignore[arg-type]


def test_flag_is_set_and_lifted_on_the_page(officer: Officer, granted: Application) -> None:
    find(officer[0], granted)
    page = text(officer[0].post(url(granted, "flag/"), {"reason": "identity"}, follow=True))  # type: ignore[arg-type]
    assert "flag for the border" in page
    officer[0].post(url(granted, "flag/"), {"reason": ""})
    assert SecondLineFlag.objects.get().lifted_by == officer[1]


def test_override_is_made_and_ended(officer: Officer) -> None:
    typed = {"document_number": "U12345678", "issuing_state": "TUR", "reason": "visa_seen", "hours": "2"}
    page = text(officer[0].post("/en/officer/override/", typed, follow=True))  # type: ignore[arg-type]
    assert "A visa or residence permit was seen" in page
    assert "U12345678" not in page
    officer[0].post("/en/officer/override/", {"end": str(BoardOverride.objects.get().id)})
    assert "None." in text(officer[0].get("/en/officer/override/"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"hours": "0"},
        {"hours": "73"},
        {"hours": "x"},
        {"reason": ""},
        {"document_number": "!"},
        {"issuing_state": "QQQ"},
    ],
)
def test_override_that_is_not_clear_is_asked_again(officer: Officer, change: dict[str, str]) -> None:
    typed = {"document_number": "U12345678", "issuing_state": "TUR", "reason": "visa_seen", "hours": "2"} | change
    assert "There is a problem" in text(officer[0].post("/en/officer/override/", typed))  # type: ignore[arg-type]
    assert not BoardOverride.objects.exists()


@pytest.mark.parametrize("end", ["x", "00000000-0000-4000-8000-000000000001"])
def test_ending_of_no_override_is_nothing(officer: Officer, end: str) -> None:
    assert officer[0].post("/en/officer/override/", {"end": end}).status_code == 302


def test_what_was_typed_when_the_session_ended_is_back_after_the_sign_in(
    officer: Officer, referred: Bring, clock: SetClock
) -> None:
    application = referred()
    typed = {"version": str(application.version), "topics": ["stay"], "words": "Where exactly?", "language": "en"}
    clock.pass_by(minutes=16)
    response = officer[0].post(url(application, "question/"), typed)
    assert "/officer/sign-in/?next=" in response["Location"]
    assert b"Where exactly" not in bytes(DeskDraft.objects.get().content_sealed)
    application.refresh_from_db()
    assert application.status == "referred"
    other, _ = add_signed_in()
    assert "Where exactly?" not in text(other.get(url(application)))  # type: ignore[arg-type]
    officer[0].force_login(officer[1])
    page = text(officer[0].get(url(application)))  # type: ignore[arg-type]
    assert "You were signed out" in page
    assert "Where exactly?" in page
    assert "Where exactly?" not in text(officer[0].get(url(application)))  # type: ignore[arg-type]


def test_nothing_is_kept_for_a_role_that_may_not_do_it(referred: Bring, clock: SetClock) -> None:
    application, (client, _) = referred(), add_signed_in(Role.AUDITOR)
    clock.pass_by(minutes=16)
    client.post(url(application, "question/"), {"words": "x"})
    assert not DeskDraft.objects.exists()
