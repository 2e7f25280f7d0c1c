"""The whole application by keyboard alone: every stop is seen, everything is reached, nothing holds the focus."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Locator

from tests.journeys.conftest import OpenHouse, Visit
from tests.journeys.test_traveller import _NUMBER
from tests.journeys.traveller import Journey
from tests.room.today import in_weeks

pytestmark = pytest.mark.browser
MOST_STOPS = 150
# Where the focus is, and whether eyes see it: an outline, a shadow, or those of the drawn box beside a hidden control.
_STOP = """() => {
  const one = document.activeElement, label = one.labels && one.labels[0];
  const drawn = [getComputedStyle(one)];
  if (label) drawn.push(getComputedStyle(label, '::before'));
  const isSeen = drawn.some(style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    && style.outlineColor !== 'rgba(0, 0, 0, 0)') || style.boxShadow !== 'none');
  const box = one.getBoundingClientRect();
  return {what: one.outerHTML.slice(0, 100), isBody: one === document.body, isSeen: isSeen && box.width > 0};
}"""


@dataclass
class ByKeyboard(Journey):
    """A traveller whose hands touch no mouse."""

    unseen: set[str] = field(default_factory=set)
    stops: int = 0

    def reach(self, control: Locator) -> None:
        """Press Tab until the focus is there. Raises AssertionError if it never comes."""
        for _ in range(MOST_STOPS):
            if control.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(_STOP)
            self.stops += 1
            if not stop["isBody"] and not stop["isSeen"]:
                self.unseen.add(stop["what"])
        raise AssertionError(f"the keyboard does not reach {control}")

    def go_by(self, control: Locator) -> None:
        self.reach(control)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def enter(self, selector: str, text: str) -> None:
        self.reach(self.page.locator(selector).first)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def tick(self, selector: str) -> None:
        """A box by the space bar; a choice by the arrows from its group's first one."""
        control = self.page.locator(selector).first
        if control.get_attribute("type") == "radio":
            name = control.get_attribute("name")
            self.reach(self.page.locator(f"[name={name}]").first)
            self.page.keyboard.press("Space")
            for _ in range(self.page.locator(f"[name={name}]").count()):
                if control.is_checked():
                    break
                self.page.keyboard.press("ArrowDown")
        else:
            self.reach(control)
            self.page.keyboard.press("Space")
        assert control.is_checked()

    def choose(self, control: Locator, value: str) -> None:
        """By the first letter of its words, and the arrow from there: more is not on every keyboard."""
        self.reach(control)
        self.page.keyboard.type(control.locator(f"option[value={value}]").first.inner_text().strip()[:1])
        for _ in range(control.locator("option").count()):
            if control.input_value() == value:
                break
            self.page.keyboard.press("ArrowDown")
        assert control.input_value() == value


def test_application_is_made_by_keyboard_alone(visit: Visit, house: OpenHouse) -> None:
    page = visit(width=1280, script=False)
    mailbox = f"specimen.keys.{next(_NUMBER)}@example.org"
    journey = ByKeyboard(page, f"{house.address}/tr/", in_weeks(4), mailbox)
    for _name in journey.walk(with_errors=False):
        pass
    assert page.locator(".govuk-panel--confirmation").count() == 1
    assert journey.stops > 100
    assert journey.unseen == set()


def test_first_stop_skips_to_the_content(visit: Visit, house: OpenHouse) -> None:
    page = visit(width=360, script=False)
    page.goto(f"{house.address}/ko/check/")
    page.keyboard.press("Tab")
    assert page.evaluate(_STOP)["isSeen"]
    page.keyboard.press("Enter")
    page.wait_for_url("**#main-content")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
