"""The table of the border check, row by row, first match first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mapae.core.application.status import Status
from mapae.core.authorization.match import MatchData
from mapae.core.authorization.validity import Ending, Validity
from mapae.core.documents.partial_date import PartialDate
from mapae.core.travel.border_check import (
    AtBorder,
    AuthorizationOnFile,
    BorderAnswer,
    BorderFlag,
    BorderStatus,
    BorderVerdict,
    OnFile,
    border_check,
    stay_until,
)
from mapae.gateways.rulebook_files import EVERYTHING, RulebookFiles

FILES = RulebookFiles(EVERYTHING)
RULES = FILES.read(*FILES.newest("KOR"))
TODAY = date(2026, 12, 20)
EXPIRY = date(2033, 5, 1)
TURK = AtBorder(True, "TUR", "TUR", "P", "ORNEKOGLU", "AYSE<ISIL", PartialDate(1990, 5, 5), EXPIRY)
GERMAN = replace(TURK, nationality="D", issuing_state="D")
AFGHAN = replace(TURK, nationality="AFG", issuing_state="AFG")
HOLDER = MatchData("ORNEKOGLU", "AYSE<ISIL", "1990-05-05", "F", "TUR", "2033-05-01")
LIVING = AuthorizationOnFile(Validity(date(2026, 11, 22), date(2029, 11, 21)), HOLDER)
VALID, NOT_VALID, REFER = BorderVerdict.VALID, BorderVerdict.NOT_VALID, BorderVerdict.REFER
FLAGGED, REFUSED, MISMATCH = BorderFlag.SECOND_LINE, BorderFlag.REFUSED_BEFORE, BorderFlag.MISMATCH


def answer(traveller: AtBorder, *held: AuthorizationOnFile, day: date = TODAY, **file: Any) -> BorderAnswer:
    return border_check(traveller, OnFile(held, **file), RULES, day)


def short(found: BorderAnswer) -> tuple[BorderVerdict, BorderStatus, tuple[BorderFlag, ...]]:
    return found.verdict, found.status, found.flags


def test_what_cannot_be_read_is_for_an_officer_whatever_is_on_file() -> None:
    for traveller in (TURK, GERMAN, AFGHAN):
        found = answer(replace(traveller, is_readable=False), LIVING, was_refused=True)
        assert found == BorderAnswer(REFER, BorderStatus.UNREADABLE)


def test_expired_document_admits_nobody() -> None:
    expired = replace(TURK, document_expiry=date(2026, 12, 19))
    assert short(answer(expired, LIVING)) == (NOT_VALID, BorderStatus.DOCUMENT_EXPIRED, ())
    assert short(answer(replace(GERMAN, document_expiry=date(2026, 12, 19)))) == (
        NOT_VALID, BorderStatus.DOCUMENT_EXPIRED, (),
    )  # fmt: skip
    last = replace(LIVING, holder=HOLDER._replace(document_expiry="2026-12-20"))
    assert answer(replace(TURK, document_expiry=TODAY), last).verdict is VALID, "valid on its last day"


def test_holder_of_a_living_authorization_is_valid_with_the_stay_it_gives() -> None:
    assert answer(TURK, LIVING) == BorderAnswer(VALID, BorderStatus.AUTHORIZED, (), date(2027, 3, 20))


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2029, 11, 21)])
def test_first_and_last_day_are_valid(day: date) -> None:
    assert answer(TURK, LIVING, day=day).verdict is VALID


def test_second_line_flag_and_another_expiry_send_the_holder_to_an_officer() -> None:
    assert short(answer(TURK, replace(LIVING, is_flagged=True))) == (REFER, BorderStatus.AUTHORIZED, (FLAGGED,))
    renewed = replace(TURK, document_expiry=date(2034, 5, 1))
    assert short(answer(renewed, LIVING)) == (REFER, BorderStatus.AUTHORIZED, (MISMATCH,))


def test_earlier_refusal_is_told_beside_a_grant_and_does_not_take_it_away() -> None:
    assert short(answer(TURK, LIVING, was_refused=True)) == (VALID, BorderStatus.AUTHORIZED, (REFUSED,))


def test_exempt_traveller_is_valid_unless_something_is_on_file() -> None:
    assert answer(GERMAN) == BorderAnswer(VALID, BorderStatus.EXEMPT, (), date(2027, 3, 20))
    assert short(answer(GERMAN, was_refused=True)) == (REFER, BorderStatus.EXEMPT, (REFUSED,))
    assert short(answer(GERMAN, LIVING)) == (REFER, BorderStatus.EXEMPT, (MISMATCH,))
    assert answer(GERMAN, day=date(2027, 1, 1)).status is BorderStatus.NONE


def test_traveller_outside_the_scheme_shows_a_visa_to_an_officer() -> None:
    assert short(answer(AFGHAN)) == (REFER, BorderStatus.OUTSIDE, ())
    assert short(answer(replace(TURK, document_type="I"))) == (REFER, BorderStatus.OUTSIDE, ())


@pytest.mark.parametrize(
    "changes", [{"surname": "BEISPIEL"}, {"birth": PartialDate(1990, 5, 6)}, {"birth": None}, {"surname": "", "given_names": ""}]
)  # fmt: skip
def test_somebody_else_on_the_document_is_for_an_officer(changes: dict[str, Any]) -> None:
    assert short(answer(replace(TURK, **changes), LIVING)) == (REFER, BorderStatus.OTHER_PERSON, (MISMATCH,))
    assert answer(TURK, replace(LIVING, holder=None)).status is BorderStatus.OTHER_PERSON, "erased: nobody is known"


@pytest.mark.parametrize("ending", Ending)
def test_ended_authorization_says_how(ending: Ending) -> None:
    ended = replace(LIVING, validity=replace(LIVING.validity, ending=ending))
    assert short(answer(TURK, ended)) == (NOT_VALID, BorderStatus(ending.value), ())


@pytest.mark.parametrize(
    ("day", "status"), [(date(2026, 11, 21), BorderStatus.NOT_YET_VALID), (date(2029, 11, 22), BorderStatus.EXPIRED)]
)
def test_day_before_and_after_say_so(day: date, status: BorderStatus) -> None:
    assert short(answer(TURK, LIVING, day=day)) == (NOT_VALID, status, ())


def test_newest_authorization_is_the_one_that_is_told() -> None:
    older = AuthorizationOnFile(Validity(date(2023, 1, 1), date(2025, 12, 31), Ending.SUPERSEDED), HOLDER)
    newer = replace(LIVING, validity=replace(LIVING.validity, ending=Ending.REVOKED))
    assert answer(TURK, older, newer).status is answer(TURK, newer, older).status is BorderStatus.REVOKED


@pytest.mark.parametrize(
    ("applications", "status"),
    [
        ((), BorderStatus.NONE),
        ((Status.WITHDRAWN,), BorderStatus.NONE),
        ((Status.LAPSED,), BorderStatus.NONE),
        ((Status.REFUSED,), BorderStatus.REFUSED),
        ((Status.REFERRED, Status.REFUSED), BorderStatus.PENDING),
        ((Status.AWAITING_PAYMENT,), BorderStatus.PENDING),
        ((Status.IN_ASSESSMENT,), BorderStatus.PENDING),
        ((Status.INFORMATION_REQUESTED,), BorderStatus.PENDING),
    ],
)
def test_without_an_authorization_the_application_says_it(
    applications: tuple[Status, ...], status: BorderStatus
) -> None:
    assert short(answer(TURK, applications=applications)) == (NOT_VALID, status, ())


def test_passport_of_hong_kong_that_says_chn_is_its_holders() -> None:
    holder = replace(LIVING, holder=HOLDER._replace(nationality="HKG"))
    told = replace(TURK, nationality="CHN", issuing_state="CHN")
    assert short(answer(told, holder)) == (VALID, BorderStatus.AUTHORIZED, ())
    assert short(answer(told)) == (REFER, BorderStatus.OUTSIDE, ())


def test_stay_is_counted_from_the_day_after_entry_and_told_only_where_a_source_says_it() -> None:
    assert stay_until(RULES, "TUR", date(2027, 1, 1)) == date(2027, 4, 1)
    assert stay_until(RULES, "AFG", TODAY) is None
