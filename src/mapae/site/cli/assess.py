"""`mapae assess`: what a programme's rules make of one traveller, with the trace a lawyer can read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from mapae.core.documents.partial_date import PartialDate, PartialDateProblem
from mapae.core.documents.states import canonical_state, is_state_code
from mapae.core.rulebook.assessment import Assessment, Held, Interval, Reason, Terms, TraceStep, Traveller
from mapae.core.rulebook.evaluation import assess
from mapae.core.rulebook.everything import evaluate
from mapae.core.rulebook.intervals import intervals
from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.parts import CATEGORIES, PURPOSES
from mapae.gateways.moment import SystemClock
from mapae.site.cli.rulebook import load, trace_line
from mapae.site.cli.saying import Plain, answer_json, say

# Further away no rule says anything, and reckoning would leave the calendar.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_REQUIREMENTS = {
    "required": "needs an authorization",
    "exempt": "is exempt",
    "outside": "is outside the scheme: it does not speak of this traveller",
    "not_eligible": "may not apply now",
}


@dataclass(frozen=True, slots=True)
class Question:
    """The options as typed."""

    programme: str
    nationality: str
    birth_date: str
    document_type: str
    issuing_state: str
    document_expiry: str
    category: str
    purpose: str
    port: str
    which_passport: str
    arrival: str
    applied: str


def run(question: Question, *, rulebooks: str, unpublished: str, as_json: bool) -> None:
    """Print the answer. Raises Plain with one sentence for what is wrong in the question."""
    traveller = _traveller(question)
    arrival = day_of("--arrival", question.arrival) if question.arrival else None
    moment = _moment("--applied", question.applied) if question.applied else SystemClock().now()
    book = load(question.programme, rulebooks=rulebooks, unpublished=unpublished)
    _refuse_contradictions(book, traveller, arrival)
    answer = _Answer(book, traveller, arrival, moment.astimezone(book.zone).date())
    if as_json:
        answer_json(answer.json())
    else:
        answer.say()


class _Answer:
    """What the rules say, as a value for programs and as lines for people."""

    def __init__(self, book: Rulebook, traveller: Traveller, arrival: date | None, applied_on: date) -> None:
        self.book = book
        self.traveller = traveller
        self.arrival = arrival
        self.applied_on = applied_on
        self.told = evaluate(book, traveller, arrival or applied_on, applied_on)
        self.assessment = self.told.assessment if arrival else None
        self.intervals = () if arrival else intervals(book, traveller, applied_on)
        self.confidence = {rule.id: rule.confidence for rule in book.requirements if rule.is_published}

    def json(self) -> dict[str, Any]:
        """It only grows. Without an arrival day `intervals` say what otherwise stands on top."""
        told = self.assessment
        answer: dict[str, Any] = {
            "programme": self.book.programme,
            "requirement": told.requirement if told else None,
            "reasons": self._reasons(told.reasons) if told else [],
            "fee": _fee_json(self.told.terms),
            "validity": {"until_if_granted_when_applied": self.told.valid_until},
            "max_stay_days": self.told.stay.days,
            "rulebook_version": self.book.version,
            "trace": [_step_json(step) for step in told.trace] if told else [],
            "groups": [asdict(limit) for limit in self.told.terms.groups] if self.told.terms else [],
            "form": _form_json(self.told.terms),
            "disclosure": self.told.disclosure,
            "four_eyes": sorted(self.told.four_eyes),
            "changes_after_grant": self.told.changes,
        }
        if told:
            answer |= {
                "possible": told.possible,
                "obstacles": self._reasons(told.obstacles),
                "questions": told.questions,
                "may_opt_in": self.told.may_opt_in,
            }
        else:
            answer["intervals"] = [self._interval_json(interval) for interval in self.intervals]
        return answer

    def _interval_json(self, interval: Interval) -> dict[str, Any]:
        assert interval.days.first is not None
        return {
            "from": interval.days.first,
            "to": interval.days.last,
            "requirement": interval.requirement,
            "reasons": self._reasons(interval.reasons),
            "trace": [_step_json(step) for step in assess(self.book, self.traveller, interval.days.first).trace],
        }

    def _reasons(self, reasons: Iterable[Reason]) -> list[dict[str, Any]]:
        return [
            {
                "code": reason.code,
                "rule": reason.rule,
                "source": reason.source,
                "confidence": self.confidence.get(reason.rule),
            }
            for reason in reasons
        ]

    def say(self) -> None:
        if self.assessment:
            self._say_assessment(self.assessment)
        else:
            self._say_intervals()
        self._say_terms()
        if self.assessment:
            say()
            say("Rules asked:")
            for step in self.assessment.trace:
                say(f"  {trace_line(step)}")
        say()
        say(f"Rulebook {self.book.programme}, version {self.book.version}")

    def _say_assessment(self, told: Assessment) -> None:
        who = self.traveller.nationality
        say(f"Who arrives with a passport of {who} on {self.arrival} {_REQUIREMENTS[told.requirement]}.")
        self._say_reasons(told.reasons)
        for obstacle in told.obstacles:
            say(f"  stands against applying: {obstacle.code} ({obstacle.rule}: {obstacle.source})")
        if len(told.possible) > 1:
            may_be = " or ".join(told.possible)
            say(f"  Not known: {_unknown(told)}. By what it is: {may_be}; {told.requirement} is taken.")
        if told.questions:
            say("  It is open which passport this is: say --which-passport.")

    def _say_intervals(self) -> None:
        say(f"With a passport of {self.traveller.nationality}, by the day of arrival:")
        for interval in self.intervals:
            until = f"until {interval.days.last}" if interval.days.last else "on"
            say(f"  from {interval.days.first} {until}: {_REQUIREMENTS[interval.requirement]}")
            self._say_reasons(interval.reasons, indent="    ")
        if self.told.assessment.questions:
            say("  It is open which passport this is: say --which-passport.")

    def _say_reasons(self, reasons: Sequence[Reason], indent: str = "  ") -> None:
        for reason in reasons:
            weak = ", on weak sources" if self.confidence.get(reason.rule) == "low" else ""
            say(f"{indent}{reason.code} ({reason.rule}{weak}: {reason.source})")

    def _say_terms(self) -> None:
        terms, days = self.told.terms, self.told.stay.days
        if terms is None:
            say(f"Nobody could apply on {self.applied_on}: no fee or validity was in force.")
            return
        fee = terms.fee
        say(f"Fee for an application of {self.applied_on}: {fee.total} {fee.currency} ({fee.base} + {fee.processing}).")
        if self.told.valid_until:
            say(f"Granted that day, it is valid until {self.told.valid_until}.")
        else:
            say("Nothing could be granted that day: the passport is no longer valid.")
        say(
            f"Each stay: {days} days at most."
            if days
            else "Each stay: no source confirms how long (stay_not_confirmed)."
        )


def _fee_json(terms: Terms | None) -> dict[str, Any] | None:
    if terms is None:
        return None
    fee = terms.fee
    return {"base": fee.base, "processing": fee.processing, "total": fee.total, "currency": fee.currency}


def _form_json(terms: Terms | None) -> dict[str, Any] | None:
    if terms is None:
        return None
    return {"asks_portrait": terms.asks_portrait, "may_be_unknown": sorted(terms.may_be_unknown)}


def _unknown(told: Assessment) -> str:
    """The data that leave the requirement open, by name."""
    names = (one.condition for step in told.trace for one in step.findings if one.held is Held.UNSURE)
    return ", ".join(dict.fromkeys(name.replace("_", " ") for name in names))


def _step_json(step: TraceStep) -> dict[str, Any]:
    return {
        "rule": step.rule,
        "decides": step.decides,
        "held": step.held,
        "findings": [
            {"condition": one.condition, "held": one.held, "saw": one.saw, "asks": one.asks} for one in step.findings
        ],
    }


def _refuse_contradictions(book: Rulebook, traveller: Traveller, arrival: date | None) -> None:
    """Raises Plain for data that cannot be true together."""
    if arrival and traveller.birth and traveller.birth.earliest > arrival:
        raise Plain(f"--birth-date {traveller.birth} is after the arrival on {arrival}. Check both")
    for rule in book.derivations:
        answers = (rule.nationality, *rule.readings)
        if traveller.nationality == rule.nationality and traveller.which_passport not in ("", *answers):
            raise Plain(
                f"--which-passport {traveller.which_passport} is no passport that says {rule.nationality}. It is one of "
                f"{', '.join(answers)}"
            )


def _traveller(question: Question) -> Traveller:
    return Traveller(
        nationality=_state("--nationality", question.nationality),
        birth=_birth(question.birth_date) if question.birth_date else None,
        document_type=_document_type(question.document_type),
        issuing_state=_state("--issuing-state", question.issuing_state) if question.issuing_state else None,
        document_expiry=day_of("--document-expiry", question.document_expiry) if question.document_expiry else None,
        category=_choice("--category", question.category, CATEGORIES),
        purpose=_choice("--purpose", question.purpose, PURPOSES),
        port=question.port,
        which_passport=_state("--which-passport", question.which_passport) if question.which_passport else "",
    )


def _state(option: str, code: str) -> str:
    if not is_state_code(code, is_demonstration=True):
        raise Plain(
            f"{option} {code!r} is no code of a state. Write it as passports do, such as TUR, USA, or D for Germany"
        )
    return canonical_state(code)


def _document_type(code: str) -> str:
    if not (1 <= len(code) <= 2 and code.isascii() and code.isalpha() and code.isupper()):
        raise Plain(
            f"--document-type {code!r} is no document code. Write it as the machine-readable zone does, such as P"
        )
    return code


def _birth(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except PartialDateProblem as problem:
        raise Plain(
            f"--birth-date {text!r} is no day of the calendar. Write it like 1990-05-05, unknown parts as XX"
        ) from problem


def day_of(option: str, text: str) -> date:
    """A day as typed; `option` names it in the sentence. Raises Plain."""
    try:
        found = PartialDate.parse(text)
    except PartialDateProblem:
        found = None
    if found is None or not found.is_whole:
        raise Plain(f"{option} {text!r} is no day of the calendar. Write it like 2026-12-31")
    return _near(option, text, found.earliest)


def _near(option: str, text: str, day: date) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Plain(f"{option} {text!r} is too far away. Name a year from {_FIRST_YEAR} to {_LAST_YEAR}")
    return day


def _moment(option: str, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Plain(f"{option} {text!r} is no moment with its zone. Write it like 2026-11-22T10:00:00+09:00")
    _near(option, text, moment.date())
    return moment


def _choice(option: str, said: str, choices: Sequence[str]) -> str:
    if said and said not in choices:
        raise Plain(f"{option} {said!r} is not known. It is one of {', '.join(choices)}")
    return said
