"""Automatic processing grants or refers, never refuses: thousands of random applications, in the core and in the database.

What must come out is written here by hand, from what was put in, and not asked of the code that decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random  # a seeded dice of the test's own

import pytest

from mapae.core.application.answers import DECLARATIONS, Answers, Situation, complete_answers
from mapae.core.decision.outcome import Grant, Refer, decide_automatically
from mapae.core.group.checking import traveller_of
from mapae.core.rulebook.evaluation import assess
from mapae.core.screening.comparison import Adverse, Applicant, EarlierCase, ListedDocument, screen
from mapae.core.screening.report import ReportKind
from mapae.gateways.rulebook_files import EVERYTHING, RulebookFiles
from mapae.records.models import Application, Decision, Hit
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.ports import Ports
from tests.room.people import answers
from tests.usecases.steps import a_list, a_paid

pytestmark = pytest.mark.wide

_KOREA = RulebookFiles(EVERYTHING)
KOR = _KOREA.read(*_KOREA.newest("KOR"))
TODAY = date(2026, 11, 22)
NAMES = ("ÖRNEKOĞLU", "UYDURUK", "SPECIMEN", "MUSTERMANN")
NUMBERS = tuple(f"U0000{number:04}" for number in range(40))
REQUIRED = ("KAZ", "THA", "TUR")


@dataclass(frozen=True, slots=True)
class Thrown:
    """A random application, and what it says that an officer must see."""

    answers: Answers
    declared: bool


def throw(dice: Random) -> Thrown:
    declared = {name: "yes" if dice.random() < 0.05 else "no" for name in DECLARATIONS}
    nationality = dice.choice(REQUIRED)
    raw = answers(
        nationality=nationality,
        issuing_state=nationality,
        document_number=dice.choice(NUMBERS),
        surname=dice.choice(NAMES),
        birth_date=date(1970, 1, 1) + timedelta(days=dice.randrange(4)),
        arrival_day=TODAY + timedelta(days=dice.randrange(1, 60)),
        **declared,
    )
    return Thrown(complete_answers(raw, Situation(TODAY)), "yes" in declared.values())


def applicant_of(told: Answers) -> Applicant:
    document, person = told.document.key().encode(), told.holder.person_key().encode()
    return Applicant(document, person, told.document, told.holder)


def decide(count: int, dice: Random) -> tuple[int, int]:
    """How many were granted and referred, of so many random applications against random lists."""
    listed = {
        f"{state}|{number}".encode(): ListedDocument(
            f"{state}|{number}".encode(), dice.choice(list(ReportKind)), TODAY, TODAY
        )
        for state in REQUIRED
        for number in dice.sample(NUMBERS, 10)
    }
    earlier = [
        EarlierCase(str(number), applicant_of(throw(dice).answers), dice.choice([None, None, *Adverse]))
        for number in range(12)
    ]
    granted = 0
    for _ in range(count):
        thrown = throw(dice)
        applicant = applicant_of(thrown.answers)
        hits = screen(applicant, listed.values(), earlier)
        assessment = assess(KOR, traveller_of(thrown.answers), thrown.answers.arrival_day)
        found = decide_automatically(thrown.answers, assessment, hits)
        assert type(found) in (Grant, Refer)
        is_refused_before = any(case.ended and case.applicant.person == applicant.person for case in earlier)
        must_be_seen = thrown.declared or applicant.document in listed or is_refused_before
        assert isinstance(found, Refer) or not must_be_seen
        granted += isinstance(found, Grant)
    return granted, count - granted


def test_ten_thousand_random_applications_are_granted_or_referred() -> None:
    granted, referred = decide(10_000, Random(5))
    assert granted > 1_000 and referred > 1_000, "both must happen, or the test tells nothing"


@pytest.mark.long
def test_a_hundred_thousand_random_applications_are_granted_or_referred() -> None:
    granted, referred = decide(100_000, Random(6))
    assert granted > 10_000 and referred > 10_000


@pytest.mark.django_db
@pytest.mark.parametrize("count", [60, pytest.param(400, marks=pytest.mark.long)])
def test_those_that_go_through_the_database_are_granted_or_referred(ports: Ports, count: int) -> None:
    dice = Random(7)
    listed = set(dice.sample(NUMBERS, 10))
    a_list(ports, *(f"TUR,{number},2026-01-31,stolen" for number in sorted(listed)))
    for number in range(count):
        document, declared = f"{dice.choice(NUMBERS)}{number:03}", dice.random() < 0.2
        if dice.random() < 0.3:
            document = dice.choice(sorted(listed))
        told = {"has_criminal_record": "yes"} if declared else {}
        letters = f"{chr(65 + number % 26)}{chr(65 + number // 26)}"
        done = decide_by_machine(ports, a_paid(ports, document_number=document, given_names=letters, **told))
        assert done.status in ("granted", "referred")
        assert done.status == "referred" or not (declared or document in listed)
    assert not Decision.objects.filter(outcome="refused").exists()
    counts = {status: Application.objects.filter(status=status).count() for status in ("granted", "referred")}
    assert counts["granted"] > count / 5 and counts["referred"] > count / 5
    assert Hit.objects.count() > count / 8
