"""Reports of lost and stolen documents as authorities hand them over: CSV with a heading, one document a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mapae.core.documents.document import DocumentNumberProblem, document_key, normalise_number
from mapae.core.documents.states import StateKind, canonical_state, find_state

COLUMNS = ("issuing_state", "document_number", "reported_on", "kind")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class ReportKind(StrEnum):
    """What is reported of a document."""

    LOST = "lost"
    STOLEN = "stolen"
    STOLEN_BLANK = "stolen_blank"
    INVALIDATED = "invalidated"


class RowProblem(StrEnum):
    """What is wrong with a row. Closed list."""

    COLUMNS = "columns"
    STATE_UNKNOWN = "state_unknown"
    NUMBER_MALFORMED = "number_malformed"
    DAY_MALFORMED = "day_malformed"
    DAY_TO_COME = "day_to_come"
    KIND_UNKNOWN = "kind_unknown"


class HeadingProblem(ValueError):
    """The first row does not name the four columns, each once; `found` is what it says."""

    def __init__(self, found: Iterable[str]) -> None:
        self.found = tuple(found)
        super().__init__(", ".join(self.found))


@dataclass(frozen=True, slots=True)
class Report:
    """One report; `document` is the key that the document's blind index is made of."""

    document: str
    reported_on: date
    kind: ReportKind


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that cannot be taken: the line of the file it ends on, counted from 1, and everything that is wrong with it."""

    line: int
    problems: tuple[RowProblem, ...]


def read_reports(lines: Iterable[str], today: date, *, is_demonstration: bool = False) -> Iterator[Report | WrongRow]:
    """Every row, in order; empty lines are none. UTO may report in a demonstration only. Raises HeadingProblem."""
    rows = csv.reader(lines)
    heading = [name.strip() for name in next(rows, [])]
    if sorted(heading) != sorted(COLUMNS):
        raise HeadingProblem(heading)
    places = tuple(heading.index(name) for name in COLUMNS)
    reader = _Reader(today, is_demonstration=is_demonstration)
    for row in rows:
        if len(row) == len(COLUMNS):
            yield reader.read(rows.line_num, *(row[place] for place in places))
        elif row:
            yield WrongRow(rows.line_num, (RowProblem.COLUMNS,))


class _Reader:
    """Reads the values of rows. Days and states repeat a lot, so each is read once."""

    def __init__(self, today: date, *, is_demonstration: bool) -> None:
        self._today = today
        self._is_demonstration = is_demonstration
        self._days: dict[str, date | RowProblem] = {}
        self._states: dict[str, bool] = {}
        self._kinds = {kind.value: kind for kind in ReportKind}

    def read(self, line: int, state: str, number: str, day: str, kind: str) -> Report | WrongRow:
        problems: list[RowProblem] = []
        document = ""
        if not self._may_issue(state.strip()):
            problems.append(RowProblem.STATE_UNKNOWN)
        try:
            document = document_key(state.strip(), normalise_number(number))
        except DocumentNumberProblem:
            problems.append(RowProblem.NUMBER_MALFORMED)
        reported_on = self._day(day.strip())
        if isinstance(reported_on, RowProblem):
            problems.append(reported_on)
        known = self._kinds.get(kind.strip())
        if known is None:
            problems.append(RowProblem.KIND_UNKNOWN)
        if problems or known is None or isinstance(reported_on, RowProblem):
            return WrongRow(line, tuple(problems))
        return Report(document, reported_on, known)

    def _may_issue(self, code: str) -> bool:
        """Withdrawn codes too: old books of theirs are what thieves still show."""
        if code not in self._states:
            found = find_state(canonical_state(code))
            is_known = found is not None and found.may_issue and found.kind is not StateKind.SIGNER
            is_invented = found is not None and found.kind is StateKind.SPECIMEN
            self._states[code] = is_known and (self._is_demonstration or not is_invented)
        return self._states[code]

    def _day(self, text: str) -> date | RowProblem:
        if text not in self._days:
            self._days[text] = _read_day(text, self._today)
        return self._days[text]


def _read_day(text: str, today: date) -> date | RowProblem:
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        return RowProblem.DAY_MALFORMED
    return RowProblem.DAY_TO_COME if day > today else day
