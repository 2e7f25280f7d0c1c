"""One payment for an order, taken once; then each application goes on, once; what comes to nothing gives its rows back."""

from __future__ import annotations

import pytest

from mapae.core.application.status import TransitionRefused
from mapae.core.group.ordering import OrderActRefused
from mapae.records.models import Application, GroupRow, Order, OutboxMessage, Payment, RowPortrait
from mapae.usecases import release_order as releasing
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.close_order import cancel_order, close_order, lapse_orders
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.order_acts import UnknownOrder
from mapae.usecases.pay import NothingToPay, receive_payment, refund, start_payment
from mapae.usecases.ports import PaymentNotice, Ports
from mapae.usecases.prepare_order import prepare_order
from mapae.usecases.release_order import release_order
from mapae.usecases.settle_payment import settle_payment
from mapae.usecases.sweep import lapse_unpaid, resume_stranded
from mapae.usecases.take_notice import take_notice
from mapae.usecases.withdraw import withdraw, withdraw_from_group
from tests.room.clock import SetClock
from tests.room.stripe import shapes
from tests.room.stripe.replay import Stripe
from tests.room.stripe.signing import signed
from tests.usecases.group_steps import a_representative
from tests.usecases.order_steps import (
    a_paid_order,
    a_prepared,
    a_pressed,
    a_ready_group,
    a_released,
    an_open_payment_of,
    applications_of,
    jobs,
)
from tests.usecases.steps import BACK, at_once, notice_of
from tests.usecases.test_pay import actions, state
from tests.usecases.test_prepare_order import Killed

pytestmark = pytest.mark.wide


def statuses(order: Order) -> set[str]:
    return {one.status for one in applications_of(order)}


@pytest.mark.django_db
def test_one_payment_for_all_and_each_goes_on_once(ports: Ports) -> None:
    who, order = a_prepared(ports)
    payment = an_open_payment_of(ports, who, order)
    assert (payment.amount, payment.currency, payment.application_id) == (30900, "KRW", None)
    assert an_open_payment_of(ports, who, order).id == payment.id
    for _ in range(2):
        assert receive_payment(ports, notice_of(payment)).status == "paid"
    assert statuses(order) == {"awaiting_payment"}
    for _ in range(2):
        release_order(ports, order.id)
    order.refresh_from_db()
    assert (order.status, statuses(order)) == ("released", {"in_assessment"})
    assert (actions().count("order.paid"), actions().count("payment.received"), jobs("assess")) == (1, 3, 3)
    assert not RowPortrait.objects.exists()


@pytest.mark.django_db
def test_all_are_decided_each_for_itself(ports: Ports) -> None:
    _, order = a_released(ports)
    for application in applications_of(order):
        decide_by_machine(ports, application.id)
    assert statuses(order) == {"granted"}
    assert OutboxMessage.objects.filter(kind="application.granted").count() == 3


@pytest.mark.usefixtures("committed")
def test_same_notice_four_times_at_once_is_accepted_once(ports: Ports) -> None:
    who, order = a_prepared(ports)
    payment = an_open_payment_of(ports, who, order)
    assert at_once(*[lambda: receive_payment(ports, notice_of(payment)).status] * 4) == ["paid"] * 4
    assert actions().count("order.paid") == 1 == jobs("release_order")


@pytest.mark.django_db
def test_second_payment_of_an_order_goes_back(ports: Ports) -> None:
    who, order = a_prepared(ports)
    first = an_open_payment_of(ports, who, order)
    receive_payment(ports, notice_of(first, is_paid=False))
    second = an_open_payment_of(ports, who, order)
    receive_payment(ports, notice_of(second))
    receive_payment(ports, notice_of(first))
    assert (state(first), state(second)) == ("refund_due", "paid")
    refund(ports, first.id)
    assert state(first) == "refunded"


@pytest.mark.django_db
@pytest.mark.parametrize("amount", [1, 10300, 30899, 30901])
def test_another_amount_is_not_taken_and_what_came_goes_back(ports: Ports, amount: int) -> None:
    who, order = a_prepared(ports)
    payment = an_open_payment_of(ports, who, order)
    assert receive_payment(ports, notice_of(payment, amount=amount)).status == "awaiting_payment"
    assert (state(payment), statuses(order)) == ("refund_due", {"awaiting_payment"})


@pytest.mark.django_db
def test_nobody_of_a_group_pays_alone(ports: Ports) -> None:
    _, order = a_prepared(ports)
    with pytest.raises(NothingToPay):
        start_payment(ports, applications_of(order)[0].id, BACK)


@pytest.mark.django_db
def test_there_is_nothing_to_pay_before_all_are_submitted_or_twice(ports: Ports) -> None:
    who, group = a_ready_group(ports)
    order = a_pressed(ports, who, group)
    with pytest.raises(NothingToPay):
        an_open_payment_of(ports, who, order)
    prepare_order(ports, order.id)
    receive_payment(ports, notice_of(an_open_payment_of(ports, who, order)))
    with pytest.raises(NothingToPay):
        an_open_payment_of(ports, who, order)


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("at", [1, 20, 21, 22])
def test_release_that_is_killed_goes_on(ports: Ports, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    _, order = a_paid_order(ports, 23)
    perform, done = releasing.perform, []

    def dying(*arguments: object) -> object:
        done.append(perform(*arguments))  # type: ignore[arg-type]
        if len(done) == at:
            raise Killed
        return done[-1]

    monkeypatch.setattr(releasing, "perform", dying)
    with pytest.raises(Killed):
        release_order(ports, order.id)
    monkeypatch.setattr(releasing, "perform", perform)
    release_order(ports, order.id)
    assert statuses(order) == {"in_assessment"}
    assert (actions().count("payment.received"), jobs("assess")) == (23, 23)


@pytest.mark.django_db
def test_paid_order_whose_job_was_lost_is_asked_for_again(ports: Ports, clock: SetClock) -> None:
    a_paid_order(ports, 1)
    clock.pass_by(minutes=61)
    resume_stranded(ports)
    assert jobs("release_order") == 2


@pytest.mark.django_db
def test_cancelled_before_payment_its_rows_are_free_and_can_go_again(ports: Ports) -> None:
    who, order = a_prepared(ports)
    payment = an_open_payment_of(ports, who, order)
    for _ in range(2):
        cancel_order(ports, who, order.id)
    assert jobs("settle_payment") == jobs("close_order") == 1
    close_order(ports, order.id)
    assert statuses(order) == {"withdrawn"}
    assert set(GroupRow.objects.values_list("order", "application")) == {(None, None)}
    assert receive_payment(ports, notice_of(payment)).status == "cancelled"
    assert state(payment) == "refund_due"
    again = a_pressed(ports, who, order.group, "press-2")
    prepare_order(ports, again.id)
    again.refresh_from_db()
    assert (again.status, again.amount) == ("awaiting_payment", 30900)


@pytest.mark.django_db
def test_cancelled_while_it_is_prepared_it_stops(ports: Ports) -> None:
    who, group = a_ready_group(ports)
    order = a_pressed(ports, who, group)
    cancel_order(ports, who, order.id)
    prepare_order(ports, order.id)
    close_order(ports, order.id)
    assert Application.objects.count() == 0 == GroupRow.objects.filter(order__isnull=False).count()


@pytest.mark.django_db
def test_paid_order_is_not_cancelled(ports: Ports) -> None:
    who, order = a_paid_order(ports, 1)
    with pytest.raises(OrderActRefused):
        cancel_order(ports, who, order.id)


@pytest.mark.django_db
def test_another_organisation_neither_cancels_nor_withdraws(ports: Ports) -> None:
    _, order = a_prepared(ports, 1)
    other = a_representative(ports)
    with pytest.raises(UnknownOrder):
        cancel_order(ports, other, order.id)
    with pytest.raises(UnknownApplication):
        withdraw_from_group(ports, other, applications_of(order)[0].id)


@pytest.mark.django_db
def test_unpaid_order_lapses_with_its_applications_and_late_money_goes_back(ports: Ports, clock: SetClock) -> None:
    who, order = a_prepared(ports)
    payment = an_open_payment_of(ports, who, order)
    clock.pass_by(days=6, hours=23)
    assert (lapse_orders(ports), lapse_unpaid(ports)) == (0, 0)
    clock.pass_by(hours=2)
    assert (lapse_unpaid(ports), lapse_orders(ports), lapse_orders(ports)) == (0, 1, 0)
    close_order(ports, order.id)
    assert statuses(order) == {"lapsed"}
    assert receive_payment(ports, notice_of(payment)).status == "lapsed"
    assert state(payment) == "refund_due"
    assert GroupRow.objects.filter(order__isnull=True).count() == 3


@pytest.mark.django_db
def test_who_withdraws_before_the_payment_is_not_paid_for(ports: Ports) -> None:
    who, order = a_prepared(ports)
    earlier = an_open_payment_of(ports, who, order)
    withdraw(ports, applications_of(order)[0].id)
    later = an_open_payment_of(ports, who, order)
    assert (earlier.amount, later.amount) == (30900, 20600)
    assert receive_payment(ports, notice_of(earlier)).status == "awaiting_payment"
    assert receive_payment(ports, notice_of(later)).status == "paid"
    assert (state(earlier), state(later)) == ("refund_due", "paid")
    release_order(ports, order.id)
    assert statuses(order) == {"withdrawn", "in_assessment"}


@pytest.mark.django_db
def test_order_that_everybody_leaves_is_over(ports: Ports) -> None:
    who, order = a_prepared(ports, 2)
    for application in applications_of(order):
        withdraw_from_group(ports, who, application.id)
    order.refresh_from_db()
    assert (order.status, jobs("close_order")) == ("cancelled", 1)


@pytest.mark.django_db
def test_representative_withdraws_before_the_decision_and_not_after(ports: Ports) -> None:
    who, order = a_released(ports, 2)
    first, second = applications_of(order)
    withdraw_from_group(ports, who, first.id)
    decide_by_machine(ports, second.id)
    with pytest.raises(TransitionRefused):
        withdraw_from_group(ports, who, second.id)
    assert statuses(order) == {"withdrawn", "granted"}


@pytest.mark.django_db
def test_stripe_collects_an_order_once(ports_with_stripe: Ports, stripe_server: Stripe) -> None:
    ports = ports_with_stripe
    who, order = a_prepared(ports)
    payment = an_open_payment_of(ports, who, order)
    session = stripe_server.sessions[payment.provider_reference]
    assert session["amount_total"] == 30900
    body, headers = signed(shapes.event("checkout.session.completed", session | shapes.PAID))
    for _ in range(2):
        assert take_notice(ports, body, headers).status == "paid"
    assert Payment.objects.get().state == "paid"


@pytest.mark.django_db
def test_lost_notice_of_an_order_is_found_by_asking(ports_with_stripe: Ports, stripe_server: Stripe) -> None:
    ports = ports_with_stripe
    who, order = a_prepared(ports, 1)
    payment = an_open_payment_of(ports, who, order)
    stripe_server.becomes(payment.provider_reference, **shapes.PAID)
    settle_payment(ports, payment.id)
    order.refresh_from_db()
    assert order.status == "paid"


@pytest.mark.django_db
def test_payer_of_a_cancelled_order_is_kept_from_paying(ports_with_stripe: Ports, stripe_server: Stripe) -> None:
    ports = ports_with_stripe
    who, order = a_prepared(ports, 1)
    payment = an_open_payment_of(ports, who, order)
    cancel_order(ports, who, order.id)
    settle_payment(ports, payment.id)
    assert stripe_server.sessions[payment.provider_reference]["status"] == "expired"


@pytest.mark.django_db
def test_currency_that_is_another_is_not_taken(ports: Ports) -> None:
    who, order = a_prepared(ports, 1)
    payment = an_open_payment_of(ports, who, order)
    notice = PaymentNotice(payment.provider_reference, True, payment.amount, "TRY")
    assert receive_payment(ports, notice).status == "awaiting_payment"
