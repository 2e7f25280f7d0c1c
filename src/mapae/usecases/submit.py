"""Submit an application: check it whole, freeze fee, rules and validity, and wait for the payment."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mapae.core.application.answers import Answers, complete_answers
from mapae.core.application.status import Act, Status
from mapae.core.rulebook.assessment import Assessment, Requirement
from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.terms import may_opt_in, terms_on, told_of
from mapae.records.models import Application, RulebookVersion
from mapae.usecases.answer import AlreadySubmitted
from mapae.usecases.audit import APPLICANT, SYSTEM
from mapae.usecases.case_acts import lock_application, perform
from mapae.usecases.case_data import open_answers
from mapae.usecases.ports import Ports, day_at, joined
from mapae.usecases.read_portrait import PortraitMissing, has_portrait
from mapae.usecases.reapplication import require_below_cap
from mapae.usecases.rulebook_in_force import store_rulebook_in_force
from mapae.usecases.submitted import assess_applicant, situation_at


class MayNotApply(Exception):
    """The scheme does not speak of this traveller, or says that they may not apply now: no file, no fee.

    `told` are the sentences that say why, by language.
    """

    def __init__(self, rulebook: Rulebook, assessment: Assessment) -> None:
        super().__init__(assessment.requirement.value)
        self.assessment = assessment
        self.told = told_of(rulebook, assessment)


class MailboxNotProven(Exception):
    """Nobody has shown that mail to this address reaches the applicant."""


@transaction.atomic
def submit(ports: Ports, application_id: UUID, idempotency_key: str) -> Application:
    """Submit once; the same key again gives the same application, whatever became of it since.

    Raises UnknownApplication, MailboxNotProven, AnswersIncomplete, MayNotApply, PortraitMissing, TooManyApplications, and
    AlreadySubmitted under another key.
    """
    application = lock_application(application_id)
    # Two applicants may send the same key: it is theirs within their application only.
    key = hashlib.sha256(joined((str(application_id), idempotency_key)).encode()).digest()
    if application.submitted_at is not None and bytes(application.submit_key or b"") == key:
        return application
    if application.status != Status.DRAFT:
        raise AlreadySubmitted(str(application_id))
    if application.mailbox_proven_at is None:
        raise MailboxNotProven(str(application_id))
    now, rulebook = ports.clock.now(), store_rulebook_in_force(ports)
    answers = complete_answers(open_answers(ports, application), situation_at(ports, now, rulebook))
    _refuse_the_ineligible(rulebook, answers, now)
    if terms_on(rulebook, day_at(now, rulebook)).asks_portrait and not has_portrait(application_id):
        raise PortraitMissing(str(application_id))
    application.submit_key = key
    _freeze(ports, application, answers, rulebook, now)
    assert application.person_index is not None
    require_below_cap(ports, rulebook, bytes(application.person_index), day_at(now, rulebook))
    perform(ports, application, Act.SUBMIT, APPLICANT)
    if application.fee_total == 0:
        perform(ports, application, Act.PAY, SYSTEM)
        ports.jobs.enqueue("assess", application=str(application.id))
    return application


def _refuse_the_ineligible(rulebook: Rulebook, answers: Answers, now: datetime) -> None:
    today = day_at(now, rulebook)
    assessment, terms = assess_applicant(rulebook, answers, today), terms_on(rulebook, today)
    is_exempt = assessment.requirement is Requirement.EXEMPT
    if not assessment.may_apply or (is_exempt and not may_opt_in(terms, assessment)):
        raise MayNotApply(rulebook, assessment)


def _freeze(ports: Ports, application: Application, answers: Answers, rulebook: Rulebook, now: datetime) -> None:
    terms = terms_on(rulebook, day_at(now, rulebook))
    application.submitted_at = now
    application.rulebook = RulebookVersion(version=rulebook.version)
    application.nationality = answers.document.nationality
    application.arrival_day = answers.arrival_day
    application.fee_total = terms.fee.total
    application.fee_currency = terms.fee.currency
    application.validity_years = terms.validity_years
    application.document_index = ports.keys.blind("document", answers.document.key())
    application.person_index = ports.keys.blind("person", answers.holder.person_key())
    application.status_index = status_index(ports, application.reference, str(answers.holder.birth))


def status_index(ports: Ports, reference: str, birth: str) -> bytes:
    """What reference and birth date together are found by; neither alone leads anywhere."""
    return ports.keys.blind("status", joined((reference, birth)))
