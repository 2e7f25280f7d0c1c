"""The traveller's path in a real browser: three languages, a phone and a desk, with and without JavaScript."""

from __future__ import annotations

from itertools import count

import pytest
from playwright.sync_api import FilePayload, Page

from tests.journeys.conftest import SCREENSHOTS, OpenHouse, Visit
from tests.journeys.look import accessibility_problems
from tests.journeys.traveller import Journey, follow
from tests.room.pictures import phone_photo
from tests.room.today import in_weeks

pytestmark = pytest.mark.browser


_NUMBER = count(1)


def _journey(page: Page, address: str, language: str) -> Journey:
    """One of an invented person with a mailbox of their own."""
    mailbox = f"specimen.{next(_NUMBER)}@example.org"
    return Journey(page, f"{address}/{language}/", in_weeks(4), mailbox)


def _shoot(page: Page, language: str, width: int, place: int, name: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"traveller-{language}-{width}-{place:02}-{name}.png", full_page=True)


@pytest.mark.parametrize(("language", "width"), [("tr", 360), ("en", 1280), ("ko", 360)])
def test_thin_path_without_javascript(visit: Visit, address: str, language: str, width: int) -> None:
    page = visit(width=width, script=False)
    for place, name in enumerate(_journey(page, address, language).walk(with_errors=True)):
        _shoot(page, language, width, place, name)
        assert page.locator("h1").count() == 1, name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than the window"
    assert page.locator(".govuk-panel--confirmation").count() == 1


def test_photo_of_a_phone_is_taken_as_it_is(visit: Visit, house: OpenHouse) -> None:
    """4000 by 3000, lying on its side, in Turkish on a narrow phone without JavaScript."""
    page = visit(width=360, script=False)
    journey = _journey(page, house.address, "tr")
    for name in journey.walk(with_errors=False):
        if name == "portrait":
            break
    page.set_input_files("[name=portrait]", FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=b"no picture"))
    journey.press()
    assert "bir fotoğraf değil" in page.locator(".govuk-error-summary").inner_text()
    journey.send_portrait(phone_photo(4000, 3000))
    assert page.url.endswith("/tr/apply/check/")
    picture = page.locator("main img")
    assert picture.get_attribute("alt") == "Bize verdiğiniz yüz fotoğrafı"
    assert picture.evaluate("one => [one.naturalWidth, one.naturalHeight]") == [750, 1000]
    follow(page.locator("main a[href*=portrait]"))
    assert page.locator("main img").count() == 1
    _shoot(page, "tr", 360, 91, "portrait-kept")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    journey.press()
    assert page.url.endswith("/tr/apply/check/")
    assert "specimen.jpg" not in house.said()


def test_no_page_speaks_to_another_host_or_breaks_its_policy(visit: Visit, address: str) -> None:
    page, elsewhere, complaints = visit(width=360, script=True), [], []  # type: ignore[var-annotated]
    page.on("request", lambda request: None if request.url.startswith(address) else elsewhere.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for _name in _journey(page, address, "en").walk(with_errors=False):
        pass
    assert elsewhere == complaints == []


def test_double_click_pays_once_and_back_button_finds_the_result(visit: Visit, address: str) -> None:
    page = visit(width=1280, script=False)
    journey = _journey(page, address, "en")
    for name in journey.walk(with_errors=False):
        if name == "check":
            page.check("[name=is_true]")
            page.locator("main form button").first.dblclick(no_wait_after=True)
            page.wait_for_url("**/demo/bank/**")
            follow(page.locator("[value=pay]").first)
            break
    assert page.locator(".govuk-panel--confirmation").count() == 1
    page.goto(f"{address}/en/apply/check/")
    assert page.url.endswith("/apply/result/")


def test_refused_abandoned_and_resumed_payment_is_one_application_and_one_fee(visit: Visit, address: str) -> None:
    page, references = visit(width=360, script=False), []
    for name in _journey(page, address, "en").walk(with_errors=False):
        if name == "bank":
            break

    def stand() -> str:
        """The words of the result page; its reference is noted."""
        assert page.url.endswith("/apply/result/")
        references.append(page.locator(".govuk-summary-list__value").first.inner_text())
        return page.inner_text("main")

    follow(page.locator("[value=decline]").first)
    assert "The payment did not go through" in stand()
    follow(page.locator("main form button").first)
    follow(page.locator("[value=leave]").first)
    assert "waiting for payment" in stand()
    page.context.new_page().close()  # another day, the same browser
    page.goto(f"{address}/en/apply/result/")
    follow(page.locator("main form button").first)
    bank = page.url
    follow(page.locator("[value=pay_twice]").first)
    assert "is granted" in stand()
    page.goto(bank)
    assert "This payment was made already" in page.inner_text("main")
    follow(page.locator("[value=pay]").first)
    assert "is granted" in stand() and "given back" not in stand()
    assert len(set(references)) == 1


def test_two_windows_at_the_bank_pay_one_fee(visit: Visit, address: str) -> None:
    page = visit(width=1280, script=False)
    for name in _journey(page, address, "en").walk(with_errors=False):
        if name == "bank":
            break
    second = page.context.new_page()
    second.goto(f"{address}/en/apply/result/")
    follow(second.locator("main form button").first)
    assert second.url == page.url
    for window in (page, second):
        follow(window.locator("[value=pay]").first)
        assert window.locator(".govuk-panel--confirmation").count() == 1
        assert "given back" not in window.inner_text("main")


@pytest.mark.parametrize("language", ["ko", *(pytest.param(other, marks=pytest.mark.long) for other in ("en", "tr"))])
def test_page_that_waits_for_the_confirmation_looks_by_itself(visit: Visit, address: str, language: str) -> None:
    page = visit(width=360, script=True)
    for name in _journey(page, address, language).walk(with_errors=False):
        if name == "bank":
            break
    bank = page.url
    page.goto(f"{address}/{language}/apply/paid/")
    assert accessibility_problems(page) == []
    assert page.locator("h1").count() == 1
    _shoot(page, language, 360, 90, "payment-awaited")
    other = page.context.new_page()
    other.goto(bank)
    follow(other.locator("[value=pay]").first)
    page.wait_for_url("**/apply/result/")
    assert page.locator(".govuk-panel--confirmation").count() == 1
