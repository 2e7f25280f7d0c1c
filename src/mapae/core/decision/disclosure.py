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


def told_of_refusal(rulebook: Rulebook, codes: Iterable[str], decided_on: date) -> Told:
    """What the disclosure in force on the day of the decision lets the applicant know. Same sentences are said once."""
    given = frozenset(codes)
    grounds = [ground for ground in grounds_for(rulebook, "refuse", decided_on) if ground.code in given]
    disclosure = disclosure_on(rulebook, decided_on)
    categories = rulebook.ground_categories or {}
    told: list[ToldGround] = []
    for ground in grounds if disclosure != "none" else ():
        texts = ground.texts if disclosure == "full" else categories[ground.category]
        one = ToldGround(texts, ground.mend)
        if one not in told:
            told.append(one)
    return Told(tuple(told), all(ground.visa_route for ground in grounds))
