"""The officers' work in a real browser: sign in by password and by passkey, ask and be answered, grant, refuse by two.

The invented people of the demonstration wait for an officer; one of them answers on a phone, in Turkish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import SCREENSHOTS, OpenHouse, Visit
from tests.journeys.look import accessibility_problems
from tests.journeys.traveller import link_in, read_mail

pytestmark = pytest.mark.browser
MAILBOX = "specimen.traveller@example.org"
ASKED = "Which hotel, and who pays for it?"
ANSWERED = "Örnek Otel'de kalacağım; masrafı ben ödüyorum."


class Desk:
    """One account at the desk, in one window."""

    def __init__(self, page: Page, house: OpenHouse, name: str) -> None:
        self.page, self.home, self.name = page, f"{house.address}/en/", name
        found = re.search(rf"{name}, password (\S+)", house.said())
        assert found
        self.password = found[1]
        self.problems: dict[str, list[str]] = {}

    def press(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()

    def follow(self, link: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=link, exact=True).first.click()

    def look(self, name: str) -> None:
        """The page as it is, on a wide screen and on a narrow one: pictures, axe, nothing wider than the window."""
        for width in (1280, 360):
            self.page.set_viewport_size({"width": width, "height": 900})
            SCREENSHOTS.mkdir(exist_ok=True)
            self.page.screenshot(path=SCREENSHOTS / f"officer-{width}-{name}.png", full_page=True)
            if found := accessibility_problems(self.page):
                self.problems[f"{name} at {width}"] = found
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than {width}"
        assert self.page.locator("h1").count() == 1, name
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def sign_in(self) -> None:
        self.page.goto(f"{self.home}officer/")
        self.page.fill("[name=login]", self.name)
        self.page.fill("[name=password]", self.password)
        self.press("Sign in")
        self.page.fill("[name=code]", self._code())
        self.press("Sign in")
        expect(self.page.locator("h1")).to_have_text("Applications that wait for an officer")

    def _code(self) -> str:
        """The six digits that the guide of the demonstration shows for this account now."""
        tab = self.page.context.new_page()
        tab.goto(f"{self.home}demo/")
        shown = tab.locator("main").inner_text()
        tab.close()
        found = re.search(rf"{self.name}.*?\b([0-9]{{6}})\b", shown, re.DOTALL)
        assert found, shown
        return found[1]

    def open_case(self, given_names: str, view: str = "all") -> None:
        """The waiting case of this person. The queue names nobody, so cases are looked at one after the other."""
        self.page.goto(f"{self.home}officer/?view={view}")
        for reference in self.page.locator("tbody th a").all_inner_texts():
            self.follow(reference)
            if given_names in self.page.locator("main").inner_text():
                return
            self.page.go_back()
        raise AssertionError(f"no case of {given_names}")


@pytest.fixture
def officer(visit: Visit, house: OpenHouse) -> Iterator[Desk]:
    desk = Desk(visit(width=1280, script=True), house, "demo-officer")
    yield desk
    assert desk.problems == {}


@pytest.fixture
def supervisor(visit: Visit, house: OpenHouse) -> Iterator[Desk]:
    desk = Desk(visit(width=1280, script=True), house, "demo-supervisor")
    yield desk
    assert desk.problems == {}


@pytest.mark.slow
def test_officer_asks_grants_and_refuses_with_a_second_pair_of_eyes(
    officer: Desk, supervisor: Desk, visit: Visit, house: OpenHouse
) -> None:
    officer.sign_in()
    officer.look("queue")
    _sign_in_by_passkey(officer)
    _ask(officer)
    _answer(visit(width=360, script=False), house)
    _grant(officer)
    _refuse(officer, supervisor)
    _the_other_pages(officer, supervisor)


def _sign_in_by_passkey(officer: Desk) -> None:
    device = officer.page.context.new_cdp_session(officer.page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    officer.page.goto(f"{officer.home}officer/second-factor/passkeys/new/")
    officer.look("passkey-new")
    officer.page.fill("[name=name]", "Specimen device")
    officer.press("Add the passkey")
    officer.page.goto(f"{officer.home}officer/second-factor/passkeys/")
    expect(officer.page.locator("main")).to_contain_text("Specimen device")
    officer.look("passkeys")
    officer.page.goto(f"{officer.home}officer/sign-out/")
    officer.press("Sign out")
    officer.page.goto(f"{officer.home}officer/")
    officer.look("sign-in")
    officer.follow("Sign in with a passkey")
    officer.look("passkey-sign-in")
    officer.press("Use a passkey")
    expect(officer.page.locator("h1")).to_have_text("Applications that wait for an officer")


def _ask(officer: Desk) -> None:
    officer.open_case("MEHMET")
    officer.look("case")
    officer.press("Take it")
    officer.page.get_by_text("Ask for more before you decide").click()
    officer.press("Send the question")
    officer.look("question-errors")
    officer.page.check("[name=topics][value=stay]")
    officer.page.fill("[name=words]", ASKED)
    officer.press("Send the question")
    expect(officer.page.locator("main")).to_contain_text("You asked the applicant")


def _answer(page: Page, house: OpenHouse) -> None:
    """On a phone without JavaScript, in Turkish, from the mail to the confirmation."""
    home = f"{house.address}/tr/"
    mail = _mail_with_the_question(page, home)
    assert ASKED not in mail
    page.goto(link_in(mail))
    with page.expect_navigation():
        page.locator("main form button").first.click()
    expect(page.locator("main")).to_contain_text(ASKED)
    expect(page.locator("main blockquote")).to_have_attribute("lang", "en")
    with page.expect_navigation():
        page.locator("main form button").first.click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Yanıtınızı yazın")
    page.screenshot(path=SCREENSHOTS / "officer-question-in-turkish.png", full_page=True)
    page.fill("[name=answer]", ANSWERED)
    with page.expect_navigation():
        page.locator("main form button").first.click()
    expect(page.locator("h1")).to_have_text("Yanıtınızı aldık")
    page.screenshot(path=SCREENSHOTS / "officer-answer-in-turkish.png", full_page=True)


def _mail_with_the_question(page: Page, home: str) -> str:
    """The demonstration's people share a mailbox: the newest mail that speaks of a question."""
    for known in range(20):
        mail = read_mail(page, home, MAILBOX, known)
        if "sorusu var" in mail:
            return mail
    raise AssertionError("no mail came")


def _grant(officer: Desk) -> None:
    officer.page.goto(f"{officer.home}officer/?view=mine")
    officer.look("queue-with-news")
    officer.open_case("MEHMET")
    expect(officer.page.locator("main")).to_contain_text(ANSWERED)
    officer.look("case-answered")
    officer.page.check("[name=outcome][value=granted]")
    officer.press("Record the decision")
    expect(officer.page.locator("main")).to_contain_text("You granted application")


def _refuse(officer: Desk, supervisor: Desk) -> None:
    officer.open_case("ANNA MARIA")
    officer.page.check("[name=outcome][value=refused]")
    officer.press("Record the decision")
    officer.look("decision-errors")
    officer.page.locator("#decision_grounds_0").check()
    officer.press("Record the decision")
    expect(officer.page.locator("main")).to_contain_text("You proposed to refuse")
    supervisor.sign_in()
    supervisor.open_case("ANNA MARIA", "second")
    supervisor.look("proposal")
    supervisor.page.check("[name=settle][value=confirm]")
    supervisor.press("Record your answer")
    expect(supervisor.page.locator("main")).to_contain_text("You confirmed what was proposed")


def _the_other_pages(officer: Desk, supervisor: Desk) -> None:
    officer.page.goto(f"{officer.home}officer/search/")
    officer.press("Search")
    officer.look("search-errors")
    officer.page.check("[name=purpose][value=new_facts]")
    officer.page.fill("[name=document_number]", "U00000017")
    officer.page.fill("[name=issuing_state]", "TUR")
    officer.press("Search")
    officer.look("search-found")
    with officer.page.expect_navigation():
        officer.page.locator("main ul a").first.click()
    officer.page.get_by_text("Revoke or annul the authorization").click()
    officer.page.get_by_text("Flag it for the border").click()
    officer.look("case-granted")
    officer.page.goto(f"{officer.home}officer/override/")
    officer.look("override")
    officer.page.goto(f"{officer.home}officer/numbers/")
    officer.look("numbers")
    officer.page.emulate_media(media="print")
    officer.page.screenshot(path=SCREENSHOTS / "officer-numbers-print.png", full_page=True)
    officer.page.emulate_media(media="screen")
    supervisor.page.goto(f"{supervisor.home}officer/teams/")
    supervisor.page.fill("[name=name]", "Specimen North")
    supervisor.press("Make the team")
    supervisor.look("teams")
    for language in ("tr", "ko"):
        officer.page.goto(officer.home.replace("/en/", f"/{language}/") + "officer/")
        officer.look(f"queue-{language}")
        officer.page.goto(officer.home.replace("/en/", f"/{language}/") + "officer/numbers/")
        officer.look(f"numbers-{language}")
