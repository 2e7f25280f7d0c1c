"""How a traveller walks through the pages in a real browser."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from playwright.sync_api import FilePayload, Locator, Page

from tests.room.pictures import SPECIMEN

ANSWERS = {
    "who": {"applying_for": "self"},
    "lines": {},
    "passport": {
        "nationality": "TUR",
        "issuing_state": "TUR",
        "document_number": "U00000017",
        "document_expiry": ("1", "5", "2033"),
    },
    "you": {"surname": "ÖRNEKOĞLU", "given_names": "AYŞE IŞIL", "birth_date": ("5", "5", "1990"), "sex": "F"},
    "about": {"phone": "+90 312 000 00 00", "has_other_nationality": "no"},
    "trip": {"arrival_day": None, "purpose": "tourism"},
    "stay": {"stay_street": "1 Invented-ro, Jung-gu, Seoul", "stay_postcode": "04524"},
    "background": {"employment": "retired", "has_visited_before": "no"},
    "declarations": {"has_criminal_record": "no", "has_infectious_disease": "no", "was_refused_entry": "no"},
}

MAIL_WITHIN = 60.0


_CODE = r"^\s*([0-9]{6})\s*$"


def read_mail(page: Page, home: str, recipient: str, known: int = 0, holding: str = "") -> str:
    """The text of the recipient's newest mail, once there are more than `known`, and it is one that holds this pattern.

    In a tab of its own.
    """
    tab, until = page.context.new_page(), time.monotonic() + MAIL_WITHIN
    try:
        while time.monotonic() < until:
            tab.goto(f"{home}demo/mailbox/")
            rows = tab.locator(".govuk-summary-list__row").filter(has_text=recipient)
            if rows.count() > known:
                follow(rows.first.locator("a"))
                mail = tab.locator("main div.govuk-body").inner_text()
                if re.search(holding, mail, re.MULTILINE):
                    return mail
            time.sleep(0.3)
    finally:
        tab.close()
    raise AssertionError("no mail came")


def follow(control: Locator) -> None:
    """Press a button or a link that leads on, and wait until the next page is whole."""
    with control.page.expect_navigation():
        control.click()


def read_code(page: Page, home: str, recipient: str) -> str:
    """The code of the recipient's newest mail; other mails may be on their way to the same person."""
    found = re.search(_CODE, read_mail(page, home, recipient, holding=_CODE), re.MULTILINE)
    assert found
    return found[1]


def link_in(mail: str) -> str:
    found = re.search(r"http\S+/link/[a-z2-7]{32}/", mail)
    assert found, mail
    return found[0]


_NUMBER = count(1)


@dataclass
class Journey:
    """One walk; every page it comes to is named, so that a test can look at it."""

    page: Page
    home: str
    arrival: tuple[str, str, str]
    address: str
    number: int = field(default_factory=lambda: next(_NUMBER))

    def press(self) -> None:
        """The first button of the page's own content."""
        self.go_by(self.page.locator("main form button").first)

    def go_by(self, control: Locator) -> None:
        follow(control)

    def enter(self, selector: str, text: str) -> None:
        self.page.fill(selector, text)

    def tick(self, selector: str) -> None:
        self.page.check(selector)

    def choose(self, control: Locator, value: str) -> None:
        control.select_option(value)

    def fill(self, slug: str) -> None:
        for name, value in ANSWERS[slug].items():
            if name == "arrival_day" or isinstance(value, tuple):
                boxes = self.arrival if name == "arrival_day" else value
                for part, text in zip(("day", "month", "year"), boxes or (), strict=True):
                    self.enter(f"[name={name}_{part}]", text)
            else:
                self._answer(name, str(value))

    def _answer(self, name: str, value: str) -> None:
        control = self.page.locator(f"[name={name}]").first
        if control.evaluate("one => one.tagName") == "SELECT":
            self.choose(control, value)
        elif control.get_attribute("type") == "radio":
            self.tick(f"[name={name}][value={value}]")
        else:
            self.enter(f"[name={name}]", self._of_their_own(name, value))

    def _of_their_own(self, name: str, value: str) -> str:
        """Everybody is another person with another passport: one may apply only so often, and two on one are a hit."""
        if name == "given_names":
            return f"{value} {''.join(chr(ord('A') + int(digit)) for digit in str(self.number))}"
        return f"U{70_000_000 + self.number}" if name == "document_number" else value

    def send_portrait(self, file: bytes = SPECIMEN) -> None:
        chosen = FilePayload(name="specimen.jpg", mimeType="image/jpeg", buffer=file)
        self.page.set_input_files("[name=portrait]", chosen)
        self.press()

    def walk(self, *, with_errors: bool) -> Iterator[str]:
        """From the start page to the result; yields the name of each page while it is open."""
        yield from self.to_the_questions(with_errors=with_errors)
        yield from self.answer_and_pay(with_errors=with_errors)

    def to_the_questions(self, *, with_errors: bool) -> Iterator[str]:
        """Start, consent, address, code."""
        self.page.goto(self.home)
        yield "start"
        self.go_by(self.page.locator(".govuk-button--start"))
        yield "privacy"
        if with_errors:
            self.press()
            yield "privacy-errors"
        self.tick("[name=agrees]")
        self.press()
        yield "mailbox"
        if with_errors:
            self.press()
            yield "mailbox-errors"
        self.enter("[name=email]", self.address)
        self.press()
        yield "code"
        code = read_code(self.page, self.home, self.address)
        if with_errors:
            self.page.fill("[name=code]", f"{(int(code) + 1) % 10**6:06}")
            self.press()
            yield "code-errors"
        self.enter("[name=code]", code)
        self.press()

    def answer_and_pay(self, *, with_errors: bool) -> Iterator[str]:
        """From the first question to the result."""
        for slug in ANSWERS:
            yield slug
            if with_errors and ANSWERS[slug]:
                self.press()
                yield f"{slug}-errors"
            self.fill(slug)
            self.press()
        yield "portrait"
        if with_errors:
            self.press()
            yield "portrait-errors"
        self.send_portrait()
        yield "check"
        if with_errors:
            self.press()
            yield "check-errors"
        self.tick("[name=is_true]")
        self.press()
        yield "bank"
        if with_errors:
            follow(self.page.locator("[value=decline]").first)
            yield "declined"
            self.page.goto(self.page.url.replace("/result/", "/withdraw/"))
            yield "withdraw"
            self.page.go_back()
            self.press()
        self.go_by(self.page.locator("[value=pay]").first)
        yield "result"
