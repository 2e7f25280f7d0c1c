"""Do I need one? In a real browser: an old phone without JavaScript, every language, back and reload, weight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import SCREENSHOTS, Visit
from tests.journeys.traveller import follow
from tests.room.today import in_weeks

pytestmark = pytest.mark.browser
BORN = ("5", "5", "1958")  # a pensioner of 68


def _press(page: Page) -> None:
    follow(page.locator("main form button").first)


def _fill(page: Page, name: str, day: tuple[str, str, str]) -> None:
    for part, text in zip(("day", "month", "year"), day, strict=True):
        page.fill(f"[name={name}_{part}]", text)


def _walk(page: Page, home: str, nationality: str, *, with_errors: bool) -> Iterator[str]:
    """From the start page to the answer; yields the name of each page while it is open."""
    page.goto(home)
    yield "start"
    follow(page.locator("main a.govuk-button").first)
    yield "passport"
    if with_errors:
        _press(page)
        yield "passport-errors"
    page.select_option("[name=nationality]", nationality)
    _press(page)
    yield "special"
    _press(page)
    yield "you"
    if with_errors:
        _press(page)
        yield "you-errors"
    _fill(page, "birth_date", BORN)
    _fill(page, "arrival_day", in_weeks(4))
    _press(page)
    yield "answer"


def test_turkish_pensioner_with_an_old_phone_learns_that_none_is_needed(visit: Visit, address: str) -> None:
    page = visit(width=360, script=False)
    SCREENSHOTS.mkdir(exist_ok=True)
    for place, name in enumerate(_walk(page, f"{address}/tr/", "TUR", with_errors=True)):
        page.screenshot(path=SCREENSHOTS / f"checker-tr-360-{place:02}-{name}.png", full_page=True)
        assert page.locator("h1").count() == 1, name
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, f"{name} is wider than the window"
        assert "1958" not in page.url
    assert page.locator("h1").inner_text() == "Muafsınız"
    page.get_by_text("Bu bilginin kaynağı").click()
    assert page.locator("details [lang=en]").first.is_visible()
    follow(page.locator("main a", has_text="Yine de başvurmak"))
    follow(page.locator("main a.govuk-button"))
    assert "/tr/" in page.url


def test_back_leads_to_the_questions_and_loading_again_answers_again(visit: Visit, address: str) -> None:
    page = visit(width=360, script=False)
    for _name in _walk(page, f"{address}/en/", "TUR", with_errors=False):
        pass
    page.reload()
    assert page.locator("h1").inner_text() == "You are exempt"
    page.go_back()
    assert page.locator("h1").inner_text() == "You and your trip"
    _fill(page, "birth_date", ("5", "5", "1990"))
    _fill(page, "arrival_day", in_weeks(4))
    _press(page)
    assert page.locator("h1").inner_text() == "You need an authorization"
    page.go_back()
    page.go_back()
    assert page.locator("h1").inner_text() == "Does one of these apply to you?"


def test_keyboard_alone_answers_the_last_question(visit: Visit, address: str) -> None:
    page = visit(width=360, script=False)
    page.goto(f"{address}/en/check/TUR/you/")
    page.focus("[name=birth_date_day]")
    for text in ("5", "5", "1990"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    for _box in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == "You need an authorization"
