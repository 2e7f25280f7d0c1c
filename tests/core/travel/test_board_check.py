"""The verdict table of the board check, row by row, first match first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.authorization.match import MatchData
from mapae.core.authorization.validity import Ending, Validity
from mapae.core.documents.document import Holder
from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.assessment import Requirement
from mapae.core.travel.board_check import (
    Answer,
    Claim,
    HeldAuthorization,
    OnRecord,
    Passenger,
    Verdict,
    board_check,
)
from mapae.core.travel.board_check import VerdictReason as Reason
from tests.core.travel.rules import FixedRules

BIRTH = PartialDate(1990, 5, 5)
ARRIVAL = date(2026, 12, 20)
PASSENGER = Passenger("U00000017", "TUR", "TUR", ARRIVAL, "ORNEKOGLU", "AYSE<ISIL", BIRTH)
HOLDER = MatchData.of(Holder("ORNEKOGLU", "AYSE<ISIL", BIRTH, "F", "TUR"), date(2033, 5, 1))
LIVING = HeldAuthorization(Validity(date(2026, 11, 22), date(2029, 11, 21)), HOLDER)
ENDED = LIVING._replace(validity=replace(LIVING.validity, ending=Ending.REVOKED))
EXPIRED = LIVING._replace(validity=Validity(date(2023, 1, 1), date(2025, 12, 31)))

BOARD: Answer = (Verdict.BOARD, Reason.AUTHORIZED)
NO_BOARD: Answer = (Verdict.NO_BOARD, Reason.NO_AUTHORIZATION)
EXEMPT: Answer = (Verdict.NOT_REQUIRED, Reason.EXEMPT)
VISA: Answer = (Verdict.CHECK_DOCUMENT, Reason.CHECK_VISA)
CATEGORY: Answer = (Verdict.CHECK_DOCUMENT, Reason.CHECK_CATEGORY)
MISSING: Answer = (Verdict.INSUFFICIENT_DATA, Reason.DATA_MISSING)
MISMATCH: Answer = (Verdict.INSUFFICIENT_DATA, Reason.DATA_MISMATCH)


def asked(*held: HeldAuthorization, requirement: Requirement = Requirement.REQUIRED, **changes: Any) -> Answer:
    return board_check(PASSENGER._replace(**changes), OnRecord(held), FixedRules(requirement))


@pytest.mark.parametrize(
    "changes", [{"document_number": ""}, {"issuing_state": ""}, {"nationality": ""}, {"arrival_day": None}]
)
@pytest.mark.parametrize("requirement", Requirement)
def test_row_a_without_number_state_nationality_or_day_nothing_is_said(
    changes: dict[str, Any], requirement: Requirement
) -> None:
    assert asked(LIVING, requirement=requirement, claims=frozenset({Claim.VISA}), **changes) == MISSING


@pytest.mark.parametrize("requirement", Requirement)
def test_row_b_living_authorization_of_this_person_boards_whatever_else_holds(requirement: Requirement) -> None:
    assert asked(LIVING, requirement=requirement) == BOARD
    assert asked(ENDED, LIVING, claims=frozenset({Claim.CREW}), requirement=requirement) == BOARD


def test_row_b_boards_on_the_first_and_the_last_day_only() -> None:
    days = (date(2026, 11, 21), date(2026, 11, 22), date(2029, 11, 21), date(2029, 11, 22))
    assert [asked(LIVING, arrival_day=day) for day in days] == [NO_BOARD, BOARD, BOARD, NO_BOARD]


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        (Claim.VISA, VISA), (Claim.RESIDENT, VISA), (Claim.CREW, CATEGORY), (Claim.TRANSIT, CATEGORY),
        (Claim.DIPLOMATIC, CATEGORY), (Claim.ABTC, CATEGORY), (Claim.SOFA, CATEGORY),
    ],
)  # fmt: skip
@pytest.mark.parametrize("requirement", Requirement)
def test_row_c_claim_of_the_carrier_asks_to_check_the_document(
    claim: Claim, answer: Answer, requirement: Requirement
) -> None:
    assert asked(claims=frozenset({claim}), requirement=requirement) == answer
    assert asked(EXPIRED, claims=frozenset({claim}), requirement=requirement) == answer


def test_row_c_visa_among_several_claims_is_checked_first() -> None:
    assert asked(claims=frozenset({Claim.CREW, Claim.VISA})) == VISA


def test_row_d_exempt_passenger_needs_none_even_after_a_revocation_or_a_mismatch() -> None:
    assert asked(requirement=Requirement.EXEMPT) == EXEMPT
    assert asked(ENDED, requirement=Requirement.EXEMPT) == EXEMPT
    assert asked(LIVING, surname="OTHER", requirement=Requirement.EXEMPT) == EXEMPT


def test_row_e_passenger_outside_the_scheme_shows_a_visa() -> None:
    assert asked(requirement=Requirement.OUTSIDE) == VISA
    assert asked(LIVING, surname="OTHER", requirement=Requirement.OUTSIDE) == VISA


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"surname": "OTHER"}, MISMATCH),
        ({"birth": PartialDate(1990, 5, 6)}, MISMATCH),
        ({"nationality": "SYR"}, MISMATCH),
        ({"surname": "", "given_names": ""}, MISSING),
        ({"birth": None}, MISSING),
        ({"surname": "OTHER", "birth": None}, MISMATCH),
    ],
)
def test_row_f_another_person_on_the_document_does_not_board(changes: dict[str, Any], answer: Answer) -> None:
    assert asked(LIVING, **changes) == answer


@pytest.mark.parametrize("held", [(), (ENDED,), (EXPIRED,), (ENDED, EXPIRED)])
@pytest.mark.parametrize("requirement", [Requirement.REQUIRED, Requirement.NOT_ELIGIBLE])
def test_row_g_without_a_living_authorization_nobody_boards(
    held: tuple[HeldAuthorization, ...], requirement: Requirement
) -> None:
    assert asked(*held, requirement=requirement) == NO_BOARD


def test_mismatch_with_an_ended_authorization_tells_nothing_of_it() -> None:
    assert asked(ENDED, surname="OTHER") == NO_BOARD
    assert asked(EXPIRED, birth=None) == NO_BOARD


@pytest.mark.parametrize("ending", Ending)
def test_how_an_authorization_ended_cannot_be_told_from_the_answer(ending: Ending) -> None:
    assert asked(LIVING._replace(validity=replace(LIVING.validity, ending=ending))) == asked() == NO_BOARD


DUE, LATE = date(2026, 12, 31), date(2027, 1, 1)
UNTIL_DUE = LIVING._replace(validity=Validity(date(2026, 11, 22), DUE))


def asked_late(
    *held: HeldAuthorization, scheduled: date | None = DUE, rules: FixedRules = FixedRules(), **changes: Any
) -> Answer:
    """On a journey that was due before midnight and arrives after it."""
    late = PASSENGER._replace(arrival_day=LATE, scheduled_day=scheduled, **changes)
    return board_check(late, OnRecord(held), rules)


def test_rulebook_is_asked_about_the_arrival_day() -> None:
    assert asked_late(scheduled=None, rules=FixedRules(on={LATE: Requirement.EXEMPT})) == EXEMPT
    assert asked_late(scheduled=None, rules=FixedRules(on={DUE: Requirement.EXEMPT})) == NO_BOARD


def test_delay_past_midnight_does_not_change_a_positive_answer() -> None:
    waived = FixedRules(on={DUE: Requirement.EXEMPT})
    assert asked_late(UNTIL_DUE) == BOARD
    assert asked_late(rules=waived) == EXEMPT
    assert asked_late(UNTIL_DUE, scheduled=None) == NO_BOARD
    assert asked_late(scheduled=None, rules=waived) == NO_BOARD


def test_delay_never_takes_a_positive_answer_away() -> None:
    begins_late = LIVING._replace(validity=Validity(LATE, date(2029, 12, 31)))
    assert asked_late(begins_late) == BOARD
    assert asked_late(rules=FixedRules(on={LATE: Requirement.EXEMPT})) == EXEMPT


def test_delay_changes_nothing_of_other_answers() -> None:
    outside_when_due = FixedRules(on={DUE: Requirement.OUTSIDE})
    assert asked_late(rules=outside_when_due) == NO_BOARD
    assert asked_late(UNTIL_DUE, surname="OTHER") == NO_BOARD
    assert asked_late(UNTIL_DUE, birth=None) == NO_BOARD
    assert asked_late(claims=frozenset({Claim.CREW}), rules=FixedRules(on={DUE: Requirement.EXEMPT})) == CATEGORY


def test_refusal_overrides_an_exemption_only_where_the_rules_say_so() -> None:
    refused = OnRecord((), was_refused=True)
    strict, mild = (FixedRules(Requirement.EXEMPT, overrides=overrides) for overrides in (True, False))
    assert board_check(PASSENGER, refused, strict) == NO_BOARD
    assert board_check(PASSENGER, refused, mild) == EXEMPT
    assert board_check(PASSENGER, OnRecord(), strict) == EXEMPT
    assert board_check(PASSENGER, OnRecord((LIVING,), was_refused=True), strict) == BOARD
    claiming = PASSENGER._replace(claims=frozenset({Claim.VISA}))
    assert board_check(claiming, refused, strict) == VISA
    assert board_check(PASSENGER, refused, FixedRules(Requirement.OUTSIDE, overrides=True)) == VISA


def test_override_lets_board_and_tells_nothing_of_itself() -> None:
    lifted, refused = OnRecord(is_lifted=True), OnRecord(was_refused=True, is_lifted=True)
    for requirement in Requirement:
        for changes in ({}, {"surname": "OTHER"}, {"birth": None}, {"claims": frozenset({Claim.CREW})}):
            told = PASSENGER._replace(**changes)
            assert board_check(told, lifted, FixedRules(requirement)) == BOARD
    assert board_check(PASSENGER, refused, FixedRules(Requirement.EXEMPT, overrides=True)) == BOARD
    assert board_check(PASSENGER._replace(document_number=""), lifted, FixedRules()) == MISSING


def test_document_that_writes_another_nationality_is_still_the_holders() -> None:
    holder = LIVING._replace(holder=HOLDER._replace(nationality="HKG"))
    alike = FixedRules(alikes={"CHN": frozenset({"HKG", "MAC"})})
    told = PASSENGER._replace(nationality="CHN")
    assert board_check(told, OnRecord((holder,)), alike) == BOARD
    assert board_check(told, OnRecord((holder,)), FixedRules()) == MISMATCH
    assert board_check(told._replace(nationality="MAC"), OnRecord((holder,)), alike) == MISMATCH


@given(
    held=st.lists(st.sampled_from([LIVING, ENDED, EXPIRED]), max_size=3),
    requirement=st.sampled_from(Requirement),
    left_out=st.sets(
        st.sampled_from(["surname", "given_names", "birth", "document_number", "nationality"]), min_size=1
    ),
)
def test_telling_less_never_leads_to_boarding(
    held: list[HeldAuthorization], requirement: Requirement, left_out: set[str]
) -> None:
    untold = {field: None if field == "birth" else "" for field in left_out}
    assert asked(*held, requirement=requirement, **untold) != BOARD


def test_reasons_are_the_closed_list_and_each_verdict_has_its_own() -> None:
    seen = {
        asked(*held, requirement=requirement, claims=claims, **changes)
        for held, requirement, claims, changes in product(
            [(), (LIVING,)],
            Requirement,
            [frozenset[Claim](), frozenset({Claim.VISA}), frozenset({Claim.CREW})],
            [{}, {"surname": "OTHER"}, {"birth": None}, {"arrival_day": None}],
        )
    }
    assert seen == {BOARD, NO_BOARD, EXEMPT, VISA, CATEGORY, MISSING, MISMATCH}
    assert {reason for _, reason in seen} == set(Reason)
