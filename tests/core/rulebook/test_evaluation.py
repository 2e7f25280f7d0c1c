"""What the rules of K-ETA make of travellers, by the days on which they change."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.assessment import Requirement, Traveller
from mapae.core.rulebook.evaluation import NoTerms, assess, terms_on
from mapae.core.rulebook.model import Rulebook

REQUIRED, EXEMPT, OUTSIDE = Requirement.REQUIRED, Requirement.EXEMPT, Requirement.OUTSIDE
ADULT = PartialDate(1990, 5, 5)
LAST_OF_WAIVER, FIRST_AFTER = date(2026, 12, 31), date(2027, 1, 1)


def requirement(kor: Rulebook, nationality: str, birth: PartialDate | None, arrival: date) -> Requirement:
    return assess(kor, Traveller(nationality, birth), arrival).requirement


@pytest.mark.parametrize("nationality", ["USA", "D", "JPN", "GBR", "FRA", "CHE", "CHL"])
def test_waiver_ends_with_the_year_2026(kor: Rulebook, nationality: str) -> None:
    assert requirement(kor, nationality, ADULT, LAST_OF_WAIVER) is EXEMPT
    assert requirement(kor, nationality, ADULT, FIRST_AFTER) is REQUIRED
    assert requirement(kor, nationality, None, FIRST_AFTER) is REQUIRED


@pytest.mark.parametrize("nationality", ["TUR", "BRA", "MYS", "RUS", "THA"])
def test_nationality_without_a_waiver_needs_an_authorization_before_and_after(kor: Rulebook, nationality: str) -> None:
    assert requirement(kor, nationality, ADULT, LAST_OF_WAIVER) is REQUIRED
    assert requirement(kor, nationality, ADULT, FIRST_AFTER) is REQUIRED


@pytest.mark.parametrize("nationality", ["KOR", "CHN", "UTO", "DEU", ""])
def test_own_citizens_and_unnamed_nationalities_are_outside(kor: Rulebook, nationality: str) -> None:
    assert requirement(kor, nationality, ADULT, FIRST_AFTER) is OUTSIDE
    assert requirement(kor, nationality, PartialDate(2015, 1, 1), FIRST_AFTER) is OUTSIDE


@pytest.mark.parametrize(
    ("birth", "before", "on"),
    [
        (PartialDate(2009, 1, 1), EXEMPT, REQUIRED),  # 18 on the day itself
        (PartialDate(2009, 1, 2), EXEMPT, EXEMPT),
        (PartialDate(1962, 1, 1), REQUIRED, EXEMPT),  # 65 on the day itself
        (PartialDate(1962, 1, 2), REQUIRED, REQUIRED),
        (PartialDate(1961, 12, 31), EXEMPT, EXEMPT),
    ],
)
def test_seventeen_and_sixty_five_are_exempt_by_the_age_on_the_arrival_day(
    kor: Rulebook, birth: PartialDate, before: Requirement, on: Requirement
) -> None:
    assert requirement(kor, "TUR", birth, date(2026, 12, 31)) is before
    assert requirement(kor, "TUR", birth, date(2027, 1, 1)) is on


def test_born_on_29_february_turns_18_and_65_on_1_march(kor: Rulebook) -> None:
    assert requirement(kor, "TUR", PartialDate(2008, 2, 29), date(2026, 2, 28)) is EXEMPT
    assert requirement(kor, "TUR", PartialDate(2008, 2, 29), date(2026, 3, 1)) is REQUIRED
    assert requirement(kor, "TUR", PartialDate(1960, 2, 29), date(2025, 2, 28)) is REQUIRED
    assert requirement(kor, "TUR", PartialDate(1960, 2, 29), date(2025, 3, 1)) is EXEMPT


def test_ages_exempt_only_from_the_day_their_rule_began(kor: Rulebook) -> None:
    child = PartialDate(2015, 1, 1)
    assert requirement(kor, "TUR", child, date(2023, 7, 2)) is REQUIRED
    assert requirement(kor, "TUR", child, date(2023, 7, 3)) is EXEMPT


@pytest.mark.parametrize(
    ("birth", "found"),
    [
        (PartialDate(2010), EXEMPT),
        (PartialDate(2008, 12), REQUIRED),  # on 15 December born perhaps on the 1st, perhaps on the 31st
        (PartialDate(2009, 1), EXEMPT),
        (PartialDate(2008), REQUIRED),
        (PartialDate(1961), REQUIRED),
        (PartialDate(1961, 11), EXEMPT),
        (PartialDate(1960), EXEMPT),
        (None, REQUIRED),
        (PartialDate(2027), REQUIRED),  # not born yet: the date is wrong, so no rule about age holds
    ],
)
def test_unknown_birthday_exempts_only_if_every_reading_does(
    kor: Rulebook, birth: PartialDate | None, found: Requirement
) -> None:
    assert requirement(kor, "TUR", birth, date(2026, 12, 15)) is found


@given(
    year=st.integers(1930, 2020),
    month=st.one_of(st.none(), st.integers(1, 12)),
    arrival=st.dates(date(2023, 7, 3), date(2040, 1, 1)),
    nationality=st.sampled_from(["TUR", "USA", "D", "CHN"]),
    data=st.data(),
)
def test_knowing_less_of_the_birth_never_exempts(
    kor: Rulebook, year: int, month: int | None, arrival: date, nationality: str, data: st.DataObject
) -> None:
    birth = PartialDate(year, month)
    reading = PartialDate.of(data.draw(st.dates(birth.earliest, birth.latest)))
    if requirement(kor, nationality, birth, arrival) is EXEMPT:
        assert requirement(kor, nationality, reading, arrival) is EXEMPT


def test_trace_names_every_rule_and_what_it_saw(kor: Rulebook) -> None:
    found = assess(kor, Traveller("USA", PartialDate(2010, 1, 1)), LAST_OF_WAIVER)
    assert [step.rule for step in found.trace] == [rule.id for rule in kor.requirements]
    assert {reason.rule for reason in found.reasons} == {"KOR.waiver-22", "KOR.age-17-and-under"}
    assert all(reason.source for reason in found.reasons)
    assert next(step for step in found.trace if step.rule == "KOR.age-17-and-under").saw == "age 16 on 2026-12-31"
    assert {step.rule for step in found.trace if step.held} >= {"KOR.required", "KOR.waiver-22"}


@pytest.mark.parametrize(
    ("applied", "fee", "years"),
    [
        (date(2021, 5, 3), 0, 2),
        (date(2021, 8, 31), 0, 2),
        (date(2021, 9, 1), 10300, 2),
        (date(2023, 7, 2), 10300, 2),
        (date(2023, 7, 3), 10300, 3),
        (date(2026, 11, 22), 10300, 3),
    ],
)
def test_fee_and_validity_are_those_of_the_day_of_submission(
    kor: Rulebook, applied: date, fee: int, years: int
) -> None:
    terms = terms_on(kor, applied)
    assert (terms.fee.total, terms.fee.currency, terms.validity_years) == (fee, "KRW", years)


def test_before_the_programme_began_nobody_can_apply(kor: Rulebook) -> None:
    with pytest.raises(NoTerms):
        terms_on(kor, date(2021, 5, 2))
