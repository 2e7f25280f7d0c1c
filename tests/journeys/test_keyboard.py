"""All faces by keyboard alone: every stop is seen, everything is reached in the order it is read, nothing holds the focus."""

from __future__ import annotations

from functools import cached_property

import pytest
from playwright.sync_api import Locator, Page

from tests.journeys.conftest import OpenHouse, Visit, enter_as, made_by
from tests.journeys.keyboard import STOP, Hands, keyboard_problems
from tests.journeys.pages import PAGES, View
from tests.journeys.test_traveller import _NUMBER
from tests.journeys.traveller import Journey, follow
from tests.room.today import in_weeks
from tests.room.zones import passport_lines

pytestmark = pytest.mark.browser
DESKS = [
    view
    for views in PAGES.values()
    for view in views
    if view.path.startswith(("officer/", "carrier/", "border/")) and not view.typed
]


class ByKeyboard(Journey):
    """A traveller whose hands touch no mouse."""

    @cached_property
    def hands(self) -> Hands:
        return Hands(self.page)

    def go_by(self, control: Locator) -> None:
        self.hands.go_by(control)

    def enter(self, selector: str, text: str) -> None:
        self.hands.enter(selector, text)

    def tick(self, selector: str) -> None:
        self.hands.tick(selector)

    def choose(self, control: Locator, value: str) -> None:
        self.hands.choose(control, value)


def test_application_is_made_by_keyboard_alone(visit: Visit, house: OpenHouse) -> None:
    page = visit(width=1280, script=False)
    mailbox = f"specimen.keys.{next(_NUMBER)}@example.org"
    journey = ByKeyboard(page, f"{house.address}/tr/", in_weeks(4), mailbox)
    for _name in journey.walk(with_errors=False):
        pass
    assert page.locator(".govuk-panel--confirmation").count() == 1
    assert journey.hands.stops > 100
    assert journey.hands.unseen == set()


def test_first_stop_skips_to_the_content(visit: Visit, house: OpenHouse) -> None:
    page = visit(width=360, script=False)
    page.goto(f"{house.address}/ko/check/")
    page.keyboard.press("Tab")
    assert page.evaluate(STOP)["isSeen"]
    page.keyboard.press("Enter")
    page.wait_for_url("**#main-content")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_every_stop_at_the_desks_is_seen_and_in_order(
    visit: Visit, house: OpenHouse, states: dict[str, dict[str, str]]
) -> None:
    page, problems = visit(width=360, script=False), dict[str, list[str]]()
    for view in DESKS:
        show(page, house, states, view)
        found = keyboard_problems(page)
        problems |= {view.name: found} if found else {}
    assert problems == {}, "\n".join(f"{name}: {one}" for name, found in problems.items() for one in found)


def show(page: Page, house: OpenHouse, states: dict[str, dict[str, str]], view: View) -> None:
    state = states.get(view.state, {})
    enter_as(page, house, state)
    page.goto(f"{house.address}/en/{view.path.format_map(state)}")
    if view.press:
        follow(page.locator(view.press).first)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def test_officer_judges_and_decides_by_keyboard_alone(visit: Visit, house: OpenHouse) -> None:
    (judging,) = made_by(house, "judging")
    page = visit(width=1280, script=False)
    enter_as(page, house, judging)
    page.goto(f"{house.address}/en/officer/")
    hands = Hands(page)
    hands.go_by(page.locator(f"a[href$='{judging['case']}/']"))
    hands.go_by(page.locator("a[href='#hits']"))
    hands.tick("form[action*='/hits/'] [value=unsure]")
    hands.go_by(page.locator("form[action*='/hits/'] button").first)
    assert "Your judgement was recorded" in page.locator("main").inner_text()
    hands.tick("[name=outcome][value=refused]")
    hands.tick("#decision_grounds_1")
    hands.go_by(page.get_by_role("button", name="Record the decision"))
    assert "You proposed to refuse" in page.locator("main").inner_text()
    assert hands.unseen == set()


def test_carrier_and_border_ask_by_keyboard_alone(visit: Visit, house: OpenHouse) -> None:
    (carrier,), (border,) = made_by(house, "carrier"), made_by(house, "border")
    page = visit(width=1280, script=False)
    hands = Hands(page)
    enter_as(page, house, carrier)
    page.goto(f"{house.address}/tr/carrier/")
    for part, text in zip(("day", "month", "year"), in_weeks(2), strict=True):
        hands.enter(f"[name=arrival_day_{part}]", text)
    hands.enter("[name=document_number]", "U00000017")
    hands.enter("[name=issuing_state]", "TUR")
    hands.enter("[name=nationality]", "TUR")
    hands.choose(page.locator("[name=claims]"), "visa")
    hands.go_by(page.locator("main form button"))
    assert page.locator("tbody tr").count() == 1
    hands.go_by(page.locator("main a").last)
    enter_as(page, house, border)
    page.goto(f"{house.address}/tr/border/")
    for line in passport_lines().split("\r\n"):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    hands.go_by(page.locator("main form button").last)
    assert page.locator("main dl").count() == 1
    assert hands.unseen == set()
