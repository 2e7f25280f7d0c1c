"""The whole house in one go, as `make run` starts it, and a browser before its door."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = os.environ.get("MAPAE_TEST_CHROMIUM", "/usr/bin/chromium")
SCREENSHOTS = Path(__file__).resolve().parent.parent.parent / "screenshots"
READY_WITHIN = 90.0
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class OpenHouse:
    """Where it answers, and the folder in which it writes what it says."""

    address: str
    folder: Path

    def said(self) -> str:
        """All of its words and events."""
        return "".join((self.folder / name).read_text() for name in ("house.log", "events.log"))


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenHouse]:
    """A running house: server, worker and PostgreSQL of its own, with demonstration data."""
    folder, port = tmp_path_factory.mktemp("house"), _free_port()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAPAE_", "DJANGO_"))}
    clean.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "mapae.site.cli", "up", "--demo", "--data", str(folder), "--port", str(port)]
    with (folder / "house.log").open("wb") as log:
        house = subprocess.Popen(command, env=clean, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(house, f"http://localhost:{port}", folder / "house.log")
            yield OpenHouse(f"http://localhost:{port}", folder)
        finally:
            house.send_signal(signal.SIGINT)
            house.wait(60)


@pytest.fixture(scope="session")
def address(house: OpenHouse) -> str:
    return house.address


def _wait(house: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and house.poll() is None:
        try:
            with urlopen(f"{address}/readyz", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the house did not open: {log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys."""
    if not Path(CHROMIUM).exists():
        pytest.fail(f"journeys need Chromium at {CHROMIUM}; MAPAE_TEST_CHROMIUM names another place")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Open a fresh browser window: visit(width=360, script=False)."""
    contexts: list[BrowserContext] = []

    def opened(*, width: int, script: bool) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def accessibility_problems(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA on this page; needs a window with JavaScript."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]
