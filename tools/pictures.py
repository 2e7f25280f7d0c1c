"""The pictures of docs/the-flip.md, taken from a demonstration that runs across midnight: python tools/pictures.py [FOLDER]

Needs Chromium. The demonstration is a real one: server, worker and PostgreSQL, with its clock set before the change. What a
carrier hears meanwhile is printed.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from itertools import count
from pathlib import Path

import httpx
from playwright.sync_api import Page, sync_playwright

from tests.journeys.conftest import CHROMIUM
from tests.room.house import House, mapae, running_house

_FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
_STARTS = "2026-12-31T23:58:45+09:00"
_SIZE = {"width": 760, "height": 860}
_NUMBER = count(1)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="mapae-pictures-") as data:
        try:
            with running_house(Path(data) / "data", "--at", _STARTS) as house, sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
                context = browser.new_context(viewport=_SIZE)
                context.set_default_timeout(90_000)
                _take(house, context.new_page(), folder)
                browser.close()
        finally:
            for pointer in Path(data).glob("*/postgres.where"):
                shutil.rmtree(pointer.read_text().strip(), ignore_errors=True)


def _take(house: House, page: Page, folder: Path) -> None:
    _sign_in(house, page)
    start, checker = page.context.new_page(), page.context.new_page()
    _picture(checker, f"{house.url}/en/check/USA/", folder / "checker-before.png")
    _picture(page, f"{house.url}/en/officer/forecast/", folder / "forecast-before.png")
    start.goto(f"{house.url}/en/")
    start.locator("[data-countdown]", has_text=" 30 seconds").wait_for()
    start.screenshot(path=folder / "banner-before.png")
    _say(house, "before midnight")
    start.locator("[data-countdown]").wait_for(state="detached")  # the page loads itself anew
    start.screenshot(path=folder / "banner-after.png")
    _say(house, "after midnight")
    _picture(checker, f"{house.url}/en/check/USA/", folder / "checker-after.png")
    _picture(page, f"{house.url}/en/officer/forecast/", folder / "forecast-after.png")


def _picture(page: Page, address: str, path: Path) -> None:
    page.goto(address)
    page.screenshot(path=path)
    print(f"{path.name}: {path.stat().st_size // 1024} kB")


def _sign_in(house: House, page: Page) -> None:
    password = re.search(r"demo-supervisor, password (\S+)", house.words())
    assert password
    page.goto(f"{house.url}/en/officer/")
    page.fill("[name=login]", "demo-supervisor")
    page.fill("[name=password]", password[1])
    page.click("main button[type=submit]")
    page.wait_for_url("**/second-factor/**")
    page.fill("[name=code]", mapae("demo", "code", "demo-supervisor", "--data", str(house.data)).stdout.split()[-1])
    page.click("main button[type=submit]")
    page.wait_for_url("**/officer/")


def _say(house: House, when: str) -> None:
    """What a carrier hears of an American who arrives on either day."""
    for day in ("2026-12-31", "2027-01-01"):
        checked_at, answer = _ask(house, day)
        print(f"{when}, {checked_at}: a US passport that arrives on {day}: {answer}")


def _ask(house: House, day: str) -> tuple[str, str]:
    american = {
        "reference": "1",
        "document": {"number": "XUSA00000", "issuing_state": "USA"},
        "nationality": "USA",
        "surname": "SPECIMEN",
        "given_names": "ANNA",
        "birth_date": "1990-05-05",
        "sex": "F",
    }
    message = {
        "message_id": f"picture-{next(_NUMBER)}",
        "transport": {"mode": "air", "arrival_local": f"{day}T10:30"},
        "passengers": [american],
    }
    key = house.words().split("Bearer ")[1].split()[0]
    headers = {"Authorization": f"Bearer {key}"}
    told = httpx.post(f"{house.url}/api/carrier/v1/board-checks", json=message, headers=headers, timeout=30).json()
    return told["checked_at"], told["results"][0]["verdict"]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else _FOLDER)
