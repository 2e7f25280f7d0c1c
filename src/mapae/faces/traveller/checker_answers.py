"""What the answer pages of «Do I need one?» show, made of what the rules say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any  # a template's context

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext

from mapae.core.rulebook.assessment import Requirement, Terms, Traveller
from mapae.core.rulebook.by_age import AgeBand
from mapae.core.rulebook.period import Period
from mapae.faces.look.questions.countries import name_of
from mapae.faces.look.questions.wording import LABELS
from mapae.faces.look.spoken import in_active_language, say_day, say_money, say_written_day
from mapae.faces.look.summary import AnswerRow
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.checker_words import (
    ANSWERS,
    CATEGORIES,
    FROM_THEN_ON,
    HEADINGS,
    IT_DEPENDS,
    OURS,
    say_ages,
    say_arrival,
)
from mapae.usecases.ask_the_rules import (
    DatedAnswer,
    NationalityTold,
    StayTold,
    Told,
    TravellerTold,
    today_at_destination,
)

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A sentence and where it was read, in the language it was written in (`source_language`)."""

    sentence: str
    source: str
    is_official: bool
    is_disputed: bool
    is_ours: bool
    is_published: bool
    source_language: str = "en"


@dataclass(frozen=True, slots=True)
class Row:
    """Arrival days and what holds for them."""

    days: str
    answer: str | Promise
    is_arrival: bool


def traveller_context(
    request: MapaeRequest, traveller: Traveller, told: TravellerTold, arrival: date | None = None
) -> Context:
    """One traveller's answer. Without an arrival day it is the one that holds on every day, or «it depends»."""
    today = today_at_destination(request.ports)
    chosen = told.on_arrival or (told.answers[0] if len({one.requirement for one in told.answers}) == 1 else None)
    requirement = chosen.requirement if chosen else None
    requirements = {one.requirement for one in told.answers} if chosen is None else {chosen.requirement}
    shown = told.answers if chosen is None else (chosen,)
    birth_is_whole = traveller.birth is None or traveller.birth.is_whole
    return {
        "heading": HEADINGS[requirement] if requirement else IT_DEPENDS,
        "sentences": _sentences(shown) if chosen else [],
        "rows": _rows(told.answers, arrival, today),
        "change": _change(told.answers, chosen, arrival),
        "is_unsure": any(_may_be_exempt(one) for one in shown),
        "is_weak": any(_is_weak(one.told) for one in shown),
        "is_disputed": any(_is_disputed(one.told) for one in shown),
        "is_birth_partial": not birth_is_whole,
        "may_need_visa": Requirement.OUTSIDE in requirements and not traveller.category,
        "may_apply": Requirement.REQUIRED in requirements,
        "is_exempt": Requirement.EXEMPT in requirements,
        "may_opt_in": any(one.may_opt_in for one in shown),
        "is_concerned": bool(requirements & {Requirement.REQUIRED, Requirement.EXEMPT}),
        "sources": _sources(one for answer in told.answers for one in answer.told),
        "given": _given(traveller, arrival),
        "back_url": reverse("checker_you" if traveller.birth else "checker_category", args=[traveller.nationality]),
        **_shared(request, traveller.nationality),
        **_terms(told.terms, told.stay),
    }


def nationality_context(request: MapaeRequest, told: NationalityTold) -> Context:
    """What is true of everybody with this passport."""
    today = today_at_destination(request.ports)
    requirements = {band.requirement for stretch in told.stretches for band in stretch.bands}
    return {
        "country": name_of(told.nationality),
        "nationality": told.nationality,
        "heading": HEADINGS[told.requirement] if told.requirement else gettext("Who needs an authorization"),
        "sentences": [in_active_language(one.texts) for one in told.told] if told.requirement else [],
        "stretches": [(say_arrival(stretch.days, today), _age_rows(stretch.bands)) for stretch in told.stretches],
        "others": [(name_of(code), reverse("checker_nationality", args=[code])) for code in told.other_passports],
        "may_need_visa": Requirement.OUTSIDE in requirements and not told.is_own_citizen,
        "may_apply": Requirement.REQUIRED in requirements,
        "is_exempt": Requirement.EXEMPT in requirements,
        "is_concerned": bool(requirements & {Requirement.REQUIRED, Requirement.EXEMPT}),
        "is_weak": any(_is_weak([one]) for one in told.told),
        "is_disputed": any(_is_disputed([one]) for one in told.told),
        "is_whole": told.is_whole,
        "sources": _sources(told.told),
        "back_url": reverse("checker"),
        **_shared(request, told.nationality),
        **_terms(told.terms, told.stay),
    }


def _sentences(answers: Iterable[DatedAnswer]) -> list[str]:
    return list(dict.fromkeys(in_active_language(one.texts) for answer in answers for one in answer.told))


def _rows(answers: Iterable[DatedAnswer], arrival: date | None, today: date) -> list[Row]:
    """One row for arrival days with the same requirement; none where all days have the same."""
    spans: list[tuple[Period, Requirement]] = []
    for one in answers:
        if spans and spans[-1][1] is one.requirement:
            spans[-1] = Period(spans[-1][0].first, one.days.last), one.requirement
        else:
            spans.append((one.days, one.requirement))
    return [
        Row(say_arrival(days, today), ANSWERS[requirement], arrival is not None and days.holds_on(arrival))
        for days, requirement in spans
        if len(spans) > 1
    ]


def _age_rows(bands: Iterable[AgeBand]) -> list[AnswerRow]:
    """One row for ages with the same requirement, whatever the reasons."""
    merged: list[AgeBand] = []
    for band in bands:
        if merged and merged[-1].requirement is band.requirement:
            merged[-1] = replace(merged[-1], last=band.last)
        else:
            merged.append(band)
    return [AnswerRow(say_ages(band), ANSWERS[band.requirement]) for band in merged]


def _change(answers: tuple[DatedAnswer, ...], chosen: DatedAnswer | None, arrival: date | None) -> str:
    """What is otherwise for later arrivals than the one asked about; "" if nothing is, or if all of it «depends»."""
    if chosen is None or arrival is None:
        return ""
    for later in answers:
        first = later.days.first
        if first and first > arrival and later.requirement is not chosen.requirement:
            return str(FROM_THEN_ON[later.requirement]) % {"day": say_day(first)}
    return ""


def _may_be_exempt(answer: DatedAnswer) -> bool:
    return answer.requirement is not Requirement.EXEMPT and Requirement.EXEMPT in answer.possible


def _is_weak(told: Sequence[Told]) -> bool:
    """Whether nothing official says it; a choice of ours is said to be one beside its source."""
    return bool(told) and all(one.confidence in ("medium", "low") and not one.source.startswith(OURS) for one in told)


def _is_disputed(told: Sequence[Told]) -> bool:
    return bool(told) and all(one.confidence == "low" for one in told)


def _sources(told: Iterable[Told]) -> list[SourceLine]:
    lines = (
        SourceLine(
            sentence=in_active_language(one.texts),
            source=one.source.removeprefix(OURS).strip(),
            is_official=one.confidence == "high",
            is_disputed=one.confidence == "low",
            is_ours=one.source.startswith(OURS),
            is_published=one.is_published,
        )
        for one in told
        if one.source or not one.is_published
    )
    return list(dict.fromkeys(lines))


def _given(traveller: Traveller, arrival: date | None) -> list[AnswerRow]:
    """The answers that this answer rests on, with the way to each question."""
    here = [traveller.nationality]
    rows = [AnswerRow(gettext("Passport"), name_of(traveller.nationality), reverse("checker"))]
    if traveller.category:
        label, change = gettext("Special document or situation"), reverse("checker_category", args=here)
        rows.append(AnswerRow(label, CATEGORIES[traveller.category], change))
    if traveller.birth:
        change = reverse("checker_you", args=here)
        day = say_day(arrival) if arrival else gettext("not known yet")
        rows.append(AnswerRow(LABELS["birth_date"], say_written_day(str(traveller.birth)), change))
        rows.append(AnswerRow(LABELS["arrival_day"], day, change))
    return rows


def _shared(request: MapaeRequest, nationality: str) -> Mapping[str, str]:
    path = reverse("checker_nationality", args=[nationality])
    return {"share_path": path, "share_address": f"{request.ports.public_url}{path}"}


def _terms(terms: Terms | None, stay: StayTold) -> Context:
    """Fee, validity and stay for both pages; without terms nobody can apply today."""
    fee = terms.fee if terms else None
    return {
        "has_terms": terms is not None,
        "fee": say_money(fee.total, fee.currency) if fee else "",
        "base": say_money(fee.base, fee.currency) if fee else "",
        "processing": say_money(fee.processing, fee.currency) if fee else "",
        "is_free": fee is None or fee.total == 0,
        "years": terms.validity_years if terms else 0,
        "stay_days": stay.days,
        "stay_source": stay.source,
        "is_stay_official": stay.confidence == "high",
    }
