"""Each part is read into the values that it was written with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from mapae.core.rulebook.assessment import Fee, Requirement
from mapae.core.rulebook.model import PARTS
from mapae.core.rulebook.period import Moment, Period
from tests.core.rulebook.invented import SOURCE, cap, fee, form, ground, group, read, requirement, rule, says, validity


def only(part: str, written: dict[str, Any] | None = None) -> Any:
    """The one rule of a part; its type is the part's."""
    (found,) = getattr(read(**({part: [written]} if written else {})), part)
    return found


MOMENTS = {
    "derivations": "arrival", "requirements": "arrival", "stays": "arrival", "fees": "submission",
    "validities": "submission", "caps": "submission", "opt_ins": "submission", "groups": "submission",
    "forms": "submission",
    "changes": "change", "disclosures": "decision", "four_eyes": "decision", "retentions": "decision",
    "lapses": "submission", "board_checks": "arrival", "grounds": "decision",
}  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_every_rule_says_its_period_moment_source_and_confidence(part: str) -> None:
    found = only(part)
    assert found.id.startswith("UTO.")
    assert found.in_force == Period(date(2026, 1, 1))
    assert found.tested == Moment(MOMENTS[part])
    assert (found.source, found.confidence) == (SOURCE, "high")
    assert found.line.startswith("uto.yaml, line ")


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ({"from": date(2026, 1, 1)}, Period(date(2026, 1, 1), None)),
        ({"to": date(2026, 1, 1)}, Period(None, date(2026, 1, 1))),
        ({"from": date(2026, 1, 1), "to": date(2026, 1, 1)}, Period(date(2026, 1, 1), date(2026, 1, 1))),
    ],
)
def test_period_may_be_open_at_either_end_and_may_be_one_day(written: dict[str, date], period: Period) -> None:
    assert only("fees", fee(in_force=written)).in_force == period


def test_note_is_for_people() -> None:
    assert only("fees", fee(note="as everybody knows")) == only("fees")


def test_requirement_decides_by_its_code() -> None:
    found = only("requirements", requirement(decides="not_eligible", code="document_expired"))
    assert (found.decides, found.code, found.is_published) == (Requirement.NOT_ELIGIBLE, "document_expired", True)
    assert [condition.name for condition in found.conditions] == ["in_force"]


def test_rule_of_a_list_takes_all_its_nationalities_and_single_ones() -> None:
    found = only("stays", rule("stay", "arrival", nationalities=["D", "list:pair"], days=1, confidence="medium"))
    assert (found.nationalities, found.days) == ({"D", "TUR", "USA"}, 1)


def test_derivation_has_its_nationality_question_and_readings() -> None:
    found = only("derivations")
    assert (found.nationality, found.asks, found.readings) == ("CHN", "which_passport", ("HKG", "MAC"))


def test_fee_and_validity() -> None:
    assert (only("fees").fee, only("fees").refund) == (Fee(100, 3, "KRW"), "none")
    assert only("fees").fee.total == 103
    assert only("fees", fee(base=0, processing=0)).fee.total == 0
    assert (only("validities").years, only("validities").entries) == (3, "multiple")
    assert only("validities", validity(years=1, entries="single")).entries == "single"


def test_cap_and_opt_in() -> None:
    found = only("caps", cap(applications=1, within_months=2, blocked_months=3))
    assert (found.applications, found.within_months, found.blocked_months) == (1, 2, 3)
    assert found.not_counted == {"photo_corrected"}
    assert (only("opt_ins").reasons, only("opt_ins").brings) == ({"waiver"}, ("no_arrival_card",))


def test_form_speaks_of_the_portrait_of_what_may_be_unknown_or_of_both() -> None:
    assert (only("forms").asks_portrait, only("forms").may_be_unknown) == (True, {"arrival_day"})
    found = only("forms", form(portrait="not_asked", may_be_unknown=["arrival_day", "stay_address"]))
    assert (found.asks_portrait, found.may_be_unknown) == (False, {"arrival_day", "stay_address"})
    found = only("forms", form(may_be_unknown=None))
    assert (found.asks_portrait, found.may_be_unknown) == (True, frozenset())
    assert only("forms", form(portrait=None)).asks_portrait is None


def test_group() -> None:
    found = only("groups", group(recommended_people=50))
    assert (found.organisations, found.people, found.recommended_people) == (("travel_agency", "school"), 50, 50)
    assert (found.needs_approval, found.needs_account) == (True, False)
    found = only("groups", group(people=1, approval="none", account="required"))
    assert (found.people, found.recommended_people, found.needs_approval, found.needs_account) == (1, None, False, True)


def test_change_disclosure_four_eyes_and_lapse() -> None:
    assert (only("changes").fields, only("changes").means) == (("purpose", "contact"), "free_edit")
    found = only("changes", rule("change", "change", fields=["surname"], means="new_application"))
    assert found.means == "new_application"
    for refusal in ("none", "category", "full"):
        assert only("disclosures", rule("told", "decision", refusal=refusal)).refusal == refusal
    assert only("four_eyes").acts == ("refuse", "annul")
    assert only("lapses").days == 8


def test_retention_has_days_or_no_term() -> None:
    assert (only("retentions").of, only("retentions").days) == ("drafts", 7)
    found = only("retentions", rule("kept", "decision", of="granted", **{"for": "no_term"}))
    assert (found.of, found.days) == ("granted", None)
    assert only("retentions", rule("kept", "decision", of="withdrawn", days=1)).days == 1


def test_board_check() -> None:
    assert (only("board_checks").delay_grace_hours, only("board_checks").refusal_overrides_exemption) == (24, False)
    written = rule("board", "arrival", delay_grace_hours=0, refusal_overrides_exemption=True)
    found = only("board_checks", written)
    assert (found.delay_grace_hours, found.refusal_overrides_exemption) == (0, True)


def test_ground() -> None:
    found = only("grounds", ground(acts=["refuse", "revoke", "annul"], visa_route=False))
    assert (found.code, found.category, found.acts) == ("document_not_valid", "document", ("refuse", "revoke", "annul"))
    assert (found.law, found.visa_route) == ("Invented Rule, art. 2, no. 1", False)
    assert (found.texts, found.mend) == (says("The passport is not valid."), says("Renew the passport."))
    assert only("grounds").visa_route is True


# Every word that a rulebook may use, written anew: a word that is lost makes rulebooks unreadable.
WORDS: list[tuple[str, Callable[[str], dict[str, Any]], str]] = [
    ("requirements", lambda word: requirement(categories=[word]),
     "visa_holder resident crew transit_airside diplomatic official un_laissez_passer abtc sofa dual_national"),
    ("requirements", lambda word: requirement(purposes=[word]),
     "tourism family event meeting business transit medical work study"),
    ("requirements", lambda word: requirement(decides=word), "outside exempt not_eligible required"),
    ("requirements", lambda word: requirement(confidence=word), "high medium"),
    ("groups", lambda word: group(organisations=[word]), "travel_agency medical_institution company school family"),
    ("changes", lambda word: rule("change", "change", fields=[word], means="free_edit"),
     "surname given_names sex birth_date nationality document_number document_expiry has_criminal_record "
     "has_infectious_disease purpose stay_address contact"),
    ("caps", lambda word: cap(not_counted=[word]), "personal_data_corrected photo_corrected"),
    ("retentions", lambda word: rule("kept", "decision", of=word, days=7),
     "drafts awaiting_payment granted refused withdrawn lapsed"),
    ("four_eyes", lambda word: rule("eyes", "decision", acts=[word]), "refuse revoke annul"),
    ("grounds", lambda word: ground(acts=[word]), "refuse revoke annul"),
    ("disclosures", lambda word: rule("told", "decision", refusal=word), "none category full"),
    ("validities", lambda word: validity(entries=word), "single multiple"),
    ("forms", lambda word: form(portrait=word), "required not_asked"),
    ("forms", lambda word: form(may_be_unknown=[word]), "arrival_day stay_address"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "make", "words"), WORDS)
def test_rulebook_may_use_every_word_of_the_schema(
    part: str, make: Callable[[str], dict[str, Any]], words: str
) -> None:
    for word in words.split():
        assert only(part, make(word))
