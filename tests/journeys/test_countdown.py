"""The countdown's script: it says what the server would say, and loads the page anew at the end unless somebody types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from playwright.sync_api import Browser, Page, Route

import mapae
from mapae.faces.traveller.countdown import countdown

pytestmark = pytest.mark.browser

SCRIPT = Path(mapae.__file__).parent / "faces" / "look" / "static" / "mapae" / "countdown.js"
ADDRESS = "http://countdown.example/en/#main-content"


@dataclass
class Site:
    """A page with the countdown as the server makes it, and how often it was loaded."""

    page: Page
    seconds: int = 92
    language: str = "en"
    loads: list[str] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        if route.request.url.endswith(".js"):
            route.fulfill(body=SCRIPT.read_text(), content_type="text/javascript")
            return
        self.loads.append(route.request.url)
        with override(self.language):
            note = render_to_string("traveller/countdown.html", {"countdown": countdown(self.seconds)})
        page = f'<html lang="{escape(self.language)}"><body>{note}<input id="box"></body></html>'
        route.fulfill(
            body=page, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": "script-src 'self'"}
        )

    def open(self, language: str = "en") -> None:
        self.language = language
        self.page.clock.install()
        self.page.goto(ADDRESS)

    @property
    def says(self) -> str:
        return self.page.locator("[data-countdown]").inner_text()


@pytest.fixture
def site(chromium: Browser, settings: Any) -> Iterator[Site]:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    page = chromium.new_page()
    site = Site(page)
    page.route("**/*", site.answer)
    yield site
    page.close()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["The rules change in 2 minutes.", "The rules change in 90 seconds.", "The rules change in 1 second."]),
        ("tr", ["Kurallar 2 dakika sonra değişiyor.", "Kurallar 90 saniye sonra değişiyor.",
                "Kurallar 1 saniye sonra değişiyor."]),
        ("ko", ["2분 후 규정이 변경됩니다.", "90초 후 규정이 변경됩니다.", "1초 후 규정이 변경됩니다."]),
    ],
)  # fmt: skip
def test_it_counts_down_in_the_words_of_the_page(site: Site, language: str, said: list[str]) -> None:
    site.open(language)
    assert site.says == said[0]
    site.page.clock.run_for(2_000)
    assert site.says == said[1]
    site.page.clock.run_for(89_000)
    assert site.says == said[2]


def test_page_is_loaded_anew_at_the_end_and_once(site: Site) -> None:
    site.open()
    with site.page.expect_navigation():
        site.page.clock.run_for(93_000)
    assert len(site.loads) == 2


def test_what_somebody_types_is_not_taken_away(site: Site) -> None:
    site.open()
    site.page.fill("#box", "USA")
    site.page.clock.run_for(93_000)
    assert site.says == "The rules have changed. Load this page again to see what holds now."
    assert len(site.loads) == 1
    assert site.page.input_value("#box") == "USA"
