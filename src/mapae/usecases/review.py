"""The applicant's look at the whole draft before it is submitted: what is missing, what the rules say, what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from mapae.core.application.answers import FIELDS, AnswerProblem, complete_answers, problems_in
from mapae.core.application.situation import Situation
from mapae.core.application.status import Status
from mapae.core.rulebook.assessment import Assessment, Terms
from mapae.core.rulebook.terms import terms_on, told_of
from mapae.usecases.answer import AlreadySubmitted, read_draft, situation
from mapae.usecases.ports import Ports
from mapae.usecases.read_portrait import has_portrait
from mapae.usecases.rulebook_in_force import rulebook_in_force
from mapae.usecases.submitted import assess_applicant

CONFIRMATION = "is_true"
_ASKED = tuple(field for field in FIELDS if field != CONFIRMATION)


@dataclass(frozen=True, slots=True)
class Review:
    """`raw` are the answers as typed. `assessment` is None while an answer is missing or wrong. `terms` are today's.

    `told` are the sentences of the assessment's reasons (of what stands against applying, if something does), by language.
    """

    raw: Mapping[str, str]
    situation: Situation
    problems: tuple[AnswerProblem, ...]
    assessment: Assessment | None
    terms: Terms
    told: tuple[Mapping[str, str], ...]
    has_portrait: bool

    @property
    def lacks_portrait(self) -> bool:
        return self.terms.asks_portrait and not self.has_portrait


def review(ports: Ports, application_id: UUID) -> Review:
    """Everything but the confirmation, which is given with the press of the button.

    Raises UnknownApplication, AlreadySubmitted, NoTerms.
    """
    application, raw = read_draft(ports, application_id)
    if application.status != Status.DRAFT:
        raise AlreadySubmitted(str(application_id))
    rulebook, now = rulebook_in_force(ports), situation(ports)
    problems = tuple(problems_in(raw, _ASKED, now))
    assessment = None
    if not problems:
        answers = complete_answers({**raw, CONFIRMATION: "yes"}, now)
        assessment = assess_applicant(rulebook, answers, now.today)
    told = told_of(rulebook, assessment) if assessment else ()
    terms = terms_on(rulebook, now.today)
    return Review(raw, now, problems, assessment, terms, told, has_portrait(application_id))
