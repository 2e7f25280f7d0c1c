"""Every question of an application, as one table: how its answer is read, and whom it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mapae.core.application import checks
from mapae.core.application.checks import Check
from mapae.core.application.passport_lines import LINES, lines
from mapae.core.application.situation import ARRIVAL, STAY, Given, Situation
from mapae.core.documents.partial_date import PartialDate, PartialDateProblem

PURPOSES = ("tourism", "family", "event", "meeting", "business", "transit", "medical")
DECLARATIONS = ("has_criminal_record", "has_infectious_disease", "was_refused_entry")
EMPLOYMENTS = ("employed", "self_employed", "student", "homemaker", "retired", "not_working")
RELATIONS = ("parent", "guardian", "spouse", "child", "relative", "friend", "employer", "travel_agency", "other")
RAISING = ("parent", "guardian")
# What a yes opens: the question that asks for more.
DETAILS_OF = {
    "has_criminal_record": "criminal_record_details",
    "has_infectious_disease": "infectious_disease_details",
    "was_refused_entry": "refused_entry_details",
}
OF_AGE = 18  # Convention on the Rights of the Child, article 1
_LINE, _TEXT = 200, 1000
_YES_NO = checks.one_of("yes", "no")

Condition = Callable[[Given], bool]


def always(_: Given) -> bool:
    return True


def when(field: str, *answers: str, only: Condition = always) -> Condition:
    """Asked if that question was answered in one of these ways."""
    return lambda given: only(given) and given.says(field, *answers)


def unless_unknown(what: str, box: str) -> Condition:
    """Asked unless the box beside it says that this is not known yet, and the rulebook allows that."""
    return lambda given: not (what in given.situation.may_be_unknown and given.says(box, "yes"))


def may_be_unknown(what: str) -> Condition:
    """Asked where the rulebook lets an applicant leave this for later."""
    return lambda given: what in given.situation.may_be_unknown


def alone(given: Given) -> bool:
    """Asked of who applies singly; a representative of a group declares it once, for all of them."""
    return not given.situation.by_group


def unless_left_out_in_group(field: str) -> Condition:
    """Asked, but in a group it may be left empty."""
    return lambda given: not given.situation.by_group or given.answer(field) != ""


def needs_guardian(given: Given) -> bool:
    """Under age by any reading of the birth date, and nobody who brings the child up is applying."""
    return is_under_age(given) and not (
        given.says("applying_for", "other") and given.says("representative_relation", *RAISING)
    )


def is_under_age(given: Given) -> bool:
    """Under 18 today by the latest reading of the birth date; not without one."""
    try:
        born = PartialDate.parse(given.answer("birth_date")).latest
    except PartialDateProblem:
        return False
    today = given.situation.today
    birthday_comes = (today.month, today.day) < (born.month, born.day)
    return born <= today and today.year - born.year - birthday_comes < OF_AGE


@dataclass(frozen=True, slots=True)
class Question:
    """`longest` in characters."""

    check: Check
    asked: Condition = always
    may_be_empty: bool = False
    longest: int = _LINE
    may_break_lines: bool = False


_FOR_ANOTHER = when("applying_for", "other", only=alone)
_WORKS = when("employment", "employed", "self_employed")


def _details(declaration: str) -> Question:
    return Question(checks.as_typed, when(declaration, "yes"), longest=_TEXT, may_break_lines=True)


QUESTIONS: Mapping[str, Question] = {
    "applying_for": Question(checks.one_of("self", "other"), alone),
    "representative_name": Question(checks.name_in_any_script, _FOR_ANOTHER),
    "representative_relation": Question(checks.one_of(*RELATIONS), _FOR_ANOTHER),
    "has_mandate": Question(checks.confirmed, _FOR_ANOTHER),
    LINES: Question(lines, may_be_empty=True, longest=_TEXT, may_break_lines=True),
    "nationality": Question(checks.nationality),
    "issuing_state": Question(checks.state),
    "document_number": Question(checks.document_number),
    "document_expiry": Question(checks.expiry),
    "surname": Question(checks.surname),
    "given_names": Question(checks.latin_name, may_be_empty=True),
    "birth_date": Question(checks.birth),
    "sex": Question(checks.one_of("F", "M", "X")),
    "guardian_name": Question(checks.name_in_any_script, needs_guardian),
    "guardian_agrees": Question(checks.confirmed, needs_guardian),
    "native_name": Question(checks.name_in_any_script, may_be_empty=True),
    "has_other_nationality": Question(_YES_NO),
    "phone": Question(checks.phone),
    "email": Question(checks.email, unless_left_out_in_group("email")),
    ARRIVAL: Question(checks.arrival, unless_unknown(ARRIVAL, "arrival_unknown")),
    "arrival_unknown": Question(checks.confirmed, may_be_unknown(ARRIVAL), may_be_empty=True),
    "purpose": Question(checks.one_of(*PURPOSES)),
    "stay_street": Question(checks.address, unless_unknown(STAY, "stay_unknown")),
    "stay_detail": Question(checks.address, unless_unknown(STAY, "stay_unknown"), may_be_empty=True),
    "stay_postcode": Question(checks.postcode, unless_unknown(STAY, "stay_unknown"), may_be_empty=True),
    "stay_unknown": Question(checks.confirmed, may_be_unknown(STAY), may_be_empty=True),
    "employment": Question(checks.one_of(*EMPLOYMENTS)),
    "has_visited_before": Question(_YES_NO),
    **dict.fromkeys(DECLARATIONS, Question(_YES_NO)),
    "other_nationality": Question(checks.nationality, when("has_other_nationality", "yes")),
    "occupation": Question(checks.as_typed, _WORKS),
    "employer": Question(checks.as_typed, _WORKS, may_be_empty=True),
    "last_visit_year": Question(checks.past_year, when("has_visited_before", "yes")),
    **{details: _details(declaration) for declaration, details in DETAILS_OF.items()},
    "is_true": Question(checks.confirmed, alone),
}
FIELDS = tuple(QUESTIONS)


def is_asked(field: str, raw: Mapping[str, str], situation: Situation) -> bool:
    """Whether this question is for the applicant who gave these answers. Raises KeyError for no question."""
    return QUESTIONS[field].asked(Given(raw, situation))


def asked(raw: Mapping[str, str], situation: Situation) -> tuple[str, ...]:
    """The questions for this applicant, in order."""
    given = Given(raw, situation)
    return tuple(field for field, question in QUESTIONS.items() if question.asked(given))
