"""The rules as a feed for machines: everything that is public, for every nationality, without a question about anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mapae.core.rulebook.assessment import Stay, Terms
from mapae.core.rulebook.by_age import Stretch, by_age
from mapae.core.rulebook.evaluation import stay_on
from mapae.core.rulebook.everything import find_terms
from mapae.core.rulebook.model import Rulebook
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import rulebook_in_force


@dataclass(frozen=True, slots=True)
class NationalityRules:
    """`other_passports` are nationalities that documents of this one may stand for; their holders are asked which."""

    nationality: str
    stretches: tuple[Stretch, ...]
    stay: Stay
    other_passports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedRules:
    """`day` is today at the destination, `terms` those of an application of that day, None while nobody can apply.

    `book` has no unpublished rule; `is_complete` False: there are some beside it.
    """

    book: Rulebook
    day: date
    terms: Terms | None
    is_complete: bool

    @property
    def key(self) -> tuple[str, date]:
        """The same key means the same content."""
        return self.book.version, self.day


def published_rules(ports: Ports) -> PublishedRules:
    """What is in force now. Raises RulebookProblem."""
    book = rulebook_in_force(ports)
    day = day_at(ports.clock.now(), book)
    return PublishedRules(book.published, day, find_terms(book, day), not book.has_unpublished)


def list_nationalities(rules: PublishedRules) -> tuple[NationalityRules, ...]:
    """Every nationality that a rule names, by code. Whoever is not among them is outside."""
    derived = {rule.nationality for rule in rules.book.derivations}
    return tuple(_of(rules, nationality) for nationality in sorted(rules.book.named | derived))


def _of(rules: PublishedRules, nationality: str) -> NationalityRules:
    asked = (one for one in rules.book.derivations if one.nationality == nationality)
    return NationalityRules(
        nationality=nationality,
        stretches=by_age(rules.book, nationality, rules.day),
        stay=stay_on(rules.book, nationality, rules.day),
        other_passports=tuple(reading for one in asked if one.in_force.holds_on(rules.day) for reading in one.readings),
    )
