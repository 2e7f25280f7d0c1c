"""Every code that an officer may see has words, in every language's form of dates and names."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from mapae.core.application.answers import DECLARATIONS, PURPOSES
from mapae.core.application.status import Act
from mapae.core.decision.outcome import GrantReason, ReferralReason, RefusalReason
from mapae.core.rulebook.assessment import Requirement, TraceStep
from mapae.faces.look import words as look_words
from mapae.faces.officer import words
from mapae.faces.officer.trace import trace_in_words

SEEN = [
    ("arrival 2026-12-20 is outside the rule's period", "The arrival on Dec. 20, 2026 is outside the rule's period"),
    ("document type P", "The document is of type P"),
    ("nationality TUR", "The rule does not name the nationality Türkiye (TUR)"),
    ("nationality D, arrival 2026-12-20", "Nationality Germany (D), arrival on Dec. 20, 2026"),
    ("birth date not known, or after the arrival", "The date of birth is not known, or is after the arrival"),
    ("age 36 on 2026-12-20", "36 years old on Dec. 20, 2026"),
    ("age 17 to 18 on 2026-12-20", "Between 17 and 18 years old on Dec. 20, 2026"),
]


def test_every_code_has_words() -> None:
    assert set(words.REASONS) == {*RefusalReason, *ReferralReason, *GrantReason}
    assert set(words.REFUSALS) == set(RefusalReason)
    assert set(words.ACTS) == set(Act)
    assert set(words.REQUIREMENTS) == set(Requirement)
    assert set(words.DECLARATIONS) == set(DECLARATIONS)
    assert set(look_words.PURPOSES) == set(PURPOSES)


@pytest.mark.parametrize(("saw", "sentence"), SEEN)
def test_what_a_rule_saw_becomes_a_sentence(saw: str, sentence: str) -> None:
    with override("en"):
        (line,) = trace_in_words((TraceStep("KOR.rule", True, saw),))
    assert (line.saw, line.is_translated) == (sentence, True)


def test_unknown_form_is_shown_as_it_is_and_marked() -> None:
    (line,) = trace_in_words((TraceStep("KOR.rule", True, "list KOR-7 not loaded"),))
    assert (line.saw, line.is_translated) == ("list KOR-7 not loaded", False)


def test_rules_that_held_come_first() -> None:
    steps = (TraceStep("KOR.a", False, "document type P"), TraceStep("KOR.b", True, "document type P"))
    assert [line.rule for line in trace_in_words(steps)] == ["KOR.b", "KOR.a"]


@pytest.mark.parametrize(("language", "name"), [("en", "Germany (D)"), ("tr", "Almanya (D)"), ("ko", "독일 (D)")])
def test_states_go_by_their_names(language: str, name: str) -> None:
    with override(language):
        assert words.state_in_words("D") == name
        assert words.state_in_words("UTO") == "UTO"


def test_each_form_of_the_core_is_known_here() -> None:
    """All that the rules of today say of real travellers can be translated."""
    from datetime import date

    from mapae.core.documents.partial_date import PartialDate
    from mapae.core.rulebook.assessment import Traveller
    from mapae.core.rulebook.evaluation import assess
    from mapae.site.wiring import ports
    from mapae.usecases.rulebook_in_force import rulebook_in_force

    rulebook = rulebook_in_force(ports())
    people = [
        Traveller(nationality, birth, kind)
        for nationality in ("TUR", "USA", "KOR", "CHN")
        for birth in (None, PartialDate.parse("1990-05-05"), PartialDate.parse("2012-05-05"))
        for kind in ("P", "PD")
    ]
    for person in people:
        for day in (date(2026, 12, 20), date(2027, 1, 1), date(2020, 1, 1)):
            assessment = assess(rulebook, person, day)
            assert all(line.is_translated for line in trace_in_words(assessment.trace))
            assert {reason.code for reason in assessment.reasons} <= set(words.RULES)
