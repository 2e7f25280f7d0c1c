"""From the plain mappings of a rulebook file to the model. A rule without source, dates or confidence does not load."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from datetime import date
from typing import Any, TypeVar  # what a YAML file holds is unknown until it is read here
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mapae.core.documents.states import is_state_code
from mapae.core.rulebook.assessment import Fee, Period, Requirement
from mapae.core.rulebook.model import Confidence, RequirementRule, Rulebook, TermsRule

_R = TypeVar("_R")
_OF_EVERY_RULE = frozenset({"id", "source", "confidence"})
_KEYS = {
    "requirements": _OF_EVERY_RULE | {"decides", "code", "arrival", "nationalities", "ages", "document_types"},
    "fees": _OF_EVERY_RULE | {"applied", "base", "processing", "currency"},
    "validities": _OF_EVERY_RULE | {"applied", "years"},
}
_CONFIDENCES: dict[str, Confidence] = {"high": "high", "medium": "medium", "low": "low"}


class RulebookProblem(Exception):
    """The rulebook does not load; the message names the rule, the fault and the remedy."""


def read_rulebook(written: Mapping[str, Any], version: str, accepted: Set[str] | None = frozenset()) -> Rulebook:
    """The model of what a rulebook file says.

    `accepted` names the rules of low confidence that the operator accepts; None accepts all (demonstration).
    Raises RulebookProblem.
    """
    requirements = tuple(_each(written, "requirements", _requirement))
    fees, validities = tuple(_each(written, "fees", _fee)), tuple(_each(written, "validities", _validity))
    for rule in requirements:
        _refuse_unaccepted(rule.id, rule.confidence, accepted)
    for terms in (*fees, *validities):
        _refuse_unaccepted(terms.id, terms.confidence, accepted)
    return Rulebook(
        programme=_text(written, "programme", "the rulebook"),
        version=version,
        zone=_zone(_text(written, "zone", "the rulebook")),
        destination=frozenset(_strings(written, "destination", "the rulebook")),
        requirements=requirements,
        fees=fees,
        validities=validities,
        retention_days_of_drafts=_whole(written, "retention_days_of_drafts", "the rulebook"),
        lapse_days=_whole(written, "lapse_days", "the rulebook"),
    )


def _refuse_unaccepted(rule: str, confidence: Confidence, accepted: Set[str] | None) -> None:
    if confidence == "low" and accepted is not None and rule not in accepted:
        raise RulebookProblem(
            f"rule {rule} rests on weak sources (confidence: low), so it does not load in service. Confirm it with "
            f"the competent authority and raise its confidence, or accept it by name: MAPAE_ACCEPTED_RULES={rule}"
        )


def _each(written: Mapping[str, Any], part: str, read: Callable[[Mapping[str, Any]], _R]) -> list[_R]:
    rules = written.get(part)
    if not isinstance(rules, list) or not rules:
        raise RulebookProblem(f"the rulebook has no list «{part}». Add it, with at least one rule")
    for rule in rules:
        _refuse_unknown_keys(rule, part)
    names = [rule.get("id") for rule in rules]
    for name in names:
        if names.count(name) > 1:
            raise RulebookProblem(f"{name}: a rule of this id stands twice in «{part}». Give each its own")
    return [read(rule) for rule in rules]


def _refuse_unknown_keys(rule: object, part: str) -> None:
    """A misspelt condition would be no condition at all, and the rule would hold for everybody."""
    if not isinstance(rule, dict):
        raise RulebookProblem(
            f"the rulebook: «{part}» holds something that is no rule: {rule!r}. Write it as a mapping"
        )
    for key in rule.keys() - _KEYS[part]:
        known = ", ".join(sorted(_KEYS[part]))
        raise RulebookProblem(
            f"{rule.get('id', 'a rule without id')}: «{key}» is not known. A rule of «{part}» may say {known}"
        )


def _requirement(written: Mapping[str, Any]) -> RequirementRule:
    rule = _rule_id(written)
    age_from, age_to = _ages(written, rule)
    return RequirementRule(
        id=rule,
        decides=_requirement_kind(_text(written, "decides", rule), rule),
        code=_text(written, "code", rule),
        arrival=_period(written, "arrival", rule),
        source=_text(written, "source", rule),
        confidence=_confidence(written, rule),
        nationalities=_states(written, "nationalities", rule),
        age_from=age_from,
        age_to=age_to,
        document_types=_set(written, "document_types", rule),
    )


def _ages(written: Mapping[str, Any], rule: str) -> tuple[int | None, int | None]:
    if "ages" not in written:
        return None, None
    ages = written["ages"]
    if not isinstance(ages, dict) or not ages or set(ages) - {"from", "to"} or not all(map(_is_whole, ages.values())):
        raise RulebookProblem(f"{rule}: «ages» says from which age and to which age the rule holds, as from: and to:")
    first, last = ages.get("from"), ages.get("to")
    if first is not None and last is not None and first > last:
        raise RulebookProblem(f"{rule}: «ages» ends ({last}) before it begins ({first})")
    return first, last


def _fee(written: Mapping[str, Any]) -> TermsRule:
    rule = _rule_id(written)
    fee = Fee(_whole(written, "base", rule), _whole(written, "processing", rule), _text(written, "currency", rule))
    return TermsRule(
        rule, _period(written, "applied", rule), _text(written, "source", rule), _confidence(written, rule), fee=fee
    )


def _validity(written: Mapping[str, Any]) -> TermsRule:
    rule = _rule_id(written)
    if _whole(written, "years", rule) == 0:
        raise RulebookProblem(f"{rule}: «years» must be 1 or more: an authorization lives at least a year")
    return TermsRule(
        rule,
        _period(written, "applied", rule),
        _text(written, "source", rule),
        _confidence(written, rule),
        validity_years=_whole(written, "years", rule),
    )


def _rule_id(written: Mapping[str, Any]) -> str:
    return _text(written, "id", "a rule without id")


def _text(written: Mapping[str, Any], key: str, rule: str) -> str:
    value = written.get(key)
    if not isinstance(value, str) or not value.strip():
        raise RulebookProblem(f"{rule}: «{key}» is missing. Every rule says it, in words")
    return value


def _whole(written: Mapping[str, Any], key: str, rule: str) -> int:
    value = written.get(key)
    if value is None or not _is_whole(value):
        raise RulebookProblem(f"{rule}: «{key}» must be a whole number, 0 or more; it is {value!r}")
    return int(value)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _confidence(written: Mapping[str, Any], rule: str) -> Confidence:
    value = _text(written, "confidence", rule)
    if value not in _CONFIDENCES:
        raise RulebookProblem(f"{rule}: confidence is high, medium or low; it is {value!r}")
    return _CONFIDENCES[value]


def _requirement_kind(value: str, rule: str) -> Requirement:
    if value not in set(Requirement):
        raise RulebookProblem(f"{rule}: decides is one of {', '.join(Requirement)}; it is {value!r}")
    return Requirement(value)


def _period(written: Mapping[str, Any], key: str, rule: str) -> Period:
    period = written.get(key)
    if not isinstance(period, dict) or not period or set(period) - {"from", "to"}:
        raise RulebookProblem(f"{rule}: «{key}» says from which day and to which day the rule holds, as from: and to:")
    first, last = period.get("from"), period.get("to")
    if any(day is not None and not isinstance(day, date) for day in (first, last)):
        raise RulebookProblem(f"{rule}: the days of «{key}» are written like 2026-12-31")
    if first and last and first > last:
        raise RulebookProblem(f"{rule}: «{key}» ends ({last}) before it begins ({first})")
    return Period(first, last)


def _strings(written: Mapping[str, Any], key: str, rule: str) -> list[str]:
    value = written.get(key)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise RulebookProblem(f"{rule}: «{key}» must be a list of codes. Quote NO, which YAML reads as false")
    return value


def _set(written: Mapping[str, Any], key: str, rule: str) -> frozenset[str] | None:
    return frozenset(_strings(written, key, rule)) if key in written else None


def _states(written: Mapping[str, Any], key: str, rule: str) -> frozenset[str] | None:
    codes = _set(written, key, rule)
    for code in sorted(codes or ()):
        if not is_state_code(code, is_demonstration=True):
            raise RulebookProblem(
                f"{rule}: {code!r} is no code of a state. Write it as passports do: D for Germany, USA"
            )
    return codes


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise RulebookProblem(f"zone {name!r} is not known; write it like Asia/Seoul") from error
