"""The rulebook's trace in words. The core tells what a rule saw in a few fixed English forms; here they get a language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mapae.core.rulebook.assessment import TraceStep
from mapae.faces.officer.words import state_in_words

_DAY = r"\d{4}-\d{2}-\d{2}"


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One rule that was asked. `saw` is a sentence of the page's language if `is_translated`, else the core's own."""

    rule: str
    held: bool
    saw: str
    is_translated: bool


def trace_in_words(steps: tuple[TraceStep, ...]) -> tuple[TraceLine, ...]:
    """Every rule that was asked, those that held first."""
    lines = (_line(step) for step in steps)
    return tuple(sorted(lines, key=lambda line: not line.held))


def _line(step: TraceStep) -> TraceLine:
    for pattern, sentence in _FORMS:
        found = pattern.fullmatch(step.saw)
        if found:
            return TraceLine(step.rule, step.held, sentence(*found.groups()), True)
    return TraceLine(step.rule, step.held, step.saw, False)


def _day(written: str) -> str:
    return date_format(date.fromisoformat(written))


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = (
    (
        re.compile(rf"arrival ({_DAY}) is outside the rule's period"),
        lambda day: _("The arrival on %(day)s is outside the rule's period") % {"day": _day(day)},
    ),
    (
        re.compile(r"document type (\S+)"),
        lambda kind: _("The document is of type %(type)s") % {"type": kind},
    ),
    (
        re.compile(rf"nationality (\S+), arrival ({_DAY})"),
        lambda state, day: (
            _("Nationality %(state)s, arrival on %(day)s") % {"state": state_in_words(state), "day": _day(day)}
        ),
    ),
    (
        re.compile(r"nationality (\S+)"),
        lambda state: _("The rule does not name the nationality %(state)s") % {"state": state_in_words(state)},
    ),
    (
        re.compile(r"birth date not known, or after the arrival"),
        lambda: _("The date of birth is not known, or is after the arrival"),
    ),
    (
        re.compile(rf"age (\d+) on ({_DAY})"),
        lambda age, day: _("%(age)s years old on %(day)s") % {"age": age, "day": _day(day)},
    ),
    (
        re.compile(rf"age (\d+) to (\d+) on ({_DAY})"),
        lambda youngest, oldest, day: (
            _("Between %(youngest)s and %(oldest)s years old on %(day)s")
            % {"youngest": youngest, "oldest": oldest, "day": _day(day)}
        ),
    ),
)
