"""Leaving and coming back in a real browser, without JavaScript, in each language: another device, mail scanners, slips."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request

from tests.journeys.conftest import SCREENSHOTS, OpenHouse, Visit
from tests.journeys.test_traveller import _journey
from tests.journeys.traveller import ANSWERS, follow, link_in, read_code, read_mail

pytestmark = pytest.mark.browser
LANGUAGES = ["tr", *(pytest.param(other, marks=pytest.mark.long) for other in ("en", "ko"))]


def shoot(page: Page, language: str, width: int, name: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"links-{language}-{width}-{name}.png", full_page=True)
    assert page.locator("h1").count() == 1, name
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than the window"


def referers(page: Page) -> list[str]:
    """Filled while the page goes on: what every request says it comes from."""
    seen: list[str] = []

    def note(request: Request) -> None:
        seen.append(request.all_headers().get("referer", ""))

    page.on("request", note)
    return seen


@pytest.mark.parametrize("language", LANGUAGES)
def test_draft_is_saved_on_a_desk_and_finished_on_a_phone(visit: Visit, house: OpenHouse, language: str) -> None:
    desk, phone = visit(width=1280, script=False), visit(width=360, script=False)
    journey = _journey(desk, house.address, language)
    for name in journey.to_the_questions(with_errors=False):
        shoot(desk, language, 1280, name)
    for slug in ("who", "lines", "passport"):
        journey.fill(slug)
        journey.press()
    desk.fill("[name=surname]", "ÖRNEKOĞLU")
    follow(desk.locator("[name=save_for_later]"))
    shoot(desk, language, 1280, "saved")
    desk.go_back()
    assert desk.locator("[name=surname]").count() == 0

    link = link_in(read_mail(phone, journey.home, journey.address, known=1))
    seen = referers(phone)
    phone.goto(link)
    shoot(phone, language, 360, "link")
    follow(phone.locator("main form button"))
    assert phone.url.endswith("/apply/you/")
    assert phone.input_value("[name=surname]") == "ÖRNEKOĞLU"
    on_phone = _journey(phone, house.address, language)
    for slug in list(ANSWERS)[3:]:
        on_phone.fill(slug)
        on_phone.press()
    on_phone.send_portrait()
    phone.check("[name=is_true]")
    on_phone.press()
    follow(phone.locator("[value=pay]").first)
    assert phone.locator(".govuk-panel--confirmation").count() == 1

    token = urlsplit(link).path.split("/")[3]
    assert seen
    assert not [referer for referer in seen if token in referer]
    desk.goto(link)
    follow(desk.locator("main form button"))
    shoot(desk, language, 1280, "link-refused")
    assert desk.locator("form[action$='/link/']").count() == 1
    assert '"route": "link_open"' in house.said(), "the log was looked at"
    assert token not in house.said()
    assert journey.address not in house.said()


def _press_twice(page: Page) -> None:
    page.locator("main form button").first.dblclick(no_wait_after=True)


@pytest.mark.parametrize("script", [False, True])
def test_double_clicks_lose_and_double_nothing(visit: Visit, house: OpenHouse, script: bool) -> None:
    page = visit(width=360, script=script)
    journey = _journey(page, house.address, "en")
    for name in journey.to_the_questions(with_errors=False):
        if name == "mailbox":
            page.fill("[name=email]", journey.address)
            _press_twice(page)
            page.wait_for_url("**/apply/code/")
            break
    page.fill("[name=code]", read_code(page, journey.home, journey.address))
    _press_twice(page)
    page.wait_for_url("**/apply/who/")
    journey.fill("who")
    journey.press()
    follow(page.locator("[name=save_for_later]"))
    link = link_in(read_mail(page, journey.home, journey.address, known=1))
    page.goto(link)
    _press_twice(page)
    page.wait_for_url("**/apply/passport/")
    page.reload()
    assert page.locator("[name=nationality]").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_lost_reference_comes_by_mail_and_the_status_page_offers_the_link(
    visit: Visit, house: OpenHouse, language: str
) -> None:
    page, later = visit(width=360, script=False), visit(width=360, script=False)
    journey = _journey(page, house.address, language)
    for _name in journey.walk(with_errors=False):
        pass
    reference = page.locator("dd .mapae-latin").first.inner_text()
    later.goto(f"{journey.home}link/")
    shoot(later, language, 360, "link-ask")
    later.fill("[name=email]", journey.address)
    follow(later.locator("main form button"))
    shoot(later, language, 360, "link-sent")
    mail = read_mail(later, journey.home, journey.address, known=2)  # code and result came before
    assert reference in mail
    later.goto(link_in(mail))
    follow(later.locator("main form button"))
    assert later.locator(".govuk-panel--confirmation").count() == 1

    stranger = visit(width=360, script=False)
    stranger.goto(f"{journey.home}status/")
    stranger.fill("[name=reference]", reference)
    for part, text in zip(("day", "month", "year"), ("5", "5", "1990"), strict=True):
        stranger.fill(f"[name=birth_date_{part}]", text)
    follow(stranger.locator("main form button"))
    shoot(stranger, language, 360, "status-found")
    follow(stranger.locator("main form button"))
    shoot(stranger, language, 360, "status-link")
    assert journey.address not in stranger.content()
    assert link_in(read_mail(stranger, journey.home, journey.address, known=3))
