"""An officer judges what the screening found, and then decides: with a script and without, a second officer where asked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import OpenHouse, Visit, enter_as, made_by
from tests.journeys.traveller import follow

pytestmark = pytest.mark.browser
JUDGEMENTS = ("confirmed", "ruled_out", "unsure")
SAID = {"confirmed": "Confirmed", "ruled_out": "Ruled out", "unsure": "Unsure"}


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_hits_are_judged_and_a_refusal_takes_two(visit: Visit, house: OpenHouse, script: bool) -> None:
    (judging,), (supervisor,) = made_by(house, "judging"), made_by(house, "supervisor")
    page = opened(visit(width=1280, script=script), house, judging, judging["case"])
    judge_all(page)
    propose(page)
    page.goto(f"{house.address}/en/officer/cases/{judging['case']}/")
    expect(page.get_by_role("button", name="Record your answer")).to_have_count(0)
    expect(page.get_by_role("button", name="Take your proposal back")).to_have_count(1)

    second = opened(visit(width=360, script=script), house, supervisor, judging["case"])
    for judgement in JUDGEMENTS:
        expect(second.locator("#hits ~ p .govuk-tag", has_text=SAID[judgement]).first).to_be_visible()
    second.check("[name=settle][value=confirm]")
    follow(second.get_by_role("button", name="Record your answer"))
    expect(second.locator("main")).to_contain_text("You confirmed what was proposed")
    page.goto(f"{house.address}/en/officer/cases/{judging['case']}/")
    expect(page.locator("main .govuk-tag", has_text="refused").first).to_be_visible()
    assert judging_forms(page).count() == 0, "what is decided is not judged any more"


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_ruled_out_hits_leave_one_officer_free_to_grant(visit: Visit, house: OpenHouse, script: bool) -> None:
    (judging,) = made_by(house, "judging")
    page = opened(visit(width=360, script=script), house, judging, judging["case"])
    for place in range(3):
        judge(page, place, "ruled_out")
    page.check("[name=outcome][value=granted]")
    follow(page.get_by_role("button", name="Record the decision"))
    expect(page.locator("main")).to_contain_text("You granted application")
    page.goto(f"{house.address}/en/officer/cases/{judging['case']}/")
    expect(page.locator("main .govuk-tag", has_text="granted").first).to_be_visible()


def opened(page: Page, house: OpenHouse, state: dict[str, str], case: str) -> Page:
    enter_as(page, house, state)
    page.goto(f"{house.address}/en/officer/cases/{case}/")
    return page


def judging_forms(page: Page) -> Locator:
    return page.locator("form[action*='/hits/']")


def judge_all(page: Page) -> None:
    """Each hit another way; first one press with nothing chosen, and last one that changes its mind."""
    assert judging_forms(page).count() == 3
    expect(page.locator("main")).to_contain_text("the same person was refused before")
    follow(judging_forms(page).first.locator("button"))
    expect(page.locator(".govuk-error-summary")).to_have_count(1)
    for place, judgement in enumerate(JUDGEMENTS):
        judge(page, place, judgement)
    judge(page, 2, "ruled_out")
    judge(page, 2, "unsure")


def judge(page: Page, place: int, judgement: str) -> None:
    form = judging_forms(page).nth(place)
    if not form.is_visible():  # a judged one is folded
        form.locator("xpath=ancestor::details/summary").click()
    form.locator(f"[value={judgement}]").check()
    follow(form.locator("button"))
    expect(page.locator("main")).to_contain_text("Your judgement was recorded")


def propose(page: Page) -> None:
    page.check("[name=outcome][value=refused]")
    page.locator("#decision_grounds_0").check()
    follow(page.get_by_role("button", name="Record the decision"))
    expect(page.locator("main")).to_contain_text("You proposed to refuse")
