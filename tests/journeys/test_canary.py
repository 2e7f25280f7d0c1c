"""A person who is looked for: through all pages and errors, nothing of theirs is where nothing of anybody may be."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request

from tests.journeys import traveller
from tests.journeys.conftest import OpenHouse, Visit
from tests.journeys.traveller import Journey, follow
from tests.records.canary import ANSWERS, Canary
from tests.room.today import in_weeks

pytestmark = pytest.mark.browser
CANARY = Canary()


@pytest.fixture
def canary_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The journey's person becomes the canary, wherever the journey asks what we have of it."""
    replaced = 0
    for page in traveller.ANSWERS.values():
        for name in page.keys() & ANSWERS.keys():
            value = ANSWERS[name]
            parts = tuple(part.lstrip("0") for part in reversed(value.split("-")))
            monkeypatch.setitem(page, name, parts if isinstance(page[name], tuple) else value)
            replaced += 1
    assert replaced >= 4


def sent_from(page: Page) -> list[str]:
    """Filled while the page goes on: addresses and heads of every request."""
    sent: list[str] = []

    def note(request: Request) -> None:
        heads = {name: value for name, value in request.all_headers().items() if name != "cookie"}
        sent.append(f"{request.url} {heads}")

    page.on("request", note)
    return sent


def mistakes(page: Page, home: str) -> None:
    """What the canary types into pages that find nothing or refuse it."""
    page.goto(f"{home}status/")
    page.fill("[name=reference]", ANSWERS["document_number"])
    for part, text in zip(("year", "month", "day"), ANSWERS["birth_date"].split("-"), strict=True):
        page.fill(f"[name=birth_date_{part}]", text)
    follow(page.locator("main form button").first)
    page.goto(f"{home}link/")
    page.fill("[name=email]", ANSWERS["email"].partition(".example")[0] + "@")
    follow(page.locator("main form button").first)
    page.fill("[name=email]", ANSWERS["email"])
    follow(page.locator("main form button").first)
    page.goto(f"{home}officer/sign-in/")
    page.fill("[name=login]", ANSWERS["email"])
    page.fill("[name=password]", ANSWERS["document_number"])
    follow(page.locator("main form button").first)


def error_pages(page: Page, home: str) -> Iterator[tuple[str, bytes]]:
    """Pages of errors, asked for by addresses that hold the canary: that is the visitor's doing, and repeated nowhere."""
    person = f"{ANSWERS['surname']}?mail={ANSWERS['email']}&number={ANSWERS['document_number']}"
    for path in ("", "check/", "link/", "officer/cases/", "demo/mailbox/"):
        reply = page.goto(f"{home}{path}{person}")
        assert reply is not None and reply.status >= 400, path
        page.evaluate(
            "document.querySelectorAll('a').forEach(one => one.removeAttribute('href'))"
        )  # the language switch
        yield path or "start", page.content().encode()


def mails(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.glob("*.eml")):
        mail = message_from_bytes(path.read_bytes(), policy=default)
        heads = [f"{name}: {value}" for name, value in mail.items() if name != "To"]
        bodies = [str(part.get_content()) for part in mail.walk() if part.get_content_maintype() == "text"]
        yield path.name, "\n".join([*heads, *bodies]).encode()


def logs(house: OpenHouse) -> Iterator[tuple[str, bytes]]:
    """Everything that server, worker and database wrote down."""
    yield "events and terminal", house.said().encode()
    pointer = house.folder / "postgres.where"
    home = Path(pointer.read_text().strip()) if pointer.exists() else house.folder
    for path in (*(home / "postgres" / "log").glob("*"), home / "postgres.log"):
        yield path.name, path.read_bytes()


@pytest.mark.usefixtures("canary_answers")
def test_nothing_of_a_person_is_in_addresses_logs_mails_or_error_pages(visit: Visit, house: OpenHouse) -> None:
    page, home = visit(width=360, script=False), f"{house.address}/tr/"
    sent = sent_from(page)
    for _name in Journey(page, home, in_weeks(4), ANSWERS["email"]).walk(with_errors=True):
        pass
    assert page.locator(".govuk-panel--confirmation").count() == 1
    mistakes(page, home)
    assert len(sent) > 50
    places = [("a request", one.encode()) for one in sent]
    places += list(error_pages(visit(width=360, script=True), home))
    written = list(mails(house.folder / "mailbox"))
    assert len(written) >= 2
    places += written + list(logs(house))
    found = {place: canary for place, content in places if (canary := CANARY.found_in(content))}
    assert found == {}
