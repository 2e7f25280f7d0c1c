"""What the applicant sees of a submitted application: the status and what follows from it, nothing of the assessment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from mapae.core.application.status import Act, Status, may
from mapae.core.authorization.validity import Standing
from mapae.core.decision.disclosure import Told, told_of_refusal
from mapae.core.decision.proposal import AdverseAct
from mapae.core.rulebook.terms import disclosure_on, terms_on
from mapae.records.models import Application, Authorization, AuthorizationEnding, Decision
from mapae.records.models.payment import PaymentState
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.case_choices import TELLS_WORDS
from mapae.usecases.case_data import note_of
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.refund_fee import refunds_withdrawn
from mapae.usecases.rulebook_in_force import stored_rulebook
from mapae.usecases.standing import standing_today

_BACK = (PaymentState.REFUND_DUE, PaymentState.REFUNDED)


@dataclass(frozen=True, slots=True)
class Result:
    """`told` is what the rules let the applicant know of a refusal, a revocation or an annulment; `note` are an officer's
    own words in `note_language`, where the rules let them be told.

    `pay_by` is the last day to pay; `last_day` the last of validity, `standing` how what was granted stands today.

    `is_by_group`: a representative sent it in, and pays for it with the others.

    An open payment was begun, and nothing was heard of it yet; of one under way the provider said that money will come.
    """

    status: Status
    reference: str
    fee_total: int
    fee_currency: str
    pay_by: date | None
    was_payment_refused: bool
    is_payment_open: bool
    is_payment_under_way: bool
    is_money_given_back: bool
    last_day: date | None
    standing: Standing | None
    told: Told | None
    note: str
    note_language: str
    may_withdraw: bool
    refunds_withdrawn: bool
    is_by_group: bool = False

    @property
    def is_living(self) -> bool:
        """Whether there is an authorization to travel with."""
        return self.standing is Standing.LIVING


def read_result(ports: Ports, application_id: UUID) -> Result:
    """The state of the application now. Raises UnknownApplication."""
    application = (
        Application.objects.select_related("rulebook", "decision", "case_key").filter(id=application_id).first()
    )
    if application is None:
        raise UnknownApplication(str(application_id))
    status = Status(application.status)
    authorization = Authorization.objects.filter(application_id=application_id).first()
    told, (note, note_language) = _told(ports, application, authorization)
    is_by_group = application.submission_id is not None
    is_awaited = status is Status.AWAITING_PAYMENT and not is_by_group
    payments = list(application.payments.order_by("started_at").values_list("state", flat=True))
    return Result(
        status=status,
        reference=application.reference,
        fee_total=application.fee_total or 0,
        fee_currency=application.fee_currency,
        pay_by=_pay_by(ports, application) if is_awaited else None,
        was_payment_refused=bool(payments) and payments[-1] == PaymentState.FAILED,
        is_payment_open=is_awaited and PaymentState.STARTED in payments,
        is_payment_under_way=is_awaited and PaymentState.UNDER_WAY in payments,
        is_money_given_back=any(state in _BACK for state in payments),
        last_day=authorization.last_day if authorization else None,
        standing=standing_today(ports, authorization) if authorization else None,
        told=told,
        note=note,
        note_language=note_language,
        may_withdraw=may(status, Act.WITHDRAW),
        refunds_withdrawn=refunds_withdrawn(ports, application),
        is_by_group=is_by_group,
    )


def _told(
    ports: Ports, application: Application, authorization: Authorization | None
) -> tuple[Told | None, tuple[str, str]]:
    """Of the decision against the applicant, if there is one: what the rules tell, and words with their language."""
    if application.rulebook is None:
        return None, ("", "")
    rulebook = stored_rulebook(ports, application.rulebook)
    against = _against(application, authorization)
    if against is None:
        return None, ("", "")
    row, act, grounds, table = against
    day = day_at(row.decided_at, rulebook)
    told = told_of_refusal(rulebook, grounds, day, act)
    if disclosure_on(rulebook, day) != TELLS_WORDS:
        return told, ("", "")
    return told, (note_of(ports, application, row.note_sealed, table, row.id), row.note_language)


def _against(
    application: Application, authorization: Authorization | None
) -> tuple[Decision | AuthorizationEnding, str, list[str], str] | None:
    """The decision's row, its act in the rulebook's words, its grounds, its table."""
    decision = application.decision
    if decision is not None and application.status == Status.REFUSED:
        return decision, AdverseAct.REFUSE, decision.reasons, "decision"
    ended = AuthorizationEnding.objects.filter(authorization=authorization).first() if authorization else None
    return (ended, ended.act, ended.grounds, "authorization_ending") if ended else None


def _pay_by(ports: Ports, application: Application) -> date | None:
    """The last whole day before the application lapses."""
    if application.rulebook is None or application.submitted_at is None:
        return None
    rulebook = stored_rulebook(ports, application.rulebook)
    submitted_on = day_at(application.submitted_at, rulebook)
    return submitted_on + timedelta(days=terms_on(rulebook, submitted_on).lapse_days - 1)
