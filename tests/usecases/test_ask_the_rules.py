"""What the rules say to strangers. No test here may touch the database: a use case that did would fail."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.assessment import Requirement, Traveller
from mapae.core.rulebook.period import Period
from mapae.usecases.ask_the_rules import (
    UnknownNationality,
    about_nationality,
    about_opting_in,
    about_traveller,
    check_data,
    find_coming_change,
    list_categories,
    list_fees,
    list_passports,
    nationality_of,
    today_at_destination,
)
from mapae.usecases.ports import Ports
from tests.room.clock import SetClock

EXEMPT, REQUIRED, OUTSIDE = Requirement.EXEMPT, Requirement.REQUIRED, Requirement.OUTSIDE
ADULT = PartialDate(1990, 5, 5)
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def november(clock: SetClock) -> None:
    clock.set(datetime(2026, 11, 24, 3, tzinfo=UTC))


def test_waived_traveller_is_told_both_sides_of_the_new_year(ports: Ports) -> None:
    told = about_traveller(ports, Traveller("JPN", ADULT), None)
    assert [(one.days, one.requirement) for one in told.answers] == [
        (Period(date(2026, 11, 24), date(2026, 12, 31)), EXEMPT),
        (Period(NEW_YEAR), REQUIRED),
    ]
    assert [one.may_opt_in for one in told.answers] == [True, False]
    assert told.on_arrival is None


def test_arrival_day_has_its_own_answer(ports: Ports) -> None:
    told = about_traveller(ports, Traveller("JPN", ADULT), NEW_YEAR)
    assert told.on_arrival is not None
    assert (told.on_arrival.requirement, told.on_arrival.possible) == (REQUIRED, (REQUIRED,))
    assert told.terms is not None and told.terms.fee.total == 10_300
    assert told.stay.days == 90


def test_passport_is_taken_for_valid_where_its_expiry_is_unknown(ports: Ports) -> None:
    told = about_traveller(ports, Traveller("TUR", ADULT), NEW_YEAR)
    assert told.on_arrival is not None and told.on_arrival.possible == (REQUIRED,)


@pytest.mark.parametrize(
    ("traveller", "is_settled"),
    [
        (Traveller("TUR", None), False),
        (Traveller("TUR", ADULT), True),
        (Traveller("VNM", None), True),
        (Traveller("TUR", None, category="crew"), True),
        (Traveller("USA", None, category="abtc"), False),
    ],
)
def test_settled_is_what_no_further_answer_could_change(ports: Ports, traveller: Traveller, is_settled: bool) -> None:
    assert about_traveller(ports, traveller, None).is_settled is is_settled


def test_born_in_an_unknown_month_is_told_every_possible_answer(ports: Ports) -> None:
    told = about_traveller(ports, Traveller("TUR", PartialDate(2008)), date(2026, 12, 20))
    assert told.on_arrival is not None
    assert (told.on_arrival.requirement, set(told.on_arrival.possible)) == (REQUIRED, {EXEMPT, REQUIRED})


def test_reason_comes_with_its_source_and_confidence(ports: Ports) -> None:
    (reason,) = about_nationality(ports, "VNM").told
    assert (reason.source, reason.confidence, reason.is_published) == ("", None, True)
    (waived, *_) = about_traveller(ports, Traveller("MEX", ADULT), None).answers
    (disputed,) = waived.told
    assert disputed.confidence == "low"
    assert "visateam.pt" in disputed.source
    assert set(disputed.texts) == {"en", "tr", "ko"}


def test_one_requirement_for_everybody_is_told_as_such(ports: Ports) -> None:
    assert about_nationality(ports, "VNM").requirement is OUTSIDE
    assert about_nationality(ports, "TUR").requirement is None
    assert about_nationality(ports, "KOR").is_own_citizen


def test_passports_that_look_alike_are_named(ports: Ports) -> None:
    assert list_passports(ports, "CHN") == ("CHN", "HKG", "MAC")
    assert list_passports(ports, "HKG") == list_passports(ports, "TUR") == ()
    assert about_nationality(ports, "CHN").other_passports == ("HKG", "MAC")


@pytest.mark.parametrize(("code", "known"), [("DEU", "D"), ("TUR", "TUR"), ("UTO", "UTO")])
def test_nationality_is_taken_as_passports_write_it(ports: Ports, code: str, known: str) -> None:
    assert nationality_of(ports, code) == known


@pytest.mark.parametrize("code", ["", "ZZZ", "TURKEY", "tur"])
def test_unknown_nationality_is_refused(ports: Ports, code: str) -> None:
    with pytest.raises(UnknownNationality):
        nationality_of(ports, code)


def test_data_are_checked_as_those_of_an_application(ports: Ports) -> None:
    wrong = check_data(ports, {"birth_date": "2031-01-01", "arrival_day": "2020-01-01"}, ("birth_date", "arrival_day"))
    assert [problem.code for problem in wrong] == ["birth_in_future", "arrival_in_past"]


def test_day_is_that_of_the_destination(ports: Ports, clock: SetClock) -> None:
    clock.set(datetime(2026, 12, 31, 14, 59, 30, tzinfo=UTC))
    assert today_at_destination(ports) == date(2026, 12, 31)
    change = find_coming_change(ports)
    assert change is not None and change.day == NEW_YEAR
    clock.pass_by(seconds=30)
    assert today_at_destination(ports) == NEW_YEAR
    assert find_coming_change(ports) is None


def test_what_can_be_claimed_and_paid_is_read_from_the_rules(ports: Ports) -> None:
    assert {"diplomatic", "abtc", "dual_national"} <= set(list_categories(ports))
    assert [rule.id for rule in list_fees(ports)] == ["KOR.fee"]
    opting_in = about_opting_in(ports)
    assert opting_in.refusal_counts is False
    assert opting_in.terms is not None and "no_arrival_card" in opting_in.terms.opt_in_brings
