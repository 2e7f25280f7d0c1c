"""The desk of small carriers: lines, typed passengers and lists are answered; nothing of them stays, or shows in a URL."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from mapae.core.audit.leaf import parse
from mapae.records.models import Account, AuditLeaf, Carrier, QueryLog, Role
from mapae.site.sign_in import give_second_factor
from mapae.usecases.board_check_ports import BoardCheckStore, NoAnswerNow
from mapae.usecases.ports import Ports
from tests.room.accounts import SECRET
from tests.room.zones import passport_lines

pytestmark = pytest.mark.wide

DAY = {"arrival_day_day": "20", "arrival_day_month": "12", "arrival_day_year": "2026"}
TYPED = {
    "document_number": "U00000017", "issuing_state": "TUR", "nationality": "TUR", "surname": "Örnekoğlu",
    "given_names": "Ayşe Işıl", "birth_date": "1990-05-05",
}  # fmt: skip
HEADING = "document_number,issuing_state,nationality,surname,given_names,birth_date,claims"
HOLDER = "U00000017,TUR,TUR,ORNEKOGLU,AYSE ISIL,1990-05-05,"


@pytest.fixture
def site(committed: None, ports: Ports, monkeypatch: pytest.MonkeyPatch, undefined_variables_fail: None) -> Ports:
    """Pages see the test's own clock."""
    for place in ("mapae.site.middleware.ports", "mapae.site.wiring.ports"):
        monkeypatch.setattr(place, lambda: ports)
    return ports


@pytest.fixture
def browser(carrier: Carrier, site: Ports) -> Client:
    account = Account.objects.create(
        username="specimen-desk", role=Role.CARRIER, carrier=carrier, password="!", created_at=site.clock.now()
    )
    give_second_factor(account, SECRET)
    client = Client()
    client.force_login(account)
    return client


def ask(browser: Client, **told: str) -> HttpResponse:
    return browser.post("/en/carrier/", DAY | told)


def upload(browser: Client, content: str | bytes) -> HttpResponse:
    raw = content.encode() if isinstance(content, str) else content
    return browser.post("/en/carrier/list/", DAY | {"passengers": SimpleUploadedFile("list.csv", raw)})


def page(response: HttpResponse) -> str:
    assert response.status_code == 200
    return response.content.decode()


def answers(response: HttpResponse) -> list[str]:
    return [str(line.verdict) for line in response.context["lines"]]


def problems(response: HttpResponse) -> list[list[str]]:
    return [[str(problem) for problem in line.problems] for line in response.context["lines"]]


def test_lines_of_several_passports_are_answered_one_by_one(browser: Client, holder: str) -> None:
    asked = ask(
        browser, zones="\r\n".join((passport_lines(), passport_lines(surname="BEISPIEL"), passport_lines("U1")))
    )

    assert answers(asked) == ["May board", "Not enough data", "Do not board"]
    assert "20 December 2026" in page(asked)
    assert "U00000017" in page(asked)
    assert "BEISPIEL" not in page(asked), "no more of a person is shown than tells the rows apart"


def test_typed_passenger_is_answered_beside_the_lines(browser: Client, holder: str) -> None:
    assert answers(ask(browser, **TYPED)) == ["May board"]
    assert answers(ask(browser, zones=passport_lines("U1"), **TYPED)) == ["Do not board", "May board"]
    assert answers(ask(browser, **(TYPED | {"document_number": "U1", "claims": "visa"}))) == ["Check a document"]


def test_what_cannot_be_read_is_said_beside_the_row(browser: Client, holder: str) -> None:
    wrong_digit = passport_lines().replace("9005", "9006")
    asked = ask(
        browser, zones="\n".join(("nonsense", wrong_digit)), **(TYPED | {"nationality": "TURK", "birth_date": ""})
    )

    assert answers(asked) == ["Not asked", "Not asked", "Not enough data"]
    assert [len(found) for found in problems(asked)] == [1, 1, 2]
    assert "check digit" in problems(asked)[1][0]
    assert QueryLog.objects.get().verdicts == ["INSUFFICIENT_DATA"]


def test_nothing_told_is_an_error_of_the_form(browser: Client) -> None:
    response = ask(browser)
    assert "Read or paste the lines of a passport" in page(response)
    assert "There is a problem" in page(response)
    assert "Enter the day of arrival" in page(browser.post("/en/carrier/", TYPED))


def test_list_is_answered_row_by_row(browser: Client, holder: str) -> None:
    rows = [
        HEADING,
        HOLDER,
        "U1,TUR,TUR,MUSTER,ANNA,1980-01-01,",
        "X1,D,D,MUSTER,ANNA,1980-01-01,",
        "",
        "X2,D,D,A,B,1980-01-01,king",
    ]
    asked = upload(browser, "\r\n".join(rows))

    assert answers(asked) == ["May board", "Do not board", "May board", "Not asked"]
    assert [line.place for line in asked.context["lines"]] == [1, 2, 3, 4]
    assert "none of: visa" in problems(asked)[3][0]
    assert "2 of 4 passengers may board" in page(asked)


@pytest.mark.parametrize(
    "write",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
    ],
)
def test_list_may_come_from_any_spreadsheet(browser: Client, holder: str, write: Callable[[str], bytes]) -> None:
    assert answers(upload(browser, write(f"{HEADING}\n{HOLDER}\n"))) == ["May board"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (HEADING, "The file has no rows"),
        ("document_number,issuing_state\nU1,TUR", "The column nationality is missing"),
        (f"{HEADING},seat\nU1,TUR,TUR,,,,,1A", "The column seat is not known"),
        (f"{HEADING},nationality\nU1", "stands twice"),
        (HEADING + '\n"U1,TUR', "cannot be read as CSV"),
        ("ÖRNEK".encode("cp1254"), "not written in UTF-8"),
        (f"{HEADING}\n" + f"{HOLDER}\n" * 1001, "at most 1000 passengers"),
        ("", "The file is empty"),
    ],
)
def test_list_that_cannot_be_read_is_refused_whole(browser: Client, content: str | bytes, sentence: str) -> None:
    assert sentence in page(upload(browser, content))
    assert QueryLog.objects.count() == 0


def test_thousand_passengers_are_answered_at_once(browser: Client, holder: str) -> None:
    asked = upload(browser, f"{HEADING}\n" + f"{HOLDER}\n" * 1000)

    assert answers(asked) == ["May board"] * 1000
    assert len(QueryLog.objects.get().documents) == 1000


def test_only_the_query_log_and_who_asked_stay(browser: Client, holder: str, carrier: Carrier) -> None:
    known = AuditLeaf.objects.count()
    assert answers(ask(browser, **TYPED)) == ["May board"]

    logged = QueryLog.objects.get()
    leaves = [parse(bytes(leaf.content)) for leaf in AuditLeaf.objects.order_by("id")[known:]]
    assert logged.carrier == carrier
    assert logged.message_id.startswith("page-")
    assert [leaf.action for leaf in leaves] == ["board_check.asked_by_hand", "board_check.block"]
    assert leaves[0].detail == {"message": logged.message_id, "passengers": "1"}
    assert leaves[0].actor.startswith("carrier:")
    assert "_auth_user_id" in browser.session and "U00000017" not in str(dict(browser.session))


def test_suspended_carrier_asks_nothing(browser: Client, carrier: Carrier, holder: str) -> None:
    Carrier.objects.update(is_active=False)

    assert ask(browser, **TYPED).status_code == 403
    assert QueryLog.objects.count() == 0


def test_database_that_is_away_is_no_verdict(browser: Client, site: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    @asynccontextmanager
    async def away() -> AsyncIterator[BoardCheckStore]:
        raise NoAnswerNow("database_away")
        yield

    monkeypatch.setattr("mapae.site.middleware.ports", lambda: replace(site, board_check_store=away))
    response = ask(browser, **TYPED)

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "does not guess" in response.content.decode()


def test_pages_have_one_heading_and_no_data_in_their_links(browser: Client, holder: str) -> None:
    for response in (browser.get("/en/carrier/"), browser.get("/en/carrier/list/"), ask(browser, **TYPED)):
        text = page(response)
        assert text.count("<h1") == 1
        assert "?" not in "".join(re.findall(r'(?:href|action)="([^"]*)"', text))
        assert response["Cache-Control"] == "no-store"
