"""Case tests of a rulebook: a person, a document and days, and what an official expects the rules to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any  # what a case expects is compared as it was written

from mapae.core.documents.partial_date import PartialDate, PartialDateProblem
from mapae.core.rulebook.assessment import Terms, Traveller
from mapae.core.rulebook.everything import Evaluation, evaluate
from mapae.core.rulebook.model import PARTS, Rulebook, in_force
from mapae.core.rulebook.parts import CATEGORIES, PURPOSES
from mapae.core.rulebook.terms import (
    NoTerms,
    PastApplication,
    blocked_on,
    board_check_rule,
    change_means,
    grounds_for,
    retention_days,
)
from mapae.core.rulebook.written import Entry, entries

NOT_CONFIRMED = "not_confirmed"
NO_TERM = "no_term"
_PERSON = (
    "nationality", "birth_date", "document_type", "issuing_state", "document_expiry", "category", "purpose", "port",
    "which_passport",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One case; `expected` holds only what is to be compared, and `rules` are those that it is about."""

    name: str
    place: str
    traveller: Traveller
    arrival: date
    applied: date
    past: tuple[PastApplication, ...]
    switches: Mapping[str, bool]
    expected: Mapping[str, Any]
    rules: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What a case expects and what the rules say instead."""

    case: str
    place: str
    about: str
    expected: object
    found: object

    def __str__(self) -> str:
        return f"{self.place}: «{self.case}»: {self.about} should be {self.expected!r}; the rules say {self.found!r}"


def read_cases(written: Mapping[str, Any]) -> tuple[Case, ...]:
    """The cases of one file. Raises RulebookProblem."""
    keys = ("name", "person", "arrival", "applied", "history", "switches", "expect")
    return tuple(_case(entry) for entry in entries(written, "cases", keys))


def _case(entry: Entry) -> Case:
    entry.name = entry.text("name", "A case is named by a sentence that an official reads")
    expect = entry.inner("expect", {*_FINDERS, "rules"})
    arrival = entry.day("arrival")
    expected = {key: _expected(expect, key) for key in _FINDERS if expect.has(key)}
    if not expected:
        raise entry.problem("«expect» says nothing that could be wrong. Say at least the requirement")
    return Case(
        name=entry.name,
        place=entry.place,
        traveller=_person(entry),
        arrival=arrival,
        applied=entry.day("applied") if entry.has("applied") else arrival,
        past=tuple(_past(entry)),
        switches=_switches(entry),
        expected=expected,
        rules=frozenset(expect.strings("rules")) if expect.has("rules") else frozenset(),
    )


def _expected(expect: Entry, key: str) -> Any:
    """What a case expects, in the shape that `judge` compares."""
    value = expect.raw(key)
    if key in _LISTS and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        raise expect.problem(f"«{key}» must be a list of codes, and may be []; it is {value!r}")
    if key in _MAPPINGS and not isinstance(value, Mapping):
        raise expect.problem(f"«{key}» says what is expected of each, as {{name: value}}; it is {value!r}")
    return value


def _switches(entry: Entry) -> dict[str, bool]:
    written = entry.raw("switches") if entry.has("switches") else {}
    if not isinstance(written, Mapping) or not all(isinstance(value, bool) for value in written.values()):
        raise entry.problem(f"«switches» says which are on and off, as {{name: true}}; it is {written!r}")
    return dict(written)


def _person(entry: Entry) -> Traveller:
    person = entry.inner("person", _PERSON)
    expiry = person.raw("document_expiry")
    return Traveller(
        nationality=person.state("nationality", "Leave it out where it is unknown")
        if person.has("nationality")
        else "",
        birth=_birth(person),
        document_type=person.text("document_type") if person.has("document_type") else "P",
        issuing_state=person.text("issuing_state") if person.has("issuing_state") else None,
        document_expiry=person.day("document_expiry") if expiry is not None else None,
        category=person.choice("category", CATEGORIES) if person.has("category") else "",
        purpose=person.choice("purpose", PURPOSES) if person.has("purpose") else "",
        port=person.text("port") if person.has("port") else "",
        which_passport=person.text("which_passport") if person.has("which_passport") else "",
    )


def _birth(person: Entry) -> PartialDate | None:
    written = person.raw("birth_date")
    if written is None:
        return None
    try:
        return PartialDate.parse(str(written))
    except PartialDateProblem as problem:
        raise person.problem(f"«birth_date» is written like 1990-05-05 or 1990-XX-XX; it is {written!r}") from problem


def _past(entry: Entry) -> Iterator[PastApplication]:
    history = entry.raw("history") if entry.has("history") else []
    if not isinstance(history, list):
        raise entry.problem(f"«history» is a list of earlier applications; it is {history!r}")
    for one in history:
        past = entry.of("history", one, {"submitted", "result", "correction"})
        result = past.day("result") if past.has("result") else None
        yield PastApplication(past.day("submitted"), result, past.text("correction") if past.has("correction") else "")


@dataclass(frozen=True, slots=True)
class _Said:
    """All that the rules say of a case."""

    rulebook: Rulebook
    case: Case
    told: Evaluation

    @property
    def terms(self) -> Terms:
        if self.told.terms is None:
            raise NoTerms(f"nobody can apply on {self.case.applied}")
        return self.told.terms


def judge(rulebook: Rulebook, case: Case) -> tuple[Mismatch, ...]:
    """Everything in which the rules say other than the case expects; empty if they agree."""
    said = _Said(rulebook, case, evaluate(rulebook, case.traveller, case.arrival, case.applied))
    found = []
    for about, expected in case.expected.items():
        wanted, told = _comparable(about, expected), _told(said, about, expected)
        if wanted != told:
            found.append(Mismatch(case.name, case.place, about, wanted, told))
    spoken = _spoken(said)
    if case.rules - spoken:
        found.append(Mismatch(case.name, case.place, "rules", sorted(case.rules), sorted(spoken)))
    return tuple(found)


def _comparable(about: str, expected: object) -> object:
    return sorted(expected) if isinstance(expected, list) else expected


def _told(said: _Said, about: str, expected: Any) -> object:
    try:
        return _FINDERS[about](said, expected)
    except NoTerms as problem:
        return str(problem)


def _spoken(said: _Said) -> frozenset[str]:
    blocked = blocked_on(said.rulebook, said.case.past, said.case.applied)
    return said.told.rules | ({blocked.rule} if blocked else frozenset())


def _grounds(said: _Said, expected: list[str]) -> list[str]:
    """Those of the expected ones that are grounds for refusing: a case need not list all."""
    given = {ground.code for ground in grounds_for(said.rulebook, "refuse", said.case.applied)}
    return sorted(given & set(expected))


def _retention(said: _Said, expected: Mapping[str, object]) -> dict[str, object]:
    found = {of: retention_days(said.rulebook, of, said.case.applied) for of in expected}
    return {of: NO_TERM if days is None else days for of, days in found.items()}


def _blocked_until(said: _Said, expected: object) -> date | None:
    blocked = blocked_on(said.rulebook, said.case.past, said.case.applied)
    return blocked.until if blocked else None


def _disclosure(said: _Said, expected: object) -> str | None:
    """None where no rule speaks: then nothing is told either, but nobody decided so."""
    is_decided = in_force(said.rulebook.disclosures, said.case.applied)
    return said.told.disclosure if is_decided else None


def _grace(said: _Said, expected: object) -> int | None:
    rule = board_check_rule(said.rulebook, said.case.arrival)
    return rule.delay_grace_hours if rule else None


_FINDERS: Mapping[str, Callable[[_Said, Any], object]] = {
    "requirement": lambda said, _: said.told.assessment.requirement.value,
    "reasons": lambda said, _: sorted({reason.code for reason in said.told.assessment.reasons}),
    "obstacles": lambda said, _: sorted({reason.code for reason in said.told.assessment.obstacles}),
    "questions": lambda said, _: sorted(said.told.assessment.questions),
    "fee": lambda said, _: said.terms.fee.total,
    "currency": lambda said, _: said.terms.fee.currency,
    "years": lambda said, _: said.terms.validity_years,
    "valid_until": lambda said, _: said.told.valid_until,
    "stay": lambda said, _: NOT_CONFIRMED if said.told.stay.days is None else said.told.stay.days,
    "opt_in": lambda said, _: said.told.may_opt_in,
    "asks_portrait": lambda said, _: said.terms.asks_portrait,
    "may_be_unknown": lambda said, _: sorted(said.terms.may_be_unknown),
    "organisations": lambda said, _: {limit.organisation: limit.people for limit in said.terms.groups},
    "blocked_until": _blocked_until,
    "changes": lambda said, expected: {
        field: change_means(said.rulebook, field, said.case.applied) for field in expected
    },
    "grounds": _grounds,
    "disclosure": _disclosure,
    "four_eyes": lambda said, _: sorted(said.told.four_eyes),
    "retention": _retention,
    "lapse_days": lambda said, _: said.terms.lapse_days,
    "delay_grace_hours": _grace,
}


_LISTS = frozenset({"reasons", "obstacles", "questions", "grounds", "four_eyes", "may_be_unknown"})
_MAPPINGS = frozenset({"organisations", "changes", "retention"})


def without(rulebook: Rulebook, rule_id: str) -> Rulebook:
    """The same rules but for one."""
    kept: dict[str, Any] = {
        part: tuple(rule for rule in getattr(rulebook, part) if rule.id != rule_id) for part in PARTS
    }
    return replace(rulebook, **kept)


def untested_rules(rulebook: Rulebook, cases: Sequence[Case]) -> tuple[str, ...]:
    """The rules that could be removed without any case noticing in what it expects, beside naming them.

    Cases under other switches are none of this rulebook's, and say nothing.
    """
    cases, found = [case for case in cases if not judge(rulebook, case)], []
    for rule in rulebook.rules():
        less = without(rulebook, rule.id)
        likely_first = sorted(cases, key=lambda case: rule.id not in case.rules)
        if not any(_notices(less, case) for case in likely_first):
            found.append(rule.id)
    return tuple(found)


def _notices(less: Rulebook, case: Case) -> bool:
    return any(mismatch.about != "rules" for mismatch in judge(less, case))
