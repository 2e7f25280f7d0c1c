"""Who withdraws before the decision gets the fee back, once, where the rules of the submission say so, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from mapae.core.rulebook.model import BEFORE_DECISION, Rulebook
from mapae.records.models import FeeRefund, Payment
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.ports import Ports, ProviderUnavailable, Rulebooks
from mapae.usecases.read_order import read_order
from mapae.usecases.read_receipt import read_receipt
from mapae.usecases.refund_fee import refund_fee
from mapae.usecases.sweep import resume_stranded
from mapae.usecases.take_notice import take_notice
from mapae.usecases.withdraw import withdraw, withdraw_from_group
from tests.room.clock import SetClock
from tests.room.stripe import shapes
from tests.room.stripe.replay import Stripe
from tests.room.stripe.signing import signed
from tests.usecases.order_steps import a_prepared, a_released, an_open_payment_of, applications_of, jobs
from tests.usecases.steps import a_paid, a_submitted


@dataclass(frozen=True)
class Refunding:
    """The rulebooks of the house, of a programme that gives fees back before the decision."""

    theirs: Rulebooks

    def newest(self, programme: str) -> tuple[str, bytes]:
        return self.theirs.newest(programme)

    def read(self, version: str, content: bytes) -> Rulebook:
        read = self.theirs.read(version, content)
        return replace(read, fees=tuple(replace(rule, refund=BEFORE_DECISION) for rule in read.fees))


@pytest.fixture
def refunding(ports: Ports) -> Ports:
    return replace(ports, rulebooks=Refunding(ports.rulebooks))


@pytest.mark.django_db
def test_fee_of_one_of_an_order_goes_back_once(refunding: Ports) -> None:
    ports = refunding
    who, order = a_released(ports)
    withdraw_from_group(ports, who, applications_of(order)[1].id)
    owed = FeeRefund.objects.get()
    assert (owed.amount, owed.currency, owed.state, jobs("refund_fee")) == (10300, "KRW", "due", 1)
    for _ in range(2):
        refund_fee(ports, owed.id)
    owed.refresh_from_db()
    assert owed.state == "refunded"
    assert (Payment.objects.get().state, order.status) == ("paid", "released")
    assert (read_order(ports, who, order.id).given_back, read_receipt(ports, who, order.id).given_back) == (
        10300,
        10300,
    )


@pytest.mark.django_db
def test_fee_of_a_single_application_goes_back_too(refunding: Ports) -> None:
    withdraw(refunding, a_paid(refunding))
    assert FeeRefund.objects.get().amount == 10300


@pytest.mark.django_db
def test_nothing_goes_back_where_the_rules_do_not_say_so(ports: Ports) -> None:
    who, order = a_released(ports, 1)
    withdraw_from_group(ports, who, applications_of(order)[0].id)
    assert not FeeRefund.objects.exists()


@pytest.mark.django_db
def test_nothing_goes_back_that_was_not_paid(refunding: Ports) -> None:
    withdraw(refunding, a_submitted(refunding))
    who, order = a_prepared(refunding, 2)
    withdraw_from_group(refunding, who, applications_of(order)[0].id)
    assert not FeeRefund.objects.exists()


@pytest.mark.django_db
def test_refund_whose_job_was_lost_is_asked_for_again(refunding: Ports, clock: SetClock) -> None:
    withdraw(refunding, a_paid(refunding))
    clock.pass_by(minutes=61)
    resume_stranded(refunding)
    assert jobs("refund_fee") == 2


@pytest.mark.django_db
def test_stripe_gives_back_a_part_each_once_and_tells_when_all_is_gone(
    ports_with_stripe: Ports, stripe_server: Stripe
) -> None:
    ports = replace(ports_with_stripe, rulebooks=Refunding(ports_with_stripe.rulebooks))
    who, order = a_prepared(ports, 2)
    payment = an_open_payment_of(ports, who, order)
    stripe_server.becomes(payment.provider_reference, **shapes.PAID)
    session = stripe_server.sessions[payment.provider_reference]
    take_notice(ports, *signed(shapes.event("checkout.session.completed", session)))
    first, second = applications_of(order)
    for application in (first, second):
        withdraw_from_group(ports, who, application.id)
    for owed in FeeRefund.objects.order_by("id"):
        refund_fee(ports, owed.id)
        refund_fee(ports, owed.id)
    assert [made["amount"] for made in stripe_server.refunds] == [10300, 10300]
    asked = [one for one in stripe_server.asked if one.path.startswith("/v1/refunds")]
    assert {one.headers["idempotency-key"] for one in asked} == {
        f"mapae-refund-{owed.id}" for owed in FeeRefund.objects.all()
    }
    gone = shapes.charge(metadata={"mapae_payment": str(payment.id)})
    take_notice(ports, *signed(shapes.event("charge.refunded", gone)))
    assert Payment.objects.get().state == "refunded"


@pytest.mark.django_db
def test_refund_that_stripe_does_not_take_stays_owed(ports_with_stripe: Ports, stripe_server: Stripe) -> None:
    ports = replace(ports_with_stripe, rulebooks=Refunding(ports_with_stripe.rulebooks))
    who, order = a_prepared(ports, 1)
    payment = an_open_payment_of(ports, who, order)
    stripe_server.becomes(payment.provider_reference, **shapes.PAID)
    session = stripe_server.sessions[payment.provider_reference]
    take_notice(ports, *signed(shapes.event("checkout.session.completed", session)))
    withdraw_from_group(ports, who, applications_of(order)[0].id)
    stripe_server.next_answers = [(200, session), (200, shapes.refund(status="failed"))]
    with pytest.raises(ProviderUnavailable):
        refund_fee(ports, FeeRefund.objects.get().id)
    assert FeeRefund.objects.get().state == "due"


@pytest.mark.django_db
def test_nobody_gets_the_fee_back_after_a_decision(refunding: Ports) -> None:
    who, order = a_released(refunding, 1)
    application = applications_of(order)[0]
    decide_by_machine(refunding, application.id)
    with pytest.raises(Exception, match="not possible"):
        withdraw_from_group(refunding, who, application.id)
    assert not FeeRefund.objects.exists()
