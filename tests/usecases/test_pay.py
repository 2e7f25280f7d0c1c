"""Money is taken once; what came twice, late or in another amount goes back, and each step leaves its leaf."""

from __future__ import annotations

import pytest

from mapae.records.models import Application, AuditLeaf, Payment
from mapae.usecases.pay import NothingToPay, UnknownPayment, receive_payment, refund, start_payment
from mapae.usecases.ports import PaymentNotice, Ports
from mapae.usecases.sweep import lapse_unpaid
from mapae.usecases.withdraw import withdraw
from tests.room.clock import SetClock
from tests.usecases.steps import BACK, a_draft, a_paid, a_submitted, an_open_payment, at_once, notice_of


def actions() -> list[str]:
    return [
        bytes(leaf.content).split(b'"action":"')[1].split(b'"')[0].decode() for leaf in AuditLeaf.objects.order_by("id")
    ]


def state(payment: Payment) -> str:
    return Payment.objects.get(id=payment.id).state


@pytest.mark.django_db
def test_open_payment_is_taken_up_again(ports: Ports) -> None:
    application = a_submitted(ports)
    (first, address), (second, again) = start_payment(ports, application, BACK), start_payment(ports, application, BACK)
    assert (first.id, address) == (second.id, again)
    assert Payment.objects.count() == actions().count("payment.started") == 1
    assert (first.amount, first.currency) == (10300, "KRW")


@pytest.mark.django_db
def test_payment_moves_the_application_on_once(ports: Ports) -> None:
    application = a_submitted(ports)
    payment = an_open_payment(ports, application)
    assert receive_payment(ports, notice_of(payment)).status == "in_assessment"
    version = Application.objects.get(id=application).version
    assert receive_payment(ports, notice_of(payment)).version == version
    assert receive_payment(ports, notice_of(payment, is_paid=False)).version == version
    assert actions() == ["application.submitted", "payment.started", "payment.paid", "payment.received"]
    assert state(payment) == "paid"


@pytest.mark.usefixtures("committed")
def test_same_notice_four_times_at_once_is_accepted_once(ports: Ports) -> None:
    payment = an_open_payment(ports, a_submitted(ports))
    results = at_once(*[lambda: receive_payment(ports, notice_of(payment)).status] * 4)
    assert results == ["in_assessment"] * 4
    assert actions().count("payment.received") == 1


@pytest.mark.django_db
def test_declined_payment_can_be_tried_again(ports: Ports) -> None:
    application = a_submitted(ports)
    declined = an_open_payment(ports, application)
    for _ in range(2):
        assert receive_payment(ports, notice_of(declined, is_paid=False)).status == "awaiting_payment"
    assert actions().count("payment.failed") == 1
    second = an_open_payment(ports, application)
    assert second.id != declined.id
    assert receive_payment(ports, notice_of(second)).status == "in_assessment"
    assert (state(declined), state(second)) == ("failed", "paid")


@pytest.mark.django_db
def test_declined_payment_that_is_paid_after_all_counts(ports: Ports) -> None:
    payment = an_open_payment(ports, a_submitted(ports))
    receive_payment(ports, notice_of(payment, is_paid=False))
    assert receive_payment(ports, notice_of(payment)).status == "in_assessment"


@pytest.mark.django_db
def test_second_payment_of_one_application_goes_back(ports: Ports) -> None:
    application = a_submitted(ports)
    first = an_open_payment(ports, application)
    receive_payment(ports, notice_of(first, is_paid=False))
    second = an_open_payment(ports, application)
    receive_payment(ports, notice_of(second))
    receive_payment(ports, notice_of(first))
    assert (state(first), state(second)) == ("refund_due", "paid")
    refund(ports, first.id)
    refund(ports, first.id)
    assert state(first) == "refunded"
    assert actions()[-2:] == ["payment.refund_due", "payment.refunded"]


@pytest.mark.django_db
def test_payment_after_lapse_goes_back(ports: Ports, clock: SetClock) -> None:
    application = a_submitted(ports)
    payment = an_open_payment(ports, application)
    clock.pass_by(days=8)
    assert lapse_unpaid(ports) == 1
    assert receive_payment(ports, notice_of(payment)).status == "lapsed"
    assert state(payment) == "refund_due"


@pytest.mark.django_db
def test_payment_after_withdrawal_goes_back(ports: Ports) -> None:
    application = a_submitted(ports)
    payment = an_open_payment(ports, application)
    withdraw(ports, application)
    assert receive_payment(ports, notice_of(payment)).status == "withdrawn"
    assert state(payment) == "refund_due"


@pytest.mark.django_db
@pytest.mark.parametrize("amount", [1, 10299, 10301, 20600])
def test_another_amount_is_not_taken_and_what_came_goes_back(ports: Ports, amount: int) -> None:
    payment = an_open_payment(ports, a_submitted(ports))
    assert receive_payment(ports, notice_of(payment, amount=amount)).status == "awaiting_payment"
    stored = Payment.objects.get(id=payment.id)
    assert (stored.state, stored.amount) == ("refund_due", amount)


@pytest.mark.django_db
def test_another_currency_is_not_taken(ports: Ports) -> None:
    payment = an_open_payment(ports, a_submitted(ports))
    notice = PaymentNotice(payment.provider_reference, True, payment.amount, "TRY")
    assert receive_payment(ports, notice).status == "awaiting_payment"
    stored = Payment.objects.get(id=payment.id)
    assert (stored.state, stored.currency) == ("refund_due", "TRY")


@pytest.mark.django_db
def test_after_a_wrong_amount_the_right_one_can_still_be_paid(ports: Ports) -> None:
    application = a_submitted(ports)
    receive_payment(ports, notice_of(an_open_payment(ports, application), amount=1))
    assert receive_payment(ports, notice_of(an_open_payment(ports, application))).status == "in_assessment"


@pytest.mark.django_db
def test_never_paid_never_assessed(ports: Ports, clock: SetClock) -> None:
    application = a_submitted(ports)
    an_open_payment(ports, application)
    clock.pass_by(days=30)
    lapse_unpaid(ports)
    assert Application.objects.get(id=application).status == "lapsed"
    with pytest.raises(NothingToPay):
        start_payment(ports, application, BACK)


@pytest.mark.django_db
def test_there_is_nothing_to_pay_for_a_draft_or_twice(ports: Ports) -> None:
    for application in (a_draft(ports), a_paid(ports, document_number="U00000018")):
        with pytest.raises(NothingToPay):
            start_payment(ports, application, BACK)


@pytest.mark.django_db
def test_notice_of_a_payment_nobody_started_is_refused(ports: Ports) -> None:
    with pytest.raises(UnknownPayment):
        receive_payment(ports, PaymentNotice("demo-unknown", True, 10300, "KRW"))


@pytest.mark.django_db
def test_only_what_is_owed_is_refunded(ports: Ports) -> None:
    a_paid(ports)
    payment = Payment.objects.get()
    refund(ports, payment.id)
    assert state(payment) == "paid"
