"""The whole house in one go, as `make run` starts it, and a browser before its door."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.room.clusters import remove_clusters
from tests.room.house import environment, running_house

# The shell without windows takes half the processor time.
_BROWSERS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
CHROMIUM = os.environ.get("MAPAE_TEST_CHROMIUM", next(filter(os.path.exists, _BROWSERS), _BROWSERS[0]))
SCREENSHOTS = Path(__file__).resolve().parent.parent.parent / "screenshots"
_COOKIES = ("mapae_", "csrftoken")  # the rest of a state are values of addresses
PATIENCE = 60_000  # milliseconds; a busy machine is slow, and tests do not race


@dataclass(frozen=True)
class OpenHouse:
    """Where it answers, and the folder in which it writes what it says."""

    address: str
    folder: Path
    terminal: Path

    def said(self) -> str:
        """All of its words and events."""
        return self.terminal.read_text() + (self.folder / "events.log").read_text()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenHouse]:
    """One for each process of the run: server, worker and PostgreSQL of its own, with demonstration data."""
    folder = tmp_path_factory.mktemp("house") / "data"
    with running_house(folder, MAPAE_TRUSTED_PROXIES="1") as house:
        yield OpenHouse(f"http://localhost:{house.port}", folder, house.said)
    remove_clusters(folder)


def made_by(house: OpenHouse, state: str, times: int = 1) -> list[dict[str, str]]:
    """One state of `states.py`, so many times."""
    command = [sys.executable, "-m", "tests.journeys.states", str(house.folder), state, str(times)]
    made = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=180)
    assert made.returncode == 0, made.stderr[-3000:]
    found: list[dict[str, str]] = json.loads(made.stdout.splitlines()[-1])
    return found


def enter_as(page: Page, house: OpenHouse, state: dict[str, str]) -> None:
    """The window is in this state's session from now on."""
    cookies = [{"name": name, "value": value, "url": house.address} for name, value in state.items()]
    page.context.clear_cookies()
    page.context.add_cookies([one for one in cookies if one["name"].startswith(_COOKIES)])


@pytest.fixture(scope="module")
def states(house: OpenHouse) -> dict[str, dict[str, str]]:
    """What `states.py` made, for tests that leave it as it is: session cookies and values of addresses, by the state's name."""
    command = [sys.executable, "-m", "tests.journeys.states", str(house.folder)]
    made = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=180)
    assert made.returncode == 0, made.stderr[-3000:]
    found: dict[str, dict[str, str]] = json.loads(made.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="session")
def address(house: OpenHouse) -> str:
    return house.address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys."""
    if not Path(CHROMIUM).exists():
        pytest.fail(f"journeys need Chromium at {CHROMIUM}; MAPAE_TEST_CHROMIUM names another place")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


Visit = Callable[..., Page]
_ADDRESSES = ip_network("198.18.0.0/15").hosts()  # for tests of networks, RFC 2544


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Open a fresh browser window: visit(width=360, script=False)."""
    contexts: list[BrowserContext] = []

    def opened(*, width: int, script: bool) -> Page:
        # Each window comes from an address of its own, so that limits meet a test the same whatever ran before it.
        address = {"X-Forwarded-For": str(next(_ADDRESSES))}
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script, extra_http_headers=address
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
