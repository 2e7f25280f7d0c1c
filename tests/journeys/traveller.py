"""How a traveller walks through the pages in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

ANSWERS = {
    "passport": {
        "nationality": "TUR",
        "issuing_state": "TUR",
        "document_number": "U00000017",
        "document_expiry": ("1", "5", "2033"),
    },
    "you": {"surname": "ÖRNEKOĞLU", "given_names": "AYŞE IŞIL", "birth_date": ("5", "5", "1990"), "sex": "F"},
    "contact": {"email": "specimen.traveller@example.org"},
    "trip": {"arrival_day": None, "purpose": "tourism", "stay_address": "1 Invented-ro, Jung-gu, Seoul"},
    "declarations": {"has_criminal_record": "no", "has_infectious_disease": "no", "was_refused_entry": "no"},
}


@dataclass
class Journey:
    """One walk; every page it comes to is named, so that a test can look at it."""

    page: Page
    home: str
    arrival: tuple[str, str, str]
    shots: Path | None = None

    def press(self) -> None:
        """The first button of the page's own content."""
        self.page.locator("main form button").first.click()

    def fill(self, slug: str) -> None:
        for name, value in ANSWERS[slug].items():
            if name == "arrival_day" or isinstance(value, tuple):
                boxes = self.arrival if name == "arrival_day" else value
                for part, text in zip(("day", "month", "year"), boxes or (), strict=True):
                    self.page.fill(f"[name={name}_{part}]", text)
            else:
                self._answer(name, str(value))

    def _answer(self, name: str, value: str) -> None:
        control = self.page.locator(f"[name={name}]").first
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        elif control.get_attribute("type") == "radio":
            self.page.check(f"[name={name}][value={value}]")
        else:
            control.fill(value)

    def walk(self, *, with_errors: bool) -> Iterator[str]:
        """From the start page to the result; yields the name of each page while it is open."""
        self.page.goto(self.home)
        yield "start"
        self.press()
        for slug in ANSWERS:
            yield slug
            if with_errors:
                self.press()
                yield f"{slug}-errors"
            self.fill(slug)
            self.press()
        yield "check"
        if with_errors:
            self.press()
            yield "check-errors"
        self.page.check("[name=is_true]")
        self.press()
        yield "bank"
        if with_errors:
            self.page.click("[value=decline]")
            yield "declined"
            self.page.goto(self.page.url.replace("/result/", "/withdraw/"))
            yield "withdraw"
            self.page.go_back()
            self.press()
        self.page.click("[value=pay]")
        yield "result"
