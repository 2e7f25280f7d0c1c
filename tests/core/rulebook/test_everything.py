"""All that the rules say of one traveller at once is what its parts say one by one."""

from __future__ import annotations

from datetime import date

from mapae.core.rulebook.assessment import Requirement, Stay
from mapae.core.rulebook.evaluation import assess
from mapae.core.rulebook.everything import evaluate, find_terms
from mapae.core.rulebook.terms import terms_on
from tests.core.rulebook.invented import DAY, SOURCE, read, requirement, rule, traveller

BEFORE = date(2025, 12, 31)
BOOK = read(
    requirements=[requirement(nationalities=["TUR", "HKG"]), requirement("waived", "exempt", code="waiver", nationalities=["D"])],
    stays=[rule("stay", "arrival", nationalities=["TUR"], days=90), rule("hk", "arrival", nationalities=["HKG"], days=30)],
)  # fmt: skip


def test_everything_is_told_of_somebody_who_needs_an_authorization() -> None:
    told = evaluate(BOOK, traveller(), DAY, date(2026, 5, 1))
    assert told.assessment == assess(BOOK, traveller(), DAY)
    assert told.stay == Stay(90, "UTO.stay", SOURCE)
    assert told.terms == terms_on(BOOK, date(2026, 5, 1)) == find_terms(BOOK, date(2026, 5, 1))
    assert told.valid_until == date(2029, 4, 30)
    assert told.may_opt_in is False
    assert told.disclosure == "category"
    assert told.four_eyes == {"refuse", "annul"}
    assert told.changes == {"purpose": "free_edit", "contact": "free_edit"}
    assert told.rules == {
        f"UTO.{name}"
        for name in (
            "required", "stay", "board", "fee", "validity", "lapse", "opt-in", "form", "groups", "change",
            "disclosure", "four-eyes", "retention", "ground",
        )
    }  # fmt: skip


def test_passport_caps_the_validity_and_exempt_people_may_opt_in() -> None:
    told = evaluate(BOOK, traveller("D", document_expiry=date(2027, 1, 1)), DAY, DAY)
    assert (told.assessment.requirement, told.may_opt_in) == (Requirement.EXEMPT, True)
    assert told.valid_until == date(2027, 1, 1)
    assert {"UTO.waived"} <= told.rules and not {"UTO.required", "UTO.stay", "UTO.which"} & told.rules


def test_stay_is_that_of_the_passport_it_is_said_to_be() -> None:
    told = evaluate(BOOK, traveller("CHN", which_passport="HKG"), DAY, DAY)
    assert told.stay.days == 30
    assert {"UTO.which", "UTO.hk"} <= told.rules
    assert evaluate(BOOK, traveller("CHN"), DAY, DAY).stay == Stay(None)


def test_arrival_and_application_have_a_day_each() -> None:
    nobody_applies = evaluate(BOOK, traveller(), DAY, BEFORE)
    assert (nobody_applies.terms, nobody_applies.valid_until, nobody_applies.may_opt_in) == (None, None, False)
    assert find_terms(BOOK, BEFORE) is None
    assert (nobody_applies.disclosure, nobody_applies.four_eyes, nobody_applies.changes) == ("none", frozenset(), {})
    assert nobody_applies.rules == {"UTO.required", "UTO.stay", "UTO.board"}
    nobody_arrives = evaluate(BOOK, traveller("CHN"), BEFORE, DAY)
    assert not {"UTO.required", "UTO.stay", "UTO.board", "UTO.which", "none", ""} & nobody_arrives.rules
    assert {"UTO.fee", "UTO.ground"} <= nobody_arrives.rules
