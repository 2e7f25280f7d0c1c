"""The machine grants or refers. It has no way to refuse."""

from __future__ import annotations

from datetime import date
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.application.answers import DECLARATIONS, Answers, Situation, complete_answers
from mapae.core.decision.outcome import (
    Grant,
    GrantReason,
    Outcome,
    Refer,
    ReferralReason,
    decide_automatically,
)
from mapae.core.rulebook.assessment import Assessment, Requirement
from mapae.core.screening.hit import Hit, HitReason, ListKind
from tests.room.people import answers

HIT = Hit(ListKind.LOST_STOLEN, "lost|2026-01-31", (HitReason.DOCUMENT_LISTED,))


def told(**changes: str) -> Answers:
    return complete_answers(answers(**changes), Situation(date(2026, 11, 22)))


def assessed(requirement: Requirement) -> Assessment:
    return Assessment(requirement, (), ())


def test_return_type_holds_no_refusal() -> None:
    assert set(get_args(get_type_hints(decide_automatically)["return"])) == {Grant, Refer}
    values = {*GrantReason, *ReferralReason}
    assert not any("refus" in value for value in values)
    assert Outcome.REFUSED not in values


@given(
    st.tuples(*(st.sampled_from(["yes", "no"]) for _ in DECLARATIONS)),
    st.sampled_from(Requirement),
    st.lists(st.just(HIT), max_size=3),
)
def test_whatever_speaks_against_it_an_officer_looks_and_nobody_is_refused(
    declared: tuple[str, ...], requirement: Requirement, hits: list[Hit]
) -> None:
    found = decide_automatically(told(**dict(zip(DECLARATIONS, declared, strict=True))), assessed(requirement), hits)
    is_clear = set(declared) == {"no"} and not hits and requirement in (Requirement.REQUIRED, Requirement.EXEMPT)
    assert type(found) is (Grant if is_clear else Refer)
    assert found.reasons


@pytest.mark.parametrize("requirement", [Requirement.REQUIRED, Requirement.EXEMPT])
def test_clear_case_is_granted_also_to_the_exempt_who_opted_in(requirement: Requirement) -> None:
    assert decide_automatically(told(), assessed(requirement), ()) == Grant((GrantReason.NO_OBSTACLE,))


@pytest.mark.parametrize(
    ("changes", "requirement", "hits", "reason"),
    [
        *((({name: "yes"}), Requirement.REQUIRED, (), ReferralReason.DECLARATION) for name in DECLARATIONS),
        ({}, Requirement.REQUIRED, (HIT,), ReferralReason.HIT),
        ({}, Requirement.OUTSIDE, (), ReferralReason.NOT_REQUIRED),
        ({}, Requirement.NOT_ELIGIBLE, (), ReferralReason.NOT_ELIGIBLE),
    ],
)
def test_referral_names_what_the_officer_should_look_at(
    changes: dict[str, str], requirement: Requirement, hits: tuple[Hit, ...], reason: ReferralReason
) -> None:
    assert decide_automatically(told(**changes), assessed(requirement), hits) == Refer((reason,))


def test_all_reasons_are_named_at_once() -> None:
    every = dict.fromkeys(DECLARATIONS, "yes")
    found = decide_automatically(told(**every), assessed(Requirement.OUTSIDE), (HIT,))
    assert found == Refer((ReferralReason.DECLARATION, ReferralReason.HIT, ReferralReason.NOT_REQUIRED))
