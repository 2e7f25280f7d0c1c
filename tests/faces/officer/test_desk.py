"""The officers' desk, from the queue to the decision."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.utils.html import strip_tags

from mapae.core.audit.leaf import parse
from mapae.core.rulebook.terms import grounds_for
from mapae.records.models import Account, Application, AuditLeaf, Authorization, Proposal, Role
from mapae.site.wiring import ports as wired
from mapae.usecases.decide import grant_by_officer
from mapae.usecases.ports import Ports
from mapae.usecases.read_portrait import read_portrait
from mapae.usecases.rulebook_in_force import rulebook_in_force
from mapae.usecases.start_draft import start_draft
from mapae.usecases.withdraw import withdraw
from tests.room.accounts import add_signed_in
from tests.room.clock import SetClock

pytestmark = pytest.mark.django_db
Officer = tuple[Client, Account]
Bring = Callable[..., Application]


def url(application: Application, language: str = "en") -> str:
    return f"/{language}/officer/cases/{application.id}/"


def grant(application: Application) -> dict[str, str]:
    return {"version": str(application.version), "outcome": "granted"}


def actions() -> list[str]:
    return [
        parse(bytes(content)).action for content in AuditLeaf.objects.order_by("id").values_list("content", flat=True)
    ]


def test_queue_has_the_earliest_arrival_first_then_who_waited_longest(
    officer: Officer, referred: Bring, clock: SetClock
) -> None:
    late = referred(arrival_day="2026-12-24", document_number="U00000021")
    clock.pass_by(minutes=1)
    early = referred(arrival_day="2026-12-20", document_number="U00000022")
    clock.pass_by(minutes=1)
    younger = referred(arrival_day="2026-12-20", document_number="U00000023")
    rows = officer[0].get("/en/officer/").context["rows"]
    assert [row[0].id for row in rows] == [early.id, younger.id, late.id]


def test_queue_holds_only_what_waits_for_an_officer(
    officer: Officer, referred: Bring, paid: Bring, ports: Ports
) -> None:
    paid(document_number="U00000021")
    withdraw(ports, referred(document_number="U00000022").id)
    assert "Nothing waits" in officer[0].get("/en/officer/").content.decode()


def test_queue_names_nobody(officer: Officer, referred: Bring) -> None:
    referred()
    words = set(re.findall(r"[\w.]+", officer[0].get("/tr/officer/").content.decode()))
    assert words.isdisjoint({"ÖRNEK", "ORNEK", "AY", "U00000017", "specimen.traveller"})


def test_photo_stands_in_the_page_of_the_case_and_at_no_address_of_its_own(
    officer: Officer, referred: Bring, ports: Ports
) -> None:
    application = referred()
    response = officer[0].get(url(application))
    portrait = read_portrait(ports, application.id)
    assert portrait is not None
    assert f'src="data:image/jpeg;base64,{b64encode(portrait).decode()}"' in response.content.decode()
    assert "img-src 'self' data:" in response["Content-Security-Policy"]
    assert "data:" not in officer[0].get("/en/officer/")["Content-Security-Policy"]
    assert actions().count("case.opened") == 1


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_case_shows_answers_and_marks_the_yes(officer: Officer, referred: Bring, language: str) -> None:
    response = officer[0].get(url(referred(), language))
    page = response.content.decode()
    assert all(shown in page for shown in ("ÖRNEKOĞLU", "AYŞE IŞIL", "U00000017", "1 Invented-ro", "KOR.required"))
    assert [line.is_yes for line in response.context["declarations"]] == [True, False, False]


def test_opening_a_case_leaves_a_leaf_with_its_purpose(officer: Officer, referred: Bring) -> None:
    application = referred()
    officer[0].get(url(application))
    leaf = parse(bytes(AuditLeaf.objects.order_by("-id").first().content))  # type: ignore[union-attr]
    assert (leaf.action, leaf.purpose, leaf.object) == ("case.opened", "decision", f"application:{application.id}")
    assert leaf.role == "officer"


def test_case_that_cannot_be_shown_leaves_no_leaf(officer: Officer, referred: Bring) -> None:
    application = referred()
    key = application.case_key
    key.wrapped, key.destroyed_at = None, application.changed_at
    key.save()
    assert officer[0].get(url(application)).status_code == 404
    assert "case.opened" not in actions()


def test_officer_grants_and_the_traveller_is_authorized(officer: Officer, referred: Bring) -> None:
    application = referred()
    response = officer[0].post(url(application) + "decision/", grant(application), follow=True)
    application.refresh_from_db()
    assert application.status == "granted"
    assert application.decision is not None
    assert application.decision.decided_by == officer[1]
    assert Authorization.objects.filter(application=application).exists()
    assert response.redirect_chain == [("/en/officer/", 302)]
    assert "You granted application" in response.content.decode()


def test_officer_refuses_with_grounds(officer: Officer, referred: Bring) -> None:
    application = referred()
    grounds = ["purpose_not_covered", "departure_doubted"]
    chosen = {"version": str(application.version), "outcome": "refused", "grounds": grounds}
    page = officer[0].post(url(application) + "decision/", chosen, follow=True).content.decode()
    assert "You proposed to refuse" in page
    application.refresh_from_db()
    assert (application.status, application.decision) == ("referred", None)
    boss, supervisor = add_signed_in(Role.SUPERVISOR)
    page = boss.get(url(application)).content.decode()
    assert "Waits for a second officer" in page
    assert 'name="outcome"' not in page
    settled = {"version": str(application.version), "proposal": str(Proposal.objects.get().id), "settle": "confirm"}
    assert boss.post(url(application) + "proposal/", settled).status_code == 302
    application.refresh_from_db()
    assert application.status == "refused"
    assert application.decision is not None
    assert application.decision.reasons == grounds
    assert (application.decision.decided_by, application.decision.confirmed_by) == (officer[1], supervisor)


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({}, "Choose whether you grant or refuse"),
        ({"outcome": "refused"}, "Choose at least one reason"),
        ({"outcome": "granted", "grounds": ["entry_ban"]}, "You chose to grant"),
        ({"outcome": "annulled"}, "annulled"),
        ({"outcome": "refused", "grounds": ["bad_mood"]}, "bad_mood"),
    ],
)
def test_unclear_decision_is_asked_again(
    officer: Officer, referred: Bring, chosen: dict[str, object], told: str
) -> None:
    application = referred()
    page = officer[0].post(url(application) + "decision/", {"version": str(application.version), **chosen})
    application.refresh_from_db()
    assert application.status == "referred"
    assert told in page.content.decode()


def test_every_ground_of_the_closed_list_can_be_chosen_and_has_words(officer: Officer, referred: Bring) -> None:
    form = officer[0].get(url(referred())).context["decision_form"]
    rulebook = rulebook_in_force(wired())
    grounds = grounds_for(rulebook, "refuse", date(2026, 11, 22))
    assert len(grounds) == 17
    shown = [(code, unescape(strip_tags(words))) for code, words in form.fields["grounds"].choices]
    assert shown == [(one.code, f"{one.texts['en']} ({one.law})") for one in grounds]
    assert all('<span lang="en">' in words for _, words in form.fields["grounds"].choices), (
        "the law is cited in English"
    )


def test_second_of_two_officers_is_told_what_happened(officer: Officer, referred: Bring, ports: Ports) -> None:
    application = referred()
    other, _ = add_signed_in()
    assert officer[0].post(url(application) + "decision/", grant(application)).status_code == 302
    refusal = {"version": str(application.version), "outcome": "refused", "grounds": ["entry_ban"]}
    response = other.post(url(application) + "decision/", refusal)
    application.refresh_from_db()
    assert (response.status_code, application.status) == (409, "granted")
    assert "your decision was not recorded" in response.content.decode()
    assert "Authorization granted" in response.content.decode()
    assert 'name="outcome"' not in response.content.decode()


def test_choice_is_kept_when_the_case_changed_and_still_waits(officer: Officer, referred: Bring) -> None:
    application = referred()
    Application.objects.filter(id=application.id).update(version=application.version + 2)
    refusal = {"version": str(application.version), "outcome": "refused", "grounds": ["entry_ban"]}
    response = officer[0].post(url(application) + "decision/", refusal)
    assert response.status_code == 409
    form = response.context["decision_form"]
    assert form["grounds"].value() == ["entry_ban"]
    assert form["version"].value() == str(application.version + 2)


def test_withdrawal_wins_over_a_later_decision(officer: Officer, referred: Bring, ports: Ports) -> None:
    application = referred()
    withdraw(ports, application.id)
    response = officer[0].post(url(application) + "decision/", grant(application))
    assert response.status_code == 409
    assert "Application withdrawn" in response.content.decode()


def test_officer_reaches_no_case_that_never_was_referred(
    officer: Officer, paid: Bring, referred: Bring, ports: Ports
) -> None:
    draft, automatic = start_draft(ports, "ko"), paid()
    for application in (draft, automatic):
        application.refresh_from_db()  # the version is the right one, so that nothing else stands in the way
        assert officer[0].get(url(application)).status_code == 404
        assert officer[0].post(url(application) + "decision/", grant(application)).status_code == 404
    automatic.refresh_from_db()
    assert automatic.status == "in_assessment"


def test_passport_that_expired_meanwhile_is_not_granted(officer: Officer, referred: Bring, clock: SetClock) -> None:
    application = referred(document_expiry="2026-12-20")
    clock.pass_by(days=30)
    officer[0].force_login(officer[1])
    page = officer[0].post(url(application) + "decision/", grant(application)).content.decode()
    application.refresh_from_db()
    assert application.status == "referred"
    assert "The passport has expired" in page
    chosen = {"version": str(application.version), "outcome": "refused", "grounds": ["document_not_valid"]}
    assert officer[0].post(url(application) + "decision/", chosen).status_code == 302


def test_decided_case_can_be_read_again_but_not_decided(officer: Officer, referred: Bring, ports: Ports) -> None:
    application = referred()
    grant_by_officer(ports, application.id, officer[1], application.version)
    page = officer[0].get(url(application)).content.decode()
    assert "found no reason to refuse" in page
    assert 'name="outcome"' not in page


def test_address_of_the_decision_leads_to_the_case(officer: Officer, referred: Bring) -> None:
    application = referred()
    response = officer[0].get(url(application) + "decision/")
    assert (response.status_code, response["Location"]) == (302, url(application))
