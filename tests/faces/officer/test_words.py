"""Every code that an officer may see has words, in every language's form of dates and names."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from mapae.core.application.questions import DECLARATIONS, PURPOSES
from mapae.core.application.status import Act
from mapae.core.decision.outcome import GrantReason, ReferralReason
from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.assessment import Finding, Held, Requirement, TraceStep, Traveller
from mapae.core.rulebook.evaluation import assess
from mapae.core.rulebook.parts import CATEGORIES
from mapae.faces.look import words as look_words
from mapae.faces.officer import words
from mapae.faces.officer.trace import CLAIMS, trace_in_words
from mapae.site.wiring import ports
from mapae.usecases.rulebook_in_force import rulebook_in_force

Y, N, U = Held.YES, Held.NO, Held.UNSURE
SEEN = [
    (Finding("in_force", N, "2026-12-20", "../.."), "The arrival on Dec. 20, 2026 is outside the rule's period"),
    (Finding("in_force", Y, "2026-12-20", "../.."), "The arrival on Dec. 20, 2026 is within the rule's period"),
    (Finding("nationality", N, "TUR", "USA"), "The rule does not name the nationality Türkiye (TUR)"),
    (Finding("nationality", Y, "D", "D"), "The rule names the nationality Germany (D)"),
    (Finding("nationality", U, "unknown", "D"), "The nationality is not known"),
    (Finding("issuing_state", N, "UNO", "D"), "The document was issued by UNO"),
    (Finding("issuing_state", U, "unknown", "D"), "The issuing state is not known"),
    (Finding("age", N, "36", "65/.."), "36 years old on the day of arrival"),
    (Finding("age", U, "17/18", "../17"), "Between 17 and 18 years old on the day of arrival"),
    (Finding("age", U, "unknown", "../17"), "The date of birth is not known, or is after the arrival"),
    (Finding("document_type", N, "P", "I"), "The document is of type P"),
    (Finding("document_type", U, "unknown", "I"), "The type of the document is not known"),
    (Finding("document_expiry", N, "2030-01-02", "before_arrival"), "The document is valid until Jan. 2, 2030"),
    (Finding("document_expiry", U, "unknown", "before_arrival"), "The expiry date of the document is not known"),
    (Finding("category", N, "not_said", "crew"), "No special category was claimed"),
    (Finding("category", Y, "crew", "crew"), "Category claimed: member of the crew"),
    (Finding("purpose", N, "not_said", "work"), "No purpose was stated"),
    (Finding("purpose", N, "tourism", "work"), "Purpose of the visit: Tourism"),
    (Finding("port", N, "not_said", "jeju"), "No port of arrival was named"),
    (Finding("port", Y, "jeju", "jeju"), "Port of arrival: jeju"),
]


def test_every_code_has_words() -> None:
    assert set(words.REASONS) == {*ReferralReason, *GrantReason}
    assert set(CLAIMS) == set(CATEGORIES)
    assert set(words.ACTS) == set(Act)
    assert set(words.REQUIREMENTS) == set(Requirement)
    assert set(words.DECLARATIONS) == set(DECLARATIONS)
    assert set(look_words.PURPOSES) == set(PURPOSES)


@pytest.mark.parametrize(("finding", "sentence"), SEEN)
def test_what_a_rule_saw_becomes_a_sentence(finding: Finding, sentence: str) -> None:
    with override("en"):
        (line,) = trace_in_words((TraceStep("KOR.rule", "exempt", finding.held, (finding,)),))
    assert line.saw == (sentence,)


def test_rules_that_held_come_first_then_those_that_may() -> None:
    steps = tuple(TraceStep(f"KOR.{held}", "exempt", held, ()) for held in (N, U, Y))
    with override("en"):
        lines = trace_in_words(steps)
        assert [line.rule for line in lines] == ["KOR.yes", "KOR.unsure", "KOR.no"]
        assert [str(line.held) for line in lines] == ["Applies.", "May apply.", "Does not apply."]


@pytest.mark.parametrize(("language", "name"), [("en", "Germany (D)"), ("tr", "Almanya (D)"), ("ko", "독일 (D)")])
def test_states_go_by_their_names(language: str, name: str) -> None:
    with override(language):
        assert words.state_in_words("D") == name
        assert words.state_in_words("UTO") == "UTO"


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_each_rule_and_reason_of_today_has_words(language: str) -> None:
    """All that the rules of today say of real travellers."""
    rulebook = rulebook_in_force(ports())
    people = [
        Traveller(nationality, birth, kind, category=category)
        for nationality in ("TUR", "USA", "KOR", "CHN")
        for birth in (None, PartialDate.parse("1990-05-05"), PartialDate.parse("2008-12-XX"))
        for kind in ("P", "I", "")
        for category in ("", *CATEGORIES)
    ]
    with override(language):
        for person in people:
            for day in (date(2026, 12, 20), date(2027, 1, 1), date(2020, 1, 1)):
                assessment = assess(rulebook, person, day)
                assert all(all(line.saw) for line in trace_in_words(assessment.trace))
                assert all(rulebook.said(reason.code)[language] for reason in assessment.reasons)
