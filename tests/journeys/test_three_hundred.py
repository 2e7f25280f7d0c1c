"""A tour operator with 300 passports, from LibreOffice's file to the letters, in a real browser; says how long it took.

.venv/bin/pytest -s tests/journeys/test_three_hundred.py
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.gateways.sheets.office import convert, needs_office
from tests.journeys.conftest import SCREENSHOTS, OpenHouse, Visit, enter_as, made_by
from tests.journeys.test_groups import heading, send
from tests.journeys.traveller import follow
from tests.room.pictures import SPECIMEN
from tests.room.today import in_weeks
from tests.usecases.travellers import IN_A_FILE, row_answers

pytestmark = [pytest.mark.browser, pytest.mark.long, needs_office]
_PEOPLE, _FIRST, _WITHIN = 300, 30_001, 900_000
_WRONG = 2


def people() -> list[dict[str, str]]:
    """Adults and children, Turkish and Canadian; one has no sex, and two are one passport."""
    day, month, year = in_weeks(3)
    arrival = f"{year}-{int(month):02}-{int(day):02}"
    found = [row_answers(_FIRST + number, arrival_day=arrival) for number in range(_PEOPLE)]
    found[0]["sex"] = "belki"
    found[1]["document_number"] = ""
    return found


def as_workbook(folder: Path) -> Path:
    """Through LibreOffice: what an agency has on its disk."""
    lines = [";".join(IN_A_FILE), *(";".join(one.get(name, "") for name in IN_A_FILE) for one in people())]
    source = folder / "travellers.csv"
    source.write_bytes("\r\n".join(lines).encode())
    return convert(source, "xlsx", folder / "made", read_as="CSV:59,34,76,1")


def as_archive(folder: Path) -> Path:
    """A photo of everybody, named by passport number."""
    archive = folder / "photos.zip"
    with ZipFile(archive, "w", ZIP_STORED) as packed:
        for one in people():
            if one["document_number"]:
                packed.writestr(f"{one['document_number']}.heic", SPECIMEN)
    return archive


@contextmanager
def stage(name: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    print(f"{name}: {time.monotonic() - begun:.0f} s")


def test_three_hundred_passports_are_done_before_lunch(visit: Visit, house: OpenHouse, tmp_path: Path) -> None:
    (state,) = made_by(house, "representative_alone")
    page, home = visit(width=1280, script=True), f"{house.address}/en/group/"
    enter_as(page, house, state)
    group = f"{home}{state['group']}/"
    page.goto(group)
    with stage("file read and checked"):
        send(page, as_workbook(tmp_path))
        heading(page, "The file was read")
    page.goto(f"{group}rows/?show=mend")
    expect(page.locator("tbody tr")).to_have_count(_WRONG)
    follow(page.locator("tbody a").first)
    page.get_by_label("Male (M)", exact=True).check()
    follow(page.locator("[name=next]"))
    page.fill("[name=document_number]", "U39999999")
    follow(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("Nothing is wrong with this traveller any more")).to_be_visible()
    with stage("photos read"):
        page.goto(f"{group}portraits/")
        page.set_input_files("input[type=file]", as_archive(tmp_path))
        follow(page.locator("main form button").first)
        page.wait_for_url("**/files/**")
        expect(page.locator("progress")).to_have_count(0, timeout=_WITHIN)
    ready = _order(page, group)
    order = page.url
    with stage(f"{ready} travellers submitted"):
        expect(page.locator("form[action$='/pay/'] button")).to_be_visible(timeout=_WITHIN)
    page.screenshot(path=SCREENSHOTS / "three-hundred-to-pay.png", full_page=True)
    parts = page.locator("main").inner_text()
    assert f"in {-(-ready // 50)} submissions: 50, 50" in parts
    with stage("paid and decided"):
        follow(page.locator("form[action$='/pay/'] button"))
        follow(page.locator("[value=pay]"))
        page.goto(order)
        expect(page.get_by_text(f"{ready} of {ready} applications are decided")).to_be_visible(timeout=_WITHIN)
    page.screenshot(path=SCREENSHOTS / "three-hundred-decided.png", full_page=True)
    _look_at_results(page, group, ready)


def _order(page: Page, group: str) -> int:
    """How many the order is for; the first passport number is that of nobody's photo, so one stays."""
    page.goto(f"{group}order/")
    page.check("[name=which][value=all]")
    follow(page.locator("main form button").first)
    page.screenshot(path=SCREENSHOTS / "three-hundred-declaration.png", full_page=True)
    ready = int(page.locator(".govuk-summary-list__value").first.inner_text().split()[0])
    assert ready > 200
    page.check("[name=has_mandate]")
    follow(page.locator("main form button").first)
    return ready


def _look_at_results(page: Page, group: str, ready: int) -> None:
    table = load_workbook(BytesIO(page.request.get(f"{group}results.xlsx").body())).worksheets[0]
    assert table.max_row == ready + 1
    page.goto(f"{group}results/")
    letters = page.locator("a[href*='/letters/']").evaluate_all("all => all.map(one => one.href)")
    found = set[str]()
    with stage(f"letters in {len(letters)} archives"):
        for address in letters:
            archive = page.request.get(address, timeout=_WITHIN)
            with ZipFile(BytesIO(archive.body())) as packed:
                assert packed.testzip() is None
                found |= set(packed.namelist())
    assert len(found) == ready
