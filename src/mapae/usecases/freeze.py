"""What every submission goes through, single or in a group: checked whole, held to the rules, and frozen by its moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from mapae.core.application.answers import Answers, complete_answers
from mapae.core.rulebook.assessment import Assessment, Requirement, Terms
from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.terms import may_opt_in, terms_on, told_of
from mapae.records.models import Application, RulebookVersion
from mapae.usecases.ports import Ports, day_at, joined
from mapae.usecases.read_portrait import PortraitMissing, has_portrait
from mapae.usecases.reapplication import require_below_cap
from mapae.usecases.submitted import assess_applicant, situation_at


class MayNotApply(Exception):
    """The scheme does not speak of this traveller, or says that they may not apply now: no file, no fee.

    `told` are the sentences that say why, by language.
    """

    def __init__(self, rulebook: Rulebook, assessment: Assessment) -> None:
        super().__init__(assessment.requirement.value)
        self.assessment = assessment
        self.told = told_of(rulebook, assessment)


def freeze(
    ports: Ports, application: Application, raw: Mapping[str, str], rulebook: Rulebook, moment: datetime
) -> None:
    """Put into the application what its answers and the rules of the moment make of it; saving is the caller's.

    `raw` are its answers, opened. `moment` is the press of the button. The portrait must be there already.

    Raises AnswersIncomplete, MayNotApply, PortraitMissing, TooManyApplications.
    """
    by_group = application.group_id is not None
    answers = complete_answers(raw, situation_at(ports, moment, rulebook, by_group=by_group))
    today = day_at(moment, rulebook)
    terms = terms_on(rulebook, today)
    assessment = assess_applicant(rulebook, answers, today)
    is_exempt = assessment.requirement is Requirement.EXEMPT
    if not assessment.may_apply or (is_exempt and not may_opt_in(terms, assessment)):
        raise MayNotApply(rulebook, assessment)
    if terms.asks_portrait and not has_portrait(application.id):
        raise PortraitMissing(str(application.id))
    application.submitted_at = moment
    application.rulebook = RulebookVersion(version=rulebook.version)
    _freeze_terms(application, terms)
    _freeze_answers(ports, application, answers)
    assert application.person_index is not None
    require_below_cap(ports, rulebook, bytes(application.person_index), today)


def _freeze_terms(application: Application, terms: Terms) -> None:
    application.fee_total = terms.fee.total
    application.fee_currency = terms.fee.currency
    application.validity_years = terms.validity_years


def _freeze_answers(ports: Ports, application: Application, answers: Answers) -> None:
    application.nationality = answers.document.nationality
    application.arrival_day = answers.arrival_day
    application.document_index = ports.keys.blind("document", answers.document.key())
    application.person_index = ports.keys.blind("person", answers.holder.person_key())
    application.status_index = status_index(ports, application.reference, str(answers.holder.birth))


def status_index(ports: Ports, reference: str, birth: str) -> bytes:
    """What reference and birth date together are found by; neither alone leads anywhere."""
    return ports.keys.blind("status", joined((reference, birth)))
