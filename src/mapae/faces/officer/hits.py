"""Hits on the page of a case: both sides beside each other, and the form in which an officer judges one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any  # Django's forms take whatever
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.core.documents.partial_date import PartialDate
from mapae.core.screening.hit import Judgement, Side, SideField
from mapae.faces.look.forms import LookForm, Radios
from mapae.faces.look.spoken import say_day
from mapae.faces.look.words import SEXES
from mapae.faces.officer.hit_words import ENDED, HIT_FIELDS, HIT_REASONS, JUDGEMENTS, LISTS, REPORTS, TONES
from mapae.faces.officer.words import state_in_words
from mapae.usecases.case_view import Case, HitSeen

_CODES: Mapping[SideField, Mapping[str, Promise]] = {
    SideField.SEX: SEXES,
    SideField.REPORT: REPORTS,
    SideField.ENDED: ENDED,
}
_DAYS = frozenset({SideField.REPORTED_ON, SideField.LIST_FROM, SideField.ENDED_ON})
_LATIN = frozenset({SideField.SURNAME, SideField.GIVEN_NAMES, SideField.DOCUMENT_NUMBER})
_STATES = frozenset({SideField.NATIONALITY, SideField.ISSUING_STATE})


class JudgementForm(LookForm):
    """What the officer makes of one hit; `seen` is the judgement that stood there."""

    name = "judgement"
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    judgement = forms.ChoiceField(
        label=_("Your judgement of this match"),
        help_text=_("What is ruled out does not come again for the same person, passport and entry."),
        choices=[(judgement.value, words) for judgement, words in JUDGEMENTS.items()],
        widget=Radios(),
        error_messages={"required": _("Choose what you make of this match")},
    )

    def __init__(self, *args: Any, hit: UUID, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"hit_{hit}_%s", **kwargs)
        self.hit = hit


@dataclass(frozen=True, slots=True)
class SideLine:
    """One field in words; `is_latin` for names and numbers. `differs` where both sides say something, and not the same."""

    field: str | Promise
    ours: str
    theirs: str
    is_latin: bool
    differs: bool


@dataclass(frozen=True, slots=True)
class HitLine:
    """A hit in words; `form` is None where nothing is to be judged any more."""

    hit: HitSeen
    list_name: str | Promise
    reasons: tuple[str, ...]
    sides: tuple[SideLine, ...]
    judgement: str | Promise
    tone: str
    form: JudgementForm | None


def hits(case: Case, sent: LookForm | None = None) -> tuple[HitLine, ...]:
    """Every possible match. `sent` is a judgement that could not be recorded."""
    return tuple(_line(case, hit, sent) for hit in case.hits)


def _line(case: Case, hit: HitSeen, sent: LookForm | None) -> HitLine:
    form = JudgementForm(hit=hit.id, initial={"seen": hit.judgement}) if case.may_be_judged else None
    if isinstance(sent, JudgementForm) and sent.hit == hit.id:
        form = sent
    judged = Judgement(hit.judgement) if hit.judgement else None
    return HitLine(
        hit=hit,
        list_name=LISTS[hit.list_kind],
        reasons=tuple(str(HIT_REASONS[reason]) for reason in hit.reasons),
        sides=tuple(_side(side) for side in hit.sides),
        judgement=JUDGEMENTS[judged] if judged else "",
        tone=TONES[judged] if judged else "",
        form=form,
    )


def _side(side: Side) -> SideLine:
    differs = bool(side.ours and side.theirs) and side.ours != side.theirs
    ours, theirs = _said(side.field, side.ours), _said(side.field, side.theirs)
    return SideLine(HIT_FIELDS[side.field], ours, theirs, side.field in _LATIN, differs)


def _said(field: SideField, value: str) -> str:
    if not value:
        return ""
    if field in _CODES:
        return str(_CODES[field][value])
    if field in _STATES:
        return state_in_words(value)
    if field in _DAYS:
        return say_day(date.fromisoformat(value))
    if field is SideField.BIRTH_DATE:
        birth = PartialDate.parse(value)
        return say_day(birth.earliest) if birth.is_whole else value
    return value
