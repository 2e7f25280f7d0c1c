"""`make bench`: a group's file read into raw answers: rows a second and peak memory, beside the bare reading library."""

from __future__ import annotations

import argparse
import csv
import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median

import xlsxwriter
from python_calamine import CalamineWorkbook

from benchmarks.crowd import person
from benchmarks.processes import cpu_of, memory_of, tree
from mapae.core.group.columns import find_columns
from mapae.core.group.headings import HEADINGS, template_fields
from mapae.core.group.rows import Decisions, day_questions, read_rows
from mapae.gateways.sheets.reading import read_sheet
from mapae.gateways.sheets.state_names import state_names

FIELDS = template_fields()
_WATCHED_EVERY = 0.01  # seconds
_SAME = {
    "has_other_nationality": "Hayır", "phone": "+90 532 000 00 00", "email": "traveller@example.org", "purpose": "Turizm",
    "stay_street": "110 Sejong-daero, Jung-gu, Seoul", "stay_postcode": "04524", "employment": "Çalışan",
    "occupation": "Öğretmen", "has_visited_before": "Hayır", "has_criminal_record": "Hayır",
    "has_infectious_disease": "Hayır", "was_refused_entry": "Hayır", "sex": "Kadın (F)", "native_name": "홍길동",
}  # fmt: skip


def main() -> int:
    """Measure and print; or be one of the measured processes."""
    options = _options()
    if options.task:
        print(json.dumps({"rows": TASKS[options.task](options.file.read_bytes())}))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        files = _made(Path(folder), options.rows)
        measured = {case: [_measured(*case, files) for _ in range(options.rounds)] for case in CASES}
    print(f"{options.rows:,} travellers, {len(FIELDS)} columns, {options.rounds} rounds, medians; one process a run\n")
    _print_table(measured, options.rows)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.group_files", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    assert isinstance(options, argparse.Namespace)
    return options


def _nothing(_: bytes) -> int:
    """What a process costs that imports all and does nothing."""
    return 0


def _bare(file: bytes) -> int:
    return len(CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()) - 1


def _bare_csv(file: bytes) -> int:
    return len(list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))) - 1


def _read(file: bytes) -> int:
    return len(read_sheet(file).rows) - 1


def _answers(file: bytes) -> int:
    sheet = read_sheet(file)
    columns = find_columns(sheet.rows)
    assert columns.is_certain and not day_questions(sheet, columns, Decisions())
    rows = list(read_rows(sheet, columns, Decisions(), state_names()))
    assert not any(row.faults for row in rows)
    return len(rows)


TASKS: Mapping[str, Callable[[bytes], int]] = {
    "start and end": _nothing,
    "calamine alone": _bare,
    "csv alone": _bare_csv,
    "mapae, sheet": _read,
    "mapae, raw answers": _answers,
}
CASES = (
    ("xlsx", "start and end"), ("xlsx", "calamine alone"), ("xlsx", "mapae, sheet"), ("xlsx", "mapae, raw answers"),
    ("csv", "csv alone"), ("csv", "mapae, sheet"), ("csv", "mapae, raw answers"),
)  # fmt: skip


def _made(folder: Path, count: int) -> dict[str, Path]:
    """The same travellers as a workbook with days as Excel keeps them, and as a text file of Turkish Excel."""
    files = {kind: folder / f"group.{kind}" for kind in ("xlsx", "csv")}
    headings = [HEADINGS[field][1][0] for field in FIELDS]
    rows = [_row(number) for number in range(count)]
    with xlsxwriter.Workbook(files["xlsx"], {"default_date_format": "dd.mm.yyyy", "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([headings, *rows]):
            sheet.write_row(place, 0, row)
    with files["csv"].open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(
            [headings, *([f"{one:%d.%m.%Y}" if isinstance(one, date) else one for one in row] for row in rows)]
        )
    return files


def _row(number: int) -> list[str | date]:
    one = person(number)
    document, holder = one.document, one.holder
    own: dict[str, str | date] = {
        "nationality": document.nationality, "issuing_state": document.issuing_state, "document_number": document.number,
        "document_expiry": date(2031, 1 + number % 12, 1 + number % 28), "surname": holder.surname.replace("<", " "),
        "given_names": holder.given_names.replace("<", " "), "birth_date": holder.birth.earliest,
        "arrival_day": date(2027, 3, 1 + number % 28),
    }  # fmt: skip
    return [own.get(field, _SAME.get(field, "")) for field in FIELDS]


def _measured(kind: str, task: str, files: Mapping[str, Path]) -> tuple[float, float, int]:
    """Seconds on the clock, seconds of processor and the most bytes in memory, of the process and its children."""
    command = [sys.executable, "-m", "benchmarks.group_files", "--task", task, "--file", str(files[kind])]
    started, most, used = time.perf_counter(), 0, 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        while process.poll() is None:
            alive = tree(process.pid)
            most, used = max(most, memory_of(alive)), max(used, cpu_of(alive))
            time.sleep(_WATCHED_EVERY)
        if process.returncode:
            raise SystemExit(f"{task} failed")
    return time.perf_counter() - started, used, most


def _print_table(measured: Mapping[tuple[str, str], Sequence[tuple[float, float, int]]], rows: int) -> None:
    clock, processor, _ = (median(column) for column in zip(*measured[CASES[0]], strict=True))
    print(
        f"{'':6}{'':22}{'clock s':>9}{'CPU s':>8}{'rows/CPU s':>12}{'peak MB':>9}   (less start and end, but the peak)"
    )
    for (kind, task), rounds in measured.items():
        seconds, used, most = (median(column) for column in zip(*rounds, strict=True))
        net = used - processor if (kind, task) != CASES[0] else used
        rate = f"{rows / net:,.0f}" if net > 0 and (kind, task) != CASES[0] else ""
        shown = seconds - clock if (kind, task) != CASES[0] else seconds
        print(f"{kind:6}{task:22}{shown:9.2f}{net:8.2f}{rate:>12}{most / 1e6:9.0f}")


if __name__ == "__main__":
    sys.exit(main())
