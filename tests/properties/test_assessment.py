"""What must hold of every rulebook and every traveller: doubt never exempts, and plans say what the rules say one by one.

Doubt is what the core sees as unknown: a field that is missing, a date of which a part is, a question left open. One
nationality code misread as another (0 for O, D for O) is no doubt that the core could see: it decides by the code that it
is given. What holds of such look-alikes is that a code of no state leads to no exemption that is not everybody's.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from mapae.core.documents.partial_date import PartialDate
from mapae.core.documents.states import ALPHA_2
from mapae.core.rulebook.assessment import Held, Requirement, Traveller
from mapae.core.rulebook.conditions import (
    Ages,
    Claimed,
    Condition,
    DocumentExpiresBefore,
    DocumentTypes,
    InForce,
    IssuingStates,
    Nationalities,
    Seen,
)
from mapae.core.rulebook.evaluation import assess, derived, requirement_on
from mapae.core.rulebook.intervals import intervals
from mapae.core.rulebook.model import Derivation, RequirementRule, Rulebook
from mapae.core.rulebook.parts import CATEGORIES, PURPOSES
from mapae.core.rulebook.period import Moment, Period
from mapae.gateways.rulebook_files import EVERYTHING, RulebookFiles

pytestmark = pytest.mark.wide

_KOREA = RulebookFiles(EVERYTHING)
KOR = _KOREA.read(*_KOREA.newest("KOR"))
EXEMPT, REQUIRED, OUTSIDE = Requirement.EXEMPT, Requirement.REQUIRED, Requirement.OUTSIDE
NEGATIVE = (REQUIRED, Requirement.NOT_ELIGIBLE)
NAMES = ("TUR", "USA", "CHN", "HKG", "MAC")
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)

days = st.dates(FIRST, LAST)
# Around the ages at which rules change, the oldest age, and the window itself.
birth_days = st.one_of(
    st.dates(date(2007, 1, 1), date(2010, 12, 31)), st.dates(date(1960, 1, 1), date(1963, 12, 31)),
    st.dates(date(1895, 1, 1), date(1898, 12, 31)), st.dates(date(2025, 6, 1), date(2028, 1, 1)),
    st.sampled_from([date(2008, 2, 29), date(1960, 2, 29), date(1896, 2, 29)]),
)  # fmt: skip
births = st.builds(
    lambda day, known: PartialDate(day.year, day.month if known else None, day.day if known == 2 else None),
    birth_days, st.sampled_from([0, 1, 2, 2]),
)  # fmt: skip
travellers = st.builds(
    Traveller,
    nationality=st.sampled_from(["", *NAMES, "FRA"]),
    birth=st.none() | births,
    document_type=st.sampled_from(["", "P", "PO", "I"]),
    issuing_state=st.sampled_from([None, None, "", "UNO", "TUR"]),
    document_expiry=st.none() | days,
    category=st.sampled_from(["", "", "crew", "abtc"]),
    purpose=st.sampled_from(["", "", "work", "tourism"]),
    port=st.sampled_from(["", "", "jeju"]),
    which_passport=st.sampled_from(["", *NAMES]),
)


def _periods() -> st.SearchStrategy[Period]:
    two = st.tuples(st.none() | days, st.none() | days)
    return two.map(lambda ends: Period(*sorted(ends)) if all(ends) else Period(*ends))


_some = st.frozensets(st.sampled_from(NAMES), min_size=1, max_size=3)
_ages = st.sampled_from([Ages(None, 17), Ages(65, None), Ages(18, 64), Ages(0, 0), Ages(18, 18), Ages(17, None)])
_who: list[st.SearchStrategy[Condition]] = [
    st.builds(Nationalities, st.none() | _some, st.just(frozenset()) | _some, st.just(("written",))),
    st.builds(IssuingStates, st.just(frozenset({"UNO"})) | _some),
    st.builds(Claimed, st.just("category"), st.just(frozenset({"crew"})), st.booleans()),
    st.builds(Claimed, st.just("purpose"), st.just(frozenset({"work"})), st.booleans()),
    st.builds(Claimed, st.just("port"), st.just(frozenset({"jeju"})), st.booleans()),
    st.builds(DocumentTypes, st.just(frozenset({"P"})), st.booleans()),
    st.just(DocumentExpiresBefore()),
    _ages,
]


@st.composite
def requirement_rules(draw: st.DrawFn, number: int) -> RequirementRule:
    period = draw(_periods())
    asked = draw(st.lists(st.integers(0, len(_who) - 1), max_size=3, unique=True))
    return RequirementRule(
        id=f"UTO.{number}", in_force=period, tested=Moment.ARRIVAL, source="an invented act, art. 1", confidence="high",
        decides=draw(st.sampled_from(Requirement)), code=f"code_{number}",
        conditions=(InForce(period), *(draw(_who[kind]) for kind in sorted(asked))),
        is_published=draw(st.sampled_from([True, True, True, False])),
    )  # fmt: skip


WHICH = Derivation(
    id="UTO.which", in_force=Period(), tested=Moment.ARRIVAL, source="an invented act, art. 2", confidence="high",
    nationality="CHN", asks="which_passport", readings=("HKG", "MAC"),
)  # fmt: skip


@st.composite
def rulebooks(draw: st.DrawFn) -> Rulebook:
    rules = tuple(draw(requirement_rules(number)) for number in range(draw(st.integers(1, 6))))
    which = replace(WHICH, in_force=draw(_periods()))
    return Rulebook(
        programme="UTO", version="v", zone=ZoneInfo("UTC"), destination=frozenset({"UTO"}), requirements=rules, fees=(),
        validities=(), lapses=(), retentions=(), derivations=draw(st.sampled_from([(), (which,)])),
    )  # fmt: skip


def plainly(rule: RequirementRule, traveller: Traveller, day: date) -> Held:
    """A rule held against a traveller, condition by condition."""
    held = [condition.held(Seen(traveller, day)) for condition in rule.conditions]
    if Held.NO in held:
        return Held.NO
    return Held.UNSURE if Held.UNSURE in held else Held.YES


@settings(max_examples=150)
@given(rulebooks(), travellers, days)
def test_plans_say_what_the_rules_say_one_by_one(book: Rulebook, traveller: Traveller, day: date) -> None:
    known, questions = derived(book, traveller, day)
    # What the answer to «which passport» makes of somebody is looked at further down.
    told = assess(replace(book, derivations=()), known, day)
    assert questions or assess(book, traveller, day) == told
    for rule, step in zip(book.requirements, told.trace, strict=True):
        held = plainly(rule, known, day)
        assert step.held is held
        if not rule.is_published:
            assert (step.rule, step.decides, step.findings) == ("unpublished_list", "unpublished_list", ())
            continue
        assert (step.rule, step.decides) == (rule.id, rule.decides)
        asked = {condition.name: condition for condition in rule.conditions}
        assert [one.held for one in step.findings] == [
            asked[one.condition].held(Seen(known, day)) for one in step.findings
        ]
        assert [one.saw for one in step.findings] == [
            asked[one.condition].saw(Seen(known, day)) for one in step.findings
        ]
        assert [one.asks for one in step.findings] == [asked[one.condition].asks for one in step.findings]
        if held is Held.NO:
            assert [one.held for one in step.findings] == [Held.NO]
        else:
            assert {one.condition for one in step.findings} == set(asked)
    spoken = [step.rule for step in told.trace if step.held is not Held.NO]
    assert all(reason.rule in [*spoken, "none"] for reason in told.reasons)


@settings(max_examples=150)
@given(rulebooks(), travellers, days)
def test_requirement_alone_is_the_one_with_the_trace(book: Rulebook, traveller: Traveller, day: date) -> None:
    """Also once more, with all that is kept between two questions, and for those whom no rule names."""
    for nationality in (traveller.nationality, "FRA", "DNK"):
        other = replace(traveller, nationality=nationality)
        found = requirement_on(book, other, day)
        assert found is assess(book, other, day).requirement
        assert found is requirement_on(replace(book), other, day)


def doubted(traveller: Traveller) -> Iterator[Traveller]:
    """The same traveller, of whom one thing less is known."""
    yield replace(traveller, nationality="")
    yield replace(traveller, birth=None)
    yield replace(traveller, document_type="")
    yield replace(traveller, issuing_state="")
    yield replace(traveller, document_expiry=None)
    yield replace(traveller, which_passport="")
    birth = traveller.birth
    if birth and birth.day is not None:
        yield replace(traveller, birth=PartialDate(birth.year, birth.month))
    if birth and birth.month is not None:
        yield replace(traveller, birth=PartialDate(birth.year))


def check_doubt(book: Rulebook, traveller: Traveller, day: date) -> None:
    told = assess(book, traveller, day)
    for less in doubted(traveller):
        found = assess(book, less, day)
        assert found.requirement is requirement_on(book, less, day)
        if told.requirement in NEGATIVE:
            assert found.requirement is not EXEMPT, less
        if less.which_passport == traveller.which_passport:
            assert set(told.possible) <= set(found.possible), less
        if found.requirement is EXEMPT:
            assert told.requirement in (EXEMPT, OUTSIDE), less
            assert not set(told.possible) & set(NEGATIVE), less


@settings(max_examples=150)
@given(rulebooks(), travellers, days)
def test_doubt_never_turns_a_negative_requirement_into_exempt(book: Rulebook, traveller: Traveller, day: date) -> None:
    check_doubt(book, traveller, day)


@st.composite
def korean_travellers(draw: st.DrawFn) -> Traveller:
    return replace(
        draw(travellers),
        nationality=draw(st.sampled_from(["", "TUR", "USA", "D", "JPN", "CHN", "HKG", "MAC", "GBN", "KOR", "MEX", "FRA"])),
        category=draw(st.sampled_from(["", "", *CATEGORIES])), purpose=draw(st.sampled_from(["", "", *PURPOSES])),
    )  # fmt: skip


korean_days = st.dates(date(2021, 9, 1), date(2028, 12, 31)) | st.sampled_from([date(2026, 12, 31), date(2027, 1, 1)])


@settings(max_examples=120)
@given(korean_travellers(), korean_days)
def test_doubt_never_turns_a_negative_requirement_into_exempt_in_korea(traveller: Traveller, day: date) -> None:
    check_doubt(KOR, traveller, day)


@settings(max_examples=120)
@given(rulebooks(), travellers, days)
def test_question_left_open_exempts_only_whom_every_answer_exempts(
    book: Rulebook, traveller: Traveller, day: date
) -> None:
    book = replace(book, derivations=(replace(WHICH, in_force=Period(day, day)),))
    is_open = replace(traveller, nationality="CHN", which_passport="")
    answers = [assess(book, replace(is_open, which_passport=which), day).requirement for which in ("CHN", "HKG", "MAC")]
    told = assess(book, is_open, day)
    assert told.questions == ("which_passport",)
    if answers[0] is EXEMPT:
        strictest = next(one for one in (REQUIRED, Requirement.NOT_ELIGIBLE, OUTSIDE, EXEMPT) if one in answers)
        assert told.requirement is strictest
        assert set(answers) <= set(told.possible)
    else:
        assert told.requirement is answers[0]


def completions(birth: PartialDate) -> Iterator[PartialDate]:
    """Every day that a partial date may mean."""
    for number in range((birth.latest - birth.earliest).days + 1):
        yield PartialDate.of(birth.earliest + timedelta(days=number))


partial = st.builds(
    lambda day, is_month_known: PartialDate(day.year, day.month if is_month_known else None), birth_days, st.booleans()
)


@settings(max_examples=60)
@given(rulebooks(), travellers, partial, days)
def test_partial_birth_exempts_only_if_every_day_that_it_may_mean_does(
    book: Rulebook, traveller: Traveller, birth: PartialDate, day: date
) -> None:
    if requirement_on(book, replace(traveller, birth=birth), day) is EXEMPT:
        every = {requirement_on(book, replace(traveller, birth=one), day) for one in completions(birth)}
        assert every <= {EXEMPT}


@settings(max_examples=40)
@given(partial, korean_days, st.sampled_from(["TUR", "USA", "D", "HKG", "CHN", ""]))
@example(PartialDate(2008, 2), date(2026, 3, 1), "TUR")
@example(PartialDate(2008, 2), date(2026, 2, 28), "TUR")
@example(PartialDate(1960, 2), date(2025, 3, 1), "TUR")
@example(PartialDate(1962), date(2026, 12, 31), "TUR")
def test_partial_birth_exempts_in_korea_exactly_if_every_day_that_it_may_mean_does(
    birth: PartialDate, day: date, nationality: str
) -> None:
    found = requirement_on(KOR, Traveller(nationality, birth), day)
    every = {requirement_on(KOR, Traveller(nationality, one), day) for one in completions(birth)}
    if found is EXEMPT:
        assert every == {EXEMPT}
    elif every == {EXEMPT}:
        # Only where some reading is no birth of anybody alive on that day does the whole settle nothing.
        assert birth.latest > day or day.year - birth.year > 129


def birthday(birth: date, age: int) -> date:
    """Written anew: 29 February becomes 1 March where the year has none."""
    year = birth.year + age
    return date(year, 3, 1) if (birth.month, birth.day) == (2, 29) and not isleap(year) else birth.replace(year=year)


@pytest.mark.parametrize(
    ("age", "first_birth", "before", "on"),
    [(18, date(2006, 1, 1), EXEMPT, REQUIRED), (65, date(1959, 1, 1), REQUIRED, EXEMPT)],
)
def test_every_birthday_is_the_boundary(age: int, first_birth: date, before: Requirement, on: Requirement) -> None:
    """All births of nine years, two or three of them with a 29 February, for somebody whom only the age exempts."""
    seen = set()
    for number in range(9 * 365 + 2):
        birth = first_birth + timedelta(days=number)
        day = birthday(birth, age)
        traveller = Traveller("TUR", PartialDate.of(birth))
        if day <= date(2023, 7, 3):
            continue  # the ages' rules begin on that day
        seen.add((birth.month, birth.day))
        assert requirement_on(KOR, traveller, day - timedelta(days=1)) is before, birth
        assert requirement_on(KOR, traveller, day) is on, birth
        assert assess(KOR, traveller, day - timedelta(days=1)).requirement is before
        assert assess(KOR, traveller, day).requirement is on
    assert (2, 29) in seen and len(seen) == 366


@settings(max_examples=120)
@given(korean_travellers(), korean_days)
def test_claim_never_exempts_in_korea_from_what_is_required(traveller: Traveller, day: date) -> None:
    """Who claims to be crew or to hold a visa is outside and is asked for it; the port alone exempted, in its time."""
    silent = replace(traveller, category="", purpose="", port="")
    if requirement_on(KOR, silent, day) in NEGATIVE:
        claimed = replace(traveller, port=traveller.port if day > date(2022, 8, 31) else "")
        assert requirement_on(KOR, claimed, day) is not EXEMPT


def test_no_rule_exempts_by_what_somebody_says_of_category_or_purpose() -> None:
    for rule in KOR.requirements:
        claims = {condition.name for condition in rule.conditions if isinstance(condition, Claimed)}
        assert rule.decides is not EXEMPT or claims <= {"port"}


@settings(max_examples=100)
@given(st.text("ABCDEIJKOPRSTU01", min_size=1, max_size=3), st.none() | births, korean_days)
@example("0SA", None, date(2026, 12, 31))
@example("OSA", None, date(2026, 12, 31))
def test_look_alike_code_of_no_state_exempts_nobody(code: str, birth: PartialDate | None, day: date) -> None:
    """A code misread into another state's is that state's to the core; what no rule names is outside, never exempt."""
    assume(code not in KOR.named)
    told = assess(KOR, Traveller(code, birth), day)
    assert told.requirement is OUTSIDE
    assert [reason.code for reason in told.reasons] == ["nationality_outside"]


def test_every_state_has_an_answer_on_both_sides_of_the_waiver() -> None:
    adult = PartialDate(1990, 5, 5)
    flips = set()
    for code in ALPHA_2:
        before = requirement_on(KOR, Traveller(code, adult), date(2026, 12, 31))
        after = requirement_on(KOR, Traveller(code, adult), date(2027, 1, 1))
        assert (before, after) in {(EXEMPT, REQUIRED), (REQUIRED, REQUIRED), (OUTSIDE, OUTSIDE)}
        if before is not after:
            flips.add(code)
    assert {"USA", "D", "JPN"} <= flips and not {"TUR", "CHN", "KOR"} & flips


@settings(max_examples=25)
@given(rulebooks(), travellers, st.dates(date(2026, 1, 1), date(2026, 6, 1)))
def test_intervals_are_what_asking_every_day_finds(book: Rulebook, traveller: Traveller, first: date) -> None:
    assume(traveller.birth is None or traveller.birth.year > 1900)
    spans = iter(intervals(book, traveller, first))
    span = next(spans)
    for number in range((LAST - first).days + 40):
        day = first + timedelta(days=number)
        if not span.days.holds_on(day):
            span = next(spans)
        told = assess(book, traveller, day)
        assert span.days.holds_on(day)
        assert (span.requirement, span.reasons) == (told.requirement, told.reasons)
