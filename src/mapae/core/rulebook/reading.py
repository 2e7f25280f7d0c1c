"""From the files of a rulebook, as plain mappings, to the model.

A rule without source, period, moment or confidence does not load, nor one that no case names. All faults are told at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from itertools import combinations
from typing import Any, TypeVar  # what a file holds is unknown until it is read here
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mapae.core.rulebook import parts as part
from mapae.core.rulebook.evaluation import NO_RULE
from mapae.core.rulebook.model import PARTS, UNPUBLISHED, Choices, GroundCategory, Rule, Rulebook
from mapae.core.rulebook.parts import Lists, NamedList, Part
from mapae.core.rulebook.written import Entry, Fault, RulebookProblem, entries

_T = TypeVar("_T")
_R = TypeVar("_R", bound=Rule)
_HEAD = ("programme", "zone", "destination")
_KEYS = frozenset({*_HEAD, *PARTS, "switches", "lists", "categories", "reasons", "unpublished"})


def read_rulebook(
    written: Mapping[str, Any], version: str, choices: Choices, tested_rules: Set[str] | None = None
) -> Rulebook:
    """The model of a rulebook's files, merged into one mapping of parts.

    `tested_rules` are the ids that the cases name; None for a version that was checked when it was stored.
    Raises RulebookProblem.
    """
    reading = _Reading(written, choices)
    book = reading.rulebook(version)
    reading.judge(book, tested_rules)
    return replace(book, left_out=frozenset(reading.left_out))


class _Reading:
    """One reading; faults are gathered until the end."""

    def __init__(self, written: Mapping[str, Any], choices: Choices) -> None:
        self.written = written
        self.choices = choices
        self.faults: list[Fault | str] = []
        self.left_out: set[str] = set()
        self.undecided: list[str] = []
        self.lists: Lists = self._gather(self._read_lists) or {}
        self.switches = self._gather(self._read_switches) or {}

    def rulebook(self, version: str) -> Rulebook:
        self._gather(self._refuse_unknown_parts)
        head = Entry({"id": "the rulebook", **{key: self.written.get(key) for key in _HEAD}}, "the rulebook")
        requirements = self._part(part.REQUIREMENTS)
        unpublished = Part("unpublished", part.REQUIREMENTS.rule_keys, part.REQUIREMENTS.read)
        return Rulebook(
            programme=self._gather(lambda: head.text("programme")) or "",
            version=version,
            zone=self._gather(lambda: _zone(head)) or ZoneInfo("UTC"),
            destination=frozenset(self._gather(lambda: head.states("destination")) or ()),
            requirements=(
                *requirements, *(replace(rule, is_published=False) for rule in self._part(unpublished)),
            ),
            derivations=self._part(part.DERIVATIONS),
            stays=self._part(part.STAYS),
            fees=self._part(part.FEES),
            validities=self._part(part.VALIDITIES),
            caps=self._part(part.CAPS),
            opt_ins=self._part(part.OPT_INS),
            forms=self._part(part.FORMS),
            groups=self._part(part.GROUPS),
            changes=self._part(part.CHANGES),
            disclosures=self._part(part.DISCLOSURES_PART),
            four_eyes=self._part(part.FOUR_EYES),
            retentions=self._part(part.RETENTIONS),
            lapses=self._part(part.LAPSES),
            board_checks=self._part(part.BOARD_CHECKS),
            grounds=self._part(part.GROUNDS),
            ground_categories=self._gather(self._categories) or {},
            reason_texts=self._gather(lambda: self._texts("reasons")) or {},
        )  # fmt: skip

    def judge(self, book: Rulebook, tested_rules: Set[str] | None) -> None:
        """Raises RulebookProblem with all that was wrong."""
        self._judge_names(book)
        self._judge_times(book)
        self._judge_choices(book)
        if tested_rules is not None:
            for rule in book.rules():
                if rule.id not in tested_rules and getattr(rule, "is_published", True):
                    self._fault(rule, "no case names it. Add one under cases/ whose outcome it decides")
        if self.faults:
            raise RulebookProblem(*self.faults)

    def _part(self, wanted: Part[_R]) -> tuple[_R, ...]:
        found: list[_R] = []
        given = self._gather(
            lambda: list(
                entries(self.written, wanted.key, wanted.rule_keys, may_lack=wanted.may_lack, faults=self.faults)
            )
        )
        for entry in given or ():
            rule = self._gather(lambda entry=entry: self._taken(wanted, entry))  # type: ignore[misc]
            if rule is not None:
                found.append(rule)
        return tuple(found)

    def _taken(self, wanted: Part[_R], entry: Entry) -> _R | None:
        rule = wanted.read(entry, self.lists)
        return rule if self._is_taken(entry, rule) else None

    def _is_taken(self, entry: Entry, rule: Rule) -> bool:
        """Whether switch and operator leave the rule in; a doubtful one nobody decided on is noted."""
        if entry.has("switch"):
            switch = entry.text("switch", "It is the name of a switch")
            if switch not in self.switches:
                self.faults.append(
                    Fault(entry.place, entry.name, f"there is no switch {switch!r}. Declare it in «switches»")
                )
            if not self.switches.get(switch, False):
                self.left_out.add(rule.id)
                return False
        if rule.confidence != "low":
            return True
        if rule.id not in self.choices.rejected:
            if self.choices.accepted is None or rule.id in self.choices.accepted:
                return True
            self.undecided.append(rule.id)
        self.left_out.add(rule.id)
        return False

    def _judge_choices(self, book: Rulebook) -> None:
        if self.undecided:
            names = ",".join(sorted(self.undecided))
            self.faults.append(
                f"rules on weak sources (confidence: low) do not load in service until somebody decides on each: {names}. "
                "Confirm them with the competent authority, then accept them by name, MAPAE_ACCEPTED_RULES=..., or leave "
                "them out by name, MAPAE_REJECTED_RULES=..."
            )
        known = {rule.id for rule in book.rules()} | self.left_out
        for name in sorted((self.choices.accepted or frozenset()) | self.choices.rejected):
            if name not in known:
                self.faults.append(f"{name}: there is no rule of this name to accept or reject. Correct the setting")
        for name in sorted(self.choices.rejected & (self.choices.accepted or frozenset())):
            self.faults.append(f"{name} is both accepted and rejected. Take it out of one of the settings")
        for rule in book.rules():
            if rule.id in self.choices.rejected:
                text = f"its confidence is {rule.confidence}, so it is in force and cannot be left out"
                self._fault(rule, f"{text}. Take it out of MAPAE_REJECTED_RULES")

    def _judge_names(self, book: Rulebook) -> None:
        times = Counter(rule.id for rule in book.rules())
        seen = set[str]()
        for rule in book.rules():
            if times[rule.id] > 1 and rule.id in seen:
                self._fault(rule, "a rule of this id stands here a second time. Give each its own")
            seen.add(rule.id)
            if book.programme and not rule.id.startswith(f"{book.programme}."):
                self._fault(rule, f"its id must begin with {book.programme}., the programme it belongs to")
        said, categories = book.reason_texts or {}, book.ground_categories or {}
        for code in (NO_RULE.code, UNPUBLISHED):
            if code not in said:
                self.faults.append(f"the rulebook: «reasons» does not say {code}. Say it in every language")
        for rule in book.requirements:
            if rule.code not in said:
                self._fault(rule, f"«reasons» does not say its code {rule.code}. Say it there in every language")
        for ground in book.grounds:
            if ground.category not in categories:
                self._fault(ground, f"there is no category {ground.category!r}. Declare it in «categories»")

    def _judge_times(self, book: Rulebook) -> None:
        """Where one rule alone may speak, no two do on the same day."""
        for rules in (book.fees, book.validities, book.lapses, book.disclosures, book.board_checks):
            for one, other in combinations(rules, 2):
                self._refuse_overlap(one, other, "")
        for speaking in _spoken_of(book):
            for (first, firsts), (second, seconds) in combinations(speaking, 2):
                both = ", ".join(sorted(firsts & seconds))
                if both:
                    self._refuse_overlap(first, second, f" for {both}")

    def _refuse_overlap(self, one: Rule, other: Rule, what: str) -> None:
        if one.in_force.overlaps(other.in_force):
            self._fault(
                other, f"{one.id} is in force on some of the same days{what}. End the one before the other begins"
            )

    def _fault(self, rule: Rule, text: str) -> None:
        self.faults.append(Fault(rule.line, rule.id, text))

    def _gather(self, read: Callable[[], _T]) -> _T | None:
        try:
            return read()
        except RulebookProblem as problem:
            self.faults.extend(problem.faults)
            return None

    def _refuse_unknown_parts(self) -> None:
        for key in self.written:
            if key not in _KEYS:
                raise RulebookProblem(
                    f"the rulebook: «{key}» is no part of one. It may have {', '.join(sorted(_KEYS))}"
                )

    def _read_lists(self) -> Lists:
        keys = ("id", "nationalities", "source", "confidence", "note")
        found: dict[str, NamedList] = {}
        for entry in entries(self.written, "lists", keys, may_lack=True):
            entry.text("source")
            if entry.name in found:
                raise entry.problem("a list of this id stands here a second time. Give each its own")
            found[entry.text("id")] = NamedList(frozenset(entry.states("nationalities")), part.confidence_of(entry))
        return found

    def _read_switches(self) -> dict[str, bool]:
        found: dict[str, bool] = {}
        for entry in entries(self.written, "switches", ("id", "default", "in_demonstration", "source"), may_lack=True):
            entry.text("source")
            key = "in_demonstration" if self.choices.is_demonstration else "default"
            if entry.name in found:
                raise entry.problem("a switch of this id stands here a second time. Give each its own")
            found[entry.text("id")] = entry.truth(key)
        turned = self.choices.switches or {}
        for name in turned:
            if name not in found:
                raise RulebookProblem(
                    f"{name}: there is no such switch. The rulebook has {', '.join(sorted(found)) or 'none'}"
                )
        return found | dict(turned)

    def _categories(self) -> dict[str, GroundCategory]:
        given = entries(self.written, "categories", ("code", "texts", "mend"), may_lack=True)
        return {one.text("code"): GroundCategory(one.languages("texts"), one.languages("mend")) for one in given}

    def _texts(self, key: str) -> dict[str, Mapping[str, str]]:
        found: dict[str, Mapping[str, str]] = {}
        for entry in entries(self.written, key, ("code", "texts"), may_lack=True):
            if entry.name in found:
                raise entry.problem("this code stands here a second time. Give each its own")
            found[entry.text("code")] = entry.languages("texts")
        return found


def _spoken_of(book: Rulebook) -> Iterable[Sequence[tuple[Rule, frozenset[str]]]]:
    """Rules of which one alone may speak of a thing, with the things that each speaks of."""
    yield [(rule, rule.nationalities) for rule in book.stays]
    yield [(rule, frozenset({rule.of})) for rule in book.retentions]
    yield [(rule, frozenset({rule.nationality})) for rule in book.derivations]
    portrait = frozenset({"portrait"})
    yield [
        (rule, rule.may_be_unknown | (frozenset() if rule.asks_portrait is None else portrait)) for rule in book.forms
    ]
    yield [(rule, frozenset(rule.organisations)) for rule in book.groups]
    yield [(rule, frozenset(rule.fields)) for rule in book.changes]
    yield [(rule, frozenset({rule.code})) for rule in book.grounds]


def _zone(head: Entry) -> ZoneInfo:
    name = head.text("zone")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # a folder of zones, such as Asia, is an OSError
        raise head.problem(f"zone {name!r} is not known; write it like Asia/Seoul") from error
