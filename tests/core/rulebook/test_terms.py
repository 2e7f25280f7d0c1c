"""What holds for an application by the days of its life, with every day on which it changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.rulebook.assessment import Assessment, Fee, GroupLimit, Reason, Requirement, Terms
from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.terms import (
    Blocked,
    NoTerms,
    PastApplication,
    blocked_on,
    board_check_rule,
    change_means,
    disclosure_on,
    four_eyes_on,
    grounds_for,
    last_day,
    may_opt_in,
    months_after,
    retention_days,
    terms_on,
    told_of,
)
from tests.core.rulebook.invented import (
    DAY,
    SOURCE,
    cap,
    fee,
    form,
    ground,
    group,
    read,
    rule,
    says,
    validity,
)

BEFORE, ON = date(2026, 6, 14), date(2026, 6, 15)
UNTIL, SINCE = {"in_force": {"to": BEFORE}}, {"in_force": {"from": ON}}


def test_terms_are_those_of_the_day_of_submission() -> None:
    book = read(
        fees=[fee("old", base=1, **UNTIL), fee("new", base=2, **SINCE)],
        validities=[validity("short", years=2, **UNTIL), validity("long", years=3, **SINCE)],
        lapses=[rule("week", "submission", days=7, **UNTIL), rule("month", "submission", days=30, **SINCE)],
        groups=[group("few", people=9, **UNTIL), group("many", people=50, recommended_people=30, account="required",
                                                       organisations=["school"], **SINCE)],
        opt_ins=[
            rule("a", "submission", reasons=["waiver"], brings=["no_arrival_card"], **UNTIL),
            rule("b", "submission", reasons=["waiver", "age"], brings=["x", "y"], **SINCE),
            rule("c", "submission", reasons=["crew"], brings=["z"], **SINCE),
        ],
        forms=[
            form("plain", **UNTIL),
            form("other", portrait="not_asked", **SINCE),
            form("address", portrait=None, may_be_unknown=["stay_address"], **SINCE),
        ],
    )  # fmt: skip
    assert terms_on(book, BEFORE) == Terms(
        fee=Fee(1, 3, "KRW"), validity_years=2, fee_rule="UTO.old", validity_rule="UTO.short", lapse_days=7,
        groups=(
            GroupLimit("travel_agency", 9, None, True, False, "UTO.few"),
            GroupLimit("school", 9, None, True, False, "UTO.few"),
        ),
        opt_in_reasons=frozenset({"waiver"}), opt_in_brings=("no_arrival_card",),
        asks_portrait=True, may_be_unknown=frozenset({"arrival_day"}),
    )  # fmt: skip
    assert terms_on(book, ON) == Terms(
        fee=Fee(2, 3, "KRW"), validity_years=3, fee_rule="UTO.new", validity_rule="UTO.long", lapse_days=30,
        groups=(GroupLimit("school", 50, 30, True, True, "UTO.many"),),
        opt_in_reasons=frozenset({"waiver", "age", "crew"}), opt_in_brings=("x", "y", "z"),
        asks_portrait=False, may_be_unknown=frozenset({"arrival_day", "stay_address"}),
    )  # fmt: skip


@pytest.mark.parametrize(
    "part", [{"fees": [fee(**UNTIL)]}, {"validities": [validity(**UNTIL)]},
             {"lapses": [rule("lapse", "submission", days=7, **UNTIL)]}],
)  # fmt: skip
def test_nobody_can_apply_while_a_fee_a_validity_or_a_lapse_is_missing(part: dict[str, Any]) -> None:
    assert terms_on(read(**part), BEFORE).fee.base == 100
    with pytest.raises(NoTerms, match="no rule is in force for applications of 2026-06-15"):
        terms_on(read(**part), ON)


def test_programme_without_groups_opt_ins_and_forms_has_terms_too() -> None:
    terms = terms_on(read(groups=None, opt_ins=None, forms=None), DAY)
    assert (terms.groups, terms.opt_in_reasons, terms.opt_in_brings) == ((), frozenset(), ())
    assert (terms.asks_portrait, terms.may_be_unknown) == (False, frozenset())


@pytest.mark.parametrize(
    ("granted", "years", "last"),
    [
        (date(2024, 2, 29), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 28)),
        (date(2024, 3, 1), 3, date(2027, 2, 28)),
        (date(2025, 3, 1), 3, date(2028, 2, 29)),
        (date(2026, 11, 22), 3, date(2029, 11, 21)),
        (date(2026, 1, 1), 2, date(2027, 12, 31)),
    ],
)
def test_last_day_is_the_day_before_the_anniversary(granted: date, years: int, last: date) -> None:
    assert last_day(granted, years, None) == last


@pytest.mark.parametrize(
    ("expiry", "last"),
    [
        (date(2028, 5, 1), date(2028, 5, 1)),
        (date(2029, 11, 20), date(2029, 11, 20)),
        (date(2029, 11, 21), date(2029, 11, 21)),
        (date(2029, 11, 22), date(2029, 11, 21)),
        (date(2033, 5, 1), date(2029, 11, 21)),
    ],
)
def test_passport_that_ends_sooner_ends_the_authorization_on_its_last_day(expiry: date, last: date) -> None:
    assert last_day(date(2026, 11, 22), 3, expiry) == last


@given(st.dates(date(2021, 9, 1), date(2090, 1, 1)), st.integers(1, 5))
def test_validity_is_whole_years_and_never_a_day_more(granted: date, years: int) -> None:
    following = last_day(granted, years, None) + timedelta(days=1)
    assert following.year == granted.year + years
    assert (following.month, following.day) in {(granted.month, granted.day), (3, 1)}


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 5, 23), 6, date(2026, 11, 23)),
        (date(2026, 8, 31), 6, date(2027, 3, 1)),
        (date(2027, 8, 31), 6, date(2028, 3, 1)),
        (date(2027, 8, 29), 6, date(2028, 2, 29)),
        (date(2026, 8, 29), 6, date(2027, 3, 1)),
        (date(2026, 8, 28), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 6, date(2027, 7, 1)),
        (date(2026, 7, 31), 12, date(2027, 7, 31)),
        (date(2026, 6, 30), 0, date(2026, 6, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2027, 1, 1), -1, date(2026, 12, 1)),
        (date(2026, 5, 31), -6, date(2025, 12, 1)),
        (date(2026, 6, 15), -6, date(2025, 12, 15)),
        (date(2024, 2, 29), 24, date(2026, 3, 1)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, found: date) -> None:
    assert months_after(day, months) == found


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-30, 30))
def test_a_day_so_many_months_later_is_the_same_or_the_first_of_the_next_month(day: date, months: int) -> None:
    found = months_after(day, months)
    distance = (found.year - day.year) * 12 + found.month - day.month
    assert (found.day, distance) == (day.day, months) or (day.day > 28 and (found.day, distance) == (1, months + 1))
    assert months_after(day, months) <= months_after(day + timedelta(days=1), months)


def optional(requirement: Requirement, code: str, *, has_obstacle: bool = False) -> Assessment:
    reason = Reason(code, "UTO.x", SOURCE)
    return Assessment(requirement, (Reason("crew", "UTO.y", SOURCE), reason), (), obstacles=(reason,) * has_obstacle)


@pytest.mark.parametrize(
    ("assessment", "may"),
    [
        (optional(Requirement.EXEMPT, "waiver"), True),
        (optional(Requirement.EXEMPT, "age"), False),
        (optional(Requirement.EXEMPT, "unpublished_list"), True),
        (optional(Requirement.EXEMPT, "waiver", has_obstacle=True), False),
        (optional(Requirement.REQUIRED, "waiver"), False),
        (optional(Requirement.OUTSIDE, "waiver"), False),
        (optional(Requirement.NOT_ELIGIBLE, "waiver"), False),
    ],
)
def test_exempt_people_may_apply_all_the_same_for_the_reasons_that_the_rulebook_names(
    assessment: Assessment, may: bool
) -> None:
    assert may_opt_in(terms_on(read(), DAY), assessment) is may


def test_sentences_are_those_of_the_obstacles_or_else_of_the_reasons_each_once() -> None:
    twice = Assessment(
        Requirement.EXEMPT,
        (Reason("waiver", "UTO.a", SOURCE), Reason("age", "UTO.b", SOURCE), Reason("waiver", "UTO.c", SOURCE)), (),
    )  # fmt: skip
    assert told_of(read(), twice) == (says("Because of waiver."), says("Because of age."))
    stopped = optional(Requirement.EXEMPT, "document_expired", has_obstacle=True)
    assert told_of(read(), stopped) == (says("Because of document_expired."),)


# The cap: three or more submitted within six months; none until six months after the first result among them.
def past(
    *days: str, result: Callable[[date], date | None] = lambda day: day + timedelta(days=1)
) -> list[PastApplication]:
    submitted = [date.fromisoformat(day) for day in days]
    return [PastApplication(day, result(day)) for day in submitted]


THREE = past("2026-02-10", "2026-03-20", "2026-04-30")


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (date(2026, 4, 29), None),  # the third is not submitted yet
        (date(2026, 4, 30), date(2026, 8, 11)),
        (date(2026, 8, 10), date(2026, 8, 11)),
        (date(2026, 8, 11), None),
        (date(2026, 12, 1), None),
    ],
)
def test_three_applications_block_until_six_months_after_the_first_result(day: date, until: date | None) -> None:
    blocked = blocked_on(read(), THREE, day)
    assert blocked == (Blocked(until, "UTO.cap", SOURCE) if until else None)


def test_late_result_blocks_until_six_months_after_it_although_the_submissions_are_older() -> None:
    late = past("2026-02-10", "2026-02-11", "2026-02-12", result=lambda day: date(2026, 5, day.day))
    for day in (date(2026, 8, 10), date(2026, 8, 11), date(2026, 11, 9)):
        assert blocked_on(read(), late, day) == Blocked(date(2026, 11, 10), "UTO.cap", SOURCE)
    assert blocked_on(read(), late, date(2026, 11, 10)) is None


@pytest.mark.parametrize(
    ("applications", "is_blocked"),
    [
        (past("2026-05-01", "2026-05-02"), False),
        (past("2026-05-01", "2026-05-02", "2026-05-03"), True),
        (past("2026-05-03", "2026-05-02", "2026-05-01", "2026-05-04"), True),
        (past("2026-01-10", "2026-05-02", "2026-06-15"), True),
        (past("2026-05-01", "2026-05-02", "2026-06-15"), True),
        (past("2026-05-01", "2026-05-02", "2026-06-16"), False),
        ([], False),
    ],
)
def test_three_submitted_by_that_day_block_and_fewer_do_not(
    applications: list[PastApplication], is_blocked: bool
) -> None:
    assert (blocked_on(read(), applications, DAY) is not None) is is_blocked


@pytest.mark.parametrize(("first", "is_blocked"), [("2025-10-31", False), ("2025-11-01", True)])
def test_three_count_if_the_first_was_submitted_six_months_before_the_last_or_later(
    first: str, is_blocked: bool
) -> None:
    three = past(first, "2026-02-01", "2026-05-01", result=lambda day: day + timedelta(days=7))
    assert (blocked_on(read(), three, date(2026, 5, 7)) is not None) is is_blocked


def test_longest_of_several_blocks_counts() -> None:
    four = past("2026-01-01", "2026-02-01", "2026-03-01", "2026-07-15")
    found = blocked_on(read(), four, date(2026, 7, 15))
    assert found and found.until == date(2026, 8, 2)
    assert blocked_on(read(), past("2026-01-01", "2026-02-01", "2026-03-01"), date(2026, 7, 15)) is None


@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.none() | st.integers(0, 200), st.sampled_from(["", "photo_corrected"])),
        max_size=6,
    ),
    st.integers(0, 700),
)
def test_day_that_is_told_is_the_first_free_one_and_none_before_it_is(
    days: list[tuple[int, int | None, str]], after: int
) -> None:
    start, book = date(2026, 1, 1), read()
    history = [
        PastApplication(
            start + timedelta(days=submitted),
            None if result is None else start + timedelta(days=submitted + result),
            correction,
        )
        for submitted, result, correction in days
    ]
    day = max((one.submitted_on for one in history), default=start) + timedelta(days=after)
    found = blocked_on(book, history, day)
    if found:
        assert day < found.until
        for number in range((found.until - day).days):
            assert blocked_on(book, history, day + timedelta(days=number)) == found
        assert blocked_on(book, history, found.until) is None


def test_mere_corrections_are_not_counted_if_the_rulebook_says_so() -> None:
    photo = PastApplication(date(2026, 5, 3), date(2026, 5, 4), "photo_corrected")
    data = PastApplication(date(2026, 5, 3), date(2026, 5, 4), "personal_data_corrected")
    assert blocked_on(read(), [*past("2026-05-01", "2026-05-02"), photo], DAY) is None
    assert blocked_on(read(), [*past("2026-05-01", "2026-05-02"), data], DAY) is not None
    early = PastApplication(date(2026, 1, 1), date(2026, 1, 2), "photo_corrected")
    found = blocked_on(read(), [early, *past("2026-05-01", "2026-05-02", "2026-05-03")], DAY)
    assert found and found.until == date(2026, 11, 2)


def test_first_result_counts_and_the_first_submission_while_there_is_none() -> None:
    days = ("2026-05-03", "2026-05-01", "2026-05-02")
    nothing = past(*days, result=lambda day: None)
    found = blocked_on(read(), nothing, DAY)
    assert found and found.until == date(2026, 11, 1)
    one = past(*days, result=lambda day: date(2026, 6, 10) if day.day == 2 else None)
    found = blocked_on(read(), one, DAY)
    assert found and found.until == date(2026, 12, 10)
    two = past(*days, result=lambda day: {1: date(2026, 6, 12), 2: date(2026, 6, 9)}.get(day.day))
    found = blocked_on(read(), two, DAY)
    assert found and found.until == date(2026, 12, 9)


def test_cap_is_that_of_the_day_and_a_second_one_may_block_where_the_first_does_not() -> None:
    later = {"in_force": {"from": date(2026, 6, 16)}}
    assert blocked_on(read(caps=[cap(**later)]), past("2026-05-01", "2026-05-02", "2026-05-03"), DAY) is None
    assert blocked_on(read(caps=None), past("2026-05-01", "2026-05-02", "2026-05-03"), DAY) is None
    both = read(caps=[cap("lenient", applications=9), cap("strict", applications=2, within_months=1, blocked_months=2)])
    found = blocked_on(both, past("2026-06-01", "2026-06-02"), DAY)
    assert found == Blocked(date(2026, 8, 2), "UTO.strict", SOURCE)
    lifted = read(caps=[cap("lifted", blocked_months=1), cap("strict", blocked_months=2)])
    found = blocked_on(lifted, past("2026-05-01", "2026-05-02", "2026-05-03"), DAY)
    assert found == Blocked(date(2026, 7, 2), "UTO.strict", SOURCE)


CHANGING: list[tuple[str, dict[str, Any], Callable[[Rulebook, date], object], object, object]] = [
    (
        "changes",
        {"a": {"fields": ["sex", "purpose"], "means": "free_edit"}, "b": {"fields": ["sex"], "means": "new_application"}},
        lambda book, day: [change_means(book, field, day) for field in ("sex", "purpose", "contact")],
        ["free_edit", "free_edit", None], ["new_application", None, None],
    ),
    ("disclosures", {"a": {"refusal": "full"}, "b": {"refusal": "category"}}, disclosure_on, "full", "category"),
    (
        "four_eyes", {"a": {"acts": ["refuse", "annul"]}, "b": {"acts": ["revoke"]}}, four_eyes_on,
        frozenset({"refuse", "annul"}), frozenset({"revoke"}),
    ),
    (
        "board_checks",
        {"a": {"delay_grace_hours": 1, "refusal_overrides_exemption": True},
         "b": {"delay_grace_hours": 2, "refusal_overrides_exemption": False}},
        lambda book, day: (found := board_check_rule(book, day)) and (found.id, found.delay_grace_hours),
        ("UTO.a", 1), ("UTO.b", 2),
    ),
]  # fmt: skip
_MOMENTS = {"changes": "change", "disclosures": "decision", "four_eyes": "decision", "board_checks": "arrival"}


@pytest.mark.parametrize(("part", "keys", "ask", "before", "on"), CHANGING)
def test_each_question_is_answered_by_the_rule_of_the_day(
    part: str, keys: dict[str, Any], ask: Callable[[Rulebook, date], object], before: object, on: object
) -> None:
    moment = _MOMENTS[part]
    book = read(**{part: [rule("a", moment, **keys["a"], **UNTIL), rule("b", moment, **keys["b"], **SINCE)]})
    assert (ask(book, BEFORE), ask(book, ON)) == (before, on)


def test_where_no_rule_speaks_nothing_is_told_and_nothing_needs_a_second_officer() -> None:
    bare = read(changes=None, disclosures=None, four_eyes=None, board_checks=None, grounds=None)
    assert change_means(bare, "sex", DAY) is None
    assert disclosure_on(bare, DAY) == "none"
    assert four_eyes_on(bare, DAY) == frozenset()
    assert board_check_rule(bare, DAY) is None
    assert grounds_for(bare, "refuse", DAY) == ()


def test_acts_of_several_four_eyes_rules_add_up() -> None:
    book = read(four_eyes=[rule("a", "decision", acts=["refuse"]), rule("b", "decision", acts=["annul"])])
    assert four_eyes_on(book, DAY) == {"refuse", "annul"}


def test_grounds_are_those_of_the_act_and_the_day_in_order() -> None:
    book = read(
        grounds=[
            ground("z", code="z", acts=["refuse", "revoke"]), ground("a", code="a", acts=["refuse"], **SINCE),
            ground("b", code="b", acts=["annul"]), ground("old", code="a", acts=["refuse"], **UNTIL),
        ]
    )  # fmt: skip
    for act, day, ids in (
        ("refuse", BEFORE, ["UTO.z", "UTO.old"]), ("refuse", ON, ["UTO.z", "UTO.a"]), ("revoke", ON, ["UTO.z"]),
        ("annul", ON, ["UTO.b"]), ("grant", ON, []),
    ):  # fmt: skip
        assert [one.id for one in grounds_for(book, act, day)] == ids


def test_files_are_kept_as_the_rule_of_the_day_says_for_their_kind() -> None:
    book = read(
        retentions=[
            rule("a", "decision", of="drafts", days=7, **UNTIL), rule("b", "decision", of="drafts", days=9, **SINCE),
            rule("c", "decision", of="granted", **{"for": "no_term"}),
        ]
    )  # fmt: skip
    assert [retention_days(book, "drafts", day) for day in (BEFORE, ON)] == [7, 9]
    assert retention_days(book, "granted", date(2026, 6, 15)) is None
    with pytest.raises(NoTerms, match="no rule says how long lapsed are kept"):
        retention_days(book, "lapsed", ON)
    with pytest.raises(NoTerms):
        retention_days(book, "granted", date(2025, 12, 31))
