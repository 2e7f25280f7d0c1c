"""Answers of an application as the page's language says them."""

from __future__ import annotations

from django.utils.translation import gettext

from mapae.faces.look.questions.countries import name_of
from mapae.faces.look.questions.forms import BOXES, DAYS
from mapae.faces.look.questions.wording import APPLYING_FOR, YES_NO, Words
from mapae.faces.look.spoken import say_written_day
from mapae.faces.look.words import EMPLOYMENTS, PURPOSES, RELATIONS, SEXES

_STATES = frozenset({"nationality", "issuing_state", "other_nationality"})
_UNKNOWN = frozenset({"arrival_unknown", "stay_unknown"})
_CHOICES: dict[str, Words] = {
    "applying_for": APPLYING_FOR,
    "representative_relation": RELATIONS,
    "sex": SEXES,
    "purpose": PURPOSES,
    "employment": EMPLOYMENTS,
    "has_other_nationality": YES_NO,
    "has_visited_before": YES_NO,
    "has_criminal_record": YES_NO,
    "has_infectious_disease": YES_NO,
    "was_refused_entry": YES_NO,
}


def say_answer(name: str, raw: str) -> str:
    """One answer; what no choice and no date has is shown as typed."""
    if name in DAYS:
        return say_written_day(raw)
    if name in _STATES:
        return name_of(raw) if raw else ""
    if name in BOXES and raw:
        return gettext("Not known yet") if name in _UNKNOWN else gettext("Confirmed")
    return str(_CHOICES[name].get(raw, raw)) if name in _CHOICES else raw.strip()
