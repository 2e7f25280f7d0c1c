"""A case as rows of a page. Nothing is decided here."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.model import Ground
from mapae.faces.look.mandate_words import KINDS, declaration
from mapae.faces.look.spoken import in_active_language, say_day, say_moment
from mapae.faces.look.summary import AnswerRow, AnswerSection
from mapae.faces.look.topics import LANGUAGES, TOPICS
from mapae.faces.look.words import PURPOSES, SEXES
from mapae.faces.officer.further import PERSON, VISIT, further_rows, further_sections
from mapae.faces.officer.words import (
    ACTORS,
    ADVERSE,
    DECLARATIONS,
    ENDINGS,
    EVENTS,
    FLAGS,
    NO,
    STATUSES,
    YES,
    reasons_in_words,
    state_in_words,
)
from mapae.usecases.case_view import AuthorizationSeen, Case, CaseStep, OtherApplication, ProposalSeen
from mapae.usecases.edit_answers import Edit
from mapae.usecases.mandates import MandateSeen
from mapae.usecases.provide_information import Question

_LENGTH_OF_A_PSEUDONYM_SHOWN = 6


@dataclass(frozen=True, slots=True)
class DeclarationLine:
    """A declaration and the answer; yes is marked on the page."""

    label: str | Promise
    is_yes: bool
    answer: str | Promise


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event in words."""

    what: str | Promise
    at: datetime
    who: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecidingRule:
    """A rule that decided the assessment, with its legal source, which stays in the language it was published in."""

    sentence: str | Promise
    rule: str
    source: str


def sections(case: Case) -> tuple[AnswerSection, ...]:
    """Person, document, visit, and what the holder edited since the grant."""
    sections = (
        AnswerSection(_("Applicant"), _person(case)),
        AnswerSection(_("Passport or travel document"), _document(case)),
        AnswerSection(_("Visit"), _visit(case)),
        *further_sections(case.typed),
    )
    edits = tuple(AnswerRow(say_moment(edit.at), _edited(edit)) for edit in case.edits)
    return (*sections, AnswerSection(_("Edited by the holder after the grant"), edits)) if edits else sections


def _edited(edit: Edit) -> str:
    """The newer answers of one edit, the purpose in words."""
    purpose = edit.values.get("purpose", "")
    others = [value for field, value in edit.values.items() if field != "purpose" and value]
    return ", ".join([str(PURPOSES.get(purpose, purpose)), *others] if purpose else others)


def portrait(case: Case) -> str:
    """The picture as an address that holds it; empty where there is none."""
    return f"data:image/jpeg;base64,{b64encode(case.portrait).decode()}" if case.portrait else ""


def _person(case: Case) -> tuple[AnswerRow, ...]:
    holder = case.answers.holder
    return (
        AnswerRow(_("Surname"), case.typed["surname"].strip(), is_latin=True),
        AnswerRow(_("Given names"), case.typed.get("given_names", "").strip(), is_latin=True),
        AnswerRow(_("Name as in the passport’s lines"), _mrz_name(case), is_latin=True),
        AnswerRow(_("Date of birth"), _birth(holder.birth)),
        AnswerRow(_("Sex"), SEXES[holder.sex]),
        AnswerRow(_("Nationality"), state_in_words(holder.nationality)),
        AnswerRow(_("E-mail address"), case.answers.email, is_latin=True),
        AnswerRow(_("Language"), LANGUAGES.get(case.language, case.language)),
        *further_rows(case.typed, PERSON),
    )


def _document(case: Case) -> tuple[AnswerRow, ...]:
    document = case.answers.document
    expiry = say_day(document.expiry) if document.expiry else ""
    return (
        AnswerRow(_("Passport number"), document.number, is_latin=True),
        AnswerRow(_("Issuing country or organisation"), state_in_words(document.issuing_state)),
        AnswerRow(_("Expiry date of the passport"), expiry),
    )


def _visit(case: Case) -> tuple[AnswerRow, ...]:
    return (
        AnswerRow(_("Day of arrival"), say_day(case.arrival_day) if case.arrival_day else _("Not known yet")),
        AnswerRow(_("Purpose of the visit"), PURPOSES[case.answers.purpose]),
        AnswerRow(_("Submitted"), say_moment(case.submitted_at)),
        *further_rows(case.typed, VISIT),
    )


def _mrz_name(case: Case) -> str:
    holder = case.answers.holder
    return f"{holder.surname}<<{holder.given_names}" if holder.given_names else holder.surname


def _birth(birth: PartialDate) -> str:
    return say_day(birth.earliest) if birth.is_whole else str(birth)


def declarations(case: Case) -> tuple[DeclarationLine, ...]:
    """Every declaration, those answered with yes first."""
    given = case.answers.declarations
    lines = (DeclarationLine(label, given[name], YES if given[name] else NO) for name, label in DECLARATIONS.items())
    return tuple(sorted(lines, key=lambda line: not line.is_yes))


def deciding_rules(case: Case) -> tuple[DecidingRule, ...]:
    """Why the assessment says what it says."""
    return tuple(
        DecidingRule(in_active_language(case.reason_texts[reason.code]), reason.rule, reason.source)
        for reason in (*case.assessment.reasons, *case.assessment.obstacles)
    )


def history(case: Case) -> tuple[HistoryLine, ...]:
    """The events, newest first."""
    return tuple(_line(step, case.grounds) for step in reversed(case.history))


def _line(step: CaseStep, grounds: Iterable[Ground]) -> HistoryLine:
    who = str(ACTORS.get(step.role, step.role))
    shown = f"{who} {step.pseudonym[:_LENGTH_OF_A_PSEUDONYM_SHOWN]}" if step.pseudonym else who
    return HistoryLine(EVENTS.get(step.name, step.name), step.at, shown, reasons_in_words(step.reasons, grounds))


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question and its answer; the officer's words stay in their language."""

    question: Question
    topics: tuple[str, ...]
    language: str | Promise


def questions(case: Case) -> tuple[QuestionLine, ...]:
    """What the applicant was asked and answered, the newest first."""
    return tuple(
        QuestionLine(one, tuple(str(TOPICS[topic]) for topic in one.topics), LANGUAGES.get(one.language, one.language))
        for one in case.questions
    )


@dataclass(frozen=True, slots=True)
class OtherLine:
    """Another application of the same person, with its status in words and its tone."""

    other: OtherApplication
    status: str | Promise
    tone: str
    ending: str | Promise


def others(case: Case) -> tuple[OtherLine, ...]:
    """The other applications of the person key, the newest first."""
    return tuple(
        OtherLine(one, *STATUSES[one.status], ENDINGS[one.ending] if one.ending else "") for one in case.others
    )


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal in words."""

    seen: ProposalSeen
    act: str | Promise
    grounds: tuple[str, ...]
    note_language: str | Promise


def proposal(case: Case) -> ProposalLine | None:
    """What waits for a second officer."""
    seen = case.proposal
    if seen is None:
        return None
    grounds = reasons_in_words(seen.grounds, case.grounds)
    return ProposalLine(seen, ADVERSE[seen.act], grounds, LANGUAGES.get(seen.note_language, seen.note_language))


@dataclass(frozen=True, slots=True)
class AuthorizationLine:
    """An authorization in words."""

    seen: AuthorizationSeen
    ending: str | Promise
    grounds: tuple[str, ...]
    flag: str | Promise


@dataclass(frozen=True, slots=True)
class MandateLine:
    """Who applied for the traveller, with the words of the declaration."""

    seen: MandateSeen
    kind: str | Promise
    words: str


def mandate(case: Case) -> MandateLine | None:
    """None for who applied alone."""
    seen = case.mandate
    return MandateLine(seen, KINDS[seen.kind], declaration(seen.wording)) if seen else None


def authorization(case: Case) -> AuthorizationLine | None:
    """The authorization of a granted case."""
    seen = case.authorization
    if seen is None:
        return None
    ending = ENDINGS[seen.ending] if seen.ending else ""
    flag = FLAGS[seen.flag] if seen.flag else ""
    return AuthorizationLine(seen, ending, reasons_in_words(seen.grounds, case.grounds), flag)
