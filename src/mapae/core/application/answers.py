"""What an applicant answers, and what is wrong with an answer: pairs of a field and a code, never a text.

The same checks serve the question pages, files of groups and the API. `raw` answers are the strings that people
typed, kept as they are; `Answers` are the values read from them that decisions are made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import date

from mapae.core.application.checks import Wrong
from mapae.core.application.passport_lines import differences
from mapae.core.application.questions import DECLARATIONS, FIELDS, QUESTIONS, asked, is_asked
from mapae.core.application.situation import ARRIVAL, Given, Situation
from mapae.core.documents.document import Holder, TravelDocument
from mapae.core.documents.partial_date import PartialDate
from mapae.core.documents.scripts import find_hidden

__all__ = [
    "CODES", "DECLARATIONS", "FIELDS", "AnswerProblem", "Answers", "AnswersIncomplete", "Situation", "complete_answers",
    "problems_in", "submitted_answers",
]  # fmt: skip

CODES = frozenset(
    {
        "missing", "too_long", "hidden_character", "not_a_choice", "must_be_confirmed", "known_and_unknown",
        "name_not_latin", "name_has_digit", "name_hidden_character", "name_mixed_scripts", "name_not_a_name",
        "date_format", "date_not_in_calendar", "birth_in_future", "birth_too_long_ago", "document_expired",
        "document_expires_before_arrival", "arrival_in_past", "arrival_too_far", "number_format", "state_unknown",
        "not_a_nationality", "same_nationality", "email_format", "phone_format", "phone_without_country", "postcode_format",
        "address_script", "year_format", "year_in_future", "mrz_not_two_lines", "mrz_needs_correction", "mrz_check_digit",
        "mrz_cannot_be_right", "mrz_not_a_passport", "differs_from_lines",
    }
)  # fmt: skip
_NAMES = frozenset({"surname", "given_names", "native_name", "representative_name", "guardian_name"})
_LINE_BREAKS = str.maketrans("", "", "\r\n")


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """One wrong answer: which field, why, from the closed list in `CODES`, and what the sentence about it names."""

    field: str
    code: str
    details: Mapping[str, str] = attribute(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Answers:
    """Complete and checked answers of one applicant.

    `arrival_day` is None while it is not known yet; `email` is empty for who is in a group without a mailbox of their own.
    """

    document: TravelDocument
    holder: Holder
    email: str
    arrival_day: date | None
    purpose: str
    declarations: Mapping[str, bool]

    @property
    def declared_yes(self) -> tuple[str, ...]:
        """The declarations answered with yes, in order."""
        return tuple(name for name in DECLARATIONS if self.declarations[name])


class AnswersIncomplete(Exception):
    """The application cannot be submitted; `problems` names every field that stands in the way."""

    def __init__(self, problems: list[AnswerProblem]) -> None:
        super().__init__(", ".join(f"{problem.field}: {problem.code}" for problem in problems))
        self.problems = problems


def problems_in(raw: Mapping[str, str], fields: Iterable[str], situation: Situation) -> list[AnswerProblem]:
    """What is wrong with these fields of the raw answers, in the order of `fields`; empty when nothing is.

    A question that is not for this applicant has no wrong answer.
    """
    return _read([name for name in fields if is_asked(name, raw, situation)], Given(raw, situation))[1]


def complete_answers(raw: Mapping[str, str], situation: Situation) -> Answers:
    """The checked answers of an application that is ready to submit; raises AnswersIncomplete."""
    values, problems = _read(asked(raw, situation), Given(raw, situation))
    if problems:
        raise AnswersIncomplete(problems)
    return _answers(values)


def submitted_answers(raw: Mapping[str, str], situation: Situation) -> Answers:
    """The answers of an application that was submitted, under the questions of that day: later ones are not missed.

    Raises AnswersIncomplete if what was answered cannot be read any more.
    """
    fields = [name for name in asked(raw, situation) if name in raw]
    values, problems = _read(fields, Given(raw, situation))
    if problems:
        raise AnswersIncomplete(problems)
    return _answers(values)


def _read(fields: Iterable[str], given: Given) -> tuple[dict[str, object], list[AnswerProblem]]:
    values: dict[str, object] = {}
    problems: list[AnswerProblem] = []
    for name in fields:
        try:
            values[name] = _checked(name, given)
        except Wrong as wrong:
            problems.append(AnswerProblem(name, wrong.code, wrong.details))
    return values, problems + _crossed(values, given)


def _checked(name: str, given: Given) -> object:
    question, answer = QUESTIONS[name], given.answer(name)
    if not answer:
        if not question.may_be_empty:
            raise Wrong("missing")
        return ""
    if len(answer) > question.longest:
        raise Wrong("too_long", {"longest": str(question.longest)})
    seen = answer.translate(_LINE_BREAKS) if question.may_break_lines else answer
    if name not in _NAMES and find_hidden(seen):
        raise Wrong("hidden_character")
    return question.check(answer, given)


def _crossed(values: Mapping[str, object], given: Given) -> list[AnswerProblem]:
    """What is wrong between answers, told at the one that is easier to mend."""
    problems = [
        AnswerProblem(one.field, "differs_from_lines", {"lines": one.lines_say}) for one in differences(values, given)
    ]
    expiry, arrival = values.get("document_expiry"), values.get(ARRIVAL)
    if isinstance(expiry, date) and isinstance(arrival, date) and expiry < arrival:
        problems.append(AnswerProblem("document_expiry", "document_expires_before_arrival"))
    for box, known in (("arrival_unknown", ARRIVAL), ("stay_unknown", "stay_street")):
        if values.get(box) is True and given.answer(known):
            problems.append(AnswerProblem(box, "known_and_unknown"))
    if "other_nationality" in values and values["other_nationality"] == given.answer("nationality"):
        problems.append(AnswerProblem("other_nationality", "same_nationality"))
    return problems


def _answers(values: Mapping[str, object]) -> Answers:
    def text(name: str) -> str:
        return str(values[name])

    expiry, arrival, birth = values["document_expiry"], values.get(ARRIVAL), values["birth_date"]
    assert isinstance(expiry, date) and isinstance(arrival, date | None) and isinstance(birth, PartialDate)
    return Answers(
        document=TravelDocument(
            number=text("document_number"),
            issuing_state=text("issuing_state"),
            nationality=text("nationality"),
            expiry=expiry,
        ),
        holder=Holder(
            surname=text("surname"),
            given_names=text("given_names"),
            birth=birth,
            sex=text("sex"),
            nationality=text("nationality"),
        ),
        email=str(values.get("email", "")),
        arrival_day=arrival,
        purpose=text("purpose"),
        declarations={name: values[name] == "yes" for name in DECLARATIONS},
    )
