"""Fees at a provider that is a machine elsewhere: slow, silent, out of order, out of reach, and never the loser's fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from mapae.gateways.stripe_checkout import StripeCheckout
from mapae.records.models import Application, Payment
from mapae.usecases.pay import AnotherProvider, NothingToPay, UnknownPayment, receive_notice, refund, start_payment
from mapae.usecases.ports import PaymentOrder, Ports, ProviderUnavailable, RefundNotice
from mapae.usecases.settle_payment import SILENT_FOR, settle_payment, settle_silent_payments
from mapae.usecases.sweep import lapse_unpaid, resume_stranded
from mapae.usecases.take_notice import take_notice
from mapae.usecases.withdraw import withdraw
from tests.room.clock import SetClock
from tests.room.stripe import shapes
from tests.room.stripe.replay import Stripe
from tests.room.stripe.signing import SECRET_KEY, WEBHOOK_SECRET, signed
from tests.usecases.steps import BACK, a_submitted, at_once
from tests.usecases.test_pay import actions

pytestmark = pytest.mark.wide

COMPLETED, SUCCEEDED, FAILED, EXPIRED = (
    f"checkout.session.{end}" for end in ("completed", "async_payment_succeeded", "async_payment_failed", "expired")
)


@pytest.fixture
def paying(ports_with_stripe: Ports) -> Ports:
    return ports_with_stripe


def begun(ports: Ports) -> tuple[UUID, Payment]:
    application = a_submitted(ports)
    return application, start_payment(ports, application, BACK)[0]


def status(application: UUID) -> str:
    return Application.objects.get(id=application).status


def states() -> list[str]:
    return list(Payment.objects.order_by("started_at", "state").values_list("state", flat=True))


def notice(server: Stripe, payment: Payment, kind: str, **now: Any) -> tuple[bytes, dict[str, str]]:
    return signed(shapes.event(kind, server.sessions[payment.provider_reference] | now))


def refunded(payment: Payment) -> tuple[bytes, dict[str, str]]:
    return signed(shapes.event("charge.refunded", shapes.charge(metadata={"mapae_payment": str(payment.id)})))


def enqueued() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args->>'payment' FROM procrastinate_jobs WHERE args ? 'payment' ORDER BY id")
        return cursor.fetchall()


# --- started, abandoned, resumed ---


@pytest.mark.django_db
def test_open_session_is_taken_up_again(paying: Ports, stripe_server: Stripe) -> None:
    application = a_submitted(paying)
    first, second = (start_payment(paying, application, BACK) for _ in range(2))
    assert (first[0].id, first[1]) == (second[0].id, second[1])
    assert len(stripe_server.sessions) == Payment.objects.count() == actions().count("payment.started") == 1


@pytest.mark.django_db
def test_abandoned_payment_is_followed_by_another_even_if_nobody_told_us(paying: Ports, stripe_server: Stripe) -> None:
    application, first = begun(paying)
    stripe_server.becomes(first.provider_reference, **shapes.EXPIRED)
    second, address = start_payment(paying, application, BACK)
    assert second.id != first.id
    assert address == stripe_server.sessions[second.provider_reference]["url"]
    assert states() == ["failed", "started"]


@pytest.mark.django_db
def test_lost_notice_of_a_payment_is_found_when_the_payer_presses_again(paying: Ports, stripe_server: Stripe) -> None:
    application, payment = begun(paying)
    stripe_server.becomes(payment.provider_reference, **shapes.PAID)
    with pytest.raises(NothingToPay):
        start_payment(paying, application, BACK)
    assert (status(application), states()) == ("in_assessment", ["paid"])
    assert take_notice(paying, *notice(stripe_server, payment, COMPLETED)).status == "granted"
    assert actions().count("payment.received") == 1


@pytest.mark.django_db
def test_refused_at_the_bank_the_payer_tries_again_within_the_same_session(
    paying: Ports, stripe_server: Stripe
) -> None:
    """Stripe shows the refusal itself; to us the session stays open, and the payer's next press leads back to it."""
    application, payment = begun(paying)
    declined = shapes.event("payment_intent.payment_failed", shapes.payment_intent("requires_payment_method"))
    assert take_notice(paying, *signed(declined)) is None
    assert start_payment(paying, application, BACK)[0].id == payment.id


@pytest.mark.django_db
def test_money_under_way_is_waited_for_and_not_asked_for_again(paying: Ports, stripe_server: Stripe) -> None:
    application, payment = begun(paying)
    stripe_server.becomes(payment.provider_reference, **shapes.TRANSFER_AWAITED)
    for _ in range(2):
        with pytest.raises(NothingToPay):
            start_payment(paying, application, BACK)
    assert (status(application), states()) == ("awaiting_payment", ["under_way"])
    take_notice(paying, *notice(stripe_server, payment, SUCCEEDED, **shapes.PAID))
    assert (status(application), states()) == ("granted", ["paid"])


@pytest.mark.django_db
def test_transfer_that_failed_can_be_paid_otherwise(paying: Ports, stripe_server: Stripe) -> None:
    application, payment = begun(paying)
    take_notice(paying, *notice(stripe_server, payment, COMPLETED, **shapes.TRANSFER_AWAITED))
    take_notice(paying, *notice(stripe_server, payment, FAILED, **shapes.TRANSFER_AWAITED))
    assert states() == ["failed"]
    assert start_payment(paying, application, BACK)[0].id != payment.id


# --- the provider is out of reach ---


@pytest.mark.django_db
@pytest.mark.parametrize("answer", [shapes.TOO_MANY, shapes.WRONG_KEY, shapes.KEY_IN_USE])
def test_out_of_reach_at_the_start_the_same_payment_is_begun_again(
    paying: Ports, stripe_server: Stripe, answer: tuple[int, dict[str, Any]]
) -> None:
    application = a_submitted(paying)
    stripe_server.next_answers = [answer]
    with pytest.raises(ProviderUnavailable):
        start_payment(paying, application, BACK)
    assert (status(application), states()) == ("awaiting_payment", ["started"])
    payment, _ = start_payment(paying, application, BACK)
    assert payment.provider_reference in stripe_server.sessions
    assert Payment.objects.count() == actions().count("payment.started") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("answer", [shapes.BROKEN, shapes.OTHER_PARAMETERS, shapes.CARD_DECLINED])
def test_answer_that_stripe_would_repeat_is_not_asked_for_again(
    paying: Ports, stripe_server: Stripe, answer: tuple[int, dict[str, Any]]
) -> None:
    application = a_submitted(paying)
    stripe_server.next_answers = [answer]
    with pytest.raises(ProviderUnavailable):
        start_payment(paying, application, BACK)
    assert states() == ["failed"]
    assert start_payment(paying, application, BACK)[0].provider_reference in stripe_server.sessions
    assert states() == ["failed", "started"]


@pytest.mark.django_db
def test_payment_that_was_never_answered_is_given_up_after_an_hour(
    paying: Ports, stripe_server: Stripe, clock: SetClock
) -> None:
    application = a_submitted(paying)
    stripe_server.next_answers = [shapes.TOO_MANY]
    with pytest.raises(ProviderUnavailable):
        start_payment(paying, application, BACK)
    clock.pass_by(hours=1, seconds=1)
    start_payment(paying, application, BACK)
    assert states() == ["failed", "started"]


@pytest.mark.django_db
def test_out_of_reach_later_nothing_changes(paying: Ports, stripe_server: Stripe) -> None:
    application, payment = begun(paying)
    stripe_server.next_answers = [shapes.OUT_OF_SERVICE]
    with pytest.raises(ProviderUnavailable):
        start_payment(paying, application, BACK)
    assert (status(application), states()) == ("awaiting_payment", ["started"])
    assert start_payment(paying, application, BACK)[0].id == payment.id


@pytest.mark.django_db
def test_after_a_change_of_accounts_the_payer_gets_a_new_payment(paying: Ports, stripe_server: Stripe) -> None:
    application, _ = begun(paying)
    stripe_server.sessions.clear()
    assert start_payment(paying, application, BACK)[1].startswith("https://checkout.stripe.com/")
    assert states() == ["failed", "started"]


# --- notices in any order, any number of times ---


@pytest.mark.django_db
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_notices_of_a_transfer_come_in_any_order_and_twice(
    paying: Ports, stripe_server: Stripe, order: tuple[int, ...]
) -> None:
    application, payment = begun(paying)
    notices = [
        notice(stripe_server, payment, COMPLETED, **shapes.TRANSFER_AWAITED),
        notice(stripe_server, payment, SUCCEEDED, **shapes.PAID),
        notice(stripe_server, payment, EXPIRED, **shapes.EXPIRED),
    ]
    for place in (*order, *reversed(order)):
        take_notice(paying, *notices[place])
    assert (status(application), states()) == ("granted", ["paid"])
    assert actions().count("payment.received") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("refund_first", [True, False])
def test_money_that_came_and_went_back_is_both_told_once_in_any_order(
    paying: Ports, stripe_server: Stripe, refund_first: bool
) -> None:
    application, payment = begun(paying)
    notices = [notice(stripe_server, payment, COMPLETED, **shapes.PAID), refunded(payment)]
    for told in (notices[::-1] if refund_first else notices) * 2:
        take_notice(paying, *told)
    assert states() == ["refunded"]
    assert actions().count("payment.refunded") == 1
    assert status(application) == ("awaiting_payment" if refund_first else "granted")


@pytest.mark.django_db
def test_notices_of_unknown_payments_are_told_apart(paying: Ports) -> None:
    strange = shapes.session(**shapes.PAID, client_reference_id="x")
    for told in (
        signed(shapes.event(COMPLETED, strange)),
        signed(shapes.event("charge.refunded", shapes.charge(metadata={"mapae_payment": str(UUID(int=1))}))),
    ):
        with pytest.raises(UnknownPayment):
            take_notice(paying, *told)


@pytest.mark.django_db
def test_another_providers_payments_are_not_its_own(paying: Ports, ports: Ports, stripe_server: Stripe) -> None:
    application, payment = begun(ports)
    with pytest.raises(UnknownPayment):
        receive_notice(paying, RefundNotice(payment.id))
    at_stripe, _ = start_payment(paying, application, BACK)
    assert (at_stripe.provider, payment.provider) == ("stripe", "demonstration")


# --- closed applications, and money that goes back ---


def close_by_withdrawal(paying: Ports, application: UUID, _: SetClock) -> None:
    withdraw(paying, application)


def close_by_lapse(paying: Ports, application: UUID, clock: SetClock) -> None:
    clock.pass_by(days=8)
    assert lapse_unpaid(paying) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("close", [close_by_withdrawal, close_by_lapse])
def test_open_session_of_a_closed_application_is_closed_too(
    paying: Ports, stripe_server: Stripe, clock: SetClock, close: Callable[..., None]
) -> None:
    application, payment = begun(paying)
    close(paying, application, clock)
    assert enqueued() == [("settle_payment", str(payment.id))]
    settle_payment(paying, payment.id)
    assert stripe_server.sessions[payment.provider_reference]["status"] == "expired"
    settle_payment(paying, payment.id)
    assert states() == ["failed"]


@pytest.mark.django_db
@pytest.mark.parametrize("close", [close_by_withdrawal, close_by_lapse])
def test_who_paid_just_before_the_end_gets_the_money_back(
    paying: Ports, stripe_server: Stripe, clock: SetClock, close: Callable[..., None]
) -> None:
    application, payment = begun(paying)
    stripe_server.becomes(payment.provider_reference, **shapes.PAID)
    close(paying, application, clock)
    settle_payment(paying, payment.id)
    assert states() == ["refund_due"]
    assert enqueued()[-1] == ("refund", str(payment.id))
    refund(paying, payment.id)
    assert states() == ["refunded"]
    assert [made["payment_intent"] for made in stripe_server.refunds] == [shapes.COMPLETE["payment_intent"]]
    assert actions()[-2:] == ["payment.refund_due", "payment.refunded"]


@pytest.mark.django_db
def test_second_payment_goes_back_and_the_first_stays(paying: Ports, stripe_server: Stripe) -> None:
    application, first = begun(paying)
    stripe_server.becomes(first.provider_reference, **shapes.EXPIRED)
    second, _ = start_payment(paying, application, BACK)
    for payment in (second, first):
        stripe_server.becomes(payment.provider_reference, **(shapes.PAID | {"payment_intent": f"pi_{payment.id}"}))
        take_notice(paying, *notice(stripe_server, payment, COMPLETED))
    refund(paying, first.id)
    assert sorted(states()) == ["paid", "refunded"]
    assert [made["payment_intent"] for made in stripe_server.refunds] == [f"pi_{first.id}"]


@pytest.mark.django_db
def test_refund_waits_for_the_provider_and_is_taken_up_by_the_sweep(
    paying: Ports, stripe_server: Stripe, clock: SetClock
) -> None:
    application, payment = begun(paying)
    withdraw(paying, application)
    take_notice(paying, *notice(stripe_server, payment, COMPLETED, **shapes.PAID))
    stripe_server.becomes(payment.provider_reference, **shapes.PAID)
    stripe_server.next_answers = [shapes.OUT_OF_SERVICE]
    with pytest.raises(ProviderUnavailable):
        refund(paying, payment.id)
    assert (states(), stripe_server.refunds) == (["refund_due"], [])
    before = len(enqueued())
    clock.pass_by(hours=1, seconds=1)
    resume_stranded(paying)
    assert enqueued()[before:] == [("refund", str(payment.id))]
    refund(paying, payment.id)
    assert (states(), len(stripe_server.refunds)) == (["refunded"], 1)


@pytest.mark.django_db
def test_killed_after_the_refund_and_before_our_commit_it_is_given_back_once(
    paying: Ports, stripe_server: Stripe
) -> None:
    application, payment = begun(paying)
    withdraw(paying, application)
    take_notice(paying, *notice(stripe_server, payment, COMPLETED, **shapes.PAID))
    stripe_server.becomes(payment.provider_reference, **shapes.PAID)
    with transaction.atomic():
        refund(paying, payment.id)
        transaction.set_rollback(True)
    assert (states(), len(stripe_server.refunds)) == (["refund_due"], 1)
    refund(paying, payment.id)
    assert (states(), len(stripe_server.refunds)) == (["refunded"], 1)
    assert actions().count("payment.refunded") == 1


@pytest.mark.django_db
def test_another_provider_cannot_give_back(paying: Ports, ports: Ports, stripe_server: Stripe) -> None:
    application, payment = begun(paying)
    withdraw(paying, application)
    take_notice(paying, *notice(stripe_server, payment, COMPLETED, **shapes.PAID))
    with pytest.raises(AnotherProvider, match="stripe"):
        refund(ports, payment.id)
    assert states() == ["refund_due"]


# --- silence ---


@pytest.mark.django_db
def test_silent_payment_is_asked_about_soon_and_then_daily(
    paying: Ports, stripe_server: Stripe, clock: SetClock
) -> None:
    _, payment = begun(paying)
    assert settle_silent_payments(paying) == 0
    clock.pass_by(hours=1, seconds=1)
    assert settle_silent_payments(paying) == 1
    clock.pass_by(hours=1)
    assert settle_silent_payments(paying) == 0
    clock.pass_by(hours=23)
    assert settle_silent_payments(paying) == 1
    assert enqueued() == [("settle_payment", str(payment.id))] * 2
    assert SILENT_FOR[-1].days == 14


@pytest.mark.django_db
def test_settling_a_silent_payment_finds_what_became_of_it(paying: Ports, stripe_server: Stripe) -> None:
    application, payment = begun(paying)
    settle_payment(paying, payment.id)
    assert (states(), stripe_server.paths()[-1].split()[0]) == (["started"], "GET")
    stripe_server.becomes(payment.provider_reference, **shapes.PAID)
    settle_payment(paying, payment.id)
    assert (status(application), states()) == ("in_assessment", ["paid"])
    asked = len(stripe_server.asked)
    settle_payment(paying, payment.id)
    assert len(stripe_server.asked) == asked


# --- at once, and outside of every transaction ---


class Watching(StripeCheckout):
    """Stripe, and whether the database waited for it."""

    def __init__(self, url: str) -> None:
        super().__init__(SECRET_KEY, WEBHOOK_SECRET, api_base=url)
        self.waits: list[str] = []

    def _look(self, act: str) -> None:
        if connection.in_atomic_block or connection.connection is not None:
            self.waits.append(act)

    def start(self, order: PaymentOrder) -> tuple[str, str]:
        self._look("start")
        return super().start(order)

    def ask(self, provider_reference: str, language: str) -> Any:
        self._look("ask")
        return super().ask(provider_reference, language)

    def close(self, provider_reference: str) -> None:
        self._look("close")
        super().close(provider_reference)

    def refund(self, payment_id: str, provider_reference: str) -> None:
        self._look("refund")
        super().refund(payment_id, provider_reference)


@pytest.mark.usefixtures("committed")
def test_database_never_waits_for_the_provider(ports: Ports, stripe_server: Stripe) -> None:
    provider = Watching(stripe_server.url)
    watched = replace(ports, payments=provider)
    application, payment = begun(watched)
    start_payment(watched, application, BACK)
    withdraw(watched, application)
    settle_payment(watched, payment.id)
    take_notice(watched, *notice(stripe_server, payment, COMPLETED, **shapes.PAID))
    stripe_server.becomes(payment.provider_reference, **shapes.PAID)
    refund(watched, payment.id)
    assert states() == ["refunded"]
    assert provider.waits == []
    with transaction.atomic():
        connection.ensure_connection()
        assert isinstance(provider.ask(payment.provider_reference or "", "en"), object)
    assert provider.waits == ["ask"], "this watch sees nothing"


@pytest.mark.usefixtures("committed")
def test_four_presses_at_once_begin_one_payment(paying: Ports, stripe_server: Stripe) -> None:
    application = a_submitted(paying)
    found = at_once(*[lambda: start_payment(paying, application, BACK)[1]] * 4)
    assert len(set(map(str, found))) == 1, found
    assert len(stripe_server.sessions) == Payment.objects.count() == actions().count("payment.started") == 1


@pytest.mark.usefixtures("committed")
def test_three_workers_give_back_once(paying: Ports, stripe_server: Stripe) -> None:
    application, payment = begun(paying)
    withdraw(paying, application)
    take_notice(paying, *notice(stripe_server, payment, COMPLETED, **shapes.PAID))
    stripe_server.becomes(payment.provider_reference, **shapes.PAID)
    assert at_once(*[lambda: refund(paying, payment.id)] * 3) == [None] * 3
    assert (states(), len(stripe_server.refunds)) == (["refunded"], 1)
    assert actions().count("payment.refunded") == 1


@pytest.mark.usefixtures("committed")
def test_notice_and_the_payers_press_at_once_pay_once(paying: Ports, stripe_server: Stripe) -> None:
    application, payment = begun(paying)
    stripe_server.becomes(payment.provider_reference, **shapes.PAID)
    told = notice(stripe_server, payment, COMPLETED)
    at_once(*[lambda: take_notice(paying, *told), lambda: start_payment(paying, application, BACK)] * 2)
    assert (status(application), states()) == ("granted", ["paid"])
    assert actions().count("payment.received") == 1
