"""`mapae screening`: import a list as a dated version, and show the versions that are there."""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TextIO

import typer

from mapae.core.screening.report import COLUMNS, HeadingProblem, ReportKind, RowProblem, WrongRow
from mapae.site.cli import house
from mapae.site.cli.saying import Plain, answer_json, say

_MOST_SAID = 50
_PROBLEMS = {
    RowProblem.COLUMNS: f"it has not {len(COLUMNS)} columns",
    RowProblem.STATE_UNKNOWN: "no state or organisation issues documents under this issuing_state; write it as passports do",
    RowProblem.NUMBER_MALFORMED: "the document_number is not made of 1 to 20 letters A-Z and digits",
    RowProblem.DAY_MALFORMED: "reported_on is no day of the calendar; write it like 2026-12-31",
    RowProblem.DAY_TO_COME: "reported_on is still to come",
    RowProblem.KIND_UNKNOWN: f"the kind is none of {', '.join(ReportKind)}",
}


def import_list(data: Path | None, file: Path, since: date, *, skip_wrong: bool, as_json: bool) -> None:
    """Raises Plain, with every wrong row, when nothing was imported."""
    digest = _digest(file)
    with house.open_house(data):
        from mapae.site.wiring import ports
        from mapae.usecases import import_list as lists

        try:
            with _lines(file) as lines:
                version = lists.import_lost_stolen(ports(), lines, digest, since, skip_wrong=skip_wrong)
        except HeadingProblem as problem:
            found = ", ".join(problem.found) or "nothing"
            raise Plain(
                f"The first line of {file} must name the columns {', '.join(COLUMNS)}. It says: {found}"
            ) from None
        except lists.RowsRefused as refused:
            raise Plain(_wrong_rows(refused.wrong, refused.count)) from None
        except lists.EmptyList:
            raise Plain(
                f"{file} holds no document, and an empty list would clear them all. Nothing was imported"
            ) from None
        except UnicodeDecodeError:
            raise Plain(f"{file} is not written in UTF-8. Save it so, and import it again") from None
        except csv.Error as error:
            raise Plain(f"{file} is no CSV file ({error})") from error
        told = {"id": version.id, "entries": version.entries, "skipped": version.skipped, "sha256": digest.hex()}
    if as_json:
        answer_json(told | {"in_force_from": since})
        return
    say(f"{version.entries} documents were imported; in force from {since}. SHA-256 of the file: {digest.hex()}")
    if skip_wrong:
        say(f"{version.skipped} wrong rows were skipped.")


def show_lists(data: Path | None, *, as_json: bool) -> None:
    """One line a version; * is in force."""
    with house.open_house(data):
        from mapae.site.wiring import ports
        from mapae.usecases.import_list import list_versions

        versions = list_versions(ports())
    if as_json:
        answer_json([asdict(one) for one in versions])
        return
    if not versions:
        say("No list was imported yet: mapae screening import FILE --list lost-stolen --from DATE")
    for one in versions:
        mark = "*" if one.is_in_force else " "
        imported = one.imported_at.isoformat(timespec="seconds")
        say(
            f"{mark} {one.kind.replace('_', '-')}  from {one.in_force_from}  {one.entries} documents, {one.skipped} rows "
            f"skipped  imported {imported}  sha256 {one.digest[:12]}"
        )


def _digest(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").digest()
    except OSError as error:
        raise Plain(f"{file} cannot be read ({error.strerror})") from error


@contextmanager
def _lines(file: Path) -> Iterator[Iterator[str]]:
    """The lines of the file, with a bar on standard error where a person looks at it."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        if sys.stderr.isatty():
            with typer.progressbar(length=file.stat().st_size, label="Importing", file=sys.stderr) as bar:
                yield _counted(opened, bar.update)
        else:
            yield iter(opened)


def _counted(opened: TextIO, update: object, every: int = 5000) -> Iterator[str]:
    assert callable(update)
    waiting = 0
    for number, line in enumerate(opened, start=1):
        waiting += len(line)  # in letters; numbers and codes are one byte each
        yield line
        if number % every == 0:
            update(waiting)
            waiting = 0
    update(waiting)


def _wrong_rows(wrong: tuple[WrongRow, ...], count: int) -> str:
    lines = [f"  line {row.line}: {'; '.join(_PROBLEMS[problem] for problem in row.problems)}" for row in wrong]
    more = [f"  and {count - _MOST_SAID} more"] if count > _MOST_SAID else []
    rows = "1 row is" if count == 1 else f"{count} rows are"
    head = f"{rows} wrong, so nothing was imported. Mend them, or leave them out with --skip-wrong:"
    return "\n".join([head, *lines[:_MOST_SAID], *more])
