"""A family of four with a child, from the first page to the letters; one of them objects, and an officer sees it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page

from tests.journeys.conftest import SCREENSHOTS, OpenHouse, Visit
from tests.journeys.traveller import follow, link_in, read_code, read_mail
from tests.room.house import environment
from tests.room.pictures import SPECIMEN
from tests.room.today import in_weeks

pytestmark = pytest.mark.browser
WITHIN = 120.0
BORN = ("5", "5", "1990")


class Family:
    """One browser in which somebody fills in a family's group."""

    def __init__(self, page: Page, home: str, language: str) -> None:
        self.page, self.home, self.language = page, home, language
        self.address = f"specimen.parent.{language}@example.org"
        self.traveller = f"specimen.aunt.{language}@example.org"
        self.group = ""

    def shoot(self, name: str) -> None:
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"family-{self.language}-{name}.png", full_page=True)
        assert self.page.locator("h1").count() == 1, name
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 360, f"{name} is wider than the window"

    def press(self, selector: str = "main form button[type=submit]") -> None:
        follow(self.page.locator(selector).first)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.home}{path}")

    def begin(self) -> None:
        page = self.page
        self.go("group/family/")
        self.shoot("begin")
        page.check("[name=agrees]")
        self.press()
        page.fill("[name=email]", self.address)
        self.press()
        page.fill("[name=code]", read_code(page, self.home, self.address))
        self.press()
        self.shoot("about")
        page.fill("[name=name]", "ÖRNEK Anne")
        page.fill("[name=label]", "Kış / Winter / 겨울")
        self.press()
        self.group = page.url.split("/group/")[1].split("/")[0]

    def answer_for_all(self) -> None:
        page = self.page
        self.go(f"group/{self.group}/common/")
        self.days("arrival_day", in_weeks(4))
        page.check("[name=purpose][value=tourism]")
        page.fill("[name=stay_street]", "1 Invented-ro, Jung-gu, Seoul")
        page.fill("[name=phone]", "+90 312 000 00 00")
        page.check("[name=has_other_nationality][value=no]")
        page.check("[name=has_visited_before][value=no]")
        self.press()

    def days(self, field: str, parts: tuple[str, ...]) -> None:
        for part, text in zip(("day", "month", "year"), parts, strict=True):
            self.page.fill(f"[name={field}_{part}]", text)

    def add(self, number: int, born: tuple[str, str, str], email: str = "") -> None:
        page = self.page
        self.go(f"group/{self.group}/rows/new/")
        page.select_option("[name=nationality]", "TUR")
        page.select_option("[name=issuing_state]", "TUR")
        page.fill("[name=document_number]", f"U77{'012'[len(self.language) % 3]}{ord(self.language[0])}{number}")
        self.days("document_expiry", ("1", "5", "2033"))
        page.fill("[name=surname]", f"ÖRNEK {self.language.upper()}")
        page.fill("[name=given_names]", ("AYŞE", "MEHMET", "ZEYNEP", "CAN")[number])
        self.days("birth_date", born)
        page.check("[name=sex][value=F]")
        page.check("[name=employment][value=retired]")
        for declaration in ("has_criminal_record", "has_infectious_disease", "was_refused_entry"):
            page.check(f"[name={declaration}][value=no]")
        page.fill("[name=email]", email)
        self.press()

    def give_photos(self) -> None:
        page = self.page
        self.go(f"group/{self.group}/rows/")
        found = page.locator(f"main a[href*='/{self.group}/rows/']").evaluate_all("all => all.map(one => one.href)")
        rows = sorted({address for address in found if len(address.rstrip("/").rsplit("/", 1)[1]) == 36})
        assert len(rows) == 4, found
        for address in rows:
            page.goto(f"{address}portrait/")
            page.set_input_files(
                "[name=portrait]", {"name": "photo.heic", "mimeType": "image/heic", "buffer": SPECIMEN}
            )
            self.press()

    def order(self) -> None:
        page = self.page
        self.go(f"group/{self.group}/order/")
        page.check("[name=which][value=all]")
        self.press()
        self.shoot("declaration")
        page.check("[name=has_mandate]")
        self.press()
        self.wait_for("form[action$='/pay/'] button")
        self.shoot("to-pay")

    def wait_for(self, selector: str, count: int = 1) -> None:
        until = time.monotonic() + WITHIN
        while self.page.locator(selector).count() < count:
            assert time.monotonic() < until, f"{selector} does not come: {self.page.locator('main').inner_text()}"
            time.sleep(0.5)
            self.page.reload()

    def pay(self) -> None:
        self.press("form[action$='/pay/'] button")
        self.press("[value=pay]")

    def letters(self) -> list[str]:
        with self.page.expect_download() as started:
            self.page.click("a[href$='/letters/1.zip']")
        whole = Path(started.value.path()).read_bytes()
        assert whole.startswith(b"PK")
        with ZipFile(BytesIO(whole)) as archive:
            assert archive.testzip() is None
            return archive.namelist()


def _officer(house: OpenHouse) -> dict[str, str]:
    command = [sys.executable, "-m", "tests.journeys.states", str(house.folder), "officer", "1"]
    made = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=180)
    assert made.returncode == 0, made.stderr[-3000:]
    cookies: dict[str, str] = json.loads(made.stdout.splitlines()[-1])[0]
    return cookies


def _object(page: Page, home: str, address: str) -> None:
    """The traveller follows the mail, shows the birth date, and objects."""
    page.goto(link_in(read_mail(page, home, address)))
    follow(page.locator("main form button").first)
    for part, text in zip(("day", "month", "year"), BORN, strict=True):
        page.fill(f"[name=birth_date_{part}]", text)
    follow(page.locator("main form button").first)
    assert page.url.endswith("/apply/mandate/")
    page.screenshot(path=SCREENSHOTS / "family-mandate.png", full_page=True)
    assert "ÖRNEK Anne" in page.locator("main").inner_text()
    follow(page.locator("form:has([value=objected]) button"))
    page.screenshot(path=SCREENSHOTS / "family-objected.png", full_page=True)
    assert page.locator(".govuk-inset-text").count() == 1


@pytest.mark.slow
@pytest.mark.parametrize(("language", "script"), [("en", False), ("ko", True)])
def test_family_of_four_from_the_first_page_to_the_letters(
    visit: Visit, house: OpenHouse, language: str, script: bool
) -> None:
    home = f"{house.address}/{language}/"
    family = Family(visit(width=360, script=script), home, language)
    family.begin()
    family.answer_for_all()
    family.add(0, ("2", "2", "1971"))
    family.add(1, ("3", "3", "1972"))
    family.add(2, BORN, family.traveller)
    family.add(3, ("4", "4", str(datetime.now(UTC).year - 9)))
    family.page.fill("[name=guardian_name]", "ÖRNEK Anne")
    family.page.check("[name=guardian_agrees]")
    family.press()
    family.give_photos()
    family.order()
    _object(visit(width=360, script=script), home, family.traveller)
    family.pay()
    family.go(f"group/{family.group}/results/")
    family.wait_for(".govuk-tag--green", 2)
    family.shoot("results")
    told = family.page.locator("tbody tr").all_inner_texts()
    assert len(told) == 3, "the child is exempt, and is no part of the order"
    assert len(family.letters()) == 2, "nobody gets the letter of who objects"
    table = family.page.request.get(f"{home}group/{family.group}/results.xlsx")
    assert load_workbook(BytesIO(table.body())).worksheets[0].max_row == 4, "a heading and three travellers"

    desk = visit(width=1280, script=script)
    desk.context.add_cookies(
        [{"name": name, "value": value, "url": house.address} for name, value in _officer(house).items()]
    )
    desk.goto(f"{home}officer/?order=age")
    links = desk.locator("tbody a").evaluate_all("all => all.map(one => one.href)")
    for address in links:
        desk.goto(address)
        if desk.locator("#mandate").count() and f"ÖRNEK {language.upper()}" in desk.locator("main").inner_text():
            break
    assert "ÖRNEK Anne" in desk.locator("main").inner_text(), (
        "the officer sees who applied, and that it was objected to"
    )
    desk.screenshot(path=SCREENSHOTS / f"family-{language}-officer.png", full_page=True)

    stranger = visit(width=360, script=script)
    for path in ("", "results/", "results.xlsx", "letters/1.zip", "rows/"):
        reply = stranger.request.get(f"{home}group/{family.group}/{path}")
        assert "/sign-in/" in reply.url or reply.status == 404, path
    family.press("form[action$='/leave/'] button")
    phone = visit(width=360, script=script)
    phone.goto(f"{home}link/")
    phone.fill("[name=email]", family.address)
    follow(phone.locator("main form button"))
    phone.goto(_group_link(read_mail(phone, home, family.address, known=1)))
    follow(phone.locator("main form button").first)
    assert family.group in phone.url


def _group_link(mail: str) -> str:
    (link,) = [word for word in mail.split() if "/group/link/" in word]
    return link
