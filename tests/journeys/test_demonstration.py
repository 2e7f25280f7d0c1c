"""Who starts the demonstration finds a desk that lives, and how to sign in to each desk."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenHouse, Visit, enter_as, made_by

pytestmark = pytest.mark.browser


def test_desk_lives_from_the_first_minute(visit: Visit, house: OpenHouse) -> None:
    (supervisor,) = made_by(house, "supervisor")
    page = visit(width=1280, script=False)
    enter_as(page, house, supervisor)
    page.goto(f"{house.address}/en/officer/")
    told = page.locator("main").inner_text()
    assert "The screening found a possible match" in told
    assert "The applicant answered yes to a declaration" in told
    for view in ("second", "asked", "free"):
        page.goto(f"{house.address}/en/officer/?view={view}")
        assert page.locator("tbody tr").count() >= 1, view
    page.goto(f"{house.address}/en/officer/teams/")
    expect(page.locator("main")).to_contain_text("demo-colleague")
    page.goto(f"{house.address}/en/officer/numbers/")
    assert int(row(page, "By officers")[0]) >= 3
    assert page.locator("svg rect.first").count() > 20
    page.goto(f"{house.address}/en/officer/override/")
    expect(page.locator("main")).to_contain_text("Humanitarian reasons: by demo-colleague")


def row(page: Page, heading: str) -> list[str]:
    return page.locator("tr", has=page.get_by_role("rowheader", name=heading)).locator("td").all_inner_texts()


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_guide_tells_how_to_sign_in_to_every_desk(visit: Visit, house: OpenHouse, language: str) -> None:
    page = visit(width=360, script=False)
    page.goto(f"{house.address}/{language}/demo/")
    links = page.locator("h3 a").evaluate_all("all => all.map(one => one.pathname.slice(4))")
    assert links == ["officer/", "officer/", "officer/", "border/", "carrier/", "group/"]
    for account in page.locator("main dl").all():
        name, password, code, key = account.locator("dd").all_inner_texts()
        assert name.startswith("demo-") and f"{name}, password {password}" in house.said()
        assert re.fullmatch("[0-9]{6}", code) and re.fullmatch("[A-Z2-7]{32}", key)
