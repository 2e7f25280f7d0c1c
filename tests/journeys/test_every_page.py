"""Every page of the rights map in every state, in each language: accessible, translated, fitting, light, one heading.

`make check` opens each view in one language, in turn, has axe look at it at one width, gives longer words to every third,
and reads what is sent in the other languages too; `make thorough` does all of it in all languages at both widths.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import APIResponse, Page, Response

from tests.journeys.conftest import SCREENSHOTS, OpenHouse, Visit, enter_as
from tests.journeys.english import english_for
from tests.journeys.look import Scales, accessibility_problems, width_problems
from tests.journeys.other_scripts import in_arabic, lengthen, mirror
from tests.journeys.pages import EVERY_VIEW, View
from tests.journeys.traveller import follow

pytestmark = [pytest.mark.browser, pytest.mark.slow]
States = dict[str, dict[str, str]]
LANGUAGES, WIDTHS = ("en", "tr", "ko"), (360, 1280)
IS_THOROUGH = "MAPAE_TEST_EVERY_VIEW" in os.environ
FIRST_PAGE, LATER_PAGE = 30_000, 10_000
SAYS_ERROR = {"en": "Error: ", "tr": "Hata: ", "ko": "오류: "}
DESK_PAGE = 20_000  # officers sit at desks, and a case is one page
EXPECTED = {"nothing-is-here/": 404, "apply/passport/": 404, f"group/invitation/{'a' * 32}/": 404}  # of nobody


def open_view(page: Page, scales: Scales, house: OpenHouse, states: States, language: str, view: View) -> None:
    """Bring the page into this view, in a session of its state. Raises AssertionError if it leads elsewhere."""
    values = states.get(view.state, {})
    enter_as(page, house, values)
    path = view.path.format_map(values)
    reply = page.goto(f"{house.address}/{language}/{path}")
    assert reply is not None
    _require_there(view, reply, f"/{language}/{path}")
    if view.press:
        for name, value in view.typed:
            control = page.locator(f"[name={name}]").first
            control.check() if value == "on" else control.fill(value, timeout=10_000)
        scales.read()
        follow(page.locator(view.press).first)


def _require_there(view: View, reply: Response | APIResponse, path: str) -> None:
    """Raises AssertionError if the view was answered otherwise, or leads elsewhere."""
    status = EXPECTED.get(view.path, 200) if view.state == "nobody" else 200
    assert reply.status == status, f"{view.name}: {reply.status}"
    assert urlsplit(reply.url).path == path.partition("?")[0], f"{view.name} leads to {reply.url}"


def each_view(
    page: Page, house: OpenHouse, states: States, language: str, views: Sequence[View]
) -> Iterator[tuple[View, int]]:
    """Each view while it is open, and its weight over the wire. The start page comes first, with nothing kept from before."""
    scales = Scales(page)
    for view in views:
        page.set_viewport_size({"width": 1280, "height": 800})
        open_view(page, scales, house, states, language, view)
        weight = scales.read()
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        yield view, weight


def _views_in(language: str) -> Sequence[View]:
    """The start page in each language, and the views whose turn it is."""
    return EVERY_VIEW if IS_THOROUGH else (EVERY_VIEW[0], *EVERY_VIEW[1 + LANGUAGES.index(language) :: len(LANGUAGES)])


def _limit(name: str) -> int:
    return DESK_PAGE if name.startswith(("officer/cases/", "group/{group}/rows/")) else LATER_PAGE


def _frame_problems(page: Page, language: str) -> list[str]:
    headings = page.locator("h1").count()
    problems = [] if headings == 1 else [f"{headings} headings of the first order"]
    if bool(page.locator(".govuk-error-summary").count()) != page.title().startswith(SAYS_ERROR[language]):
        problems.append(f"the title does not tell of the error, or of one too many: {page.title()}")
    return problems


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_accessible_translated_and_fits(
    visit: Visit, house: OpenHouse, states: States, language: str
) -> None:
    page, problems = visit(width=1280, script=True), dict[str, list[str]]()
    weights = dict[str, int]()
    for number, (view, weight) in enumerate(each_view(page, house, states, language, _views_in(language))):
        weights[view.name] = weight
        found = _frame_problems(page, language)
        found += english_for(language).left_on(page) if language != "en" else []
        for width in (1440, 320, 360):
            found += width_problems(page, width)
        for width in WIDTHS if IS_THOROUGH else [WIDTHS[number % 2]]:
            page.set_viewport_size({"width": width, "height": 800})
            found += [f"{width}: {one}" for one in accessibility_problems(page)]
        problems |= {view.name: found} if found else {}
    print(max(weights.values()), weights)
    first = weights.pop("start as nobody")
    assert first <= FIRST_PAGE
    problems |= {f"weight of {name}": [str(weight)] for name, weight in weights.items() if weight > _limit(name)}
    assert problems == {}, "\n".join(f"{name}: {one}" for name, found in problems.items() for one in found)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_english_is_sent_in_another_language(visit: Visit, house: OpenHouse, states: States, language: str) -> None:
    page, problems = visit(width=1280, script=True), dict[str, list[str]]()
    assert english_for(language).left_on(page, page.request.get(f"{house.address}/en/").text())
    for view in EVERY_VIEW:
        if not view.press:
            values = states.get(view.state, {})
            enter_as(page, house, values)
            path = f"/{language}/{view.path.format_map(values)}"
            reply = page.request.get(house.address + path)
            _require_there(view, reply, path)
            found = english_for(language).left_on(page, reply.text())
            problems |= {view.name: found} if found else {}
    assert problems == {}, "\n".join(f"{name}: {one}" for name, found in problems.items() for one in found)


def test_every_page_has_room_for_longer_words_and_for_scripts_from_the_right(
    visit: Visit, house: OpenHouse, states: States
) -> None:
    page, problems = visit(width=1280, script=True), dict[str, list[str]]()
    SCREENSHOTS.mkdir(exist_ok=True)
    for number, (view, _) in enumerate(
        each_view(page, house, states, "en", EVERY_VIEW if IS_THOROUGH else EVERY_VIEW[::3])
    ):
        has_sample = in_arabic(page)
        mirror(page, house.folder)
        if has_sample and not view.press:
            page.set_viewport_size({"width": 360, "height": 800})
            page.screenshot(path=SCREENSHOTS / f"arabic-360-{number:02}.png", full_page=True)
        found = [f"from the right, {one}" for width in (320, 1440) for one in width_problems(page, width)]
        lengthen(page)
        found += [f"longer, {one}" for width in (320, 360, 1440) for one in width_problems(page, width)]
        if number % 8 == 0:
            page.set_viewport_size({"width": 320, "height": 800})
            page.screenshot(path=SCREENSHOTS / f"longer-320-{number:02}.png", full_page=True)
        problems |= {view.name: found} if found else {}
    assert problems == {}, "\n".join(f"{name}: {one}" for name, found in problems.items() for one in found)
