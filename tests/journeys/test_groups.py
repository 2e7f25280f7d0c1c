"""A group from an agency's own list to travellers of whom nothing is wrong, with JavaScript and without."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PATIENCE, OpenHouse, Visit
from tests.journeys.traveller import follow
from tests.room.house import environment
from tests.room.today import in_weeks
from tests.usecases.travellers import row_answers

pytestmark = pytest.mark.browser
_COLUMNS = {
    "Vatandaşlık": "nationality", "Pasaportu veren ülke": "issuing_state", "Pasaport no": "document_number",
    "Son geçerlilik tarihi": "document_expiry", "Soyadı": "surname", "Garip sözler": "given_names",
    "Doğum tarihi": "birth_date", "Cinsiyet": "sex", "Telefon": "phone", "Varış tarihi": "arrival_day",
    "has_other_nationality": "has_other_nationality", "purpose": "purpose", "stay_street": "stay_street",
    "employment": "employment", "has_visited_before": "has_visited_before", "has_criminal_record": "has_criminal_record",
    "has_infectious_disease": "has_infectious_disease", "was_refused_entry": "was_refused_entry",
}  # fmt: skip


def a_list() -> bytes:
    """As Turkish Excel writes it: Windows-1254, semicolons, days before months; one column that nobody can know."""
    day, month, year = in_weeks(4)
    people = [
        row_answers(
            number, arrival_day=f"{int(day):02}.{int(month):02}.{year}", birth_date=f"0{number}/0{number + 1}/1990"
        )
        for number in range(1, 5)
    ]
    people[0]["sex"], people[1]["document_number"] = "belki", ""
    lines = [";".join(_COLUMNS), *(";".join(one[name] for name in _COLUMNS.values()) for one in people)]
    return "\r\n".join(lines).encode("cp1254")


@pytest.fixture
def at_group(house: OpenHouse) -> dict[str, str]:
    """A representative's cookies, and their empty group."""
    command = [sys.executable, "-m", "tests.journeys.states", str(house.folder), "representative_alone", "1"]
    made = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=180)
    assert made.returncode == 0, made.stderr[-3000:]
    found: list[dict[str, str]] = json.loads(made.stdout.splitlines()[-1])
    return found[0]


def send(page: Page, file: Path) -> None:
    page.get_by_role("link", name="Upload the mended file").or_(
        page.get_by_role("link", name="Add travellers from a file")
    ).first.click()
    page.set_input_files("input[type=file]", file)
    follow(page.get_by_role("button", name="Upload"))


def heading(page: Page, words: str) -> None:
    """The page comes to say this by itself: by its script, or by loading itself again."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words, timeout=PATIENCE)


@pytest.mark.parametrize("script", [False, True])
def test_list_is_asked_about_mended_and_uploaded_again(
    visit: Visit, house: OpenHouse, at_group: dict[str, str], tmp_path: Path, script: bool
) -> None:
    page = visit(width=1280, script=script)
    group = at_group.pop("group")
    page.context.add_cookies([{"name": name, "value": one, "url": house.address} for name, one in at_group.items()])
    page.goto(f"{house.address}/en/group/{group}/")
    file = tmp_path / "list.csv"
    file.write_bytes(a_list())

    send(page, file)
    heading(page, "Tell us how to read this file")
    page.get_by_label("What is in the column “Garip sözler”?").select_option("given_names")
    page.get_by_label("the day comes first").check()
    follow(page.get_by_role("button", name="Continue"))
    heading(page, "The file was read")
    follow(page.get_by_role("button", name="See the travellers"))
    follow(page.get_by_role("link", name="To mend 2"))
    expect(page.get_by_text("Sex: Choose one of the answers")).to_be_visible()
    follow(page.locator("tbody a").first)
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("Female (F)").check()
    follow(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("Nothing is wrong with this traveller any more")).to_be_visible()

    page.goto(f"{house.address}/en/group/{group}/rows/")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download those to mend (XLSX)").click()
    mended = tmp_path / "mended.xlsx"
    downloading.value.save_as(mended)
    bad = [line[-700:] for line in house.said().splitlines() if '"level": "error"' in line]
    assert b"PK\x05\x06" in mended.read_bytes(), bad[-4:]
    book = load_workbook(mended)
    sheet = book.worksheets[0]
    column = [cell.value for cell in sheet[1]].index("Passport number") + 1
    sheet.cell(2, column).value = "U77777777"
    book.save(mended)
    send(page, mended)
    heading(page, "The file was read")
    expect(page.locator(".govuk-summary-list__row", has_text="Changed")).to_contain_text("1")
    page.goto(f"{house.address}/en/group/{group}/")
    expect(page.get_by_text("4 travellers are ready to be ordered")).to_be_visible()
