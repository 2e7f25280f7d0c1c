"""A grandchild applies for a child who is exempt, with the passport's lines pasted; and a pensioner counts the presses."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page

from tests.core.application.test_passport_lines import LINES, NAME, second
from tests.journeys.conftest import SCREENSHOTS, Visit
from tests.journeys.traveller import Journey, follow, read_code
from tests.room.today import in_weeks

pytestmark = pytest.mark.browser
FEWER_THAN = 40


class Counted:
    """Every press and every filled box of a person, counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.times = 0

    def fill(self, name: str, text: str) -> None:
        self.times += 1
        self.page.fill(f"[name={name}]", text)

    def check(self, name: str, value: str = "") -> None:
        self.times += 1
        self.page.check(f"[name={name}]" + (f"[value={value}]" if value else ""))

    def press(self, selector: str = "main form button") -> None:
        self.times += 1
        follow(self.page.locator(selector).first)


def _to_the_questions(counted: Counted, home: str, address: str) -> None:
    page = counted.page
    page.goto(home)
    counted.press(".govuk-button--start")
    counted.check("agrees")
    counted.press()
    counted.fill("email", address)
    counted.press()
    counted.fill("code", read_code(page, home, address))
    counted.press()


def _trip_to_declarations(counted: Counted) -> None:
    for part, text in zip(("day", "month", "year"), in_weeks(4), strict=True):
        counted.fill(f"arrival_day_{part}", text)
    counted.check("purpose", "tourism")
    counted.press()
    counted.check("stay_unknown")
    counted.press()
    counted.check("employment", "retired")
    counted.check("has_visited_before", "no")
    counted.press()
    for declaration in ("has_criminal_record", "has_infectious_disease", "was_refused_entry"):
        counted.check(declaration, "no")
    counted.press()


@pytest.mark.parametrize(("language", "script"), [("tr", False), ("ko", True)])
def test_pensioner_is_through_in_fewer_than_forty_presses(
    visit: Visit, address: str, language: str, script: bool
) -> None:
    page = visit(width=360, script=script)
    counted = Counted(page)
    home = f"{address}/{language}/"
    _to_the_questions(counted, home, f"specimen.pensioner.{language}@example.org")
    counted.check("applying_for", "self")
    counted.press()
    number = "U0000002" if language == "tr" else "U0000003"
    counted.fill("mrz", f"{NAME.replace('AYSE<ISIL', 'AYSE<' + language.upper() + '<X')[:44]}\n{second(number)}")
    counted.press()
    counted.press()  # the passport, filled in
    counted.press()  # the person, filled in
    counted.fill("phone", "+90 312 000 00 00")
    counted.check("has_other_nationality", "no")
    counted.press()
    _trip_to_declarations(counted)
    counted.times += 1  # the photo is chosen
    Journey(page, home, in_weeks(4), "").send_portrait()
    counted.times += 1
    counted.check("is_true")
    counted.press()
    counted.press("[value=pay]")
    page.screenshot(path=SCREENSHOTS / f"pensioner-{language}.png", full_page=True)
    assert "/apply/result/" in page.url
    assert counted.times < FEWER_THAN


@pytest.mark.parametrize(("language", "script"), [("en", True), ("tr", False)])
def test_for_a_child_of_a_friend_who_is_exempt(visit: Visit, address: str, language: str, script: bool) -> None:
    page = visit(width=360, script=script)
    counted = Counted(page)
    home = f"{address}/{language}/"
    _to_the_questions(counted, home, f"specimen.friend.{language}@example.org")
    counted.check("applying_for", "other")
    counted.press()
    counted.fill("representative_name", "ÖRNEK Ali")
    counted.check("representative_relation", "friend")
    counted.check("has_mandate")
    counted.press()
    birth = f"{(datetime.now(UTC).year - 9) % 100:02}0505"
    counted.fill("mrz", LINES.splitlines()[0] + "\n" + second("U0000009", birth=birth).lower())
    counted.press()
    counted.press("[name=take_proposal]")
    counted.press()
    page.fill("[name=given_names]", f"AYŞE {language.upper()}")  # not what the lines say
    counted.press()
    assert page.locator(".govuk-error-summary").count() == 1
    page.fill("[name=given_names]", "Ayşe Işıl")
    counted.press()
    counted.fill("guardian_name", "ÖRNEK Veli")
    counted.check("guardian_agrees")
    counted.press()
    counted.fill("phone", "+90 312 000 00 00")
    counted.check("has_other_nationality", "no")
    counted.press()
    _trip_to_declarations(counted)
    Journey(page, home, in_weeks(4), "").send_portrait()
    page.screenshot(path=SCREENSHOTS / f"child-{language}.png", full_page=True)
    assert page.locator(".govuk-inset-text strong").count() == 1, "the child is exempt, and is told so before it pays"
    counted.check("is_true")
    counted.press()
    counted.press("[value=pay]")
    assert "/apply/result/" in page.url
