"""Payments: start one, and take the provider's word for it, once, twice, late or never.

The provider is asked between transactions, never within one. What it says is acted on in one.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from mapae.records.models import Application, Order, Payment
from mapae.records.models.payment import PaymentState
from mapae.usecases.audit import SYSTEM, Actor, Trace, record
from mapae.usecases.outside import leave_the_database
from mapae.usecases.payable import Payable, Payer, lock_payable_of
from mapae.usecases.ports import (
    Notice,
    PaymentNotice,
    PaymentOrder,
    PaymentUnderWay,
    Ports,
    ProviderUnavailable,
    RefundNotice,
    StillOpen,
)

RECEIVED = (PaymentState.PAID, PaymentState.REFUND_DUE, PaymentState.REFUNDED)
OPEN = (PaymentState.STARTED, PaymentState.UNDER_WAY)
_ANSWER_WITHIN = timedelta(hours=1)


class NothingToPay(Exception):
    """Nothing waits for a payment, or the payment is under way already."""


class UnknownPayment(LookupError):
    """The provider speaks of a payment that was never started here."""


class AnotherProvider(Exception):
    """The payment was made with a provider that is not the one of today; only that one can give the money back."""


def start_payment(ports: Ports, application_id: UUID, return_url: str, cancel_url: str = "") -> tuple[Payment, str]:
    """The payment of an application and the address to send the payer to; an open one is taken up again.

    Raises NothingToPay, also when the provider says only now that it was paid, and ProviderUnavailable, after which the
    payment can be taken up again.
    """
    return start_payment_of(ports, Payer(application=application_id), return_url, cancel_url)


def start_payment_of(ports: Ports, payer: Payer, return_url: str, cancel_url: str = "") -> tuple[Payment, str]:
    """The same for whatever is to be paid."""
    for _ in range(2):  # a payment that ended without our knowing is followed by one more
        payment, order = _take_up(ports, payer, (return_url, cancel_url or return_url))
        leave_the_database()
        if payment.provider_reference is None:
            reference, address = _ask_to_collect(ports, payment, order)
            return _keep_reference(payment.id, reference), address
        word = ports.payments.ask(payment.provider_reference, order.language)
        if isinstance(word, StillOpen):
            return payment, word.address
        receive_notice(ports, word)
    raise ProviderUnavailable("a new payment ended at once")


@transaction.atomic
def _take_up(ports: Ports, payer: Payer, urls: tuple[str, str]) -> tuple[Payment, PaymentOrder]:
    payable = payer.lock()
    begun = payable.thing.payments.filter(state__in=OPEN, provider=ports.payments.name).order_by("started_at")
    known = [one for one in begun if payable.awaits(one)]
    if not payable.is_awaited or any(one.state == PaymentState.UNDER_WAY for one in known):
        raise NothingToPay(str(payable.thing.id))
    payment = next((one for one in known if not _was_never_answered(ports, payable, one)), None)
    payment = payment or _record_start(ports, payable, payer.actor)
    return payment, _order(payable, payment, urls)


def _was_never_answered(ports: Ports, payable: Payable, payment: Payment) -> bool:
    """Give up what the provider did not answer for an hour: it may have forgotten that it was asked."""
    if payment.provider_reference is not None or payment.started_at > ports.clock.now() - _ANSWER_WITHIN:
        return False
    _change(ports, payable, payment, PaymentState.FAILED)
    return True


def _order(payable: Payable, payment: Payment, urls: tuple[str, str]) -> PaymentOrder:
    return PaymentOrder(
        payment_id=str(payment.id),
        amount=payment.amount,
        currency=payment.currency,
        return_url=urls[0],
        cancel_url=urls[1],
        language=payable.language,
        started_at=payment.started_at,
    )


def _record_start(ports: Ports, payable: Payable, actor: Actor) -> Payment:
    amount, currency = payable.due
    payment = payable.thing.payments.create(
        id=ports.chance.uuid(),
        amount=amount,
        currency=currency,
        provider=ports.payments.name,
        started_at=ports.clock.now(),
    )
    record(ports, actor, "payment.started", f"payment:{payment.id}", Trace(case=payable.case))
    return payment


def _ask_to_collect(ports: Ports, payment: Payment, order: PaymentOrder) -> tuple[str, str]:
    try:
        return ports.payments.start(order)
    except ProviderUnavailable as fault:
        if fault.is_final:
            _give_up(ports, payment)
        raise


@transaction.atomic
def _give_up(ports: Ports, payment: Payment) -> None:
    payable = lock_payable_of(payment)
    _change(ports, payable, Payment.objects.select_for_update().get(id=payment.id), PaymentState.FAILED)


@transaction.atomic
def _keep_reference(payment_id: UUID, reference: str) -> Payment:
    """Two who press at once are given the same by the provider; another one would be a payment nobody knows."""
    payment = Payment.objects.select_for_update().get(id=payment_id)
    if payment.provider_reference is None:
        payment.provider_reference = reference
        payment.save()
    if payment.provider_reference != reference:
        raise ProviderUnavailable("the provider gave a second reference for one payment")
    return payment


def receive_notice(ports: Ports, notice: Notice) -> Application | Order:
    """Act on a trusted notice of any kind; repeated, late and in any order it does no harm. What was paid for.

    Raises UnknownPayment.
    """
    if isinstance(notice, PaymentNotice):
        return receive_payment(ports, notice)
    if isinstance(notice, PaymentUnderWay):
        return _note_under_way(ports, notice)
    return _receive_refund(ports, notice)


@transaction.atomic
def receive_payment(ports: Ports, notice: PaymentNotice) -> Application | Order:
    """Act on a trusted notice; a repeated one changes nothing. Raises UnknownPayment.

    Money for what does not wait for it any more, or of another amount, is owed back.
    """
    payable, payment = _lock(ports, provider_reference=notice.provider_reference)
    if payment.state in RECEIVED:
        return payable.thing
    if not notice.is_paid:
        _change(ports, payable, payment, PaymentState.FAILED)
    elif payable.awaits(payment) and _is_exact(payment, notice):
        _change(ports, payable, payment, PaymentState.PAID)
        payable.accept(ports)
    else:
        payment.amount, payment.currency = notice.amount, notice.currency  # what came is what goes back
        _owe_back(ports, payable, payment)
    return payable.thing


def _lock(ports: Ports, **by: object) -> tuple[Payable, Payment]:
    """What is paid for first, as everywhere; then the payment, which the provider of today must have been asked for."""
    known = Payment.objects.filter(provider=ports.payments.name, **by).first()
    if known is None:
        raise UnknownPayment(str(by))
    payable = lock_payable_of(known)
    return payable, Payment.objects.select_for_update().get(id=known.id)


def _is_exact(payment: Payment, notice: PaymentNotice) -> bool:
    return (notice.amount, notice.currency) == (payment.amount, payment.currency)


def _owe_back(ports: Ports, payable: Payable, payment: Payment) -> None:
    _change(ports, payable, payment, PaymentState.REFUND_DUE)
    ports.jobs.enqueue("refund", payment=str(payment.id))


@transaction.atomic
def _note_under_way(ports: Ports, notice: PaymentUnderWay) -> Application | Order:
    """Only what was merely started: this notice may come after the one that tells the end."""
    payable, payment = _lock(ports, provider_reference=notice.provider_reference)
    if payment.state == PaymentState.STARTED:
        _change(ports, payable, payment, PaymentState.UNDER_WAY)
    return payable.thing


@transaction.atomic
def _receive_refund(ports: Ports, notice: RefundNotice) -> Application | Order:
    """The money went back, whoever ordered it. What was paid for stays where it is: a refund decides nothing."""
    payable, payment = _lock(ports, id=notice.payment_id)
    _note_refund(ports, payable, payment)
    return payable.thing


def refund(ports: Ports, payment_id: UUID) -> None:
    """Give back what is owed; done once, by the payment's id. Raises AnotherProvider, ProviderUnavailable."""
    payment = Payment.objects.get(id=payment_id)
    if payment.state != PaymentState.REFUND_DUE:
        return
    if payment.provider != ports.payments.name:
        raise AnotherProvider(payment.provider)
    assert payment.provider_reference is not None
    leave_the_database()
    ports.payments.refund(str(payment.id), payment.provider_reference)
    with transaction.atomic():
        _note_refund(ports, *_lock(ports, id=payment_id))


def _note_refund(ports: Ports, payable: Payable, payment: Payment) -> None:
    payment.paid_at = payment.paid_at or ports.clock.now()
    payment.refunded_at = payment.refunded_at or ports.clock.now()
    _change(ports, payable, payment, PaymentState.REFUNDED)


def _change(ports: Ports, payable: Payable, payment: Payment, state: PaymentState) -> None:
    if payment.state == state:
        return
    if state in (PaymentState.PAID, PaymentState.REFUND_DUE):
        payment.paid_at = ports.clock.now()
    payment.state = state
    payment.save()
    record(ports, SYSTEM, f"payment.{state.value}", f"payment:{payment.id}", Trace(case=payable.case))
