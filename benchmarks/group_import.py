"""How fast a file of travellers becomes checked rows, beside bare reading by the library, and what pages wait meanwhile.

    python -m benchmarks.group_import [--rows 10000] [--rounds 3] [--rate 5] [--workers 2]

First the job alone, in a process of its own beside an idle house: seconds, rows a second, and the most memory that it and
the process that opens the workbook ever had. Then the whole way in the house: upload, worker, and a page that says how far
the reading is, asked for at fixed moments; each wait counts from its moment, so a server that falls behind is not spared.
Exit 0 if the aims are met: the rows within 5 s and 300 MB, and the page's 99th percentile within 300 ms.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles

import httpx
from openpyxl import Workbook

from benchmarks.processes import tree
from tests.room.form_browser import FormBrowser
from tests.room.house import environment, running_house
from tests.usecases.travellers import IN_A_FILE, row_answers

AIM_SECONDS, AIM_MEGABYTES, AIM_MILLISECONDS = 5.0, 300, 300.0
_WITHIN = 180.0


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="mapae-import-") as folder:
        file = Path(folder) / "travellers.xlsx"
        _write(file, options.rows)
        bare = [_run("bare", str(file)) for _ in range(options.rounds)]
        with running_house(Path(folder) / "data", MAPAE_WORKERS=str(options.workers)) as house:
            alone = [_run("alone", str(house.data), str(file)) for _ in range(options.rounds)]
            whole, waits = _in_the_house(house.url, house.data, file, options)
            heaviest = max(map(_peak, tree(house.process.pid)))
    return _tell(options, bare, alone, whole, waits, heaviest)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("rows", 10_000), ("rounds", 3), ("rate", 5), ("workers", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser.parse_args()


def _write(file: Path, rows: int) -> None:
    """As another program writes it: in a workbook, with headings that are known."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Travellers")
    sheet.append(list(IN_A_FILE))
    for number in range(1, rows + 1):
        answers = row_answers(number)
        sheet.append([answers.get(name, "") for name in IN_A_FILE])
    book.save(file)


def _run(what: str, *arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.group_import_alone", what, *arguments]
    ran = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return found


def _in_the_house(url: str, data: Path, file: Path, options: argparse.Namespace) -> tuple[list[float], list[float]]:
    """Seconds from the press to the last row, by round; milliseconds of each page that was asked for meanwhile."""
    whole, waits = [], list[float]()
    for _ in range(options.rounds):
        state = _state(data)
        group = state.pop("group")
        browser = FormBrowser(url, timeout=60, cookies=state)
        browser.open(f"/en/group/{group}/upload/")
        begun = time.perf_counter()
        page = browser.fill({}, files={"file": file.read_bytes()})
        assert "The file" in page.text, page.text[-2000:]
        took, waited = _watched(url, str(page.url), state, options.rate)
        whole.append(took - begun)
        waits += waited
    return whole, waits


def _state(data: Path) -> dict[str, str]:
    command = [sys.executable, "-m", "tests.journeys.states", str(data), "representative_alone", "1"]
    ran = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    found: list[dict[str, str]] = json.loads(ran.stdout.splitlines()[-1])
    return found[0]


def _watched(url: str, where: str, cookies: dict[str, str], rate: int) -> tuple[float, list[float]]:
    """When the page said that everything was read, and what each look at it took."""
    begun, found, ended = time.perf_counter(), list[float](), list[float]()

    def look(number: int) -> None:
        due = begun + number / rate
        while not ended and (left := due - time.perf_counter()) > 0:
            time.sleep(min(left, 0.2))
        if ended:
            return
        reply = client.get(where)
        found.append((time.perf_counter() - due) * 1000)
        assert reply.status_code == 200 and "cannot be read" not in reply.text
        if "The file was read" in reply.text:
            ended.append(time.perf_counter())

    with httpx.Client(base_url=url, timeout=60, cookies=cookies) as client, ThreadPoolExecutor(8) as pool:
        list(pool.map(look, range(int(_WITHIN * rate))))
    assert ended, "the file was not read in time"
    return min(ended), found


def _peak(pid: int) -> float:
    """Megabytes that a process had at most."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def _tell(
    options: argparse.Namespace,
    bare: list[dict[str, float]],
    alone: list[dict[str, float]],
    whole: list[float],
    waits: list[float],
    heaviest: float,
) -> int:
    seconds, megabytes = median(one["seconds"] for one in alone), max(one["megabytes"] for one in alone)
    reading = median(one["seconds"] for one in bare)
    worst = quantiles(waits, n=100)[98]
    print(f"{options.rows:,} rows of {len(IN_A_FILE)} columns in XLSX, medians of {options.rounds} rounds\n")
    print(f"bare reading by python-calamine   {reading:8.2f} s {options.rows / reading:12,.0f} rows/s")
    print(
        f"read, checked and kept, job alone {seconds:8.2f} s {options.rows / seconds:12,.0f} rows/s   "
        f"{median(one['processor'] for one in alone):.2f} s of the processor, {megabytes:.0f} MB at most   "
        f"(aims: {AIM_SECONDS:.0f} s, {AIM_MEGABYTES} MB)"
    )
    print(f"the same file again               {median(one['again'] for one in alone):8.2f} s, nothing changed")
    print(
        f"from the press to the last row    {median(whole):8.2f} s in the house, its heaviest process {heaviest:.0f} MB"
    )
    print(
        f"page of progress meanwhile        {median(waits):8.0f} ms median, {worst:.0f} ms p99 of {len(waits)} "
        f"at {options.rate} a second   (aim: {AIM_MILLISECONDS:.0f} ms)"
    )
    return int(seconds > AIM_SECONDS or megabytes > AIM_MEGABYTES or worst > AIM_MILLISECONDS)


if __name__ == "__main__":
    sys.exit(main())
