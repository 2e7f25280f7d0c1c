"""Reports of intermediaries: what one may say, and where it stands with the authority."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

LONGEST = {"about": 300, "happened": 4000, "contact": 200}
LONGEST_NOTE = 2000


class ReportStatus(StrEnum):
    """A report waits until a supervisor takes it up, and is closed with a note of what came of it."""

    OPEN = "open"
    TAKEN_UP = "taken_up"
    CLOSED = "closed"


def report_problems(said: Mapping[str, str]) -> list[tuple[str, str]]:
    """Fields with the code of what is wrong with each: missing, too_long, hidden_character. Contact may be empty."""
    return [problem for field in LONGEST for problem in _problems_of(field, said.get(field, "").strip())]


def _problems_of(field: str, text: str) -> list[tuple[str, str]]:
    if not text:
        return [] if field == "contact" else [(field, "missing")]
    if len(text) > LONGEST[field]:
        return [(field, "too_long")]
    printable = all(character.isprintable() or character in "\r\n\t" for character in text)
    return [] if printable else [(field, "hidden_character")]
