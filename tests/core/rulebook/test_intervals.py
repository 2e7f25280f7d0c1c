"""The requirement over time is what asking day by day finds, and two days are compared nationality by nationality."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.assessment import Interval, Reason, Requirement, Traveller
from mapae.core.rulebook.evaluation import assess
from mapae.core.rulebook.intervals import Flip, difference, intervals
from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.period import Period
from tests.core.rulebook.invented import SOURCE, fee, read, requirement, rule, ruled, traveller

EXEMPT, REQUIRED, OUTSIDE = Requirement.EXEMPT, Requirement.REQUIRED, Requirement.OUTSIDE
FIRST, YEARS = date(2025, 6, 1), 4
WAIVER = requirement(
    "waiver",
    "exempt",
    code="waiver",
    nationalities=["USA"],
    in_force={"from": date(2026, 2, 1), "to": date(2026, 12, 31)},
)
BOOK = ruled(
    requirement(nationalities=["USA", "TUR", "HKG"], in_force={"from": date(2025, 9, 1)}),
    WAIVER,
    requirement("young", "exempt", code="age", ages={"to": 17}, in_force={"from": date(2025, 1, 1)}, nationalities=["TUR"]),
    requirement("old", "exempt", code="age", ages={"from": 65}, in_force={"from": date(2025, 1, 1)}, nationalities=["TUR"]),
    requirement("expired", "not_eligible", code="document_expired", document_expires="before_arrival",
                in_force={"from": date(2025, 1, 1)}),
    requirement("crew", "outside", code="crew", categories=["crew"], in_force={"to": date(2027, 6, 30)}),
)  # fmt: skip


def day_by_day(book: Rulebook, person: Traveller) -> list[Interval]:
    """The oracle: every day is asked, and equal neighbours are put together."""
    found: list[Interval] = []
    for number in range(YEARS * 366):
        day = FIRST + timedelta(days=number)
        told = assess(book, person, day)
        if found and (found[-1].requirement, found[-1].reasons) == (told.requirement, told.reasons):
            found[-1] = Interval(Period(found[-1].days.first, day), told.requirement, told.reasons)
        else:
            found.append(Interval(Period(day, day), told.requirement, told.reasons))
    return found


def until(found: tuple[Interval, ...], last: date) -> list[Interval]:
    """Those that begin by the last day, cut off there."""
    cut = [one for one in found if one.days.first and one.days.first <= last]
    end = cut[-1]
    if end.days.last is None or end.days.last > last:
        cut[-1] = Interval(Period(end.days.first, last), end.requirement, end.reasons)
    return cut


PEOPLE: dict[str, dict[str, Any]] = {
    "adult of the waiver": {"nationality": "USA"},
    "adult": {},
    "turns 18": {"birth": PartialDate(2009, 5, 5)},
    "turns 18 on 1 March": {"birth": PartialDate(2008, 2, 29)},
    "turns 65": {"birth": PartialDate(1962, 1, 1)},
    "turns 65 on 1 March": {"birth": PartialDate(1960, 2, 29)},
    "turns 18 in a month": {"birth": PartialDate(2009, 2)},
    "turns 18 in a February of 29 days": {"birth": PartialDate(2008, 2)},
    "turns 65 in a year": {"birth": PartialDate(1961)},
    "birth unknown": {"birth": None},
    "not born yet": {"birth": PartialDate(2027, 5, 5)},
    "not born yet, month unknown": {"birth": PartialDate(2026)},
    "born on the first day": {"birth": PartialDate(2025, 6, 1)},
    "passport ends": {"document_expiry": date(2026, 10, 10)},
    "passport ended": {"document_expiry": date(2025, 5, 31)},
    "passport ends on the last day of February": {"document_expiry": date(2028, 2, 29)},
    "crew": {"category": "crew"},
    "unknown nationality": {"nationality": ""},
    "not spoken of": {"nationality": "FRA"},
    "which passport": {"nationality": "CHN", "which_passport": "HKG"},
    "which passport is open": {"nationality": "CHN"},
}


@pytest.mark.parametrize("name", PEOPLE)
def test_intervals_are_what_asking_every_day_finds(name: str) -> None:
    person = traveller(**PEOPLE[name])
    found = intervals(BOOK, person, FIRST)
    last = FIRST + timedelta(days=YEARS * 366 - 1)
    assert until(found, last) == day_by_day(BOOK, person)
    assert found[-1].days.last is None
    for before, after in pairwise(found):
        assert before.days.last and after.days.first == before.days.last + timedelta(days=1)
        assert (before.requirement, before.reasons) != (after.requirement, after.reasons)


def test_waiver_reads_as_dated_intervals() -> None:
    found = intervals(BOOK, traveller("USA", document_expiry=None), date(2026, 6, 15))
    assert found == (
        Interval(Period(date(2026, 6, 15), date(2026, 12, 31)), EXEMPT, (Reason("waiver", "UTO.waiver", SOURCE),)),
        Interval(Period(date(2027, 1, 1)), REQUIRED, (Reason("nationality_required", "UTO.required", SOURCE),)),
    )


def test_nothing_before_the_first_day_is_told_and_what_never_changes_is_one_interval() -> None:
    lasting = traveller("USA", document_expiry=None)
    on_the_day = intervals(BOOK, lasting, date(2027, 1, 1))
    assert [(one.days, one.requirement) for one in on_the_day] == [(Period(date(2027, 1, 1)), REQUIRED)]
    day_before = intervals(BOOK, lasting, date(2026, 12, 31))
    assert [one.days.first for one in day_before] == [date(2026, 12, 31), date(2027, 1, 1)]


def test_other_reasons_for_the_same_requirement_are_another_interval() -> None:
    book = ruled(
        requirement("first", "exempt", code="waiver", in_force={"to": date(2026, 6, 30)}),
        requirement("second", "exempt", code="waiver", in_force={"from": date(2026, 7, 1)}),
    )
    found = intervals(book, traveller(), date(2026, 1, 1))
    assert [(one.days.last, one.reasons[0].rule) for one in found] == [
        (date(2026, 6, 30), "UTO.first"),
        (None, "UTO.second"),
    ]


@pytest.mark.parametrize(
    "person",
    [{"document_expiry": date.max}, {"birth": PartialDate(9990, 1, 1)}, {"birth": PartialDate(9999)}],
)
def test_calendar_has_an_end_and_the_question_none(person: dict[str, Any]) -> None:
    endless = ruled(
        requirement(nationalities=["TUR"], in_force={"from": date(2026, 1, 1), "to": date.max}),
        requirement("young", "exempt", code="age", ages={"to": 17}),
    )
    assert intervals(endless, traveller(**person), date(2026, 1, 1))[0].days.first == date(2026, 1, 1)


def test_difference_names_who_flips_with_the_reasons_of_both_days() -> None:
    found = difference(BOOK, date(2026, 12, 31), date(2027, 1, 1))
    assert found.flips == (
        Flip(
            "USA", EXEMPT, REQUIRED, (Reason("waiver", "UTO.waiver", SOURCE),),
            (Reason("nationality_required", "UTO.required", SOURCE),),
        ),
    )  # fmt: skip
    assert (found.begins, found.ends, found.has_unpublished) == ((), ("UTO.waiver",), False)


def test_difference_counts_rules_that_begin_and_end_between_the_days_in_every_part() -> None:
    book = read(
        requirements=[requirement(nationalities=["TUR", "D"], in_force={"from": date(2026, 3, 1)})],
        fees=[fee("old", in_force={"to": date(2026, 2, 28)}), fee("new", in_force={"from": date(2026, 3, 1)})],
        stays=[rule("brief", "arrival", nationalities=["TUR"], days=1,
                    in_force={"from": date(2026, 2, 10), "to": date(2026, 2, 12)})],
    )  # fmt: skip
    found = difference(book, date(2026, 2, 28), date(2026, 3, 1))
    assert [(flip.nationality, flip.before, flip.after) for flip in found.flips] == [
        ("D", OUTSIDE, REQUIRED),
        ("TUR", OUTSIDE, REQUIRED),
    ]
    assert (found.begins, found.ends) == (("UTO.required", "UTO.new"), ("UTO.old",))
    back = difference(book, date(2026, 3, 1), date(2026, 2, 28))
    assert (back.begins, back.ends) == (found.ends, found.begins)
    assert difference(book, date(2026, 2, 1), date(2026, 2, 28)).begins == ()
    assert difference(book, date(2026, 2, 10), date(2026, 2, 13)).ends == ("UTO.brief",)
    same = difference(book, date(2026, 3, 1), date(2026, 3, 1))
    assert (same.flips, same.begins, same.ends) == ((), (), ())


def test_same_requirement_for_other_reasons_is_a_flip_too() -> None:
    book = ruled(
        requirement("first", "exempt", code="waiver", nationalities=["TUR"], in_force={"to": date(2026, 6, 30)}),
        requirement("second", "exempt", code="age", nationalities=["TUR"], in_force={"from": date(2026, 7, 1)}),
    )
    (flip,) = difference(book, date(2026, 6, 30), date(2026, 7, 1)).flips
    assert (flip.before, flip.after) == (EXEMPT, EXEMPT)
    assert [reason.rule for reason in (*flip.reasons_before, *flip.reasons_after)] == ["UTO.first", "UTO.second"]


def test_those_compared_are_adults() -> None:
    book = ruled(
        requirement(nationalities=["TUR"], in_force={"from": date(2026, 7, 1)}),
        requirement("young", "exempt", code="age", ages={"to": 39}), requirement("old", "exempt", code="age", ages={"from": 41}),
    )  # fmt: skip
    assert len(difference(book, date(2026, 6, 30), date(2026, 7, 1)).flips) == 1


def test_unpublished_list_is_not_compared_and_named_nowhere() -> None:
    secret = requirement(
        "secret", "exempt", code="waiver", nationalities=["FRA", "TUR"], in_force={"from": date(2026, 7, 1)}
    )
    book = ruled(requirement(nationalities=["TUR"]), unpublished=[secret])
    found = difference(book, date(2026, 6, 30), date(2026, 7, 1))
    assert (found.flips, found.begins, found.ends, found.has_unpublished) == ((), (), (), True)
    dated = intervals(book, traveller(), date(2026, 6, 30))
    assert [one.requirement for one in dated] == [REQUIRED, EXEMPT]
    assert "secret" not in str(dated) and "waiver" not in str(dated)
