"""Every kind of condition is met, not met or unsure, and its finding says what it saw and what it asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.assessment import Finding, Held
from mapae.core.rulebook.conditions import Ages, Nationalities
from mapae.core.rulebook.evaluation import assess
from tests.core.rulebook.invented import DAY, requirement, ruled, traveller

YES, NO, UNSURE = Held.YES, Held.NO, Held.UNSURE
Row = tuple[dict[str, Any], dict[str, Any], Held, str, str]


def born(text: str) -> PartialDate:
    return PartialDate.parse(text)


NATIONALITY: list[Row] = [
    ({"nationalities": ["TUR"]}, {}, YES, "TUR", "TUR"),
    ({"nationalities": ["USA", "TUR"]}, {}, YES, "TUR", "USA TUR"),
    ({"nationalities": ["USA"]}, {}, NO, "TUR", "USA"),
    ({"nationalities": ["USA"]}, {"nationality": ""}, UNSURE, "unknown", "USA"),
    ({"nationalities": ["list:pair"]}, {}, YES, "TUR", "list:pair"),
    ({"nationalities": ["D", "list:pair"]}, {"nationality": "D"}, YES, "D", "D list:pair"),
    ({"nationalities": ["D", "list:pair"]}, {"nationality": "FRA"}, NO, "FRA", "D list:pair"),
    ({"except_nationalities": ["TUR"]}, {}, NO, "TUR", "any except TUR"),
    ({"except_nationalities": ["TUR"]}, {"nationality": "FRA"}, YES, "FRA", "any except TUR"),
    ({"except_nationalities": ["TUR"]}, {"nationality": ""}, UNSURE, "unknown", "any except TUR"),
    ({"nationalities": ["list:pair"], "except_nationalities": ["USA"]}, {"nationality": "USA"}, NO,
     "USA", "list:pair except USA"),
    ({"nationalities": ["list:pair"], "except_nationalities": ["USA"]}, {}, YES, "TUR",
     "list:pair except USA"),
]  # fmt: skip
ISSUER: list[Row] = [
    ({"issuing_states": ["UNO", "TUR", "FRA", "USA", "D"]}, {}, YES, "TUR", "D FRA TUR UNO USA"),
    ({"issuing_states": ["UNO"]}, {}, NO, "TUR", "UNO"),
    ({"issuing_states": ["UNO"]}, {"issuing_state": "UNO"}, YES, "UNO", "UNO"),
    ({"issuing_states": ["TUR"]}, {"issuing_state": "UNO"}, NO, "UNO", "TUR"),
    ({"issuing_states": ["UNO"]}, {"issuing_state": ""}, UNSURE, "unknown", "UNO"),
    ({"issuing_states": ["UNO"]}, {"nationality": ""}, UNSURE, "unknown", "UNO"),
]
AGE: list[Row] = [
    ({"ages": {"to": 17}}, {"birth": born("2008-06-16")}, YES, "17", "../17"),
    ({"ages": {"to": 17}}, {"birth": born("2008-06-15")}, NO, "18", "../17"),
    ({"ages": {"to": 17}}, {"birth": born("2008-06-XX")}, UNSURE, "17/18", "../17"),
    ({"ages": {"to": 17}}, {"birth": born("2008-07-XX")}, YES, "17", "../17"),
    ({"ages": {"to": 17}}, {"birth": born("2008-05-XX")}, NO, "18", "../17"),
    ({"ages": {"to": 17}}, {"birth": born("2008-XX-XX")}, UNSURE, "17/18", "../17"),
    ({"ages": {"to": 17}}, {"birth": born("2009-XX-XX")}, YES, "16/17", "../17"),
    ({"ages": {"to": 17}}, {"birth": None}, UNSURE, "unknown", "../17"),
    ({"ages": {"to": 17}}, {"birth": born("2026-06-15")}, YES, "0", "../17"),
    ({"ages": {"to": 17}}, {"birth": born("2026-06-16")}, UNSURE, "unknown", "../17"),
    ({"ages": {"to": 17}}, {"birth": born("2026-XX-XX")}, UNSURE, "unknown", "../17"),
    ({"ages": {"to": 0}}, {"birth": born("2025-06-16")}, YES, "0", "../0"),
    ({"ages": {"to": 0}}, {"birth": born("2025-06-15")}, NO, "1", "../0"),
    ({"ages": {"from": 65}}, {"birth": born("1961-06-15")}, YES, "65", "65/.."),
    ({"ages": {"from": 65}}, {"birth": born("1961-06-16")}, NO, "64", "65/.."),
    ({"ages": {"from": 65}}, {"birth": born("1961-XX-XX")}, UNSURE, "64/65", "65/.."),
    ({"ages": {"from": 65}}, {"birth": born("1896-06-15")}, YES, "130", "65/.."),
    ({"ages": {"from": 65}}, {"birth": born("1895-06-16")}, YES, "130", "65/.."),
    ({"ages": {"from": 65}}, {"birth": born("1895-06-15")}, UNSURE, "unknown", "65/.."),
    ({"ages": {"from": 65}}, {"birth": born("1895-XX-XX")}, UNSURE, "unknown", "65/.."),
    ({"ages": {"from": 18, "to": 64}}, {"birth": born("2008-06-15")}, YES, "18", "18/64"),
    ({"ages": {"from": 18, "to": 64}}, {"birth": born("2008-06-16")}, NO, "17", "18/64"),
    ({"ages": {"from": 18, "to": 64}}, {"birth": born("1961-06-16")}, YES, "64", "18/64"),
    ({"ages": {"from": 18, "to": 64}}, {"birth": born("1961-06-15")}, NO, "65", "18/64"),
    ({"ages": {"from": 18, "to": 18}}, {"birth": born("2008-XX-XX")}, UNSURE, "17/18", "18/18"),
    ({"ages": {"from": 0}}, {"birth": born("2026-06-15")}, YES, "0", "0/.."),
]
DOCUMENT: list[Row] = [
    ({"document_types": ["P"]}, {}, YES, "P", "P"),
    ({"document_types": ["P"]}, {"document_type": "PO"}, YES, "PO", "P"),
    ({"document_types": ["P"]}, {"document_type": "IP"}, NO, "IP", "P"),
    ({"document_types": ["P", "A"]}, {"document_type": "AC"}, YES, "AC", "A P"),
    ({"document_types": ["P"]}, {"document_type": ""}, UNSURE, "unknown", "P"),
    ({"document_types_other_than": ["P"]}, {}, NO, "P", "other than P"),
    ({"document_types_other_than": ["P"]}, {"document_type": "I"}, YES, "I", "other than P"),
    ({"document_types_other_than": ["P"]}, {"document_type": ""}, UNSURE, "unknown", "other than P"),
]
EXPIRY: list[Row] = [
    ({"document_expires": "before_arrival"}, {"document_expiry": date(2026, 6, 14)}, YES, "2026-06-14", "before_arrival"),
    ({"document_expires": "before_arrival"}, {"document_expiry": date(2026, 6, 15)}, NO, "2026-06-15", "before_arrival"),
    ({"document_expires": "before_arrival"}, {"document_expiry": None}, UNSURE, "unknown", "before_arrival"),
]  # fmt: skip
CLAIM: list[Row] = [
    ({"categories": ["crew", "abtc"]}, {"category": "crew"}, YES, "crew", "abtc crew"),
    ({"categories": ["crew"]}, {"category": "abtc"}, NO, "abtc", "crew"),
    ({"categories": ["crew"]}, {}, NO, "not_said", "crew"),
    ({"categories_other_than": ["crew"]}, {"category": "abtc"}, YES, "abtc", "other than crew"),
    ({"categories_other_than": ["crew"]}, {"category": "crew"}, NO, "crew", "other than crew"),
    ({"categories_other_than": ["crew"]}, {}, NO, "not_said", "other than crew"),
    ({"purposes": ["work"]}, {"purpose": "work"}, YES, "work", "work"),
    ({"purposes": ["work"]}, {"purpose": "study"}, NO, "study", "work"),
    ({"purposes": ["work"]}, {}, NO, "not_said", "work"),
    ({"purposes_other_than": ["tourism", "family"]}, {"purpose": "work"}, YES, "work", "other than family tourism"),
    ({"purposes_other_than": ["tourism"]}, {"purpose": "tourism"}, NO, "tourism", "other than tourism"),
    ({"purposes_other_than": ["tourism"]}, {}, NO, "not_said", "other than tourism"),
    ({"ports": ["harbour"]}, {"port": "harbour"}, YES, "harbour", "harbour"),
    ({"ports": ["harbour"]}, {"port": "airfield"}, NO, "airfield", "harbour"),
    ({"ports": ["harbour"]}, {}, NO, "not_said", "harbour"),
    ({"ports_other_than": ["harbour"]}, {"port": "airfield"}, YES, "airfield", "other than harbour"),
    ({"ports_other_than": ["harbour"]}, {}, NO, "not_said", "other than harbour"),
]
IN_FORCE: list[Row] = [
    ({"in_force": {"from": date(2026, 6, 15)}}, {}, YES, "2026-06-15", "2026-06-15/.."),
    ({"in_force": {"from": date(2026, 6, 16)}}, {}, NO, "2026-06-15", "2026-06-16/.."),
    ({"in_force": {"to": date(2026, 6, 15)}}, {}, YES, "2026-06-15", "../2026-06-15"),
    ({"in_force": {"to": date(2026, 6, 14)}}, {}, NO, "2026-06-15", "../2026-06-14"),
]
NAMED = [
    *(("nationality", row) for row in NATIONALITY),
    *(("issuing_state", row) for row in ISSUER),
    *(("age", row) for row in AGE),
    *(("document_type", row) for row in DOCUMENT),
    *(("document_expiry", row) for row in EXPIRY),
    *((next(iter(row[0])).split("_")[0], row) for row in CLAIM),
    *(("in_force", row) for row in IN_FORCE),
]
_CLAIMS = {"categories": "category", "purposes": "purpose", "ports": "port"}


@pytest.mark.parametrize(("name", "row"), NAMED)
def test_condition_is_met_or_not_or_unsure_and_tells_what_it_saw(name: str, row: Row) -> None:
    keys, person, held, saw, asks = row
    (step,) = assess(ruled(requirement(**{"confidence": "medium", **keys})), traveller(**person), DAY).trace
    name = _CLAIMS.get(name, name)
    (finding,) = [one for one in step.findings if one.condition == name]
    assert finding == Finding(name, held, saw, asks)
    assert step.held is held
    assert (step.rule, step.decides) == ("UTO.required", "required")


def test_rule_without_conditions_holds_for_everybody_while_it_is_in_force() -> None:
    book = ruled(requirement())
    (step,) = assess(book, traveller(nationality="", birth=None, document_type="", document_expiry=None), DAY).trace
    assert step.held is YES
    assert [finding.condition for finding in step.findings] == ["in_force"]


def test_all_conditions_must_be_met_and_what_failed_is_the_only_finding() -> None:
    book = ruled(requirement(nationalities=["TUR"], ages={"to": 17}, document_types=["P"], purposes=["study"]))
    child = {"birth": born("2015-01-01"), "purpose": "study"}
    (step,) = assess(book, traveller(**child), DAY).trace
    assert step.held is YES
    assert [one.condition for one in step.findings] == ["nationality", "in_force", "purpose", "document_type", "age"]
    for change, failed in (
        ({"nationality": "USA"}, "nationality"),
        ({"birth": born("1990-05-05")}, "age"),
        ({"document_type": "I"}, "document_type"),
        ({"purpose": "work"}, "purpose"),
        ({"purpose": ""}, "purpose"),
    ):
        (step,) = assess(book, traveller(**(child | change)), DAY).trace
        assert step.held is NO
        assert [(one.condition, one.held) for one in step.findings] == [(failed, NO)]


def test_one_unsure_condition_makes_the_rule_unsure_and_all_are_listed() -> None:
    book = ruled(requirement(nationalities=["TUR"], ages={"to": 17}, document_types=["P"]))
    (step,) = assess(book, traveller(birth=None), DAY).trace
    assert step.held is UNSURE
    assert [one.held for one in step.findings] == [YES, YES, YES, UNSURE]
    (step,) = assess(book, traveller("", birth=born("2015-01-01")), DAY).trace
    assert step.held is UNSURE
    assert [one.held for one in step.findings] == [UNSURE, YES, YES, YES]


def test_something_that_fails_outweighs_what_is_unsure() -> None:
    book = ruled(requirement(ages={"to": 17}, document_types=["P"]))
    (step,) = assess(book, traveller(birth=None, document_type="I"), DAY).trace
    assert step.held is NO


def test_two_claims_must_both_be_made() -> None:
    book = ruled(requirement(categories=["crew"], ports=["harbour"]))
    for person, held, failed in (
        ({"category": "crew", "port": "harbour"}, YES, None),
        ({"category": "crew"}, NO, "port"),
        ({"port": "harbour"}, NO, "category"),
        ({}, NO, "category"),
    ):
        (step,) = assess(book, traveller(**person), DAY).trace
        assert step.held is held
        if failed:
            assert [(one.condition, one.saw) for one in step.findings] == [(failed, "not_said")]


def test_rule_tells_its_nationalities_and_ages() -> None:
    (rule,) = ruled(requirement(nationalities=["TUR"], except_nationalities=["USA"], ages={"to": 17})).requirements
    assert rule.nationalities == Nationalities(frozenset({"TUR"}), frozenset({"USA"}), ("TUR", "except", "USA"))
    assert rule.ages == Ages(None, 17)
    (bare,) = ruled(requirement()).requirements
    assert (bare.nationalities, bare.ages) == (None, None)
