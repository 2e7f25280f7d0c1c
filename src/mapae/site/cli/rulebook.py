"""`mapae rulebook`: check a rulebook against its cases, say what changes between two days, explain a rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from mapae.core.rulebook.assessment import Finding, Held, TraceStep
from mapae.core.rulebook.cases import untested_rules
from mapae.core.rulebook.intervals import Difference, Flip, difference
from mapae.core.rulebook.model import PARTS, RequirementRule, Rule, Rulebook
from mapae.core.rulebook.written import RulebookProblem
from mapae.gateways.rulebook_files import EVERYTHING, SHIPPED, RulebookFiles
from mapae.site.cli.saying import Plain, answer_json, say

_HELD = {Held.YES: "holds", Held.NO: "does not hold", Held.UNSURE: "may hold"}


def files(programme: str, rulebooks: str, unpublished: str = "") -> RulebookFiles:
    """The rulebooks with all rules taken, those on weak sources too; every answer marks them. Raises Plain."""
    if not (programme.isascii() and programme.isalpha() and programme.isupper()):
        raise Plain(f"{programme!r} is no programme. Write its code in capital letters, such as KOR")
    return RulebookFiles(
        EVERYTHING, Path(rulebooks) if rulebooks else SHIPPED, Path(unpublished) if unpublished else None
    )


def load(programme: str, *, rulebooks: str = "", unpublished: str = "") -> Rulebook:
    """The rules of a programme, held against their cases. Raises RulebookProblem."""
    source = files(programme, rulebooks, unpublished)
    return source.read(*source.newest(programme))


def trace_line(step: TraceStep) -> str:
    """One rule in a line: whether it holds, and what it saw."""
    saw = "; ".join(finding_in_words(finding) for finding in step.findings)
    return f"{step.rule} {_HELD[step.held]}" + (f": {saw}" if saw else "")


def finding_in_words(finding: Finding) -> str:
    """What a condition asks for, and what it saw."""
    name, saw, asks = finding.condition.replace("_", " "), finding.saw, finding.asks
    if finding.held is Held.UNSURE:
        return f"the {name} is {'not known' if saw == 'unknown' else saw}, and it asks for {asks}"
    if saw == "not_said":
        return f"no {name} was stated, and it asks for {asks}"
    if finding.condition == "in_force":
        return f"{saw} is {'within' if finding.held is Held.YES else 'outside'} {asks}"
    verb = "is" if finding.held is Held.YES else "is not"
    return f"{name} {saw} {verb} {'among ' if finding.condition == 'nationality' else ''}{asks}"


def check(programme: str, *, rulebooks: str, as_json: bool) -> bool:
    """Whether the rulebook loads, agrees with its cases, and has for every rule a case that would notice its absence."""
    source = files(programme, rulebooks)
    try:
        faults = [str(mismatch) for mismatch in source.mismatches(programme)]
        book = None if faults else source.read(*source.newest(programme))
    except RulebookProblem as problem:
        faults, book = [str(fault) for fault in problem.faults], None
    cases = source.cases(programme) if book else ()
    if book:
        faults = [
            f"{rule}: no case would notice if this rule were removed. Add one whose outcome it decides"
            for rule in untested_rules(book, cases)
        ]
    if as_json:
        answer_json({"programme": programme, "version": book and book.version, "cases": len(cases), "faults": faults})
    else:
        _say_checked(programme, book, len(cases), faults)
    return not faults


def _say_checked(programme: str, book: Rulebook | None, cases: int, faults: list[str]) -> None:
    for fault in faults:
        say(fault)
    if book and not faults:
        rules = list(book.published.rules())
        weak = sorted(rule.id for rule in rules if rule.confidence == "low")
        say(f"{programme}, version {book.version}")
        for part in PARTS:
            say(f"  {part.replace('_', ' ')}: {len(getattr(book, part))}")
        say(f"{len(rules)} rules agree with {cases} cases; without any one of them a case would fail.")
        say(f"On weak sources, to be accepted or rejected by name in service: {', '.join(weak) or 'none'}")
    else:
        say(f"{programme}: {len(faults)} faults.")


def diff(programme: str, first: date, second: date, *, rulebooks: str, as_json: bool) -> None:
    """Who flips between arrivals of two days, as a table or as JSON."""
    found = difference(load(programme, rulebooks=rulebooks), first, second)
    if as_json:
        answer_json({"programme": programme, "from": first, "to": second, **_difference_json(found)})
        return
    say(f"{programme}: adults with an ordinary passport, arriving {first} and arriving {second}")
    say()
    if found.flips:
        say(f"  {'':6}{first!s:14}{second!s:14}why then")
    for flip in found.flips:
        why = ", ".join(dict.fromkeys(reason.code for reason in flip.reasons_after))
        say(f"  {flip.nationality:6}{flip.before:14}{flip.after:14}{why}")
    say(f"{len(found.flips)} nationalities change." if found.flips else "No nationality changes.")
    for word, rules in (("Begin", found.begins), ("End", found.ends)):
        if rules:
            say(f"{word}: {', '.join(rules)}")
    if found.has_unpublished:
        say("An unpublished list is in force; it is not compared.")


def _difference_json(found: Difference) -> dict[str, Any]:
    return {
        "flips": [_flip_json(flip) for flip in found.flips],
        "begins": found.begins,
        "ends": found.ends,
        "has_unpublished": found.has_unpublished,
    }


def _flip_json(flip: Flip) -> dict[str, Any]:
    return {
        "nationality": flip.nationality,
        "before": flip.before,
        "after": flip.after,
        "reasons_before": [asdict(reason) for reason in flip.reasons_before],
        "reasons_after": [asdict(reason) for reason in flip.reasons_after],
    }


def explain(programme: str, rule_id: str, *, rulebooks: str, as_json: bool) -> None:
    """One rule with its source and cases, or all rules in a list. Raises Plain for a rule that is not there."""
    source = files(programme, rulebooks)
    book = source.read(*source.newest(programme))
    rules = {rule.id: rule for rule in book.published.rules()}
    if not rule_id:
        _say_rules(rules.values(), as_json=as_json)
        return
    if rule_id not in rules:
        raise Plain(f"{programme} has no rule {rule_id!r}. `mapae rulebook explain {programme}` lists them")
    cases = [case.name for case in source.cases(programme) if rule_id in case.rules]
    if as_json:
        answer_json(_rule_json(rules[rule_id]) | {"cases": cases})
        return
    for name, value in _rule_json(rules[rule_id]).items():
        say(f"{name.replace('_', ' ')}: {value}")
    say(f"cases ({len(cases)}):")
    for case in cases:
        say(f"  {case}")


def _say_rules(rules: Iterable[Rule], *, as_json: bool) -> None:
    listed = list(rules)
    if as_json:
        answer_json([_rule_json(rule) for rule in listed])
        return
    for rule in listed:
        say(f"{rule.id}  {rule.in_force}  by the day of {rule.tested}  {rule.confidence}")
    counted = Counter(rule.confidence for rule in listed)
    say(f"{len(listed)} rules: " + ", ".join(f"{number} {confidence}" for confidence, number in counted.most_common()))


def _rule_json(rule: Rule) -> dict[str, Any]:
    """A rule as it was read; of its conditions what they ask for."""
    told: dict[str, Any] = {"rule": rule.id, "where": rule.line, "in_force": str(rule.in_force)}
    for name in rule.__dataclass_fields__:
        if name not in ("id", "line", "in_force", "conditions"):
            value = getattr(rule, name)
            told[name] = sorted(value) if isinstance(value, frozenset) else value
    if isinstance(rule, RequirementRule):
        told["conditions"] = {one.name: one.asks for one in rule.conditions}
    return told
