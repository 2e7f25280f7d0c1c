"""From the rules that speak to one requirement: the order of the decision, the strictest reading, reasons and obstacles."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.assessment import Assessment, Held, Reason, Requirement, Stay, TraceStep
from mapae.core.rulebook.evaluation import NO_RULE, assess, derived, requirement_on, stay_on
from tests.core.rulebook.invented import DAY, SOURCE, parts, read, requirement, rule, ruled, traveller

OUTSIDE, EXEMPT = Requirement.OUTSIDE, Requirement.EXEMPT
NOT_ELIGIBLE, REQUIRED = Requirement.NOT_ELIGIBLE, Requirement.REQUIRED
CODES = {OUTSIDE: "own_citizen", EXEMPT: "waiver", NOT_ELIGIBLE: "document_expired", REQUIRED: "nationality_required"}
CHILD = PartialDate(2015, 1, 1)


def decided(requirement_: Requirement, held: str) -> dict[str, Any]:
    """A rule that holds, may hold, or does not hold for a Turkish traveller whose birth is unknown."""
    keys: dict[str, Any] = {"yes": {}, "unsure": {"ages": {"to": 17}}, "no": {"nationalities": ["FRA"]}}[held]
    return requirement(requirement_.value.replace("_", "-"), requirement_.value, code=CODES[requirement_], **keys)


def oracle(outside: str, exempt: str, not_eligible: str, required: str) -> tuple[str, set[str]]:
    """Every way in which the doubts may turn out is gone through; the strictest requirement among them is taken."""
    possible = set()
    ways = {"yes": (True,), "no": (False,), "unsure": (True, False)}
    for is_outside, is_exempt, is_not_eligible, is_required in product(
        ways[outside], ways[exempt], ways[not_eligible], ways[required]
    ):
        if is_outside:
            possible.add("outside")
        elif is_exempt:
            possible.add("exempt")
        elif is_not_eligible:
            possible.add("not_eligible")
        elif is_required:
            possible.add("required")
        else:
            possible.add("outside")
    return next(one for one in ("required", "not_eligible", "outside", "exempt") if one in possible), possible


@pytest.mark.parametrize(
    ("outside", "exempt", "not_eligible", "required"), list(product(("yes", "no", "unsure"), repeat=4))
)
def test_every_combination_of_rules_that_hold_may_hold_and_do_not(
    outside: str, exempt: str, not_eligible: str, required: str
) -> None:
    book = ruled(
        decided(REQUIRED, required), decided(NOT_ELIGIBLE, not_eligible), decided(EXEMPT, exempt),
        decided(OUTSIDE, outside),
    )  # fmt: skip
    told = assess(book, traveller(birth=None), DAY)
    strictest, possible = oracle(outside, exempt, not_eligible, required)
    assert told.requirement == strictest
    assert set(told.possible) == possible
    assert len(told.possible) == len(possible)
    assert requirement_on(book, traveller(birth=None), DAY) == strictest
    assert [reason.code for reason in told.obstacles] == (["document_expired"] if not_eligible == "yes" else [])
    has_spoken = {"outside": outside, "exempt": exempt, "not_eligible": not_eligible, "required": required}
    speaks = has_spoken[strictest] != "no"
    assert [reason.code for reason in told.reasons] == [CODES[told.requirement] if speaks else "nationality_outside"]


# The same by hand, where a mistake would harm somebody.
@pytest.mark.parametrize(
    ("outside", "exempt", "not_eligible", "required", "found"),
    [
        ("yes", "yes", "yes", "yes", OUTSIDE),
        ("no", "yes", "yes", "yes", EXEMPT),
        ("no", "no", "yes", "yes", NOT_ELIGIBLE),
        ("no", "no", "no", "yes", REQUIRED),
        ("no", "no", "no", "no", OUTSIDE),
        ("no", "unsure", "no", "yes", REQUIRED),
        ("no", "unsure", "yes", "no", NOT_ELIGIBLE),
        ("no", "unsure", "no", "no", OUTSIDE),
        ("unsure", "yes", "no", "yes", OUTSIDE),
        ("unsure", "no", "no", "yes", REQUIRED),
        ("no", "yes", "unsure", "unsure", EXEMPT),
        ("no", "no", "unsure", "yes", REQUIRED),
        ("no", "no", "yes", "unsure", NOT_ELIGIBLE),
        ("unsure", "unsure", "unsure", "unsure", REQUIRED),
        ("yes", "unsure", "unsure", "unsure", OUTSIDE),
    ],
)
def test_requirement_by_hand(outside: str, exempt: str, not_eligible: str, required: str, found: Requirement) -> None:
    book = ruled(
        decided(OUTSIDE, outside), decided(EXEMPT, exempt), decided(NOT_ELIGIBLE, not_eligible),
        decided(REQUIRED, required),
    )  # fmt: skip
    assert assess(book, traveller(birth=None), DAY).requirement is found


def test_possible_requirements_stand_in_the_order_of_the_decision() -> None:
    every = [decided(one, "unsure") for one in (REQUIRED, NOT_ELIGIBLE, EXEMPT, OUTSIDE)]
    unknown = traveller(birth=None)
    assert assess(ruled(*every), unknown, DAY).possible == (OUTSIDE, EXEMPT, NOT_ELIGIBLE, REQUIRED)
    assert assess(ruled(decided(REQUIRED, "unsure")), unknown, DAY).possible == (REQUIRED, OUTSIDE)
    assert assess(ruled(decided(REQUIRED, "yes")), unknown, DAY).possible == (REQUIRED,)


def test_nobody_spoken_of_is_outside_by_no_rule() -> None:
    told = assess(ruled(requirement(nationalities=["TUR"])), traveller("FRA"), DAY)
    assert told.requirement is OUTSIDE
    assert told.reasons == (NO_RULE,)
    assert (NO_RULE.code, NO_RULE.rule) == ("nationality_outside", "none")
    assert "no rule" in NO_RULE.source
    assert [(step.rule, step.held) for step in told.trace] == [("UTO.required", Held.NO)]


def test_reasons_are_those_of_the_rules_that_hold_and_only_then_of_those_that_may() -> None:
    sure = requirement("sure", "exempt", code="waiver")
    unsure = requirement("unsure", "exempt", code="age", ages={"to": 17})
    told = assess(ruled(unsure, sure), traveller(birth=None), DAY)
    assert told.reasons == (Reason("waiver", "UTO.sure", SOURCE),)
    told = assess(ruled(unsure, sure), traveller(birth=CHILD), DAY)
    assert told.reasons == (Reason("age", "UTO.unsure", SOURCE), Reason("waiver", "UTO.sure", SOURCE))
    may = requirement("may", "required", ages={"to": 17}, source="another act, art. 9")
    assert assess(ruled(may), traveller(birth=None), DAY).reasons == (
        Reason("nationality_required", "UTO.may", "another act, art. 9"),
    )


def test_obstacle_is_told_beside_an_exemption_and_only_if_it_is_sure() -> None:
    expired = requirement("expired", "not_eligible", code="document_expired", document_expires="before_arrival")
    waived = requirement("waived", "exempt", code="waiver")
    told = assess(ruled(waived, expired), traveller(document_expiry=date(2026, 1, 1)), DAY)
    assert (told.requirement, told.may_apply) == (EXEMPT, False)
    assert told.obstacles == (Reason("document_expired", "UTO.expired", SOURCE),)
    told = assess(ruled(waived, expired), traveller(document_expiry=None), DAY)
    assert (told.requirement, told.may_apply, told.obstacles) == (EXEMPT, True, ())


@pytest.mark.parametrize(
    ("requirement_", "has_obstacle", "may"),
    [
        (REQUIRED, False, True), (EXEMPT, False, True), (OUTSIDE, False, False), (NOT_ELIGIBLE, False, False),
        (REQUIRED, True, False), (EXEMPT, True, False),
    ],
)  # fmt: skip
def test_who_is_required_or_exempt_may_apply_unless_something_stands_against_it(
    requirement_: Requirement, has_obstacle: bool, may: bool
) -> None:
    obstacles = (Reason("document_expired", "UTO.expired", SOURCE),) if has_obstacle else ()
    assert Assessment(requirement_, (), (), obstacles=obstacles).may_apply is may


@pytest.mark.parametrize(
    ("claims", "found"),
    [
        ({}, REQUIRED), ({"category": "crew"}, REQUIRED), ({"port": "harbour"}, REQUIRED), ({"purpose": "work"}, REQUIRED),
        ({"category": "crew", "port": "harbour"}, OUTSIDE), ({"category": "abtc", "port": "harbour"}, REQUIRED),
    ],
)  # fmt: skip
def test_claim_that_is_half_made_changes_nothing_with_and_without_the_trace(
    claims: dict[str, str], found: Requirement
) -> None:
    crew = requirement("crew", "outside", code="crew", categories=["crew"], ports=["harbour"])
    book = ruled(requirement(), crew)
    assert assess(book, traveller(**claims), DAY).requirement is found
    assert requirement_on(book, traveller(**claims), DAY) is found
    assert assess(book, traveller(**claims), DAY).possible == (found,)
    asked = ruled(requirement(categories=["crew"], ports=["harbour"]))
    otherwise = REQUIRED if found is OUTSIDE else OUTSIDE
    assert assess(asked, traveller(**claims), DAY).requirement is otherwise
    assert requirement_on(asked, traveller(**claims), DAY) is otherwise


def test_answers_are_written_as_programs_read_them() -> None:
    assert [held.value for held in Held] == ["yes", "no", "unsure"]
    assert {one.value for one in Requirement} == {"required", "exempt", "outside", "not_eligible"}


def test_trace_has_a_step_for_every_rule_in_their_order() -> None:
    book = ruled(
        requirement("one", nationalities=["FRA"]), requirement("two", "exempt", code="waiver"),
        requirement("three", "outside", code="crew", categories=["crew"]),
        unpublished=[requirement("secret", "exempt", code="waiver")],
    )  # fmt: skip
    told = assess(book, traveller(), DAY)
    assert [(step.rule, step.decides, step.held) for step in told.trace] == [
        ("UTO.one", "required", Held.NO),
        ("UTO.two", "exempt", Held.YES),
        ("UTO.three", "outside", Held.NO),
        ("unpublished_list", "unpublished_list", Held.YES),
    ]


@pytest.mark.parametrize(
    ("nationality", "which", "day", "taken", "questions"),
    [
        ("CHN", "", DAY, "CHN", ("which_passport",)),
        ("CHN", "HKG", DAY, "HKG", ()),
        ("CHN", "MAC", DAY, "MAC", ()),
        ("CHN", "CHN", DAY, "CHN", ()),
        ("CHN", "TUR", DAY, "CHN", ("which_passport",)),
        ("CHN", "", date(2025, 12, 31), "CHN", ()),
        ("CHN", "HKG", date(2025, 12, 31), "CHN", ()),
        ("TUR", "", DAY, "TUR", ()),
        ("TUR", "HKG", DAY, "TUR", ()),
        ("", "HKG", DAY, "", ()),
    ],
)
def test_document_that_may_be_of_several_nationalities_asks_which(
    nationality: str, which: str, day: date, taken: str, questions: tuple[str, ...]
) -> None:
    book = ruled(requirement(nationalities=["HKG"], in_force={"to": date(2030, 1, 1)}))
    asker = traveller(nationality, which_passport=which)
    found, asked = derived(book, asker, day)
    assert (found.nationality, asked) == (taken, questions)
    told = assess(book, asker, day)
    assert told.questions == questions
    assert (told.requirement is REQUIRED) is (taken in ("HKG", ""))
    assert requirement_on(book, asker, day) is told.requirement


def test_question_that_nobody_answered_exempts_only_if_every_answer_does() -> None:
    waived = requirement("waived", "exempt", code="waiver", nationalities=["CHN", "HKG"])
    asked = requirement(nationalities=["CHN", "HKG", "MAC"])
    book = ruled(waived, asked)
    for which, found in (("", REQUIRED), ("CHN", EXEMPT), ("HKG", EXEMPT), ("MAC", REQUIRED)):
        asker = traveller("CHN", which_passport=which)
        assert assess(book, asker, DAY).requirement is found
        assert requirement_on(book, asker, DAY) is found
    told = assess(book, traveller("CHN"), DAY)
    assert [reason.rule for reason in told.reasons] == ["UTO.required"]
    assert (told.possible, told.questions) == ((EXEMPT, REQUIRED), ("which_passport",))
    everybody = requirement("all", "exempt", code="waiver", nationalities=["CHN", "HKG", "MAC"])
    told = assess(ruled(everybody, asked), traveller("CHN"), DAY)
    assert (told.requirement, told.possible, told.questions) == (EXEMPT, (EXEMPT,), ("which_passport",))


def test_question_that_nobody_answered_leaves_the_document_what_it_says_where_that_exempts_nobody() -> None:
    book = ruled(requirement("waived", "exempt", code="waiver", nationalities=["HKG"]))
    told = assess(book, traveller("CHN"), DAY)
    assert (told.requirement, told.reasons) == (OUTSIDE, (NO_RULE,))
    assert told.possible == (OUTSIDE, Requirement.EXEMPT)  # by what the answer may turn out to be


def test_unpublished_rule_speaks_under_one_name_only() -> None:
    secret = requirement("secret", "exempt", code="waiver", nationalities=["FRA"], source="a secret letter, art. 1")
    child = requirement("secret-child", "exempt", code="waiver", ages={"to": 17}, source="a secret letter, art. 2")
    book = ruled(requirement(nationalities=["FRA"]), unpublished=[secret, child])
    told = assess(book, traveller("FRA"), DAY)
    assert told.requirement is EXEMPT
    assert told.reasons == (Reason("unpublished_list", "unpublished_list", "unpublished_list"),)
    unnamed = [TraceStep("unpublished_list", "unpublished_list", held, ()) for held in (Held.YES, Held.NO)]
    assert list(told.trace[1:]) == unnamed
    for nationality in ("FRA", "TUR", ""):
        for birth in (CHILD, None):
            said = str(assess(book, traveller(nationality, birth=birth), DAY))
            assert "secret" not in said and "waiver" not in said
    assert [rule_.is_published for rule_ in book.requirements] == [True, False, False]


def test_stay_is_that_of_the_nationality_on_the_day_and_nobody_guesses() -> None:
    book = read(
        stays=[
            rule("short", "arrival", nationalities=["TUR", "USA"], days=30, in_force={"to": date(2026, 6, 14)}),
            rule("long", "arrival", nationalities=["TUR"], days=90, in_force={"from": date(2026, 6, 15)}),
        ]
    )
    assert stay_on(book, "TUR", date(2026, 6, 14)) == Stay(30, "UTO.short", SOURCE)
    assert stay_on(book, "TUR", date(2026, 6, 15)) == Stay(90, "UTO.long", SOURCE)
    assert stay_on(book, "USA", date(2026, 6, 15)) == Stay(None)
    assert stay_on(book, "FRA", date(2026, 6, 15)) == Stay(None, "", "")


def test_rulebook_says_its_codes_its_rules_and_the_nationalities_it_names() -> None:
    book = ruled(
        requirement(nationalities=["list:pair"], confidence="medium"), requirement("but", except_nationalities=["FRA"]),
        requirement("all"), unpublished=[requirement("secret", nationalities=["D"])],
    )  # fmt: skip
    assert book.named == {"TUR", "USA", "FRA", "D"}
    assert book.said("waiver")["ko"] == "Because of waiver. (ko)"
    assert book.said("never_declared") == {"en": "never_declared"}
    ids = [one.id for one in book.rules()]
    lists = [value for value in parts().values() if isinstance(value, list)]
    given = [one["id"] for part in lists for one in part if isinstance(one, dict) and "tested" in one]
    assert sorted(ids) == sorted([*given, "UTO.but", "UTO.all", "UTO.secret"])
    assert ids[0] == "UTO.which"
