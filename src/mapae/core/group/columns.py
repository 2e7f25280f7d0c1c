"""Which column of a sheet answers which question: by its heading, in any shipped language and any order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from mapae.core.group.headings import DOUBTFUL, HEADINGS, IGNORED, LINE_1, LINE_2, MARK, NO_QUESTIONS, OPTS_IN
from mapae.core.group.sheet import Cell, Row

FIELDS_IN_FILES = tuple(HEADINGS)
TOP = 20  # rows in which the headings are looked for: titles may stand above them
_LONGEST_HEADING = 120
_HINT = re.compile(r"\([^)]*\)|\[[^\]]*\]|\n.*", re.DOTALL)
# The Turkish letters that folding of other languages takes apart: İ, I and ı are one letter here, whatever keyboard wrote them.
_ONE_I = str.maketrans("İIı", "iii")
_LINE = re.compile(r"P[A-Z<][A-Z]{1}[A-Z<]{2}[A-Z<]{39}")
_SHORTEST_PART = 7  # letters of a heading that is recognised within a longer one; Hangul says as much in four
_SHORTEST_HANGUL = 4


class Confidence(StrEnum):
    """How sure the heading is."""

    CERTAIN = "certain"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"  # `candidates` say between what
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Column:
    """One column with a heading or with cells. `index` counts from 0; `field` is None where nobody knows it yet."""

    index: int
    heading: str
    field: str | None
    confidence: Confidence
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """How a sheet is read. `heading_row` counts from 0; None where no row looks like headings."""

    heading_row: int | None
    columns: tuple[Column, ...]

    @property
    def fields(self) -> dict[int, str]:
        """The field of each column that has one, by the column's index."""
        return {one.index: one.field for one in self.columns if one.field is not None and one.field != IGNORED}

    @property
    def in_doubt(self) -> tuple[Column, ...]:
        """The columns that a person should look at."""
        return tuple(column for column in self.columns if column.confidence is not Confidence.CERTAIN)

    @property
    def is_certain(self) -> bool:
        """Whether nobody need be asked."""
        return bool(self.columns) and not self.in_doubt

    def lacking(self, fields: Sequence[str]) -> tuple[str, ...]:
        """Those of `fields` that no column answers."""
        found = set(self.fields.values())
        return tuple(name for name in fields if name not in found)

    def decided(self, choices: Mapping[int, str | None]) -> Columns:
        """The same with what a person chose on the mapping page: a field, or None for a column to leave out."""
        columns = tuple(
            Column(one.index, one.heading, choices[one.index] or IGNORED, Confidence.CERTAIN)
            if one.index in choices
            else one
            for one in self.columns
        )
        return Columns(self.heading_row, columns)


def fold(heading: str) -> str:
    """What is compared of a heading, a choice or the name of a country: letters and digits, without case and accents.

    Never for names of people: those are compared by key.
    """
    plain = unicodedata.normalize("NFKD", heading.translate(_ONE_I)).casefold().translate(_ONE_I)
    letters = (one for one in plain if one.isalnum())
    return unicodedata.normalize("NFC", "".join(letters))


def find_columns(rows: Sequence[Row]) -> Columns:
    """The row of headings among the first ones, and what its columns mean."""
    best, best_score = None, 0
    for place, row in enumerate(rows[:TOP]):
        score = _score(row)
        if score > best_score:
            best, best_score = place, score
    if best is None:
        return _without_headings(rows)
    return Columns(best, _claimed_once(_columns(rows, best)))


_WEIGHTS = {Confidence.CERTAIN: 4, Confidence.LIKELY: 2, Confidence.DOUBTFUL: 1, Confidence.UNKNOWN: 0}


def _score(row: Row) -> int:
    """How much a row looks like headings: each meaning counts once, for answers like «no» come often."""
    weights: dict[tuple[str, ...], int] = {}
    for cell in row:
        candidates, confidence = _meant(cell)
        weights[candidates] = 1 if candidates == (IGNORED,) else _WEIGHTS[confidence]
    return sum(weights.values())


def _columns(rows: Sequence[Row], heading_row: int) -> list[Column]:
    headings, below = rows[heading_row], rows[heading_row + 1 :]
    columns = []
    for index in range(max(map(len, (headings, *below)))):
        heading = _text(headings[index]) if index < len(headings) else ""
        candidates, confidence = _meant(heading)
        if candidates or _has_cells(below, index):
            field = candidates[0] if confidence in (Confidence.CERTAIN, Confidence.LIKELY) else None
            columns.append(Column(index, heading, field, confidence, candidates))
    return columns


def _has_cells(rows: Sequence[Row], index: int) -> bool:
    return any(index < len(row) and row[index] is not None for row in rows)


def _claimed_once(columns: list[Column]) -> tuple[Column, ...]:
    """Of two columns with one meaning, the only certain one keeps it; where both are, neither is sure any more."""
    certain = Counter(one.field for one in columns if one.confidence is Confidence.CERTAIN)
    likely = Counter(one.field for one in columns if one.confidence is Confidence.LIKELY)

    def judged(one: Column) -> Column:
        if one.field in (None, IGNORED):
            return one
        others = certain[one.field] + (likely[one.field] if one.confidence is Confidence.LIKELY else 0)
        if others <= 1 and not (one.confidence is Confidence.LIKELY and certain[one.field]):
            return one
        return Column(one.index, one.heading, None, Confidence.DOUBTFUL, one.candidates)

    return tuple(map(judged, columns))


def _without_headings(rows: Sequence[Row]) -> Columns:
    """Lines of passports are known by their look; of everything else nothing is known."""
    width = max((len(row) for row in rows[:TOP]), default=0)
    columns = []
    for index in range(width):
        cells = [_text(row[index]) for row in rows[:TOP] if index < len(row) and row[index] is not None]
        is_lines = bool(cells) and all(_LINE.match(cell.replace(" ", "").replace("\n", "")[:44]) for cell in cells)
        field = "mrz" if is_lines else None
        if cells:
            columns.append(Column(index, "", field, Confidence.LIKELY if field else Confidence.UNKNOWN))
    return Columns(None, tuple(columns))


def _text(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())[:_LONGEST_HEADING]


def _meant(heading: Cell) -> tuple[tuple[str, ...], Confidence]:
    if not isinstance(heading, str) or len(heading) > _LONGEST_HEADING:
        return (), Confidence.UNKNOWN
    return _meaning(heading)


@lru_cache(maxsize=4096)
def _meaning(heading: str) -> tuple[tuple[str, ...], Confidence]:
    whole, bare = fold(heading), fold(_HINT.sub("", heading))
    for folded in (whole, bare):
        if folded in _KNOWN:
            return (_KNOWN[folded],), Confidence.CERTAIN
    for folded in (whole, bare):
        if folded in _IN_DOUBT:
            return _IN_DOUBT[folded], Confidence.DOUBTFUL
    found = _within(whole)
    return ((found,), Confidence.LIKELY) if found else ((), Confidence.UNKNOWN)


def _within(folded: str) -> str | None:
    """The field of the longest known heading inside this one; None if two fields have one equally long."""
    inside = [known for known in _PARTS if known in folded]
    longest = max(map(len, inside), default=0)
    fields = {_KNOWN[known] for known in inside if len(known) == longest}
    return fields.pop() if len(fields) == 1 else None


def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for field, languages in HEADINGS.items():
        own = () if field == IGNORED else (field,)
        for heading in (*own, *(one for language in languages for one in language)):
            folded = fold(heading)
            assert folded, heading
            if known.setdefault(folded, field) != field:
                raise ValueError(f"«{heading}» stands for {known[folded]} and for {field}")
    return known


_KNOWN = _known()
_IN_DOUBT = {fold(heading): fields for heading, fields in DOUBTFUL.items()}
_PARTS = tuple(
    folded
    for folded, field in _KNOWN.items()
    if field not in (IGNORED, MARK) and len(folded) >= (_SHORTEST_PART if folded.isascii() else _SHORTEST_HANGUL)
)
__all__ = [
    "FIELDS_IN_FILES", "LINE_1", "LINE_2", "MARK", "NO_QUESTIONS", "OPTS_IN", "Column", "Columns", "Confidence",
    "find_columns", "fold",
]  # fmt: skip
