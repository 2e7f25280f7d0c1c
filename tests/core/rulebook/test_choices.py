"""Rules on weak sources need somebody's word, and switches say which of the optional rules are in force."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mapae.core.rulebook.model import Choices
from mapae.core.rulebook.written import RulebookProblem
from tests.core.rulebook.invented import fee, group, read, requirement, validity

WEAK: dict[str, Any] = {
    "requirements": [requirement(), requirement("weak", "exempt", code="waiver", confidence="low")],
    "fees": [fee(in_force={"to": date(2026, 6, 30)}), fee("later", in_force={"from": date(2026, 7, 1)}, confidence="low")],
}  # fmt: skip
NAMES = frozenset({"UTO.weak", "UTO.later"})


def problem(choices: Choices, **changed: Any) -> str:
    with pytest.raises(RulebookProblem) as refused:
        read(choices, **changed)
    return str(refused.value)


def test_rules_on_weak_sources_do_not_load_until_somebody_decides_on_each() -> None:
    told = problem(Choices(), **WEAK)
    assert (
        "(confidence: low) do not load in service until somebody decides on each: UTO.later,UTO.weak. Confirm" in told
    )
    assert "MAPAE_ACCEPTED_RULES=" in told and told.endswith("leave them out by name, MAPAE_REJECTED_RULES=...")
    one_left = problem(Choices(accepted=frozenset({"UTO.weak"})), **WEAK)
    assert "UTO.later." in one_left and "UTO.weak" not in one_left
    one_left = problem(Choices(rejected=frozenset({"UTO.later"})), **WEAK)
    assert "UTO.weak." in one_left and "UTO.later" not in one_left


def test_accepted_rules_load_and_rejected_ones_are_left_out_by_name() -> None:
    accepted = read(Choices(accepted=NAMES), **WEAK)
    assert {rule.id for rule in accepted.rules()} >= NAMES
    assert accepted.left_out == frozenset()
    rejected = read(Choices(rejected=NAMES), **WEAK)
    assert not {rule.id for rule in rejected.rules()} & NAMES
    assert rejected.left_out == NAMES
    both = read(Choices(accepted=frozenset({"UTO.weak"}), rejected=frozenset({"UTO.later"})), **WEAK)
    assert [rule.id for rule in both.requirements] == ["UTO.required", "UTO.weak"]
    assert [rule.id for rule in both.fees] == ["UTO.fee"]


def test_demonstration_that_names_none_takes_all_but_what_it_rejects() -> None:
    everything = Choices(accepted=None, is_demonstration=True)
    assert {rule.id for rule in read(everything, **WEAK).rules()} >= NAMES
    but_one = read(Choices(accepted=None, rejected=frozenset({"UTO.weak"}), is_demonstration=True), **WEAK)
    assert but_one.left_out == {"UTO.weak"}


@pytest.mark.parametrize("confidence", ["medium", "high"])
def test_rule_on_good_sources_needs_nobodys_word_and_cannot_be_rejected(confidence: str) -> None:
    book = {"validities": [validity(confidence=confidence)]}
    assert [rule.confidence for rule in read(**book).validities] == [confidence]
    assert [rule.confidence for rule in read(Choices(accepted=frozenset({"UTO.validity"})), **book).validities]
    told = problem(Choices(rejected=frozenset({"UTO.validity"})), **book)
    assert f"UTO.validity: its confidence is {confidence}, so it is in force and cannot be left out" in told
    assert told.endswith("cannot be left out. Take it out of MAPAE_REJECTED_RULES")


@pytest.mark.parametrize("key", ["accepted", "rejected"])
def test_name_of_no_rule_is_refused(key: str) -> None:
    told = problem(Choices(**{key: frozenset({"UTO.nothing"})}))
    assert told == "UTO.nothing: there is no rule of this name to accept or reject. Correct the setting"


def test_all_names_of_no_rule_are_told_in_order() -> None:
    told = problem(
        Choices(accepted=frozenset({"UTO.z", "UTO.b", "UTO.y"}), rejected=frozenset({"UTO.a", "UTO.c", "UTO.x"}))
    )
    assert [line.split(":")[0] for line in told.splitlines()] == [f"UTO.{letter}" for letter in "abcxyz"]


def test_nobody_accepts_and_rejects_at_once() -> None:
    told = problem(Choices(accepted=NAMES, rejected=frozenset({"UTO.weak"})), **WEAK)
    assert told == "UTO.weak is both accepted and rejected. Take it out of one of the settings"


SWITCHED: dict[str, Any] = {"groups": [group(), group("pilot", organisations=["family"], switch="pilot")]}


@pytest.mark.parametrize(
    ("choices", "is_on"),
    [
        (Choices(), False),
        (Choices(is_demonstration=True), True),
        (Choices(switches={"pilot": True}), True),
        (Choices(switches={"pilot": False}), False),
        (Choices(switches={}), False),
        (Choices(switches={"pilot": False}, is_demonstration=True), False),
        (Choices(switches={"pilot": True}, is_demonstration=True), True),
    ],
)
def test_switch_is_where_the_operator_turned_it_or_as_the_rulebook_has_it(choices: Choices, is_on: bool) -> None:
    book = read(choices, **SWITCHED)
    assert [rule.id for rule in book.groups] == (["UTO.groups", "UTO.pilot"] if is_on else ["UTO.groups"])
    assert book.left_out == (frozenset() if is_on else {"UTO.pilot"})


def test_default_and_demonstration_may_be_the_other_way_round() -> None:
    switches = [{"id": "pilot", "default": True, "in_demonstration": False, "source": "an invented act, art. 1"}]
    assert len(read(switches=switches, **SWITCHED).groups) == 2
    assert len(read(Choices(is_demonstration=True), switches=switches, **SWITCHED).groups) == 1


def test_unknown_switch_is_refused() -> None:
    told = problem(Choices(switches={"turbo": True}))
    assert "turbo: there is no such switch. The rulebook has pilot" in told
    assert "turbo: there is no such switch. The rulebook has none" in problem(
        Choices(switches={"turbo": True}), switches=None
    )


def test_weak_rule_behind_a_switch_that_is_off_asks_nobody() -> None:
    weak = {"groups": [group(), group("pilot", organisations=["family"], switch="pilot", confidence="low")]}
    assert read(**weak).left_out == {"UTO.pilot"}
    assert read(Choices(rejected=frozenset({"UTO.pilot"})), **weak).left_out == {"UTO.pilot"}
    assert "decides on each: UTO.pilot." in problem(Choices(switches={"pilot": True}), **weak)


def test_weak_list_makes_its_rules_weak() -> None:
    weak = [{"id": "pair", "nationalities": ["TUR"], "source": "hearsay", "confidence": "low"}]
    for confidence in ("high", "medium"):
        rules = [requirement(nationalities=["list:pair"], confidence=confidence)]
        assert "claims more confidence than its list 'pair' has (low)" in problem(
            Choices(), lists=weak, requirements=rules
        )
    rules = [requirement(nationalities=["list:pair"], confidence="low")]
    assert read(Choices(accepted=frozenset({"UTO.required"})), lists=weak, requirements=rules).requirements
