"""What was submitted, read again: the answers as of that day, and what the rules frozen then make of them."""

from __future__ import annotations

from datetime import date, datetime

from mapae.core.application.answers import Answers, submitted_answers
from mapae.core.application.situation import Situation
from mapae.core.group.checking import traveller_of
from mapae.core.rulebook.assessment import Assessment
from mapae.core.rulebook.evaluation import assess
from mapae.core.rulebook.everything import find_terms
from mapae.core.rulebook.model import Rulebook
from mapae.records.models import Application
from mapae.usecases.case_data import open_answers
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import stored_rulebook


def situation_at(ports: Ports, moment: datetime, rulebook: Rulebook, *, by_group: bool = False) -> Situation:
    """What the checks of answers must know of a moment."""
    today = day_at(moment, rulebook)
    terms = find_terms(rulebook, today)
    if terms is None:
        return Situation(today, ports.is_demonstration, by_group=by_group)
    return Situation(today, ports.is_demonstration, terms.may_be_unknown, terms.asks_portrait, by_group)


def read_submitted(ports: Ports, application: Application) -> tuple[Answers, Assessment]:
    """The answers were checked on the day of submission; a passport that expired since is still the one that was named."""
    assert application.rulebook is not None and application.submitted_at is not None
    rulebook = stored_rulebook(ports, application.rulebook)
    by_group = application.group_id is not None
    submitted = situation_at(ports, application.submitted_at, rulebook, by_group=by_group)
    answers = submitted_answers(open_answers(ports, application), submitted)
    return answers, assess_applicant(rulebook, answers, submitted.today)


def assess_applicant(rulebook: Rulebook, answers: Answers, submitted_on: date) -> Assessment:
    """What the rules say of the applicant's arrival; while that day is not known, of an arrival on the day they apply."""
    return assess(rulebook, traveller_of(answers), answers.arrival_day or submitted_on)
