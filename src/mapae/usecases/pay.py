"""Payments: start one, and take the provider's word for it, once, twice, late or never."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mapae.core.application.status import Act, Status
from mapae.records.models import Application, Payment
from mapae.records.models.payment import PaymentState
from mapae.usecases.audit import APPLICANT, SYSTEM, Trace, record
from mapae.usecases.case_acts import lock_application, perform
from mapae.usecases.ports import PaymentNotice, PaymentOrder, Ports

_RECEIVED = (PaymentState.PAID, PaymentState.REFUND_DUE, PaymentState.REFUNDED)


class NothingToPay(Exception):
    """The application is not waiting for a payment."""


class UnknownPayment(LookupError):
    """The provider speaks of a payment that was never started here."""


@transaction.atomic
def start_payment(ports: Ports, application_id: UUID, return_url: str) -> tuple[Payment, str]:
    """The payment and the address to send the payer to; an open one is taken up again. Raises NothingToPay."""
    application = lock_application(application_id)
    if application.status != Status.AWAITING_PAYMENT:
        raise NothingToPay(str(application_id))
    payment = application.payments.filter(state=PaymentState.STARTED).order_by("started_at").first()
    payment_id = payment.id if payment else ports.chance.uuid()
    reference, address = ports.payments.start(_order(application, payment_id, return_url))
    return payment or _record_start(ports, application, payment_id, reference), address


def _order(application: Application, payment_id: UUID, return_url: str) -> PaymentOrder:
    assert application.fee_total is not None
    return PaymentOrder(
        str(payment_id), application.fee_total, application.fee_currency, return_url, application.language
    )


def _record_start(ports: Ports, application: Application, payment_id: UUID, reference: str) -> Payment:
    assert application.fee_total is not None
    payment = Payment.objects.create(
        id=payment_id,
        application=application,
        amount=application.fee_total,
        currency=application.fee_currency,
        provider=ports.payments.name,
        provider_reference=reference,
        started_at=ports.clock.now(),
    )
    record(ports, APPLICANT, "payment.started", f"payment:{payment.id}", Trace(case=application.case_key_id))
    return payment


@transaction.atomic
def receive_payment(ports: Ports, notice: PaymentNotice) -> Application:
    """Act on a trusted notice; a repeated one changes nothing. Raises UnknownPayment.

    Money for an application that does not wait for it any more, or of another amount, is owed back.
    """
    known = Payment.objects.filter(provider_reference=notice.provider_reference).first()
    if known is None:
        raise UnknownPayment(notice.provider_reference)
    application = lock_application(known.application_id)
    payment = Payment.objects.select_for_update().get(id=known.id)
    if payment.state in _RECEIVED:
        return application
    if not notice.is_paid:
        _change(ports, application, payment, PaymentState.FAILED)
    elif application.status == Status.AWAITING_PAYMENT and _is_exact(payment, notice):
        _accept(ports, application, payment)
    else:
        payment.amount, payment.currency = notice.amount, notice.currency  # what came is what goes back
        _owe_back(ports, application, payment)
    return application


def _is_exact(payment: Payment, notice: PaymentNotice) -> bool:
    return (notice.amount, notice.currency) == (payment.amount, payment.currency)


def _accept(ports: Ports, application: Application, payment: Payment) -> None:
    _change(ports, application, payment, PaymentState.PAID)
    perform(ports, application, Act.PAY, SYSTEM)
    ports.jobs.enqueue("assess", application=str(application.id))


def _owe_back(ports: Ports, application: Application, payment: Payment) -> None:
    _change(ports, application, payment, PaymentState.REFUND_DUE)
    ports.jobs.enqueue("refund", payment=str(payment.id))


def _change(ports: Ports, application: Application, payment: Payment, state: PaymentState) -> None:
    if payment.state == state:
        return
    if state in (PaymentState.PAID, PaymentState.REFUND_DUE):
        payment.paid_at = ports.clock.now()
    payment.state = state
    payment.save()
    record(ports, SYSTEM, f"payment.{state.value}", f"payment:{payment.id}", Trace(case=application.case_key_id))


@transaction.atomic
def refund(ports: Ports, payment_id: UUID) -> None:
    """Give back what is owed; done once, by the provider's reference."""
    application = lock_application(Payment.objects.values_list("application_id", flat=True).get(id=payment_id))
    payment = Payment.objects.select_for_update().get(id=payment_id)
    if payment.state != PaymentState.REFUND_DUE:
        return
    ports.payments.refund(payment.provider_reference, payment.amount, payment.currency)
    payment.refunded_at = ports.clock.now()
    _change(ports, application, payment, PaymentState.REFUNDED)
