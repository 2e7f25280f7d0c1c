"""One traveller of a group, checked by the same code as a single application, and assessed if nothing is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mapae.core.application.answers import AnswerProblem, Answers, AnswersIncomplete, complete_answers
from mapae.core.application.situation import Situation
from mapae.core.rulebook.assessment import Assessment, Requirement, Terms, Traveller
from mapae.core.rulebook.evaluation import assess, requirement_on
from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.terms import may_opt_in


class RowStanding(StrEnum):
    """Whether a row can be ordered, or what it waits for."""

    MEND = "mend"  # an answer is missing or wrong
    READY = "ready"
    EXEMPT = "exempt"  # needs none and is not charged, unless it opts in
    CANNOT_APPLY = "cannot_apply"  # the scheme does not speak of this person, or says that they may not apply now


@dataclass(frozen=True, slots=True)
class RowCheck:
    """What is wrong with a row; and where nothing is, its answers and what the rules make of them.

    `requirement` is the requirement's code; "" while something is wrong.
    """

    problems: tuple[AnswerProblem, ...]
    answers: Answers | None = None
    assessment: Assessment | None = None
    requirement: str = ""


def merged(common: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """A row's answers over those that hold for the whole group: an empty one of its own takes the group's."""
    return {**common, **{field: answer for field, answer in own.items() if answer.strip()}}


def check_row(rulebook: Rulebook, raw: Mapping[str, str], situation: Situation) -> RowCheck:
    """Check merged answers in a group's situation, and assess who gave them on the day they arrive, or today."""
    try:
        answers = complete_answers(raw, situation)
    except AnswersIncomplete as incomplete:
        return RowCheck(tuple(incomplete.problems))
    assessment = assess(rulebook, traveller_of(answers), answers.arrival_day or situation.today)
    return RowCheck((), answers, assessment, assessment.requirement.value)


def check_quickly(rulebook: Rulebook, raw: Mapping[str, str], situation: Situation) -> RowCheck:
    """The same problems and the same requirement, without the assessment that says why.

    Ten thousand rows are checked while somebody waits.
    """
    try:
        answers = complete_answers(raw, situation)
    except AnswersIncomplete as incomplete:
        return RowCheck(tuple(incomplete.problems))
    requirement = requirement_on(rulebook, traveller_of(answers), answers.arrival_day or situation.today)
    return RowCheck((), answers, None, requirement.value)


def standing_of(check_requirement: str, *, opts_in: bool, terms_let_in: bool) -> RowStanding:
    """Where a checked row stands. `terms_let_in`: whether the exempt of its kind may opt in."""
    if not check_requirement:
        return RowStanding.MEND
    if check_requirement == Requirement.REQUIRED:
        return RowStanding.READY
    if check_requirement == Requirement.EXEMPT:
        return RowStanding.READY if opts_in and terms_let_in else RowStanding.EXEMPT
    return RowStanding.CANNOT_APPLY


def lets_in(terms: Terms, check: RowCheck) -> bool:
    """Whether who is exempt for these reasons may opt in."""
    return check.assessment is not None and may_opt_in(terms, check.assessment)


def traveller_of(answers: Answers) -> Traveller:
    """The applicant as the rules look at them."""
    document = answers.document
    return Traveller(
        nationality=document.nationality,
        birth=answers.holder.birth,
        document_type=document.type,
        issuing_state=document.issuing_state,
        document_expiry=document.expiry,
        purpose=answers.purpose,
    )
