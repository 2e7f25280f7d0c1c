"""The verdict table against an oracle of its own, and the rule above it: more doubt never means more board.

The oracle is written from the table in the architecture page with plain values; it takes nothing from the core.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mapae.core.authorization.match import MatchData
from mapae.core.authorization.validity import Ending, Validity
from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.assessment import Requirement, Traveller
from mapae.core.rulebook.conditions import Ages, Condition, InForce, Nationalities
from mapae.core.rulebook.evaluation import assess, requirement_on
from mapae.core.rulebook.model import RequirementRule, Rulebook
from mapae.core.rulebook.period import Moment, Period
from mapae.core.travel.board_check import Claim, HeldAuthorization, OnRecord, Passenger, board_check
from mapae.core.travel.board_rules import RulebookRules
from mapae.gateways.rulebook_files import EVERYTHING, RulebookFiles
from tests.core.travel.rules import FixedRules

pytestmark = pytest.mark.wide

FIRST = date(2026, 11, 22)
LETS_BOARD = {"BOARD", "NOT_REQUIRED"}
KOREA = RulebookFiles(EVERYTHING)
KOREAN_RULES = KOREA.read(*KOREA.newest("KOR"))


@dataclass(frozen=True)
class Situation:
    """A passenger and one authorization on the document, in plain values; "" is what was not told."""

    number: str
    state: str
    nationality: str
    arrival: int | None  # days after FIRST
    surname: str
    given: str
    birth: str
    claims: frozenset[str]
    requirement: str
    held: bool
    held_days: int  # from FIRST to this day after it, both inclusive
    ending: str
    holder_surname: str
    holder_given: str
    holder_birth: str
    holder_nationality: str


def oracle(s: Situation) -> tuple[str, str]:
    """The table, row by row, as the page has it."""
    if not s.number or not s.state or not s.nationality or s.arrival is None:
        return "INSUFFICIENT_DATA", "DATA_MISSING"  # a
    lives = s.held and not s.ending and 0 <= s.arrival <= s.held_days
    told_names, told_birth = bool(s.surname + s.given), bool(s.birth)
    same_names = sorted([s.surname, s.given]) == sorted([s.holder_surname, s.holder_given])
    same_birth, same_nationality = s.birth == s.holder_birth, s.nationality == s.holder_nationality
    if lives and told_names and same_names and told_birth and same_birth and same_nationality:
        return "BOARD", "AUTHORIZED"  # b
    if s.claims & {"visa", "resident"}:
        return "CHECK_DOCUMENT", "CHECK_VISA"  # c
    if s.claims:
        return "CHECK_DOCUMENT", "CHECK_CATEGORY"  # c
    if s.requirement == "exempt":
        return "NOT_REQUIRED", "EXEMPT"  # d
    if s.requirement == "outside":
        return "CHECK_DOCUMENT", "CHECK_VISA"  # e
    if lives:
        other_birth = told_birth and s.birth not in (
            s.holder_birth,
            s.holder_birth[:8] + "XX",
        )  # a part left out: not told
        differs = (told_names and not same_names) or other_birth or not same_nationality
        return "INSUFFICIENT_DATA", "DATA_MISMATCH" if differs else "DATA_MISSING"  # f
    return "NO_BOARD", "NO_AUTHORIZATION"  # g


NAMES = st.sampled_from(["", "ORNEK", "BEISPIEL"])


def every_situation() -> Iterator[Situation]:
    """All that can be told apart by the table, in every combination: some hundred thousand."""
    for number, state, nationality, arrival in product(
        ("U1", ""), ("TUR", ""), ("TUR", "UTO", ""), (-1, 0, 10, 11, None)
    ):
        for names, birth, claims in product(_TOLD_NAMES, _TOLD_BIRTHS, _CLAIMS):
            for requirement, (held, ending) in product(_REQUIREMENTS, _HELD):
                yield Situation(
                    number, state, nationality, arrival, *names, birth, claims, requirement, held, 10, ending,
                    "ORNEK", "AYSE", "1990-05-05", "TUR",
                )  # fmt: skip


_TOLD_NAMES = (("ORNEK", "AYSE"), ("AYSE", "ORNEK"), ("ORNEK", ""), ("BEISPIEL", "AYSE"), ("", ""))
_TOLD_BIRTHS = ("1990-05-05", "1990-05-06", "1990-05-XX", "")
_CLAIMS = tuple(frozenset(claims) for claims in ((), ("visa",), ("resident", "crew"), ("transit",), ("abtc", "sofa")))
_REQUIREMENTS = ("required", "exempt", "outside", "not_eligible")
_HELD = ((True, ""), (True, "revoked"), (True, "superseded"), (False, ""))


def passenger_of(s: Situation) -> Passenger:
    return Passenger(
        document_number=s.number,
        issuing_state=s.state,
        nationality=s.nationality,
        arrival_day=None if s.arrival is None else FIRST + timedelta(days=s.arrival),
        surname=s.surname,
        given_names=s.given,
        birth=PartialDate.parse(s.birth) if s.birth else None,
        claims=frozenset(Claim(claim) for claim in s.claims),
    )


def held_of(s: Situation) -> list[HeldAuthorization]:
    ending = Ending(s.ending) if s.ending else None
    holder = MatchData(s.holder_surname, s.holder_given, s.holder_birth, "F", s.holder_nationality, "")
    return [HeldAuthorization(Validity(FIRST, FIRST + timedelta(days=s.held_days), ending), holder)] if s.held else []


def verdict_under_korean_rules(passenger: Passenger, held: list[HeldAuthorization]) -> str:
    return verdict_under(KOREAN_RULES, passenger, held)


def verdict_under(rules: Rulebook, passenger: Passenger, held: list[HeldAuthorization]) -> str:
    return board_check(passenger, OnRecord(held), RulebookRules(rules))[0].value


def test_verdict_is_that_of_the_table_in_every_situation() -> None:
    for situation in every_situation():
        rules = FixedRules(Requirement(situation.requirement))
        found = board_check(passenger_of(situation), OnRecord(held_of(situation)), rules)

        assert found == oracle(situation), situation


DOUBTS = {
    "number": "",
    "state": "",
    "nationality": "",
    "arrival": None,
    "birth": "",
    "names": "",
    "day of birth": "XX",
    "month of birth": "XX",
}


def doubted(passenger: Passenger, doubt: str) -> Passenger:
    birth = passenger.birth
    match doubt:
        case "number":
            return passenger._replace(document_number="")
        case "state":
            return passenger._replace(issuing_state="")
        case "nationality":
            return passenger._replace(nationality="")
        case "arrival":
            return passenger._replace(arrival_day=None)
        case "names":
            return passenger._replace(surname="", given_names="")
        case "birth":
            return passenger._replace(birth=None)
        case "day of birth":
            return passenger._replace(birth=birth and PartialDate(birth.year, birth.month))
        case _:
            return passenger._replace(birth=birth and PartialDate(birth.year))


# Nationalities that need an authorization, are exempt for a while, are outside; births around both age limits.
TRAVELLERS = st.builds(
    Passenger,
    document_number=st.just("U00000017"),
    issuing_state=st.just("TUR"),
    nationality=st.sampled_from(["TUR", "D", "KOR", "AFG", "ZAF"]),
    arrival_day=st.sampled_from([FIRST, date(2026, 12, 31), date(2027, 1, 1), date(2030, 1, 1)]),
    surname=NAMES,
    given_names=NAMES,
    birth=st.one_of(
        st.dates(date(1955, 1, 1), date(2015, 1, 1)).map(PartialDate.of),
        st.sampled_from([PartialDate(2008), PartialDate(2009, 1), PartialDate(1961, 12), PartialDate(1990, 5, 5)]),
    ),
    claims=st.frozensets(st.sampled_from(list(Claim)), max_size=1),
)


def authorization_of(passenger: Passenger, *, is_same_person: bool) -> list[HeldAuthorization]:
    """Of the very person, birth date wholly known; unknown parts are what a document prints, not a doubt."""
    birth = str(PartialDate.of(passenger.birth.earliest)) if passenger.birth else ""
    surname = passenger.surname if is_same_person else "MUSTER"
    holder = MatchData(surname, passenger.given_names, birth, "F", passenger.nationality, "")
    return [HeldAuthorization(Validity(FIRST, FIRST + timedelta(days=1095)), holder)]


@settings(max_examples=300, deadline=None)
@given(TRAVELLERS, st.sampled_from(sorted(DOUBTS)), st.booleans(), st.booleans())
def test_what_is_not_told_never_lets_board(traveller: Passenger, doubt: str, has: bool, is_same: bool) -> None:
    held = authorization_of(traveller, is_same_person=is_same) if has else []

    if verdict_under_korean_rules(doubted(traveller, doubt), held) in LETS_BOARD:
        assert verdict_under_korean_rules(traveller, held) in LETS_BOARD


@settings(max_examples=300, deadline=None)
@given(TRAVELLERS, st.sampled_from(list(Claim)), st.booleans())
def test_claim_never_lets_board(traveller: Passenger, claim: Claim, has: bool) -> None:
    held = authorization_of(traveller, is_same_person=True) if has else []
    claiming = traveller._replace(claims=traveller.claims | {claim})

    if verdict_under_korean_rules(claiming, held) in LETS_BOARD:
        assert verdict_under_korean_rules(traveller, held) in LETS_BOARD


@settings(max_examples=300, deadline=None)
@given(TRAVELLERS, st.booleans())
def test_authorization_of_somebody_else_never_lets_board(traveller: Passenger, is_ended: bool) -> None:
    other = authorization_of(traveller, is_same_person=False)
    if is_ended:
        other = [one._replace(validity=replace(one.validity, ending=Ending.REVOKED)) for one in other]

    if verdict_under_korean_rules(traveller, other) in LETS_BOARD:
        assert verdict_under_korean_rules(traveller, []) in LETS_BOARD


def rule(
    number: int,
    decides: Requirement,
    arrival: Period,
    nationalities: frozenset[str] | None,
    ages: tuple[int | None, int | None],
) -> RequirementRule:
    conditions: list[Condition] = [InForce(arrival)]
    if nationalities is not None:
        conditions.append(Nationalities(nationalities))
    if ages != (None, None):
        conditions.append(Ages(*ages))
    return RequirementRule(
        id=f"KOR.r{number}",
        in_force=arrival,
        tested=Moment.ARRIVAL,
        source="an invented act",
        confidence="high",
        decides=decides,
        code="code",
        conditions=tuple(conditions),
    )


RULES = st.builds(
    rule,
    number=st.integers(0, 9),
    decides=st.sampled_from(list(Requirement)),
    arrival=st.sampled_from([Period(), Period(FIRST), Period(None, date(2026, 12, 31)), Period(date(2027, 1, 1))]),
    nationalities=st.sampled_from([None, frozenset({"TUR"}), frozenset({"D", "KOR"})]),
    ages=st.sampled_from([(None, None), (None, 17), (65, None), (18, 64)]),
)


@given(st.lists(RULES, max_size=6), TRAVELLERS, st.booleans())
@example([], Passenger("1", "TUR", "TUR", FIRST), True)
def test_requirement_alone_is_that_of_the_whole_assessment(
    rules: list[RequirementRule], traveller: Passenger, knows_birth: bool
) -> None:
    rulebook = replace(KOREAN_RULES, requirements=tuple(rules))
    asked = Traveller(traveller.nationality, traveller.birth if knows_birth else None, traveller.document_type)
    assert traveller.arrival_day is not None

    alone = requirement_on(rulebook, asked, traveller.arrival_day)

    assert alone is assess(rulebook, asked, traveller.arrival_day).requirement
