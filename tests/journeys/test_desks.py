"""A carrier's desk and the counter of the border in a real browser: by keyboard alone, without JavaScript, on any width."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import SCREENSHOTS, Visit
from tests.journeys.look import accessibility_problems
from tests.room.zones import passport_lines

pytestmark = pytest.mark.browser


def today() -> date:
    return (datetime.now(UTC) + timedelta(hours=9)).date()


def holder() -> str:
    """The demonstration's first person, whose passport expires in six years."""
    return passport_lines(expiry=f"{today().year + 6 - 2000}0501")


@pytest.fixture(scope="module")
def cookies(chromium: Browser, address: str) -> dict[str, Any]:
    """Sessions of both desks: a code is good for one sign-in, so each signs in once, with what the guide says."""
    found: dict[str, Any] = {}
    for name, place in (("demo-carrier", "carrier"), ("demo-border", "border")):
        context = chromium.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{address}/en/demo/")
        rows = page.locator("dl", has_text=name).locator("dd").all_inner_texts()
        page.goto(f"{address}/en/officer/sign-in/")
        page.fill("input[name=login]", rows[0])
        page.fill("input[name=password]", rows[1])
        press(page, "Enter")
        page.fill("input[name=code]", rows[2])
        press(page, "Enter")
        assert page.url == f"{address}/en/{place}/", "everybody lands at their own desk"
        found[place] = context.cookies()
        context.close()
    return found


def at_desk(page: Page, address: str, cookies: dict[str, Any], place: str, language: str = "en") -> None:
    page.context.clear_cookies()
    page.context.add_cookies(cookies[place])
    page.goto(f"{address}/{language}/{place}/")


def press(page: Page, key: str) -> None:
    """A key that sends a form."""
    with page.expect_navigation():
        page.keyboard.press(key)


def shoot(page: Page, name: str, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than the window"
    assert page.locator("h1").count() == 1
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"desk-{width}-{name}.png", full_page=True)


@pytest.mark.parametrize("width", [360, 1280])
def test_carrier_checks_lines_and_a_list(
    visit: Visit, address: str, cookies: dict[str, Any], tmp_path: Path, width: int
) -> None:
    page = visit(width=width, script=False)
    at_desk(page, address, cookies, "carrier")
    shoot(page, "carrier-empty", width)

    day = today() + timedelta(days=20)
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.fill(f"input[name=arrival_day_{part}]", str(value))
    page.fill("textarea[name=zones]", f"{holder()}\r\n{passport_lines('U1')}\r\nnonsense")
    page.focus("form button[type=submit]")
    press(page, "Enter")
    assert page.locator("tbody tr").all_inner_texts()[0].count("May board") == 1
    assert page.locator("tbody tr").count() == 3
    shoot(page, "carrier-answers", width)

    csv = tmp_path / "passengers.csv"
    csv.write_text(
        "document_number,issuing_state,nationality,surname,given_names,birth_date,claims\n"
        "U00000017,TUR,TUR,ORNEKOGLU,AYSE ISIL,1990-05-05,\n"
        "U00000025,TUR,TUR,UYDURUK,MEHMET,1984-02-29,king\n"
    )
    page.goto(f"{address}/en/carrier/list/")
    shoot(page, "carrier-list", width)
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.fill(f"input[name=arrival_day_{part}]", str(value))
    page.set_input_files("input[type=file]", csv)
    page.focus("form button[type=submit]")
    press(page, "Enter")
    assert page.locator("tbody tr").count() == 2
    shoot(page, "carrier-list-answers", width)


@pytest.mark.parametrize("width", [360, 1280])
def test_border_officer_needs_the_keyboard_only(
    visit: Visit, address: str, cookies: dict[str, Any], width: int
) -> None:
    page = visit(width=width, script=False)
    at_desk(page, address, cookies, "border")
    shoot(page, "border-empty", width)

    assert page.evaluate("document.activeElement.name") == "told", "the reader may type at once"
    _read(page, holder())
    assert page.locator("h1").inner_text() == "VALID"
    assert page.evaluate("document.activeElement.name") == "told", "the next document may be read at once"
    shoot(page, "border-valid", width)

    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.innerText") == "Record entry"
    press(page, "Enter")
    assert "Entry was recorded." in page.locator("main").inner_text()

    _read(page, passport_lines(surname="BEISPIEL"))
    assert page.locator("h1").inner_text() == "REFER"
    shoot(page, "border-refer", width)


def _read(page: Page, lines: str) -> None:
    """As a reader that stands in for a keyboard does: each line with its end; then the officer sends it off."""
    for line in lines.split("\r\n"):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    press(page, "Enter")


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_no_desk_breaks_wcag(visit: Visit, address: str, cookies: dict[str, Any], language: str) -> None:
    page = visit(width=360, script=True)
    at_desk(page, address, cookies, "border", language)
    problems = {"border": accessibility_problems(page)}
    _read(page, passport_lines(surname="BEISPIEL"))
    problems["border, verdict"] = accessibility_problems(page)
    shoot(page, f"border-verdict-{language}", 360)
    at_desk(page, address, cookies, "carrier", language)
    problems["carrier"] = accessibility_problems(page)
    page.goto(f"{address}/{language}/carrier/list/")
    problems["list"] = accessibility_problems(page)
    assert {name: found for name, found in problems.items() if found} == {}
