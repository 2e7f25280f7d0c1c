"""The fee of who withdraws before the decision goes back where the rules say so, out of a payment that stays."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mapae.core.application.status import Status
from mapae.core.rulebook.terms import terms_on
from mapae.records.models import Application, FeeRefund, Order
from mapae.records.models.payment import FeeRefundState, PaymentState
from mapae.usecases.audit import SYSTEM, Trace, record
from mapae.usecases.outside import leave_the_database
from mapae.usecases.pay import AnotherProvider
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import stored_rulebook


def refunds_withdrawn(ports: Ports, application: Application) -> bool:
    """Whether the rules of its submission give the fee back to who withdraws before the decision."""
    if application.rulebook is None or application.submitted_at is None:
        return False
    rulebook = stored_rulebook(ports, application.rulebook)
    return terms_on(rulebook, day_at(application.submitted_at, rulebook)).refunds_withdrawn


def owe_fee_back(ports: Ports, application: Application, order: Order | None) -> FeeRefund | None:
    """Of a withdrawn application, in the caller's transaction; None where nothing was paid or nothing goes back."""
    paid = (order or application).payments.filter(state=PaymentState.PAID).first()
    if application.status != Status.WITHDRAWN or paid is None or not application.fee_total:
        return None
    if not refunds_withdrawn(ports, application):
        return None
    owed = FeeRefund.objects.create(
        id=ports.chance.uuid(),
        payment=paid,
        application=application,
        amount=application.fee_total,
        currency=application.fee_currency,
        due_at=ports.clock.now(),
    )
    _record(ports, owed, "fee.refund_due")
    ports.jobs.enqueue("refund_fee", refund=str(owed.id))
    return owed


def refund_fee(ports: Ports, refund_id: UUID) -> None:
    """Give back what is owed; done once, by the refund's id. Raises AnotherProvider, ProviderUnavailable.

    Where the whole payment went back meanwhile, by hand at the provider, nothing is left to give.
    """
    owed = FeeRefund.objects.select_related("payment").get(id=refund_id)
    if owed.state != FeeRefundState.DUE:
        return
    payment = owed.payment
    if payment.provider != ports.payments.name:
        raise AnotherProvider(payment.provider)
    assert payment.provider_reference is not None
    leave_the_database()
    if payment.state == PaymentState.PAID:
        ports.payments.refund_part(str(owed.id), payment.provider_reference, owed.amount, owed.currency)
    _note(ports, refund_id)


@transaction.atomic
def _note(ports: Ports, refund_id: UUID) -> None:
    owed = FeeRefund.objects.select_for_update(of=("self",)).select_related("application").get(id=refund_id)
    if owed.state == FeeRefundState.DUE:
        owed.state, owed.refunded_at = FeeRefundState.REFUNDED, ports.clock.now()
        owed.save()
        _record(ports, owed, "fee.refunded")


def _record(ports: Ports, owed: FeeRefund, action: str) -> None:
    detail = {"amount": str(owed.amount), "currency": owed.currency}
    record(ports, SYSTEM, action, f"fee_refund:{owed.id}", Trace(case=owed.application.case_key_id, detail=detail))
