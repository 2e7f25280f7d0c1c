"""What the rules say to somebody who has told us nothing else. It only reads: nothing is stored, and nobody is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mapae.core.application.answers import AnswerProblem, problems_in
from mapae.core.documents.states import canonical_state, is_state_code
from mapae.core.rulebook.assessment import Reason, Requirement, Stay, Terms, Traveller
from mapae.core.rulebook.by_age import VALID_PASSPORT, Stretch, by_age
from mapae.core.rulebook.coming import ComingChange, coming_change
from mapae.core.rulebook.conditions import Claimed
from mapae.core.rulebook.evaluation import derived, stay_on
from mapae.core.rulebook.everything import evaluate, find_terms
from mapae.core.rulebook.intervals import intervals
from mapae.core.rulebook.model import UNPUBLISHED, Confidence, FeeRule, Rulebook
from mapae.core.rulebook.parts import CATEGORIES
from mapae.core.rulebook.period import Period
from mapae.core.rulebook.terms import board_check_rule
from mapae.usecases.answer import situation
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import rulebook_in_force

# As far ahead as an application may name its arrival.
_HORIZON = timedelta(days=3 * 366)
_ANNOUNCED_DAYS = 60
MANY = 10  # nationalities; a change for fewer is told to those whom it concerns


class UnknownNationality(LookupError):
    """No travel document has this code."""


@dataclass(frozen=True, slots=True)
class Told:
    """A rule's reason: its sentence by language, where it was read, and how far that is to be trusted.

    `source` is "" where nothing can be named: no rule speaks, or the rule is not published (`is_published`).
    """

    texts: Mapping[str, str]
    source: str
    confidence: Confidence | None
    is_published: bool = True


@dataclass(frozen=True, slots=True)
class DatedAnswer:
    """What holds for arrivals on these days. More than one `possible` requirement: something is not wholly known."""

    days: Period
    requirement: Requirement
    possible: tuple[Requirement, ...]
    told: tuple[Told, ...]
    may_opt_in: bool


@dataclass(frozen=True, slots=True)
class StayTold:
    """`days` None: no source confirms how long. `source` and `confidence` are those of the rule that says it."""

    days: int | None
    source: str
    confidence: Confidence | None


@dataclass(frozen=True, slots=True)
class TravellerTold:
    """`answers` from today on, as far as arrivals can be told; `on_arrival` is None where no day was named.

    `terms` are those of an application of today, None while nobody can apply.
    """

    answers: tuple[DatedAnswer, ...]
    on_arrival: DatedAnswer | None
    stay: StayTold
    terms: Terms | None

    @property
    def is_settled(self) -> bool:
        """Whether nothing that is still unknown could change any of the answers."""
        return all(len(answer.possible) == 1 for answer in self.answers)


@dataclass(frozen=True, slots=True)
class NationalityTold:
    """What is true of everybody with an ordinary passport of this nationality.

    `other_passports` look alike and count as other nationalities. `is_whole` False: further rules are in force that are
    not published, so that one person may be told otherwise.
    """

    nationality: str
    stretches: tuple[Stretch, ...]
    told: tuple[Told, ...]
    stay: StayTold
    terms: Terms | None
    other_passports: tuple[str, ...]
    is_own_citizen: bool
    is_whole: bool

    @property
    def requirement(self) -> Requirement | None:
        """The one that holds on every day and at any age; None if there are several."""
        found = {band.requirement for stretch in self.stretches for band in stretch.bands}
        return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class OptingIn:
    """What it means to apply although one is exempt. `refusal_counts`: a refusal then outweighs the exemption."""

    terms: Terms | None
    refusal_counts: bool


def nationality_of(ports: Ports, code: str) -> str:
    """The code as passports have it. Raises UnknownNationality."""
    if not is_state_code(code, is_demonstration=ports.is_demonstration):
        raise UnknownNationality(code)
    return canonical_state(code)


def about_nationality(ports: Ports, nationality: str) -> NationalityTold:
    """The shareable answer: nothing but the nationality is looked at, and no unpublished rule."""
    book, today = _book_and_day(ports)
    stretches = by_age(book.published, nationality, today)
    reasons = dict.fromkeys(reason for stretch in stretches for band in stretch.bands for reason in band.reasons)
    return NationalityTold(
        nationality=nationality,
        stretches=stretches,
        told=_told(book, reasons),
        stay=_stay(book, stay_on(book, nationality, today)),
        terms=find_terms(book, today),
        other_passports=_other_passports(book, nationality, today),
        is_own_citizen=nationality in book.destination,
        is_whole=not book.has_unpublished,
    )


def about_traveller(ports: Ports, traveller: Traveller, arrival: date | None) -> TravellerTold:
    """One traveller's answer, with all rules. A passport whose expiry is unknown is taken for valid."""
    book, today = _book_and_day(ports)
    if traveller.document_expiry is None:
        traveller = replace(traveller, document_expiry=VALID_PASSPORT)
    known, _ = derived(book, traveller, arrival or today)
    stretches = (_as_far_as_told(one.days, today) for one in intervals(book, traveller, today))
    return TravellerTold(
        answers=tuple(_answer(book, traveller, days, today) for days in stretches if days),
        on_arrival=_answer(book, traveller, Period(arrival, arrival), today) if arrival else None,
        stay=_stay(book, stay_on(book, known.nationality, arrival or today)),
        terms=find_terms(book, today),
    )


def list_passports(ports: Ports, nationality: str) -> tuple[str, ...]:
    """The nationalities that a document of this one may stand for, itself first; empty where it is plain."""
    book, today = _book_and_day(ports)
    others = _other_passports(book, nationality, today)
    return (nationality, *others) if others else ()


def list_categories(ports: Ports) -> tuple[str, ...]:
    """The special documents and situations that some rule asks about, in the order of the core's list."""
    book = rulebook_in_force(ports)
    rules = book.published.requirements
    claims = (one for rule in rules for one in rule.conditions if isinstance(one, Claimed))
    asked = {value for claim in claims if claim.name == "category" for value in claim.values}
    return tuple(category for category in CATEGORIES if category in asked)


def has_unpublished_rules(ports: Ports) -> bool:
    """Whether more rules are in force than those that are published."""
    return rulebook_in_force(ports).has_unpublished


def check_data(ports: Ports, raw: Mapping[str, str], fields: Iterable[str]) -> list[AnswerProblem]:
    """What is wrong with a birth date or an arrival day as typed, by the same checks as an application's."""
    return problems_in(raw, fields, situation(ports))


def find_coming_change(ports: Ports) -> ComingChange | None:
    """The next day within sixty on which the requirement changes for many nationalities."""
    book, today = _book_and_day(ports)
    return coming_change(book, today, _ANNOUNCED_DAYS, MANY)


def today_at_destination(ports: Ports) -> date:
    return _book_and_day(ports)[1]


def list_fees(ports: Ports) -> tuple[FeeRule, ...]:
    """The fee rules of today and of later, by the days of submission."""
    book, today = _book_and_day(ports)
    living = (rule for rule in book.fees if rule.in_force.last is None or today <= rule.in_force.last)
    return tuple(sorted(living, key=lambda rule: rule.in_force.first or date.min))


def about_opting_in(ports: Ports) -> OptingIn:
    """For an application of today and arrivals of today."""
    book, today = _book_and_day(ports)
    rule = board_check_rule(book, today)
    return OptingIn(find_terms(book, today), rule is not None and rule.refusal_overrides_exemption)


def _book_and_day(ports: Ports) -> tuple[Rulebook, date]:
    book = rulebook_in_force(ports)
    return book, day_at(ports.clock.now(), book)


def _as_far_as_told(days: Period, today: date) -> Period | None:
    """The arrival days that an application could name; None if there are none. A birthday of a far year ends nothing."""
    furthest = today + _HORIZON
    if days.first is None or days.first > furthest:
        return None
    return Period(days.first) if days.last and days.last > furthest else days


def _answer(book: Rulebook, traveller: Traveller, days: Period, today: date) -> DatedAnswer:
    assert days.first is not None
    found = evaluate(book, traveller, days.first, today)
    told = found.assessment
    reasons = (*told.reasons, *(one for one in told.obstacles if one not in told.reasons))
    return DatedAnswer(days, told.requirement, told.possible, _told(book, reasons), found.may_opt_in)


def _told(book: Rulebook, reasons: Iterable[Reason]) -> tuple[Told, ...]:
    rules = {rule.id: rule for rule in book.requirements if rule.is_published}
    found = []
    for reason in reasons:
        rule = rules.get(reason.rule)
        found.append(
            Told(
                texts=book.said(reason.code),
                source=rule.source if rule else "",
                confidence=rule.confidence if rule else None,
                is_published=reason.code != UNPUBLISHED,
            )
        )
    return tuple(found)


def _stay(book: Rulebook, stay: Stay) -> StayTold:
    rule = next((rule for rule in book.stays if rule.id == stay.rule), None)
    return StayTold(stay.days, stay.source, rule.confidence if rule else None)


def _other_passports(book: Rulebook, nationality: str, day: date) -> tuple[str, ...]:
    rules = (rule for rule in book.derivations if rule.nationality == nationality and rule.in_force.holds_on(day))
    return tuple(reading for rule in rules for reading in rule.readings)
