"""Cases are read strictly, judged key by key, and find the rule that nobody would miss."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.assessment import Traveller
from mapae.core.rulebook.cases import Case, judge, read_cases, untested_rules, without
from mapae.core.rulebook.model import Choices, Rulebook
from mapae.core.rulebook.terms import PastApplication
from mapae.core.rulebook.written import RulebookProblem
from tests.core.rulebook.invented import DAY, fee, form, ground, group, placed, read, requirement, rule

CASE: dict[str, Any] = {
    "name": "A Turkish adult needs an authorization",
    "person": {"nationality": "TUR", "birth_date": date(1990, 5, 5)},
    "arrival": DAY,
    "expect": {"requirement": "required"},
}


def read_one(**changed: Any) -> Case:
    """The case with some keys changed; None takes a key away."""
    written = {key: value for key, value in (CASE | changed).items() if value is not None}
    (case,) = read_cases(placed({"cases": [written]}, "cases/uto.yaml"))
    return case


def test_case_is_read_as_it_was_written() -> None:
    case = read_one()
    assert (case.name, case.place) == (CASE["name"], "cases/uto.yaml, line 2")
    assert case.traveller == Traveller("TUR", PartialDate(1990, 5, 5))
    assert (case.arrival, case.applied) == (DAY, DAY)
    assert (case.past, case.switches, case.rules) == ((), {}, frozenset())
    assert case.expected == {"requirement": "required"}


def test_case_may_say_everything_of_a_person_and_a_history() -> None:
    case = read_one(
        person={
            "nationality": "CHN", "birth_date": "1990-XX-XX", "document_type": "PO", "issuing_state": "UNO",
            "document_expiry": date(2030, 1, 1), "category": "crew", "purpose": "work", "port": "harbour",
            "which_passport": "HKG",
        },
        applied=date(2026, 5, 1),
        history=[
            {"submitted": date(2026, 1, 1)},
            {"submitted": date(2026, 2, 1), "result": date(2026, 2, 2), "correction": "photo_corrected"},
        ],
        switches={"pilot": False},
        expect={"requirement": "outside", "rules": ["UTO.which"], "obstacles": []},
    )  # fmt: skip
    assert case.traveller == Traveller(
        "CHN", PartialDate(1990), "PO", "UNO", date(2030, 1, 1), "crew", "work", "harbour", "HKG"
    )
    assert case.applied == date(2026, 5, 1)
    assert case.past == (
        PastApplication(date(2026, 1, 1)), PastApplication(date(2026, 2, 1), date(2026, 2, 2), "photo_corrected"),
    )  # fmt: skip
    assert (case.switches, case.rules) == ({"pilot": False}, {"UTO.which"})
    assert case.expected == {"requirement": "outside", "obstacles": []}


@pytest.mark.parametrize("written", [None, "1990-05-XX"])
def test_what_is_unknown_of_a_person_is_left_out(written: str | None) -> None:
    case = read_one(person={"birth_date": written} if written else {"birth_date": None, "document_expiry": None})
    assert case.traveller == Traveller("", PartialDate(1990, 5) if written else None)


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"name": None}, "«name» is missing. A case is named by a sentence that an official reads"),
        ({"name": " "}, "«name» is missing"),
        ({"naem": "x"}, "«naem» is not known here. It may say applied, arrival, expect, history, name, person, switches"),
        ({"arrival": None}, "the days of «arrival» are written like 2026-12-31; it says None"),
        ({"arrival": "soon"}, "the days of «arrival» are written like 2026-12-31; it says 'soon'"),
        ({"applied": "soon"}, "the days of «applied» are written like"),
        ({"person": None}, "«person» holds something that is no mapping: None"),
        ({"person": "TUR"}, "«person» holds something that is no mapping: 'TUR'"),
        ({"person": {"name": "x"}}, "«name» is not known here. It may say birth_date, category, document_expiry"),
        ({"person": {"nationality": "GER"}}, "«nationality»: 'GER' is no code of a state"),
        ({"person": {"nationality": ""}}, "«nationality» is missing. Leave it out where it is unknown"),
        ({"person": {"birth_date": "5 May"}}, "«birth_date» is written like 1990-05-05 or 1990-XX-XX; it is '5 May'"),
        ({"person": {"birth_date": "1990-02-30"}}, "«birth_date» is written like"),
        ({"person": {"document_expiry": "2030"}}, "the days of «document_expiry» are written like"),
        ({"person": {"category": "king"}}, "«category» is one of visa_holder, resident"),
        ({"person": {"purpose": "fun"}}, "«purpose» is one of tourism, family"),
        ({"person": {"document_type": ""}}, "«document_type» is missing"),
        ({"person": {"issuing_state": ""}}, "«issuing_state» is missing"),
        ({"person": {"port": ""}}, "«port» is missing"),
        ({"person": {"which_passport": ""}}, "«which_passport» is missing"),
        ({"history": {"submitted": DAY}}, "«history» is a list of earlier applications"),
        ({"history": ["yesterday"]}, "«history» holds something that is no mapping: 'yesterday'"),
        ({"history": [{"result": DAY}]}, "the days of «submitted» are written like"),
        ({"history": [{"submitted": DAY, "result": "soon"}]}, "the days of «result» are written like"),
        ({"history": [{"submitted": DAY, "correction": ""}]}, "«correction» is missing"),
        ({"history": [{"submitted": DAY, "refused": True}]}, "«refused» is not known here. It may say correction, result"),
        ({"switches": ["pilot"]}, "«switches» says which are on and off, as {name: true}; it is ['pilot']"),
        ({"switches": {"pilot": "on"}}, "«switches» says which are on and off"),
        ({"expect": None}, "«expect» holds something that is no mapping: None"),
        ({"expect": {}}, "«expect» says nothing that could be wrong. Say at least the requirement"),
        ({"expect": {"rules": ["UTO.fee"]}}, "«expect» says nothing that could be wrong"),
        ({"expect": {"requirment": "required"}}, "«requirment» is not known here. It may say asks_portrait, blocked_until"),
        ({"expect": {"fee": 1, "rules": []}}, "«rules» must be a list of codes"),
        ({"expect": {"reasons": "age"}}, "«reasons» must be a list of codes, and may be []; it is 'age'"),
        ({"expect": {"obstacles": None}}, "«obstacles» must be a list of codes, and may be []; it is None"),
        ({"expect": {"questions": [1]}}, "«questions» must be a list of codes"),
        ({"expect": {"grounds": 5}}, "«grounds» must be a list of codes"),
        ({"expect": {"four_eyes": {}}}, "«four_eyes» must be a list of codes"),
        ({"expect": {"may_be_unknown": "stay_address"}}, "«may_be_unknown» must be a list of codes, and may be []"),
        ({"expect": {"organisations": ["school"]}}, "«organisations» says what is expected of each, as {name: value}"),
        ({"expect": {"changes": None}}, "«changes» says what is expected of each"),
        ({"expect": {"retention": 7}}, "«retention» says what is expected of each"),
    ],
)  # fmt: skip
def test_case_that_says_nothing_or_nonsense_is_refused_with_its_place(changed: dict[str, Any], what: str) -> None:
    with pytest.raises(RulebookProblem) as refused:
        read_one(**changed)
    assert what in str(refused.value)
    assert str(refused.value).startswith("cases/uto.yaml, line ")


@pytest.mark.parametrize("written", [{}, {"cases": []}, {"cases": {"name": "x"}}])
def test_file_without_cases_is_refused(written: dict[str, Any]) -> None:
    with pytest.raises(RulebookProblem, match="it has no list «cases»"):
        read_cases(written)


BOOK = read(
    requirements=[
        requirement(nationalities=["TUR", "USA", "D"]),
        requirement("waived", "exempt", code="waiver", nationalities=["D"]),
        requirement("young", "exempt", code="age", ages={"to": 17}, nationalities=["D"]),
        requirement("expired", "not_eligible", code="document_expired", document_expires="before_arrival"),
    ],
    forms=[form(), form("address", portrait=None, may_be_unknown=["stay_address"])],
    groups=[group(organisations=["school"], people=50), group("family", organisations=["family"], people=5)],
    grounds=[ground(), ground("lost", code="document_lost")],
    retentions=[rule("retention", "decision", of="drafts", days=7),
                rule("kept", "decision", of="granted", **{"for": "no_term"})],
)  # fmt: skip
PAST = [{"submitted": date(2026, 5, day), "result": date(2026, 5, day + 1)} for day in (1, 2, 3)]
GERMAN_CHILD = {"nationality": "D", "birth_date": date(2015, 1, 1)}
EXPIRED = {"nationality": "TUR", "birth_date": date(1990, 5, 5), "document_expiry": date(2026, 1, 1)}


@pytest.mark.parametrize(
    ("about", "right", "wrong", "changed"),
    [
        ("requirement", "required", "exempt", {}),
        ("reasons", ["nationality_required"], ["age"], {}),
        ("reasons", ["waiver", "age"], ["waiver"], {"person": GERMAN_CHILD}),
        ("obstacles", [], ["document_expired"], {}),
        ("obstacles", ["document_expired"], [], {"person": EXPIRED}),
        ("questions", ["which_passport"], [], {"person": {"nationality": "CHN"}}),
        ("questions", [], ["which_passport"], {"person": {"nationality": "CHN", "which_passport": "MAC"}}),
        ("fee", 103, 100, {}),
        ("currency", "KRW", "EUR", {}),
        ("years", 3, 2, {}),
        ("valid_until", date(2029, 6, 14), date(2029, 6, 15), {}),
        ("valid_until", date(2028, 1, 1), date(2029, 6, 14),
         {"person": {"nationality": "TUR", "document_expiry": date(2028, 1, 1)}}),
        ("valid_until", date(2029, 4, 30), date(2029, 6, 14), {"applied": date(2026, 5, 1)}),
        ("stay", 90, 30, {}),
        ("stay", "not_confirmed", 90, {"person": {"nationality": "USA"}}),
        ("opt_in", False, True, {}),
        ("opt_in", True, False, {"person": GERMAN_CHILD}),
        ("asks_portrait", True, False, {}),
        ("may_be_unknown", ["stay_address", "arrival_day"], ["arrival_day"], {}),
        ("organisations", {"school": 50, "family": 5}, {"school": 50}, {}),
        ("organisations", {"family": 5, "school": 50}, {"school": 50, "family": 50}, {}),
        ("blocked_until", None, date(2026, 11, 2), {}),
        ("blocked_until", date(2026, 11, 2), None, {"history": PAST}),
        ("changes", {"contact": "free_edit", "sex": None}, {"contact": "new_application"}, {}),
        ("grounds", ["document_lost"], ["document_lost", "document_eaten"], {}),
        ("grounds", ["document_not_valid", "document_lost"], ["mood"], {}),
        ("disclosure", "category", "none", {}),
        ("disclosure", None, "none", {"applied": date(2025, 1, 1)}),
        ("four_eyes", ["refuse", "annul"], ["refuse"], {}),
        ("retention", {"drafts": 7, "granted": "no_term"}, {"drafts": 8}, {}),
        ("retention", {"granted": "no_term"}, {"granted": 7}, {}),
        ("lapse_days", 8, 7, {}),
        ("delay_grace_hours", 24, 23, {}),
        ("delay_grace_hours", None, 24, {"arrival": date(2025, 1, 1)}),
    ],
)  # fmt: skip
def test_each_expectation_is_held_against_what_the_rules_say(
    about: str, right: object, wrong: object, changed: dict[str, Any]
) -> None:
    assert judge(BOOK, read_one(**changed, expect={about: right})) == ()
    (mismatch,) = judge(BOOK, read_one(**changed, expect={about: wrong}))
    assert (mismatch.case, mismatch.about) == (CASE["name"], about)
    assert mismatch.expected != mismatch.found
    if about == "reasons":
        assert (mismatch.expected, mismatch.found) == (sorted(wrong), sorted(right))  # type: ignore[call-overload]


def test_mismatch_says_place_case_what_and_both_sides() -> None:
    (mismatch,) = judge(BOOK, read_one(expect={"fee": 100}))
    assert str(mismatch) == (
        "cases/uto.yaml, line 2: «A Turkish adult needs an authorization»: fee should be 100; the rules say 103"
    )


@pytest.mark.parametrize("about", ["fee", "currency", "years", "asks_portrait", "organisations", "lapse_days"])
def test_day_on_which_nobody_can_apply_is_said_so(about: str) -> None:
    expected: object = {} if about == "organisations" else 1
    (mismatch,) = judge(BOOK, read_one(applied=date(2025, 12, 31), expect={about: expected}))
    assert mismatch.found == "nobody can apply on 2025-12-31"
    for wanted, wrong in (({"valid_until": None}, {"valid_until": DAY}), ({"opt_in": False}, {"opt_in": True})):
        assert judge(BOOK, read_one(applied=date(2025, 12, 31), expect=wanted)) == ()
        assert judge(BOOK, read_one(applied=date(2025, 12, 31), expect=wrong)) != ()
    (mismatch,) = judge(BOOK, read_one(applied=date(2025, 12, 31), expect={"retention": {"drafts": 7}}))
    assert mismatch.found == "no rule says how long drafts are kept"


def test_every_wrong_expectation_is_told_and_only_those() -> None:
    found = judge(BOOK, read_one(expect={"requirement": "exempt", "fee": 103, "years": 9}))
    assert [mismatch.about for mismatch in found] == ["requirement", "years"]


SPEAK: list[tuple[str, dict[str, Any]]] = [
    ("UTO.required", {}),
    ("UTO.waived", {"person": GERMAN_CHILD}),
    ("UTO.young", {"person": GERMAN_CHILD}),
    ("UTO.expired", {"person": EXPIRED}),
    ("UTO.which", {"person": {"nationality": "CHN"}}),
    ("UTO.stay", {}),
    ("UTO.cap", {"history": PAST}),
    *((f"UTO.{name}", {}) for name in (
        "fee", "validity", "opt-in", "form", "address", "groups", "family", "lapse", "change", "disclosure", "four-eyes",
        "retention", "kept", "ground", "lost", "board",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("name", "changed"), SPEAK)
def test_rule_that_a_case_names_must_have_had_a_say_on_its_day(name: str, changed: dict[str, Any]) -> None:
    def silent(**further: Any) -> bool:
        found = judge(BOOK, read_one(**(changed | further), expect={"stay": 90, "rules": [name]}))
        return any(mismatch.about == "rules" for mismatch in found)

    before = date(2025, 12, 31)
    assert not silent()
    assert silent(arrival=before, applied=before, history=None, person={"nationality": "FRA"})


@pytest.mark.parametrize("name", ["UTO.waived", "UTO.which", "UTO.cap", "UTO.nothing"])
def test_rule_that_has_no_say_is_told_among_those_that_have(name: str) -> None:
    (mismatch,) = judge(BOOK, read_one(expect={"requirement": "required", "rules": ["UTO.required", name]}))
    assert mismatch.about == "rules"
    assert mismatch.expected == sorted(["UTO.required", name])
    assert isinstance(mismatch.found, list) and "UTO.required" in mismatch.found and name not in mismatch.found


def test_arrival_and_submission_decide_which_rules_speak() -> None:
    early, late = date(2025, 12, 31), DAY
    on_arrival = read_one(
        applied=early, expect={"requirement": "required", "rules": ["UTO.required", "UTO.board", "UTO.stay"]}
    )
    assert judge(BOOK, on_arrival) == ()
    on_submission = read_one(arrival=early, applied=late, expect={"fee": 103, "rules": ["UTO.fee", "UTO.ground"]})
    assert judge(BOOK, on_submission) == ()
    assert judge(BOOK, read_one(applied=early, expect={"requirement": "required", "rules": ["UTO.fee"]})) != ()


def test_rulebook_without_one_rule_keeps_all_others() -> None:
    for gone in BOOK.rules():
        less = without(BOOK, gone.id)
        assert [one.id for one in less.rules()] == [one.id for one in BOOK.rules() if one.id != gone.id]
    assert BOOK.requirements


def unmissed(book: Rulebook, *cases: dict[str, Any]) -> tuple[str, ...]:
    return untested_rules(book, [read_one(**deepcopy(case)) for case in cases])


def test_rule_is_tested_if_a_case_would_miss_it() -> None:
    book = read(
        requirements=[requirement(nationalities=["TUR"]), requirement("other", nationalities=["USA"])],
        derivations=None, stays=None, caps=None, opt_ins=None, forms=None, groups=None, changes=None, disclosures=None,
        four_eyes=None, board_checks=None, grounds=None,
    )  # fmt: skip
    all_of_them = {"requirement": "required", "fee": 103, "years": 3, "lapse_days": 8, "retention": {"drafts": 7}}
    assert unmissed(book, {"expect": all_of_them}) == ("UTO.other",)
    assert unmissed(book, {"expect": all_of_them}, {"person": {"nationality": "USA"}}) == ()
    assert unmissed(book, {"expect": all_of_them | {"rules": ["UTO.required"]}}) == ("UTO.other",)
    # A term that is missing is noticed by whatever needs the terms, and by nothing else.
    assert unmissed(book, {"expect": {"fee": 103, "requirement": "required"}}) == (
        "UTO.other",
        "UTO.retention",
    )
    assert unmissed(book) == ("UTO.required", "UTO.other", "UTO.fee", "UTO.validity", "UTO.retention", "UTO.lapse")


def test_naming_a_rule_does_not_test_it() -> None:
    twice = [requirement(nationalities=["TUR"]), requirement("again", nationalities=["TUR"])]
    named = {"expect": {"requirement": "required", "rules": ["UTO.required", "UTO.again"]}}
    assert {"UTO.required", "UTO.again"} <= set(unmissed(read(requirements=twice), named))


def test_case_that_the_rules_do_not_fit_tests_nothing() -> None:
    book = read(requirements=[requirement(nationalities=["TUR"])])
    wrong = {"expect": {"requirement": "exempt"}}
    assert "UTO.required" in unmissed(book, wrong)
    other_switch = read(
        Choices(switches={"pilot": True}), groups=[group(), group("pilot", switch="pilot", organisations=["family"])]
    )
    off = {"switches": {"pilot": False}, "expect": {"organisations": {"travel_agency": 50, "school": 50}}}
    assert "UTO.change" in unmissed(other_switch, off)


def test_case_of_a_fee_is_of_its_day() -> None:
    book = read(fees=[fee("old", base=1, in_force={"to": date(2026, 6, 14)}), fee("new", in_force={"from": DAY})])
    assert judge(book, read_one(applied=date(2026, 6, 14), expect={"fee": 4, "rules": ["UTO.old"]})) == ()
    assert judge(book, read_one(expect={"fee": 103, "rules": ["UTO.new"]})) == ()


def test_expectation_is_compared_in_any_order_but_not_in_part() -> None:
    case = {"person": GERMAN_CHILD}
    assert judge(BOOK, read_one(**case, expect={"reasons": ["age", "waiver"]})) == ()
    assert judge(BOOK, read_one(**case, expect={"reasons": ["waiver", "age"]})) == ()
    assert judge(BOOK, read_one(**case, expect={"reasons": ["waiver"]})) != ()
