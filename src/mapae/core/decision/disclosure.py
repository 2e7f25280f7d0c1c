"""What an applicant is told of a refusal: nothing, the category, or the ground itself, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mapae.core.rulebook.model import Ground, Rulebook
from mapae.core.rulebook.terms import disclosure_on, grounds_for


@dataclass(frozen=True, slots=True)
class ToldGround:
    """Texts by language: why, and how to mend it (empty where the rulebook discloses nothing of it)."""

    texts: Mapping[str, str]
    mend: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """All that an applicant hears of a refusal. `has_visa_route`: a visa application is a way that is open."""

    grounds: tuple[ToldGround, ...]
    has_visa_route: bool


class NoSuchGround(ValueError):
    """The code is no ground for this act on that day; an officer may cite only what the rulebook lists."""


def require_grounds(rulebook: Rulebook, act: str, codes: Sequence[str], day: date) -> tuple[Ground, ...]:
    """The grounds of these codes, in the rulebook's order. Raises NoSuchGround, also for no code at all."""
    known = grounds_for(rulebook, act, day)
    unknown = set(codes) - {ground.code for ground in known}
    if unknown or not codes:
        raise NoSuchGround(", ".join(sorted(unknown)) or "no ground")
    return tuple(ground for ground in known if ground.code in codes)


def told_of_refusal(rulebook: Rulebook, codes: Iterable[str], decided_on: date, act: str = "refuse") -> Told:
    """What the disclosure in force on the day of the decision lets the applicant know. Same sentences are said once.

    A revocation and an annulment, by their `act`, are told of as a refusal is.

    Under `none` nothing depends on the grounds, and under `category` nothing that differs within one.
    """
    given = frozenset(codes)
    every = grounds_for(rulebook, act, decided_on)
    cited = [ground for ground in every if ground.code in given]
    disclosure = disclosure_on(rulebook, decided_on)
    if disclosure == "full":
        grounds = [ToldGround(ground.texts, ground.mend) for ground in cited]
        return Told(_each_once(grounds), all(ground.visa_route for ground in cited))
    if disclosure == "category":
        named = {ground.category for ground in cited}
        categories = rulebook.ground_categories or {}
        grounds = [ToldGround(one.texts, one.mend) for code, one in categories.items() if code in named]
        return Told(_each_once(grounds), all(one.visa_route for one in every if one.category in named))
    return Told((), True)


def _each_once(grounds: Iterable[ToldGround]) -> tuple[ToldGround, ...]:
    told: list[ToldGround] = []
    for ground in grounds:
        if ground not in told:
            told.append(ground)
    return tuple(told)
