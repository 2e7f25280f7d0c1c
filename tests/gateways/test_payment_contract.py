"""What every payment provider promises, whichever it is: the same tests for the demonstration bank, for none, for Stripe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest

from mapae.gateways.demonstration_bank import DemonstrationBank
from mapae.gateways.no_fee import NoFee
from mapae.gateways.stripe_checkout import StripeCheckout
from mapae.usecases.ports import (
    NoticeNotTrusted,
    PaymentNotice,
    PaymentOrder,
    PaymentProvider,
    ProviderUnavailable,
    StillOpen,
)
from tests.room.stripe import shapes
from tests.room.stripe.replay import Stripe
from tests.room.stripe.signing import SECRET_KEY, WEBHOOK_SECRET, signed

PAYMENT = UUID("5f0c2d8e-7d55-4e43-9a3b-0c6f5b1d2e3f")
Sends = Callable[[str, bool], tuple[bytes, dict[str, str]]]


@dataclass(frozen=True)
class Case:
    """A provider, how its notices come, and what its payer does to pay."""

    provider: PaymentProvider
    sends: Sends
    pays: Callable[[str], None]

    @property
    def collects(self) -> bool:
        return self.provider.name != "none"


def bank(_: Stripe) -> Case:
    provider = DemonstrationBank("a secret of the test")
    return Case(
        provider,
        lambda reference, is_paid: provider.notice(reference, is_paid=is_paid, amount=10300, currency="KRW"),
        lambda reference: None,
    )


def nobody(server: Stripe) -> Case:
    return Case(NoFee(), bank(server).sends, lambda reference: None)


def stripe(server: Stripe) -> Case:
    def sends(reference: str, is_paid: bool) -> tuple[bytes, dict[str, str]]:
        session = server.sessions[reference] | (shapes.PAID if is_paid else shapes.EXPIRED)
        return signed(shapes.event(f"checkout.session.{'completed' if is_paid else 'expired'}", session))

    return Case(
        StripeCheckout(SECRET_KEY, WEBHOOK_SECRET, api_base=server.url),
        sends,
        lambda reference: server.becomes(reference, **shapes.PAID),
    )


@pytest.fixture(params=[bank, nobody, stripe], ids=["demonstration", "none", "stripe"])
def case(request: pytest.FixtureRequest, stripe_server: Stripe) -> Case:
    return request.param(stripe_server)  # type: ignore[no-any-return]


def order(**changes: object) -> PaymentOrder:
    told: dict[str, object] = {
        "payment_id": str(PAYMENT), "amount": 10300, "currency": "KRW", "return_url": "http://testserver/tr/apply/paid/",
        "cancel_url": "http://testserver/tr/apply/result/", "language": "tr",
        "started_at": datetime(2026, 11, 22, 3, 0, tzinfo=UTC),
    }  # fmt: skip
    return PaymentOrder(**(told | changes))  # type: ignore[arg-type]


def started(case: Case) -> str:
    if not case.collects:
        return "none-started"
    return case.provider.start(order())[0]


def test_started_twice_it_is_one_payment_at_one_address(case: Case) -> None:
    if case.collects:
        assert case.provider.start(order()) == case.provider.start(order())
    else:
        with pytest.raises(ProviderUnavailable):
            case.provider.start(order())


def test_two_payments_have_two_references(case: Case) -> None:
    if case.collects:
        assert case.provider.start(order())[0] != case.provider.start(order(payment_id=str(UUID(int=7))))[0]


def test_address_of_the_payer_is_told_again(case: Case) -> None:
    if case.collects:
        reference, address = case.provider.start(order())
        assert case.provider.ask(reference, "tr") == StillOpen(address)
    else:
        with pytest.raises(ProviderUnavailable):
            case.provider.ask("none-started", "tr")


@pytest.mark.parametrize("is_paid", [True, False])
def test_signed_notice_is_read_and_read_again(case: Case, is_paid: bool) -> None:
    reference = started(case)
    body, headers = case.sends(reference, is_paid)
    if case.collects:
        for _ in range(2):
            assert case.provider.read_notice(body, headers) == PaymentNotice(reference, is_paid, 10300, "KRW")
    else:
        with pytest.raises(NoticeNotTrusted):
            case.provider.read_notice(body, headers)


def test_any_flipped_byte_and_any_missing_signature_is_refused(case: Case) -> None:
    body, headers = case.sends(started(case), True)
    for place in {0, 1, len(body) // 3, len(body) // 2, len(body) - 1}:
        flipped = bytearray(body)
        flipped[place] ^= 1
        with pytest.raises(NoticeNotTrusted):
            case.provider.read_notice(bytes(flipped), headers)
    for changed in ({}, dict.fromkeys(headers, ""), dict.fromkeys(headers, "t=1,v1=00"), dict.fromkeys(headers, "\0")):
        with pytest.raises(NoticeNotTrusted):
            case.provider.read_notice(body, changed)
    with pytest.raises(NoticeNotTrusted):
        case.provider.read_notice(b"\xff\xfe", headers)


def test_closing_twice_is_no_fault(case: Case) -> None:
    reference = started(case)
    case.provider.close(reference)
    case.provider.close(reference)


def test_refunding_twice_is_no_fault_and_gives_back_once(case: Case, stripe_server: Stripe) -> None:
    reference = started(case)
    case.pays(reference)
    for _ in range(2):
        if case.collects:
            case.provider.refund(str(PAYMENT), reference)
        else:
            with pytest.raises(ProviderUnavailable):
                case.provider.refund(str(PAYMENT), reference)
    assert len(stripe_server.refunds) == (case.provider.name == "stripe")


def test_name_fits_into_its_column(case: Case) -> None:
    assert 0 < len(case.provider.name) <= 24
