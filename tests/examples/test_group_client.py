"""The example is run as its README says, against a whole Mapae: from a list to the notices of what was decided."""

from __future__ import annotations

import csv
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mapae.core.group.webhook import signature
from mapae.gateways.sheets.files import SheetFiles
from tests.room.clusters import remove_clusters
from tests.room.form_browser import FormBrowser
from tests.room.house import House, environment, free_port, running_house
from tests.room.pictures import SPECIMEN
from tests.room.today import in_weeks
from tests.usecases.travellers import IN_A_FILE, row_answers

CLIENT = Path(__file__).parents[2] / "examples" / "group_client.py"
_WITHIN = 240.0


def loaded() -> ModuleType:
    found = importlib.util.spec_from_file_location("group_client", CLIENT)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_client_takes_genuine_notices_only() -> None:
    is_genuine = loaded().is_genuine
    signed = signature("secret", 1_790_000_000, b"{}")
    assert is_genuine("secret", signed, b"{}", 1_790_000_010.0)
    assert not is_genuine("secret", signed, b"{} ", 1_790_000_010.0)
    assert not is_genuine("another", signed, b"{}", 1_790_000_010.0)
    assert not is_genuine("secret", signed, b"{}", 1_790_000_301.0), "an old one that somebody repeats"
    for nonsense in ("", "t=1", "t=x,v1=y", "v1=,t=", "t=1790000000,v1=é"):
        assert not is_genuine("secret", nonsense, b"{}", 1_790_000_010.0)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("example")
    with running_house(folder / "data") as house:
        yield house
    remove_clusters(folder)


def a_list(folder: Path) -> Path:
    """Two who are ready, and one without a surname, in English headings of somebody's own."""
    day, month, year = in_weeks(4)
    arrival = f"{year}-{int(month):02}-{int(day):02}"
    rows = [row_answers(number, arrival_day=arrival) for number in (1, 2, 3)]
    rows[2]["surname"] = ""
    photos = folder / "photos"
    photos.mkdir()
    for row in rows:
        (photos / f"{row['document_number']}.jpg").write_bytes(SPECIMEN)
    with (folder / "travellers.csv").open("w", newline="", encoding="utf-8-sig") as file:
        written = csv.writer(file)
        written.writerow(SheetFiles().headings("en", IN_A_FILE))
        written.writerows([row.get(name, "") for name in IN_A_FILE] for row in rows)
    return folder / "travellers.csv"


def _key(house: House) -> str:
    command = [sys.executable, "-m", "tests.room.program_key", str(house.data)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=120, check=True)
    return done.stdout.split()[-1]


def _until(said: Path, wanted: int) -> list[dict[str, Any]]:
    """So many notices, as the listener printed them."""
    until = time.monotonic() + _WITHIN
    while time.monotonic() < until:
        notices = [json.loads(line) for line in said.read_text().splitlines() if line.startswith("{")]
        if len(notices) >= wanted:
            return notices
        time.sleep(0.3)
    raise AssertionError(said.read_text())


@pytest.mark.slow
def test_example_sends_a_group_and_hears_what_was_decided(house: House, tmp_path: Path) -> None:
    port, said = free_port(), tmp_path / "notices.txt"
    given = environment(MAPAE_URL=house.url, MAPAE_KEY=_key(house))
    listen = [sys.executable, str(CLIENT), "listen", "--port", str(port), "--at", f"http://127.0.0.1:{port}/mapae"]
    with said.open("w") as output, subprocess.Popen(listen, env=given, stdout=output) as listener:
        try:
            _wait_for_listener(said)
            command = [sys.executable, str(CLIENT), "send", str(a_list(tmp_path))]
            command += ["--photos", str(tmp_path / "photos"), "--press"]
            done = subprocess.run(command, env=given, capture_output=True, text=True, timeout=_WITHIN)
            assert done.returncode == 1, done.stdout + done.stderr
            assert "row 3, surname: Enter your surname" in done.stdout
            assert "2 ready, " in done.stdout
            assert "You declare: I declare that each of these travellers" in done.stdout
            _pay(done.stdout.split("pay at ")[1].split()[0])
            notices = _until(said, 4)
        finally:
            listener.terminate()  # no Ctrl-C: who runs the tests in the background has it ignored, by children too
    kinds = sorted(one["type"] for one in notices)
    assert kinds == ["application.decided"] * 2 + ["order.awaiting_payment", "order.released"]
    assert {one["application"]["status"] for one in notices if "application" in one} == {"granted"}
    assert len({one["id"] for one in notices}) == 4
    assert row_answers(1)["surname"] not in said.read_text()


def _wait_for_listener(said: Path) -> None:
    until = time.monotonic() + 60
    while "listening" not in said.read_text():
        assert time.monotonic() < until
        time.sleep(0.1)


def _pay(address: str) -> None:
    browser = FormBrowser("http://127.0.0.1", timeout=60.0)
    browser.open(address)
    browser.fill({}, press="pay")
    browser.close()
