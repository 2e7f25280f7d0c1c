"""What an applicant answers, and what is wrong with an answer: pairs of a field and a code, never a text.

The same checks serve the question pages, files of groups and the API. `raw` answers are the strings that people
typed, kept as they are; `Answers` are the values read from them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mapae.core.documents.document import DocumentNumberProblem, Holder, TravelDocument, normalise_number
from mapae.core.documents.names import NameProblem, mrz_form
from mapae.core.documents.partial_date import PartialDate, PartialDateProblem
from mapae.core.documents.scripts import find_hidden
from mapae.core.documents.states import canonical_state, is_state_code

PURPOSES = ("tourism", "family", "event", "meeting", "business", "transit", "medical")
DECLARATIONS = ("has_criminal_record", "has_infectious_disease", "was_refused_entry")
_EMAIL = re.compile(r"[^@\s<>\"(),:;\[\]\\]{1,64}@[^@\s.<>\"(),:;\[\]\\]+(\.[^@\s.<>\"(),:;\[\]\\]+)+")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """One wrong answer: which field, and why, from the closed list in `CODES`."""

    field: str
    code: str


CODES = frozenset(
    {
        "missing", "too_long", "hidden_character", "not_a_choice",
        "name_not_latin", "name_has_digit", "name_hidden_character", "name_mixed_scripts",
        "date_format", "date_not_in_calendar", "birth_in_future", "birth_too_long_ago", "document_expired",
        "document_expires_before_arrival", "arrival_in_past", "arrival_too_far", "number_format", "state_unknown",
        "email_format", "must_be_confirmed",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Situation:
    """What the checks must know of the moment: the day at the destination, and whether specimens are welcome."""

    today: date
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """Complete and checked answers of one applicant."""

    document: TravelDocument
    holder: Holder
    email: str
    arrival_day: date
    purpose: str
    stay_address: str
    declarations: Mapping[str, bool]

    @property
    def declared_yes(self) -> tuple[str, ...]:
        """The declarations answered with yes, in order."""
        return tuple(name for name in DECLARATIONS if self.declarations[name])


class _Wrong(Exception):
    def __init__(self, code: str) -> None:
        self.code = code


def _text(raw: str, _: Situation) -> str:
    return raw


def _name(raw: str, _: Situation) -> str:
    try:
        return mrz_form(raw)
    except NameProblem as problem:
        raise _Wrong(problem.code) from problem


def _surname(raw: str, situation: Situation) -> str:
    """Whoever has one name only writes it here: a mark in its place, like «-», would leave nobody to recognise."""
    name = _name(raw, situation)
    if not name:
        raise _Wrong("missing")
    return name


def _number(raw: str, _: Situation) -> str:
    try:
        return normalise_number(raw)
    except DocumentNumberProblem as problem:
        raise _Wrong("number_format") from problem


def _state(raw: str, situation: Situation) -> str:
    if not is_state_code(raw, is_demonstration=situation.is_demonstration):
        raise _Wrong("state_unknown")
    return canonical_state(raw)


def _day(raw: str, _: Situation) -> date:
    found = _partial(raw, _)
    if not found.is_whole:
        raise _Wrong("date_format")
    return found.earliest


def _partial(raw: str, _: Situation) -> PartialDate:
    try:
        return PartialDate.parse(raw)
    except PartialDateProblem as problem:
        raise _Wrong(problem.code) from problem


def _birth(raw: str, situation: Situation) -> PartialDate:
    birth = _partial(raw, situation)
    if birth.earliest > situation.today:
        raise _Wrong("birth_in_future")
    if birth.latest.year < situation.today.year - 130:
        raise _Wrong("birth_too_long_ago")
    return birth


def _expiry(raw: str, situation: Situation) -> date:
    expiry = _day(raw, situation)
    if expiry < situation.today:
        raise _Wrong("document_expired")
    return expiry


def _arrival(raw: str, situation: Situation) -> date:
    arrival = _day(raw, situation)
    if arrival < situation.today:
        raise _Wrong("arrival_in_past")
    if arrival > situation.today + timedelta(days=3 * 366):
        raise _Wrong("arrival_too_far")
    return arrival


def _email(raw: str, _: Situation) -> str:
    if not _EMAIL.fullmatch(raw):
        raise _Wrong("email_format")
    return raw


def _one_of(*choices: str) -> Callable[[str, Situation], str]:
    def chosen(raw: str, _: Situation) -> str:
        if raw not in choices:
            raise _Wrong("not_a_choice")
        return raw

    return chosen


def _confirmed(raw: str, _: Situation) -> bool:
    if raw != "yes":
        raise _Wrong("must_be_confirmed")
    return True


_CHECKS: dict[str, Callable[[str, Situation], object]] = {
    "nationality": _state,
    "issuing_state": _state,
    "document_number": _number,
    "document_expiry": _expiry,
    "surname": _surname,
    "given_names": _name,
    "birth_date": _birth,
    "sex": _one_of("F", "M", "X"),
    "email": _email,
    "arrival_day": _arrival,
    "purpose": _one_of(*PURPOSES),
    "stay_address": _text,
    **{name: _one_of("yes", "no") for name in DECLARATIONS},
    "is_true": _confirmed,
}
FIELDS = tuple(_CHECKS)
_NAMES = frozenset({"surname", "given_names"})
_MAY_BE_EMPTY = frozenset({"given_names"})


def problems_in(raw: Mapping[str, str], fields: Iterable[str], situation: Situation) -> list[AnswerProblem]:
    """What is wrong with these fields of the raw answers, in the order of `fields`; empty when nothing is."""
    return _read(raw, fields, situation)[1]


def _read(
    raw: Mapping[str, str], fields: Iterable[str], situation: Situation
) -> tuple[dict[str, object], list[AnswerProblem]]:
    values: dict[str, object] = {}
    problems: list[AnswerProblem] = []
    for field in fields:
        try:
            values[field] = _checked(field, raw.get(field, "").strip(), situation)
        except _Wrong as wrong:
            problems.append(AnswerProblem(field, wrong.code))
    return values, problems + _crossed(values)


def _checked(field: str, answer: str, situation: Situation) -> object:
    if not answer and field not in _MAY_BE_EMPTY:
        raise _Wrong("missing")
    if len(answer) > _LONGEST:
        raise _Wrong("too_long")
    if field not in _NAMES and find_hidden(answer):
        raise _Wrong("hidden_character")
    return _CHECKS[field](answer, situation)


def _crossed(values: Mapping[str, object]) -> list[AnswerProblem]:
    expiry, arrival = values.get("document_expiry"), values.get("arrival_day")
    if isinstance(expiry, date) and isinstance(arrival, date) and expiry < arrival:
        return [AnswerProblem("document_expiry", "document_expires_before_arrival")]
    return []


class AnswersIncomplete(Exception):
    """The application cannot be submitted; `problems` names every field that stands in the way."""

    def __init__(self, problems: list[AnswerProblem]) -> None:
        super().__init__(", ".join(f"{problem.field}: {problem.code}" for problem in problems))
        self.problems = problems


def complete_answers(raw: Mapping[str, str], situation: Situation) -> Answers:
    """The checked answers of an application that is ready to submit; raises AnswersIncomplete."""
    values, problems = _read(raw, FIELDS, situation)
    if problems:
        raise AnswersIncomplete(problems)
    return _answers(values)


def _answers(values: Mapping[str, object]) -> Answers:
    def text(field: str) -> str:
        return str(values[field])

    expiry, arrival, birth = values["document_expiry"], values["arrival_day"], values["birth_date"]
    assert isinstance(expiry, date) and isinstance(arrival, date) and isinstance(birth, PartialDate)
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
        email=text("email"),
        arrival_day=arrival,
        purpose=text("purpose"),
        stay_address=text("stay_address"),
        declarations={name: values[name] == "yes" for name in DECLARATIONS},
    )
