"""A person who is looked for: through all pages and errors, nothing of theirs is where nothing of anybody may be."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, Request

from tests.journeys import traveller
from tests.journeys.conftest import OpenHouse, Visit, enter_as, made_by
from tests.journeys.traveller import Journey, follow
from tests.records.canary import ANSWERS, Canary
from tests.room.today import in_weeks
from tests.room.zones import passport_lines

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
    for path in ("", "check/", "link/", "officer/cases/", "carrier/", "border/", "demo/mailbox/"):
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
    assert found_in(places + written + list(logs(house))) == {}


def found_in(places: list[tuple[str, bytes]]) -> dict[str, list[str]]:
    return {place: canary for place, content in places if (canary := CANARY.found_in(content))}


def test_nothing_of_a_person_leaves_the_desks_pages(visit: Visit, house: OpenHouse) -> None:
    """What officers, carriers and the border read, type and get wrong about somebody stays in the page in front of them."""
    (case,), (carrier,), (border,) = (made_by(house, state) for state in ("canary", "carrier", "border"))
    page, home = visit(width=1280, script=True), f"{house.address}/tr/"
    sent, titles = sent_from(page), titles_of(page)
    enter_as(page, house, case)
    at_the_officers(page, home, case["case"])
    enter_as(page, house, carrier)
    at_the_carriers(page, home)
    enter_as(page, house, border)
    at_the_border(page, home, case["reference"])
    assert len(sent) > 50 and len(titles) > 20
    places = [("a request", one.encode()) for one in sent] + [("a title", one.encode()) for one in titles]
    for state in (case, carrier, border):
        mistaken = visit(width=360, script=True)
        enter_as(mistaken, house, state)
        places += error_pages(mistaken, home)
    places += list(mails(house.folder / "mailbox")) + list(logs(house))
    found = found_in(places)
    assert found == {}, found


def titles_of(page: Page) -> list[str]:
    """Filled while the page goes on: what the window, its history and its bookmarks are called."""
    titles: list[str] = []
    page.on("domcontentloaded", lambda shown: titles.append(shown.title()))
    return titles


def at_the_officers(page: Page, home: str, case: str) -> None:
    """Open, search, ask, judge, lift, refuse; each wrongly first."""
    person, words = ANSWERS, f"{ANSWERS['surname']}, {ANSWERS['birth_date']}?"
    page.goto(f"{home}officer/search/")
    for known in ({}, {"[name=document_number]": person["document_number"], "[name=issuing_state]": "TUR"}):
        for field, text in known.items():
            page.fill(field, text)
        follow(page.locator("main form button").first)
    page.check("[name=purpose][value=new_facts]")
    follow(page.locator("main form button").first)
    page.goto(f"{home}officer/cases/{case}/")
    assert CANARY.found_in(page.content().encode())
    press_in(page, "decision")
    press_in(page, "question")
    page.fill("form[action$='/question/'] textarea", words)
    press_in(page, "question")
    page.locator("form[action*='/hits/'] [value=confirmed]").first.check()
    press_in(page, "hits")
    page.check("[name=outcome][value=refused]")
    page.locator("#decision_grounds_1").check()
    press_in(page, "decision")
    page.goto(f"{home}officer/override/")
    page.fill("[name=document_number]", person["document_number"])
    follow(page.locator("main form button").first)
    page.goto(f"{home}officer/")


def press_in(page: Page, form: str) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    follow(page.locator(f"form[action*='/{form}/'] button").first)


def at_the_carriers(page: Page, home: str) -> None:
    """By the lines, by hand and with a list; each wrongly too."""
    typed = {name: ANSWERS[name] for name in ("surname", "given_names", "document_number", "birth_date")}
    for more in ({}, {"issuing_state": "TUR", "nationality": "TUR"}, {"zones": canary_lines()}):
        page.goto(f"{home}carrier/")
        for part, text in zip(("day", "month", "year"), in_weeks(4), strict=True):
            page.fill(f"[name=arrival_day_{part}]", text)
        for name, text in (more if "zones" in more else typed | more).items():
            page.fill(f"[name={name}]", text)
        follow(page.locator("main form button").first)
    rows = ",".join(["TUR", "TUR", *typed.values()]) + "\r\n" + ",".join(typed.values())
    for heading in (",".join(["issuing_state", "nationality", *typed]), ",".join(typed.values())):
        page.goto(f"{home}carrier/list/")
        for part, text in zip(("day", "month", "year"), in_weeks(4), strict=True):
            page.fill(f"[name=arrival_day_{part}]", text)
        content = f"{heading}\r\n{rows}".encode()
        page.set_input_files("input[type=file]", FilePayload(name="list.csv", mimeType="text/csv", buffer=content))
        follow(page.locator("main form button").first)


def at_the_border(page: Page, home: str, reference: str) -> None:
    """By the lines, whole and cut, by the number, and with an entry refused."""
    lines, shown = canary_lines(), ""
    page.goto(f"{home}border/")
    for told in (lines, lines[:60], ANSWERS["document_number"], reference):
        page.fill("[name=told]", told)
        follow(page.locator("main form button").last)
        shown += page.content()
    assert CANARY.found_in(shown.encode()), "the officer at the counter is told whom they have before them"
    page.locator("summary").first.click()
    follow(page.locator("form[action$='/record/'] button").first)


def canary_lines() -> str:
    return passport_lines("Q7Z31X9C5", surname="KANARYAGLIOGLU", given_names="ZUMRUT<CIGDEM", birth="870314")
