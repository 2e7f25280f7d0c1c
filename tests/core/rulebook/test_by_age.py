"""What is true of everybody of a nationality, by arrival day and age, held against single travellers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapae.core.documents.partial_date import PartialDate, age_on
from mapae.core.rulebook.assessment import Requirement, Traveller
from mapae.core.rulebook.by_age import VALID_PASSPORT, by_age
from mapae.core.rulebook.conditions import Nationalities
from mapae.core.rulebook.evaluation import assess
from mapae.core.rulebook.model import UNPUBLISHED, RequirementRule, Rulebook
from mapae.gateways.rulebook_files import EVERYTHING, RulebookFiles

TODAY = date(2026, 11, 24)
EXEMPT, REQUIRED, OUTSIDE = Requirement.EXEMPT, Requirement.REQUIRED, Requirement.OUTSIDE
FILES = RulebookFiles(EVERYTHING)
KOR = FILES.read(*FILES.newest("KOR"))


def shape(
    nationality: str, first_day: date = TODAY, book: Rulebook = KOR
) -> list[tuple[str, list[tuple[object, ...]]]]:
    return [
        (str(stretch.days), [(band.first, band.last, band.requirement) for band in stretch.bands])
        for stretch in by_age(book, nationality, first_day)
    ]


def test_turkish_passport_needs_one_between_18_and_64() -> None:
    assert shape("TUR") == [("2026-11-24/..", [(0, 17, EXEMPT), (18, 64, REQUIRED), (65, None, EXEMPT)])]


def test_waived_passport_has_two_stretches() -> None:
    assert [days for days, _ in shape("JPN")] == ["2026-11-24/2026-12-31", "2027-01-01/.."]
    assert {requirement for _, _, requirement in shape("JPN")[0][1]} == {EXEMPT}
    assert shape("JPN")[1][1] == [(0, 17, EXEMPT), (18, 64, REQUIRED), (65, None, EXEMPT)]


@pytest.mark.parametrize("nationality", ["VNM", "KOR", "CHN", "UNO"])
def test_passport_outside_the_scheme_is_so_at_any_age(nationality: str) -> None:
    assert shape(nationality) == [("2026-11-24/..", [(0, None, OUTSIDE)])]


def test_stretches_that_are_over_are_not_told() -> None:
    assert [days for days, _ in shape("JPN", date(2027, 1, 1))] == ["2027-01-01/.."]


@settings(max_examples=60, deadline=None)
@given(
    nationality=st.sampled_from(["TUR", "JPN", "MEX", "VNM", "GBN", "HKG"]),
    arrival=st.dates(TODAY, TODAY + timedelta(days=900)),
    birth=st.dates(date(1930, 1, 1), TODAY),
)
def test_every_single_traveller_is_told_the_same_as_the_band(nationality: str, arrival: date, birth: date) -> None:
    (stretch,) = [one for one in by_age(KOR, nationality, TODAY) if one.days.holds_on(arrival)]
    age = age_on(birth, arrival)
    (band,) = [one for one in stretch.bands if one.first <= age and (one.last is None or age <= one.last)]
    traveller = Traveller(nationality, PartialDate.of(birth), document_expiry=VALID_PASSPORT)
    told = assess(KOR, traveller, arrival)
    assert (band.requirement, band.reasons) == (told.requirement, told.reasons)


def with_unpublished(nationality: str) -> Rulebook:
    rule = next(rule for rule in KOR.requirements if rule.id == "KOR.waiver-22")
    conditions = (rule.conditions[0], Nationalities(frozenset({nationality})))
    hidden: RequirementRule = replace(rule, conditions=conditions, is_published=False)
    return replace(KOR, requirements=(hidden, *KOR.requirements))


def test_published_rules_are_all_but_the_unpublished_list() -> None:
    book = with_unpublished("TUR")
    assert assess(book, Traveller("TUR", PartialDate(1990)), TODAY).reasons[0].code == UNPUBLISHED
    assert (book.has_unpublished, KOR.has_unpublished) == (True, False)
    assert shape("TUR", book=book.published) == shape("TUR")
    assert KOR.published is KOR
