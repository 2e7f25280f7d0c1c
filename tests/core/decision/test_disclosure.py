"""What an applicant is told of a refusal is what the rulebook discloses, and no more."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mapae.core.decision.disclosure import NoSuchGround, Told, ToldGround, require_grounds, told_of_refusal
from mapae.core.rulebook.model import Rulebook
from tests.core.rulebook.invented import DAY, SOURCE, ground, read, rule, says

GROUNDS = [
    ground("expired", code="expired", texts=says("It ends too soon.")),
    ground("lost", code="lost", texts=says("It was reported lost.")),
    ground("false", code="false", category="security", mend=says("Nothing helps."), texts=says("It is false."),
           visa_route=False, acts=["refuse", "annul"]),
    ground("danger", code="danger", category="security", mend=says("Nothing helps."), texts=says("Danger."),
           visa_route=False, acts=["refuse"]),
    ground("revoked", code="revoked", acts=["revoke"]),
    ground("old", code="old", in_force={"to": date(2026, 6, 14)}),
]  # fmt: skip
CATEGORIES = [
    {"code": "document", "texts": says("It is about the document."), "mend": says("Look at the passport.")},
    {"code": "security", "texts": says("It is about security."), "mend": says("Ask the consulate.")},
]
PASSPORT, SECURITY = says("It is about the document."), says("It is about security.")
RENEW = says("Renew the passport.")
LOOK, ASK = says("Look at the passport."), says("Ask the consulate.")


def book(refusal: str, **changed: Any) -> Rulebook:
    return read(
        grounds=GROUNDS, categories=CATEGORIES, disclosures=[rule("told", "decision", refusal=refusal)], **changed
    )


def test_full_disclosure_tells_each_ground_and_what_helps() -> None:
    told = told_of_refusal(book("full"), ["lost", "expired"], DAY)
    assert told == Told(
        (ToldGround(says("It ends too soon."), RENEW), ToldGround(says("It was reported lost."), RENEW)), True
    )


def test_category_alone_is_told_once_for_several_grounds_of_it() -> None:
    told = told_of_refusal(book("category"), ["lost", "expired"], DAY)
    assert told == Told((ToldGround(PASSPORT, LOOK),), True)
    told = told_of_refusal(book("category"), ["danger", "lost", "false"], DAY)
    assert told == Told((ToldGround(PASSPORT, LOOK), ToldGround(SECURITY, ASK)), False)
    for text in ("Danger", "false", "lost", "Nothing helps"):
        assert text not in str(told)


def test_grounds_of_one_category_cannot_be_told_apart() -> None:
    """By text, by what helps, and by whether a visa is a way."""
    grounds = [
        ground("a", code="a"),
        ground("b", code="b", mend=says("Wait five years."), texts=says("You were sent away."), visa_route=False),
    ]
    rules = read(grounds=grounds, disclosures=[rule("told", "decision", refusal="category")])
    assert told_of_refusal(rules, ["a"], DAY) == told_of_refusal(rules, ["b"], DAY)
    assert told_of_refusal(rules, ["a"], DAY).has_visa_route is False


def test_same_text_and_remedy_are_told_once_in_full_too() -> None:
    twice = [ground("a", code="a"), ground("b", code="b")]
    rules = read(grounds=twice, disclosures=[rule("told", "decision", refusal="full")])
    assert len(told_of_refusal(rules, ["a", "b"], DAY).grounds) == 1


@pytest.mark.parametrize("codes", [["lost"], ["danger"], ["old"], []])
def test_nothing_told_is_the_same_for_every_ground(codes: list[str]) -> None:
    assert told_of_refusal(book("none"), codes, DAY) == Told((), True)


def test_nothing_is_told_where_the_rulebook_discloses_nothing_or_does_not_speak() -> None:
    assert told_of_refusal(book("none"), ["lost", "danger"], DAY).grounds == ()
    silent = read(grounds=GROUNDS, categories=CATEGORIES, disclosures=None)
    assert told_of_refusal(silent, ["lost"], DAY).grounds == ()


@pytest.mark.parametrize("refusal", ["category", "full"])
@pytest.mark.parametrize(
    ("codes", "is_open"),
    [(["lost"], True), (["danger"], False), (["lost", "danger"], False), (["lost", "expired"], True)],
)
def test_visa_is_a_way_if_no_ground_closes_it(refusal: str, codes: list[str], is_open: bool) -> None:
    assert told_of_refusal(book(refusal), codes, DAY).has_visa_route is is_open


def test_day_of_the_decision_decides_what_is_told() -> None:
    changing = read(
        grounds=GROUNDS, categories=CATEGORIES,
        disclosures=[rule("a", "decision", refusal="none", in_force={"to": date(2026, 6, 14)}),
                     rule("b", "decision", refusal="full", in_force={"from": date(2026, 6, 15)})],
    )  # fmt: skip
    assert told_of_refusal(changing, ["old"], date(2026, 6, 14)).grounds == ()
    assert told_of_refusal(changing, ["lost"], date(2026, 6, 15)).grounds != ()
    assert told_of_refusal(changing, ["old"], date(2026, 6, 15)).grounds == ()


def test_officer_cites_the_rulebooks_grounds_in_its_order() -> None:
    found = require_grounds(book("full"), "refuse", ["danger", "expired"], DAY)
    assert [(one.code, one.law, one.source) for one in found] == [
        ("expired", "Invented Rule, art. 2, no. 1", SOURCE),
        ("danger", "Invented Rule, art. 2, no. 1", SOURCE),
    ]
    assert [one.code for one in require_grounds(book("full"), "annul", ["false"], DAY)] == ["false"]
    assert [one.code for one in require_grounds(book("full"), "refuse", ["old"], date(2026, 6, 14))] == ["old"]


@pytest.mark.parametrize(
    ("act", "codes", "said"),
    [
        ("refuse", [], "no ground"),
        ("refuse", ["mood"], "mood"),
        ("refuse", ["lost", "whim", "mood", "zeal", "awe", "ire"], "awe, ire, mood, whim, zeal"),
        ("refuse", ["revoked"], "revoked"),
        ("annul", ["lost"], "lost"),
        ("refuse", ["old"], "old"),
    ],
)
def test_officer_cites_nothing_else(act: str, codes: list[str], said: str) -> None:
    with pytest.raises(NoSuchGround) as refused:
        require_grounds(book("full"), act, codes, DAY)
    assert str(refused.value) == said
