"""Slips in how a machine-readable zone was copied: proposed as corrections, never made silently."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from mapae.core.documents.mrz_layouts import LAYOUTS, Checked, Layout, layout_of

_ALLOWED = re.compile(r"[0-9A-Z<]*")
_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_AS_PROPOSED = _UPPER | str.maketrans(" \t\u00a0", "<<<")
_FILLERS = re.compile(r"<+")


class Slip(StrEnum):
    """What seems to have gone wrong in copying."""

    LOWER_CASE = "lower_case"
    BLANK_FOR_FILLER = "blank_for_filler"
    FILLERS_CUT = "fillers_cut"
    TOO_MANY_FILLERS = "too_many_fillers"
    DIGIT_FOR_LETTER = "digit_for_letter"
    LETTER_FOR_DIGIT = "letter_for_digit"
    LOOK_ALIKE = "look_alike"  # with it the check digit would be right


@dataclass(frozen=True, slots=True)
class Proposal:
    """One correction that a person may accept: at this place of the lines as given, `proposed` for `written`.

    For cut fillers `written` is empty and `proposed` is put in at the position; for too many it is the other way round.
    """

    slip: Slip
    line: int
    position: int
    written: str
    proposed: str


class NoZone(ValueError):
    """The lines are no machine-readable zone; `code`: number_of_lines, line_length (with `line`)."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


@dataclass(frozen=True, slots=True)
class Shape:
    """The layout that the lines have or seem to have had, what to correct first, and the lines as they would then be."""

    layout: Layout
    proposals: tuple[Proposal, ...]
    lines: tuple[str, ...]


def layout_as_given(given: Sequence[str]) -> Layout | None:
    """The layout of lines that need no correction, or None: then `shape_of` says what they need."""
    if len(given) not in (2, 3) or not all(map(_ALLOWED.fullmatch, given)):
        return None
    are_as_long = len(set(map(len, given))) == 1
    return layout_of(len(given), len(given[0]), given[0][:1]) if are_as_long else None


def shape_of(given: Sequence[str]) -> Shape:
    """Find the layout. Raises NoZone for other than two or three lines, and for a length that fillers do not explain."""
    if len(given) not in (2, 3):
        raise NoZone("number_of_lines")
    proposals = [proposal for number, line in enumerate(given, 1) for proposal in _characters(number, line)]
    lines = [_as_proposed(line) for line in given]
    layout = _layout_for(lines)
    for index, line in enumerate(lines):
        proposal = _fillers(layout, index + 1, line)
        if proposal:
            proposals.append(proposal)
            start = proposal.position - 1
            lines[index] = line[:start] + proposal.proposed + line[start + len(proposal.written) :]
    return Shape(layout, tuple(proposals), tuple(lines))


def foreign_characters(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Line and position of everything that is none of 0-9, A-Z and `<`."""
    return [
        (number, place)
        for number, line in enumerate(lines, 1)
        if not _ALLOWED.fullmatch(line)
        for place, character in enumerate(line, 1)
        if not _ALLOWED.fullmatch(character)
    ]


def _characters(number: int, line: str) -> list[Proposal]:
    found: list[Proposal] = []
    for place, character in enumerate(line, 1):
        proposed = _as_proposed(character)
        if proposed != character:
            slip = Slip.BLANK_FOR_FILLER if proposed == "<" else Slip.LOWER_CASE
            found.append(Proposal(slip, number, place, character, proposed))
    return found


def _as_proposed(text: str) -> str:
    return text.translate(_AS_PROPOSED)


def _layout_for(lines: Sequence[str]) -> Layout:
    """By the width of the longest line without the fillers at its end, if no line has a width as it stands."""
    widths = sorted({layout.width for layout in LAYOUTS.values() if layout.lines == len(lines)})
    needed = max(len(line.rstrip("<")) for line in lines)
    as_given = max(len(line) for line in lines)
    wanted = as_given if as_given in widths else needed
    for width in widths:
        layout = layout_of(len(lines), width, lines[0][:1])
        if width >= wanted and layout:
            return layout
    raise NoZone("line_length", 1 + max(range(len(lines)), key=lambda index: len(lines[index].rstrip("<"))))


def _fillers(layout: Layout, number: int, line: str) -> Proposal | None:
    """What would bring the line to its width, if fillers alone can."""
    missing = layout.width - len(line)
    if missing == 0:
        return None
    if missing < 0:
        surplus = line[missing:]
        return Proposal(Slip.TOO_MANY_FILLERS, number, layout.width + 1, surplus, "")
    runs = [match.end() for match in _FILLERS.finditer(line)]
    is_last_in_line = number == layout.names.line or layout.check_of(Checked.COMPOSITE) is None
    if not line or not (is_last_in_line or runs):
        raise NoZone("line_length", number)
    return Proposal(Slip.FILLERS_CUT, number, (len(line) if is_last_in_line else runs[-1]) + 1, "", "<" * missing)
