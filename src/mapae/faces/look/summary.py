"""Rows of a "check your answers" list."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer: its question in short, the answer as text, and where it can be changed (empty: nowhere)."""

    label: str | Promise
    value: str | Promise
    change_url: str = ""
    is_latin: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSection:
    """Answers that belong together, under a heading."""

    heading: str | Promise
    rows: tuple[AnswerRow, ...]
