"""Hands that touch no mouse, and what a keyboard finds on a page: every stop, in order, and whether eyes see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any  # what a page tells of itself

from playwright.sync_api import Locator, Page

MOST_STOPS = 150
# Where the focus is, and whether eyes see it: an outline, a shadow, or those of the drawn box beside a hidden control.
STOP = """() => {
  const one = document.activeElement, label = one.labels && one.labels[0];
  const drawn = [getComputedStyle(one)];
  if (label) drawn.push(getComputedStyle(label, '::before'));
  const isSeen = drawn.some(style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    && style.outlineColor !== 'rgba(0, 0, 0, 0)') || style.boxShadow !== 'none');
  const box = one.getBoundingClientRect();
  return {what: one.outerHTML.slice(0, 100), isBody: one === document.body, isSeen: isSeen && box.width > 0,
    top: box.top + scrollY, bottom: box.bottom + scrollY, inMain: !!one.closest('main'),
    isSkip: one.matches('.govuk-skip-link'), key: one.name && one.type === 'radio' ? one.name + one.form.action : ''};
}"""
# What hands must be able to reach; of radio buttons one for all that share a name.
_CONTROLS = """() => {
  const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const groups = new Set(), found = [];
  for (const one of document.querySelectorAll(wanted)) {
    if (one.disabled || !one.getClientRects().length || getComputedStyle(one).visibility === 'hidden') continue;
    const group = one.type === 'radio' ? one.name + one.form.action : '';
    if (group && groups.has(group)) continue;
    groups.add(group);
    found.push(group || one.outerHTML.slice(0, 100));
  }
  return found;
}"""


@dataclass
class Hands:
    """At one window."""

    page: Page
    unseen: set[str] = field(default_factory=set)
    stops: int = 0

    def tab(self) -> dict[str, Any]:
        """The next stop; one that eyes do not see is remembered."""
        self.page.keyboard.press("Tab")
        stop: dict[str, Any] = self.page.evaluate(STOP)
        self.stops += 1
        if not stop["isBody"] and not stop["isSeen"]:
            self.unseen.add(stop["what"])
        return stop

    def reach(self, control: Locator) -> None:
        """Press Tab until the focus is there. Raises AssertionError if it never comes."""
        for _ in range(MOST_STOPS):
            if control.evaluate("one => one === document.activeElement"):
                return
            self.tab()
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
            group = control.locator(f"xpath=ancestor::form//input[@name='{name}']")
            self.reach(group.first)
            self.page.keyboard.press("Space")
            for _ in range(group.count()):
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


def round_of(page: Page) -> list[dict[str, Any]]:
    """Every stop of the page from the skip link around to it again, wherever the focus was."""
    hands, stops = Hands(page), list[dict[str, Any]]()
    for _ in range(3 * MOST_STOPS):
        stop = hands.tab()
        if stop["isSkip"] and stops:
            return stops
        if (stop["isSkip"] or stops) and not stop["isBody"]:
            stops.append(stop)
    raise AssertionError("the keyboard does not come around")


def keyboard_problems(page: Page) -> list[str]:
    """What is not seen, not reached, or out of the order in which it is read, in a window with one column."""
    stops = round_of(page)
    problems = [f"not seen: {one['what']}" for one in stops if not one["isSeen"]]
    reached = {one["key"] or one["what"] for one in stops}
    problems += [f"not reached: {one}" for one in page.evaluate(_CONTROLS) if one not in reached]
    inside = [one for one in stops if one["inMain"]]
    for one, after in pairwise(inside):
        if after["bottom"] <= one["top"]:
            problems.append(f"upwards: from {one['what']} to {after['what']}")
    return problems
