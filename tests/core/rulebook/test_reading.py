"""A rulebook that says too little, or nonsense, does not load; the message names the rule and what to do."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from mapae.core.rulebook.assessment import Fee, Period, Requirement
from mapae.core.rulebook.written import RulebookProblem, read_rulebook

RULE = {"source": "an invented act, art. 1", "confidence": "high"}
WRITTEN: dict[str, Any] = {
    "programme": "UTO",
    "zone": "Asia/Seoul",
    "destination": ["UTO"],
    "retention_days_of_drafts": 7,
    "lapse_days": 7,
    "requirements": [
        {"id": "UTO.required", "decides": "required", "code": "nationality_required", "nationalities": ["TUR"],
         "arrival": {"from": date(2021, 9, 1)}, **RULE},
    ],
    "fees": [
        {"id": "UTO.fee", "applied": {"from": date(2021, 9, 1)}, "base": 100, "processing": 3, "currency": "KRW", **RULE},
    ],
    "validities": [{"id": "UTO.validity", "applied": {"to": date(2030, 1, 1)}, "years": 3, **RULE}],
}  # fmt: skip
Spoil = Callable[[dict[str, Any]], object]


def rule(part: str, **changes: object) -> Spoil:
    """Change the part's one rule; a value of None takes the key away."""

    def spoil(written: dict[str, Any]) -> None:
        for key, value in changes.items():
            written[part][0].pop(key, None)
            if value is not None:
                written[part][0][key] = value

    return spoil


def whole(key: str, value: object) -> Spoil:
    return lambda written: written.update({key: value})


FAULTS: list[tuple[Spoil, str, str]] = [
    (rule("requirements", id=None), "a rule without id", "«id» is missing"),
    (rule("requirements", source=None), "UTO.required", "«source» is missing. Every rule says it"),
    (rule("requirements", source="  "), "UTO.required", "«source» is missing"),
    (rule("requirements", code=None), "UTO.required", "«code» is missing"),
    (rule("requirements", confidence=None), "UTO.required", "«confidence» is missing"),
    (rule("requirements", confidence="certain"), "UTO.required", "high, medium or low; it is 'certain'"),
    (rule("requirements", decides="maybe"), "UTO.required", "required, exempt, outside, not_eligible; it is 'maybe'"),
    (rule("requirements", arrival=None), "UTO.required", "«arrival» says from which day and to which day"),
    (rule("requirements", arrival={}), "UTO.required", "«arrival» says from which day and to which day"),
    (rule("requirements", arrival={"until": date(2026, 1, 1)}), "UTO.required", "as from: and to:"),
    (rule("requirements", arrival={"from": "next year"}), "UTO.required", "written like 2026-12-31"),
    (rule("requirements", arrival={"from": date(2026, 1, 2), "to": date(2026, 1, 1)}), "UTO.required", "ends (2026-01-01)"),
    (rule("requirements", nationalities=[False, "TUR"]), "UTO.required", "Quote NO, which YAML reads as false"),
    (rule("requirements", nationalities="TUR"), "UTO.required", "must be a list of codes"),
    (rule("requirements", document_types="P"), "UTO.required", "must be a list of codes"),
    (rule("requirements", nationalities=["GER"]), "UTO.required", "'GER' is no code of a state"),
    (rule("requirements", ages={"from": "65"}), "UTO.required", "«ages» says from which age and to which age"),
    (rule("requirements", ages={"upto": 17}), "UTO.required", "«ages» says from which age and to which age"),
    (rule("requirements", ages=[17]), "UTO.required", "«ages» says from which age and to which age"),
    (rule("requirements", ages={"from": 18, "to": 17}), "UTO.required", "«ages» ends (17) before it begins (18)"),
    (rule("requirements", nationality=["TUR"]), "UTO.required", "«nationality» is not known"),
    (rule("fees", base=None), "UTO.fee", "«base» must be a whole number, 0 or more; it is None"),
    (rule("fees", base=-1), "UTO.fee", "it is -1"),
    (rule("fees", base=True), "UTO.fee", "it is True"),
    (rule("fees", processing=0.5), "UTO.fee", "it is 0.5"),
    (rule("fees", currency=None), "UTO.fee", "«currency» is missing"),
    (rule("validities", years="three"), "UTO.validity", "«years» must be a whole number"),
    (rule("validities", years=0), "UTO.validity", "«years» must be 1 or more"),
    (whole("requirements", []), "the rulebook", "no list «requirements». Add it, with at least one rule"),
    (whole("fees", None), "the rulebook", "no list «fees»"),
    (whole("validities", {}), "the rulebook", "no list «validities»"),
    (whole("requirements", ["TUR"]), "the rulebook", "«requirements» holds something that is no rule"),
    (whole("programme", ""), "the rulebook", "«programme» is missing"),
    (whole("destination", "UTO"), "the rulebook", "«destination» must be a list of codes"),
    (whole("lapse_days", "7"), "the rulebook", "«lapse_days» must be a whole number"),
    (whole("retention_days_of_drafts", None), "the rulebook", "«retention_days_of_drafts» must be a whole number"),
    (whole("zone", "Seoul"), "zone 'Seoul'", "write it like Asia/Seoul"),
    (lambda written: written["fees"].append(written["fees"][0]), "UTO.fee", "stands twice"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "where", "what"), FAULTS)
def test_each_fault_is_refused_naming_the_rule_and_the_remedy(spoil: Spoil, where: str, what: str) -> None:
    written = deepcopy(WRITTEN)
    spoil(written)
    with pytest.raises(RulebookProblem) as refused:
        read_rulebook(written, "v")
    assert where in str(refused.value)
    assert what in str(refused.value)


def test_rulebook_is_read_as_it_is_written() -> None:
    read = read_rulebook(WRITTEN, "v")
    assert (read.programme, read.version, str(read.zone), read.destination) == ("UTO", "v", "Asia/Seoul", {"UTO"})
    assert read.requirements[0].decides is Requirement.REQUIRED
    assert read.requirements[0].arrival == Period(date(2021, 9, 1), None)
    assert read.requirements[0].nationalities == {"TUR"}
    assert read.fees[0].fee == Fee(100, 3, "KRW")
    assert read.validities[0].validity_years == 3


@pytest.mark.parametrize("part", ["requirements", "fees", "validities"])
def test_rule_on_weak_sources_loads_only_when_accepted_by_name(part: str) -> None:
    written = deepcopy(WRITTEN)
    rule(part, confidence="low")(written)
    name = written[part][0]["id"]
    with pytest.raises(RulebookProblem, match=f"MAPAE_ACCEPTED_RULES={name}"):
        read_rulebook(written, "v")
    with pytest.raises(RulebookProblem):
        read_rulebook(written, "v", frozenset({"UTO.other"}))
    assert read_rulebook(written, "v", frozenset({name})) == read_rulebook(written, "v", None)


def test_shipped_rulebook_has_one_rule_on_weak_sources(kor_written: Any) -> None:
    with pytest.raises(RulebookProblem, match=r"KOR\.waiver-disputed"):
        read_rulebook(kor_written, "v")
    assert read_rulebook(kor_written, "v", frozenset({"KOR.waiver-disputed"})).programme == "KOR"
