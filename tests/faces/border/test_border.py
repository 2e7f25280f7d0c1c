"""The counter: a reader types, the verdict stands large, what was done is recorded once, and every look leaves a leaf."""

from __future__ import annotations

import json
import re

import pytest
from django.http import HttpResponse
from django.test import Client

from mapae.core.application.reference import spaced
from mapae.core.audit.leaf import Leaf, parse
from mapae.core.travel.border_check import BorderAct
from mapae.records.models import Account, Application, AuditLeaf, Authorization, BorderRecord, Role, SecondLineFlag
from mapae.usecases.border_acts import UnknownLookUp, forget_look_ups, record_act
from mapae.usecases.case_data import CaseErased, open_blob
from mapae.usecases.decide import decide_by_machine, grant_by_officer
from mapae.usecases.ports import Ports
from tests.room.accounts import add_signed_in
from tests.room.clock import SetClock
from tests.room.zones import passport_lines
from tests.usecases.steps import a_granted, a_paid, a_referred, an_officer, refuse

HOLDER = passport_lines()


@pytest.fixture
def ports(ports: Ports, db: None, monkeypatch: pytest.MonkeyPatch, undefined_variables_fail: None) -> Ports:
    monkeypatch.setattr("mapae.site.wiring.ports", lambda: ports)
    monkeypatch.setattr("mapae.site.middleware.ports", lambda: ports)
    return ports


@pytest.fixture
def counter(ports: Ports) -> tuple[Client, Account]:
    return add_signed_in(Role.BORDER)


@pytest.fixture
def browser(counter: tuple[Client, Account]) -> Client:
    return counter[0]


@pytest.fixture
def granted(ports: Ports) -> Application:
    return a_granted(ports)


def look(browser: Client, told: str = HOLDER) -> HttpResponse:
    return browser.post("/en/border/", {"told": told})


def heading(response: HttpResponse) -> str:
    assert response.status_code == 200
    (found,) = re.findall(r"<h1[^>]*>([^<]*)</h1>", response.content.decode())
    return found


def leaves(action: str) -> list[Leaf]:
    found = [parse(bytes(leaf.content)) for leaf in AuditLeaf.objects.order_by("id")]
    return [leaf for leaf in found if leaf.action.startswith(action)]


def record(browser: Client, **told: str) -> HttpResponse:
    told = {"record_id": str(BorderRecord.objects.get().id)} | told
    return browser.post("/en/border/record/", told, follow=True)


def test_holder_is_valid_with_stay_and_last_day(browser: Client, granted: Application) -> None:
    page = look(browser)

    assert heading(page) == "VALID"
    text = page.content.decode()
    assert "20 February 2027" in text, "90 days after 22 November 2026"
    assert "21 November 2029" in text
    assert "ORNEKOGLU, AYSE ISIL" in text


@pytest.mark.parametrize("told", [HOLDER.replace("\r\n", ""), HOLDER.lower() + "\r\n", "\n\n" + HOLDER])
def test_reader_may_type_as_readers_do(browser: Client, granted: Application, told: str) -> None:
    assert heading(look(browser, told)) == "VALID"


@pytest.mark.parametrize(
    ("told", "verdict", "sentence"),
    [
        (passport_lines("U00000018"), "NOT VALID", "no authorization on this document"),
        (passport_lines(surname="BEISPIEL"), "REFER", "but of somebody else"),
        (passport_lines(expiry="340501"), "REFER", "differs from what the authorization was granted for"),
        (passport_lines("U1", expiry="261121"), "NOT VALID", "has expired"),
        (passport_lines("X1", state="D"), "VALID", "Exempt"),
        (passport_lines("X1", state="AFG"), "REFER", "Look at the visa"),
        (HOLDER.replace("9005", "9006"), "REFER", "not read exactly"),
        (HOLDER[:44], "REFER", "not read exactly"),
        (HOLDER + "\r\n" + passport_lines("U1"), "REFER", "not read exactly"),
        ("22222222222222222X", "REFER", "not read exactly"),
    ],
)
def test_each_verdict_says_why(browser: Client, granted: Application, told: str, verdict: str, sentence: str) -> None:
    page = look(browser, told)

    assert heading(page) == verdict
    assert sentence in page.content.decode()


def test_reference_shows_the_file_and_asks_to_compare(browser: Client, granted: Application) -> None:
    page = look(browser, spaced(granted.reference).lower())

    assert heading(page) == "VALID"
    assert "compare it by eye" in page.content.decode()
    assert "ORNEKOGLU, AYSE ISIL" in page.content.decode()


def test_reference_without_an_authorization_says_where_the_application_stands(browser: Client, ports: Ports) -> None:
    referred = a_referred(ports)
    assert "is being dealt with" in look(browser, referred.reference).content.decode()


def test_earlier_refusal_is_flagged_on_another_passport_of_the_same_person(browser: Client, ports: Ports) -> None:
    refused = a_referred(ports, document_number="U00000099")
    officer = an_officer(ports)
    refuse(ports, refused.id, officer, ["entry_ban"])
    again = decide_by_machine(ports, a_paid(ports))  # the refusal brings it to an officer
    grant_by_officer(ports, again.id, officer, again.version)

    page = look(browser)

    assert heading(page) == "VALID"
    assert "was refused before" in page.content.decode()


def test_flag_for_the_second_line_refers_the_holder(browser: Client, ports: Ports, granted: Application) -> None:
    SecondLineFlag.objects.create(
        id=ports.chance.uuid(),
        authorization=Authorization.objects.get(),
        reason="identity",
        set_by=an_officer(ports),
        set_at=ports.clock.now(),
    )
    assert heading(look(browser)) == "REFER"
    SecondLineFlag.objects.update(lifted_by=Account.objects.first(), lifted_at=ports.clock.now())
    assert heading(look(browser)) == "VALID"


def test_each_look_up_is_a_record_and_a_leaf_without_anybody_in_it(browser: Client, granted: Application) -> None:
    look(browser)
    look(browser, "nonsense")

    first, second = BorderRecord.objects.order_by("at", "-verdict")
    found = leaves("border_check.made")
    assert {leaf.object for leaf in found} == {f"border_record:{first.id}", f"border_record:{second.id}"}
    assert {(leaf.reasons, leaf.detail["verdict"]) for leaf in found} == {
        (("authorized",), "VALID"), (("unreadable",), "REFER"),
    }  # fmt: skip
    assert all(leaf.actor.startswith("border:") for leaf in found)
    assert {first.authorization_id, second.authorization_id} == {Authorization.objects.get().id, None}


def test_who_stood_there_is_sealed(browser: Client, ports: Ports, granted: Application) -> None:
    look(browser)
    kept = BorderRecord.objects.select_related("case_key").get()

    assert b"ORNEKOGLU" not in bytes(kept.traveller_sealed)
    opened = open_blob(ports, kept.case_key, bytes(kept.traveller_sealed), "border_record", kept.id, "traveller")
    assert json.loads(opened)["document_number"] == "U00000017"


def test_entry_is_recorded_once(browser: Client, granted: Application) -> None:
    look(browser)

    assert "Entry was recorded." in record(browser, act="entry").content.decode()
    assert "was recorded already" in record(browser, reason="purpose").content.decode()
    kept = BorderRecord.objects.get()
    assert (kept.act, kept.reasons) == ("entry", [])
    assert [leaf.object for leaf in leaves("border.entry_recorded")] == [f"border_record:{kept.id}"]
    assert leaves("border.refusal") == []


def test_refusal_of_entry_names_its_reason(browser: Client, granted: Application) -> None:
    look(browser)

    assert "needs its reason" in record(browser).content.decode()
    assert "needs its reason" in record(browser, reason="because").content.decode()
    assert BorderRecord.objects.get().act == ""
    assert "Refusal of entry was recorded." in record(browser, reason="purpose").content.decode()
    assert [leaf.reasons for leaf in leaves("border.refusal_of_entry_recorded")] == [("purpose",)]


def test_only_who_looked_may_record(browser: Client, granted: Application) -> None:
    look(browser)
    other, _ = add_signed_in(Role.BORDER)

    assert record(other, act="entry").status_code == 404
    assert record(browser, act="entry", record_id="nobody").status_code == 404
    assert BorderRecord.objects.get().act == ""


def test_nothing_is_recorded_about_a_look_up_of_an_earlier_shift(
    counter: tuple[Client, Account], ports: Ports, granted: Application, clock: SetClock
) -> None:
    browser, officer = counter
    look(browser)
    clock.pass_by(hours=12)

    with pytest.raises(UnknownLookUp):
        record_act(ports, officer, BorderRecord.objects.get().id, BorderAct.ENTRY)


def test_look_up_that_led_to_nothing_is_forgotten_after_a_day(
    browser: Client, ports: Ports, granted: Application, clock: SetClock
) -> None:
    look(browser)
    record(browser, act="entry")
    browser.post("/en/border/", {"told": HOLDER})
    clock.pass_by(days=1)
    assert forget_look_ups(ports) == 0, "a day must be over"
    clock.pass_by(seconds=1)

    assert forget_look_ups(ports) == 1
    assert forget_look_ups(ports) == 0
    gone = BorderRecord.objects.select_related("case_key").get(act="")
    assert gone.traveller_sealed is None
    with pytest.raises(CaseErased):
        open_blob(ports, gone.case_key, b"x", "border_record", gone.id, "traveller")
    assert BorderRecord.objects.get(act="entry").traveller_sealed is not None
    assert [leaf.object for leaf in leaves("border_record.erased")] == [f"border_record:{gone.id}"]


def test_nobody_stands_in_an_address_or_in_the_session(browser: Client, granted: Application) -> None:
    text = look(browser).content.decode()

    links = "".join(re.findall(r'(?:href|action)="([^"]*)"', text))
    assert "U00000017" not in links and "?" not in links
    assert "ORNEKOGLU" not in str(dict(browser.session))


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_page_speaks_every_language(browser: Client, granted: Application, language: str) -> None:
    assert browser.get(f"/{language}/border/").status_code == 200
    assert browser.post(f"/{language}/border/", {"told": HOLDER}).status_code == 200
