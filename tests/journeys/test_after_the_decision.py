"""After the grant in a real browser without JavaScript: letter, PDF, another address, cancelled. Every page by axe too."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.journeys.conftest import SCREENSHOTS, Visit
from tests.journeys.look import accessibility_problems
from tests.journeys.test_traveller import _journey
from tests.journeys.traveller import read_mail

pytestmark = pytest.mark.browser
MOVED = "99 Invented-ro, Jung-gu, Seoul"


@dataclass
class Looks:
    """Each page is shot as it is, and looked at by axe in a window with JavaScript and the same session."""

    page: Page
    with_script: Page
    name: str
    problems: dict[str, list[str]] = field(default_factory=dict)

    def look(self, name: str) -> None:
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"after-{self.name}-{name}.png", full_page=True)
        width = self.page.viewport_size["width"]  # type: ignore[index]  # visit() sets it
        assert self.page.locator("h1").count() == 1, name
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than the window"
        self.with_script.context.add_cookies(self.page.context.cookies())  # type: ignore[arg-type]  # the same shape
        self.with_script.goto(self.page.url)
        if found := accessibility_problems(self.with_script):
            self.problems[name] = found

    def follow(self, address: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(f"main a[href$='{address}']").first.click()

    def press(self) -> None:
        with self.page.expect_navigation():
            self.page.locator("main form button").first.click()


@pytest.mark.parametrize(("language", "width"), [("tr", 360), ("ko", 1280)])
def test_letter_another_address_and_cancelled_without_javascript(
    visit: Visit, address: str, language: str, width: int
) -> None:
    page, with_script = visit(width=width, script=False), visit(width=width, script=True)
    journey = _journey(page, address, language)
    for _name in journey.walk(with_errors=False):
        pass
    looks = Looks(page, with_script, f"{language}-{width}")
    looks.look("granted")

    looks.follow("/apply/letter/")
    looks.look("letter")
    assert "ÖRNEKOĞLU" in page.locator("main").inner_text()
    page.emulate_media(media="print")
    page.screenshot(path=SCREENSHOTS / f"after-{looks.name}-letter-on-paper.png", full_page=True)
    assert not page.locator(".mapae-footer").is_visible()
    page.emulate_media(media="screen")
    with page.expect_download() as download:
        page.locator("main a.govuk-button").click()
    assert download.value.suggested_filename == "travel-authorization-letter.pdf"
    reader = PdfReader(download.value.path())
    assert reader.trailer["/Root"]["/Lang"] == language
    assert "ÖRNEKOĞLU" in reader.pages[0].extract_text()

    page.goto(f"{journey.home}apply/result/")
    looks.follow("/apply/changes/")
    looks.look("changes")
    looks.follow("/apply/changes/stay_address/")
    looks.look("edit")
    page.locator("main form input[type=text]").first.fill(MOVED)
    looks.press()
    looks.look("edited")
    assert MOVED in page.locator("main").inner_text()

    page.goto(f"{journey.home}apply/result/")
    looks.follow("/apply/cancel/")
    looks.look("cancel")
    looks.press()
    looks.look("cancelled")
    assert page.locator(".govuk-panel--confirmation").count() == 0
    looks.follow("/apply/letter/")
    looks.look("letter-cancelled")
    assert page.locator(".mapae-letter__warning").is_visible()
    assert looks.problems == {}
    assert read_mail(page, journey.home, journey.address, known=3)  # code, grant and edit came before
