"""The rulebook of K-ETA as it ships: its cases, the days on which it changes, and the flip by data alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import Any  # an answer is JSON

import pytest

from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.assessment import Reason, Requirement, Traveller
from mapae.core.rulebook.cases import Case, untested_rules
from mapae.core.rulebook.evaluation import assess, requirement_on
from mapae.core.rulebook.intervals import difference, intervals
from mapae.core.rulebook.model import Choices, RequirementRule, Rulebook
from mapae.core.rulebook.period import Period
from mapae.core.rulebook.terms import NoTerms, changes_that_mean, entries_on, terms_on
from mapae.core.rulebook.written import RulebookProblem
from mapae.gateways.rulebook_files import EVERYTHING, SHIPPED, RulebookFiles

pytestmark = pytest.mark.wide

REQUIRED, EXEMPT, OUTSIDE = Requirement.REQUIRED, Requirement.EXEMPT, Requirement.OUTSIDE
ADULT = PartialDate(1990, 5, 5)
LAST_OF_WAIVER, FIRST_AFTER = date(2026, 12, 31), date(2027, 1, 1)


@pytest.fixture(scope="module")
def files() -> RulebookFiles:
    return RulebookFiles(EVERYTHING)


@pytest.fixture(scope="module")
def kor(files: RulebookFiles) -> Rulebook:
    return files.read(*files.newest("KOR"))


@pytest.fixture(scope="module")
def cases(files: RulebookFiles) -> tuple[Case, ...]:
    return files.cases("KOR")


def requirement(kor: Rulebook, nationality: str, birth: PartialDate | None, arrival: date) -> Requirement:
    return assess(kor, Traveller(nationality, birth), arrival).requirement


def test_rules_say_what_all_their_cases_expect(files: RulebookFiles, cases: tuple[Case, ...]) -> None:
    assert files.mismatches("KOR") == ()
    assert len(cases) >= 150
    assert len({case.name for case in cases}) == len(cases)


def test_no_rule_could_be_removed_without_a_case_that_notices(kor: Rulebook, cases: tuple[Case, ...]) -> None:
    assert untested_rules(kor, cases) == ()


def test_every_rule_is_of_the_programme_and_says_source_and_place(kor: Rulebook) -> None:
    assert (kor.programme, str(kor.zone), kor.destination) == ("KOR", "Asia/Seoul", {"KOR"})
    for rule in kor.rules():
        assert rule.source and rule.confidence in ("low", "medium", "high")
        assert ".yaml, line " in rule.line


def test_rules_on_weak_sources_ask_the_operator_outside_a_demonstration(kor: Rulebook) -> None:
    weak = frozenset(rule.id for rule in kor.rules() if rule.confidence == "low")
    assert "KOR.waiver-disputed" in weak
    with pytest.raises(RulebookProblem) as refused:
        RulebookFiles(Choices()).newest("KOR")
    assert all(name in str(refused.value) for name in weak)
    for choices in (Choices(accepted=weak), Choices(rejected=weak)):
        in_service = RulebookFiles(choices)
        book = in_service.read(*in_service.newest("KOR"))
        assert weak.isdisjoint(book.left_out) is (choices.accepted == weak)


@pytest.mark.parametrize("nationality", ["USA", "D", "JPN", "GBR", "FRA", "CHE"])
def test_waiver_ends_with_the_year_2026(kor: Rulebook, nationality: str) -> None:
    assert requirement(kor, nationality, ADULT, LAST_OF_WAIVER) is EXEMPT
    assert requirement(kor, nationality, ADULT, FIRST_AFTER) is REQUIRED
    assert requirement(kor, nationality, None, LAST_OF_WAIVER) is EXEMPT
    assert requirement(kor, nationality, None, FIRST_AFTER) is REQUIRED
    assert requirement_on(kor, Traveller(nationality, ADULT), LAST_OF_WAIVER) is EXEMPT
    assert requirement_on(kor, Traveller(nationality, ADULT), FIRST_AFTER) is REQUIRED


@pytest.mark.parametrize("nationality", ["USA", "D", "JPN"])
def test_flip_is_in_the_data_alone(kor: Rulebook, nationality: str) -> None:
    """The same code over the rules without the end of the waiver, and without the waiver, decides otherwise."""

    def prolonged(rule: RequirementRule) -> RequirementRule:
        if rule.code != "temporary_waiver":
            return rule
        period = Period(rule.in_force.first, date(2027, 12, 31))
        conditions = tuple(replace(one, period=period) if hasattr(one, "period") else one for one in rule.conditions)
        return replace(rule, in_force=period, conditions=conditions)

    longer = replace(kor, requirements=tuple(prolonged(rule) for rule in kor.requirements))
    none = replace(kor, requirements=tuple(rule for rule in kor.requirements if rule.code != "temporary_waiver"))
    for day, as_it_is in ((LAST_OF_WAIVER, EXEMPT), (FIRST_AFTER, REQUIRED)):
        assert requirement(kor, nationality, ADULT, day) is as_it_is
        assert requirement(longer, nationality, ADULT, day) is EXEMPT
        assert requirement(none, nationality, ADULT, day) is REQUIRED


@pytest.mark.parametrize("nationality", ["TUR", "BRA", "MYS", "RUS", "THA"])
def test_nationality_without_a_waiver_needs_an_authorization_before_and_after(kor: Rulebook, nationality: str) -> None:
    assert requirement(kor, nationality, ADULT, LAST_OF_WAIVER) is REQUIRED
    assert requirement(kor, nationality, ADULT, FIRST_AFTER) is REQUIRED


def test_days_between_the_years_flip_only_the_waived(kor: Rulebook) -> None:
    found = difference(kor, LAST_OF_WAIVER, FIRST_AFTER)
    assert {"USA", "D", "JPN"} <= {flip.nationality for flip in found.flips}
    assert "TUR" not in {flip.nationality for flip in found.flips}
    assert {(flip.before, flip.after) for flip in found.flips} == {(EXEMPT, REQUIRED)}
    assert all(name.startswith("KOR.waiver-") for name in found.ends)
    assert found.begins == ()


def test_without_a_day_the_answer_is_dated(kor: Rulebook) -> None:
    found = intervals(kor, Traveller("USA", ADULT, document_expiry=date(2100, 1, 1)), date(2026, 11, 24))
    assert [(str(one.days), one.requirement) for one in found[:2]] == [
        ("2026-11-24/2026-12-31", EXEMPT),
        ("2027-01-01/2055-05-04", REQUIRED),
    ]


@pytest.mark.parametrize("nationality", ["KOR", "CHN", "UTO", "DEU"])
def test_own_citizens_and_unnamed_nationalities_are_outside(kor: Rulebook, nationality: str) -> None:
    for birth in (ADULT, PartialDate(2015, 1, 1)):
        assert requirement(kor, nationality, birth, FIRST_AFTER) is OUTSIDE


def test_unknown_nationality_is_taken_for_one_that_needs_an_authorization(kor: Rulebook) -> None:
    told = assess(kor, Traveller("", ADULT), LAST_OF_WAIVER)
    assert told.requirement is REQUIRED
    assert {EXEMPT, OUTSIDE, REQUIRED} <= set(told.possible)


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
    assert requirement(kor, "TUR", birth, LAST_OF_WAIVER) is before
    assert requirement(kor, "TUR", birth, FIRST_AFTER) is on


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


def test_expired_passport_stands_against_applying_and_not_against_an_exemption(kor: Rulebook) -> None:
    expired = date(2026, 12, 30)
    told = assess(kor, Traveller("TUR", ADULT, document_expiry=expired), LAST_OF_WAIVER)
    assert (told.requirement, told.may_apply) == (Requirement.NOT_ELIGIBLE, False)
    told = assess(kor, Traveller("USA", ADULT, document_expiry=expired), LAST_OF_WAIVER)
    assert (told.requirement, [one.code for one in told.obstacles]) == (EXEMPT, ["document_expired"])


def test_trace_names_every_rule_and_what_it_saw(kor: Rulebook) -> None:
    told = assess(kor, Traveller("USA", PartialDate(2010, 1, 1)), LAST_OF_WAIVER)
    assert [step.rule for step in told.trace] == [rule.id for rule in kor.requirements]
    assert {reason.rule for reason in told.reasons} == {"KOR.waiver-22", "KOR.age-17-and-under"}
    assert all(isinstance(reason, Reason) and reason.source for reason in told.reasons)
    young = next(step for step in told.trace if step.rule == "KOR.age-17-and-under")
    assert [(one.condition, one.saw) for one in young.findings] == [
        ("nationality", "USA"),
        ("in_force", "2026-12-31"),
        ("age", "16"),
    ]


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


def test_code_does_not_know_the_programme() -> None:
    """What one country decides stands in its data; the room that reads it knows no country's rule."""
    for file in (SHIPPED.parent / "core" / "rulebook").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert "KOR" not in text, file


# One process for each zone asks at the last second of the Korean year and at the first of the next.
ASK = """
import json, sys
from mapae.site.cli.main import app
for arguments in json.loads(sys.argv[1]):
    app(arguments, standalone_mode=False)
    print("\\f")
"""
LAST_SECOND, FIRST_SECOND = "2026-12-31T14:59:59Z", "2026-12-31T15:00:00Z"


def asked(zone: str, questions: list[list[str]]) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-c", ASK, json.dumps(questions)],
        env=os.environ | {"TZ": zone}, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return [json.loads(answer) for answer in done.stdout.split("\f") if answer.strip()]


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_flip_is_on_korean_days_whatever_the_zone_of_the_machine(zone: str) -> None:
    def question(nationality: str, moment: str) -> list[str]:
        person = ["--nationality", nationality, "--birth-date", "1990-05-05", "--document-expiry", "2100-01-01"]
        return ["assess", "KOR", *person, "--applied", moment, "--json"]

    flips, stays = [("2026-12-31", "exempt"), ("2027-01-01", "required")], [("2026-12-31", "required")]
    expected = [
        ("USA", LAST_SECOND, flips, "2029-12-30"), ("USA", FIRST_SECOND, flips[1:], "2029-12-31"),
        ("D", LAST_SECOND, flips, "2029-12-30"), ("JPN", LAST_SECOND, flips, "2029-12-30"),
        ("TUR", LAST_SECOND, stays, "2029-12-30"),
    ]  # fmt: skip
    answers = asked(zone, [question(nationality, moment) for nationality, moment, _, _ in expected])
    for (_, _, begins, until), answer in zip(expected, answers, strict=True):
        spans = [(span["from"], span["requirement"]) for span in answer["intervals"]]
        assert [span for span in spans if span[0] < "2055"] == begins
        assert answer["validity"] == {"until_if_granted_when_applied": until}


def test_every_change_means_an_edit_or_a_new_application_and_none_means_both(kor: Rulebook) -> None:
    day = date(2026, 11, 24)
    assert changes_that_mean(kor, "free_edit", day) == ("arrival_day", "contact", "purpose", "stay_address")
    assert changes_that_mean(kor, "new_application", day) == (
        "birth_date", "document_expiry", "document_number", "given_names", "has_criminal_record",
        "has_infectious_disease", "nationality", "sex", "surname",
    )  # fmt: skip
    assert changes_that_mean(kor, "free_edit", date(2021, 8, 31)) == ()


def test_one_may_enter_as_often_as_one_likes(kor: Rulebook) -> None:
    assert entries_on(kor, date(2026, 11, 24)) == "multiple"
    with pytest.raises(NoTerms):
        entries_on(kor, date(2021, 5, 2))
