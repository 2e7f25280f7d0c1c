"""Stripe behind the port: what it is told, what its answers and notices mean, and what becomes of its faults.

The library's own HTTP client speaks to a server on the loopback, which replays recorded shapes. Signatures are made by the
documented scheme, not by the library.
"""

from __future__ import annotations

import io
import json
import logging
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from mapae.gateways.stripe_checkout import LIVES_FOR, TOLERANCE, StripeCheckout
from mapae.site.logs import set_up_logs
from mapae.usecases.ports import (
    NoticeNotTrusted,
    PaymentNotice,
    PaymentUnderWay,
    ProviderUnavailable,
    RefundNotice,
    StillOpen,
)
from tests.gateways.test_payment_contract import PAYMENT, order
from tests.records.canary import Canary
from tests.room.stripe import shapes
from tests.room.stripe.replay import Answer, Stripe
from tests.room.stripe.signing import SECRET_KEY, WEBHOOK_SECRET, signature, signed

pytestmark = pytest.mark.wide

OURS = {"client_reference_id": str(PAYMENT), "metadata": {"mapae_payment": str(PAYMENT)}}
SESSION = shapes.session()["id"]


@pytest.fixture
def checkout(stripe_server: Stripe) -> StripeCheckout:
    return gateway(stripe_server.url)


def gateway(url: str, **more: Any) -> StripeCheckout:
    return StripeCheckout(SECRET_KEY, WEBHOOK_SECRET, api_base=url, **({"timeout": (1.0, 1.0), "retries": 1} | more))


def read(checkout: StripeCheckout, kind: str, thing: dict[str, Any], **changes: Any) -> object:
    return checkout.read_notice(*signed(shapes.event(kind, thing, **changes)))


# --- what Stripe is told ---


def test_session_is_asked_for_exactly_so(checkout: StripeCheckout, stripe_server: Stripe) -> None:
    wanted = order()
    reference, address = checkout.start(wanted)
    (asked,) = stripe_server.asked
    assert (asked.method, asked.path) == ("POST", "/v1/checkout/sessions")
    assert asked.form == {
        "mode": "payment",
        "submit_type": "pay",
        "line_items[0][price_data][currency]": "krw",
        "line_items[0][price_data][unit_amount]": "10300",
        "line_items[0][price_data][product_data][name]": "Elektronik seyahat izni: ücret",
        "line_items[0][quantity]": "1",
        "client_reference_id": str(PAYMENT),
        "metadata[mapae_payment]": str(PAYMENT),
        "payment_intent_data[metadata][mapae_payment]": str(PAYMENT),
        "adaptive_pricing[enabled]": "false",
        "locale": "tr",
        "success_url": "http://testserver/tr/apply/paid/",
        "cancel_url": "http://testserver/tr/apply/result/",
        "expires_at": str(int((wanted.started_at + LIVES_FOR).timestamp())),
    }
    assert asked.headers["idempotency-key"] == f"mapae-start-{PAYMENT}"
    assert asked.headers["stripe-version"] == shapes.VERSION
    assert asked.headers["authorization"] == f"Bearer {SECRET_KEY}"
    assert "x-stripe-client-telemetry" not in asked.headers
    assert "telemetry_id" not in asked.headers["x-stripe-client-user-agent"]
    assert address == f"https://checkout.stripe.com/c/pay/{reference}"


@pytest.mark.parametrize(("language", "locale"), [("tr", "tr"), ("ko", "ko"), ("en", "en"), ("ja", "auto")])
def test_payers_page_speaks_their_language(
    checkout: StripeCheckout, stripe_server: Stripe, language: str, locale: str
) -> None:
    checkout.start(order(language=language))
    assert stripe_server.asked[0].form["locale"] == locale


@pytest.mark.parametrize(
    ("amount", "currency", "sent"),
    [
        (10300, "KRW", "10300"), (700, "EUR", "700"), (500, "JPY", "500"), (5124, "KWD", "5124"),
        (5, "ISK", "500"), (5, "UGX", "500"), (1000, "HUF", "1000"),
    ],
)  # fmt: skip
def test_amount_is_counted_as_stripe_counts(
    checkout: StripeCheckout, stripe_server: Stripe, amount: int, currency: str, sent: str
) -> None:
    reference, _ = checkout.start(order(amount=amount, currency=currency))
    assert stripe_server.asked[0].form["line_items[0][price_data][unit_amount]"] == sent
    stripe_server.becomes(reference, **shapes.PAID)
    assert checkout.ask(reference, "tr") == PaymentNotice(reference, True, amount, currency)


def test_half_a_coin_is_not_rounded(checkout: StripeCheckout) -> None:
    session = shapes.session(**shapes.PAID, **OURS, currency="isk", amount_total=550)
    with pytest.raises(ValueError, match="ISK"):
        read(checkout, "checkout.session.completed", session)


def test_refund_names_the_payment_and_nothing_else(checkout: StripeCheckout, stripe_server: Stripe) -> None:
    reference, _ = checkout.start(order())
    stripe_server.becomes(reference, **shapes.PAID)
    checkout.refund(str(PAYMENT), reference)
    asked = stripe_server.asked[-1]
    assert asked.form == {
        "payment_intent": shapes.COMPLETE["payment_intent"], "metadata[mapae_payment]": str(PAYMENT),
    }  # fmt: skip
    assert asked.headers["idempotency-key"] == f"mapae-refund-{PAYMENT}"


# --- what its answers mean ---


@pytest.mark.parametrize(
    ("now", "meaning"),
    [
        (shapes.PAID, PaymentNotice(SESSION, True, 10300, "KRW")),
        (shapes.EXPIRED, PaymentNotice(SESSION, False, 10300, "KRW")),
        (shapes.TRANSFER_AWAITED, PaymentUnderWay(SESSION)),
        (
            shapes.TRANSFER_AWAITED | {"_transfer": "requires_payment_method"},
            PaymentNotice(SESSION, False, 10300, "KRW"),
        ),
        ({}, StillOpen(shapes.session()["url"])),
    ],
)
def test_where_a_session_stands(
    checkout: StripeCheckout, stripe_server: Stripe, now: dict[str, Any], meaning: object
) -> None:
    stripe_server.sessions[SESSION] = shapes.session() | now
    assert checkout.ask(SESSION, "tr") == meaning


def test_closed_session_takes_no_money(checkout: StripeCheckout, stripe_server: Stripe) -> None:
    reference, _ = checkout.start(order())
    checkout.close(reference)
    assert checkout.ask(reference, "tr") == PaymentNotice(reference, False, 10300, "KRW")


def test_paid_session_is_not_closed_and_that_is_no_fault(checkout: StripeCheckout, stripe_server: Stripe) -> None:
    reference, _ = checkout.start(order())
    stripe_server.becomes(reference, **shapes.PAID)
    checkout.close(reference)
    assert checkout.ask(reference, "tr") == PaymentNotice(reference, True, 10300, "KRW")


@pytest.mark.parametrize("status", ["failed", "canceled"])
def test_refund_that_failed_at_once_is_not_taken_for_done(
    checkout: StripeCheckout, stripe_server: Stripe, status: str
) -> None:
    stripe_server.sessions[SESSION] = shapes.session() | shapes.PAID
    stripe_server.next_answers = [(200, shapes.session() | shapes.PAID), (200, shapes.refund(status=status))]
    with pytest.raises(ProviderUnavailable, match=status):
        checkout.refund(str(PAYMENT), SESSION)


@pytest.mark.parametrize("status", ["pending", "requires_action", "succeeded"])
def test_refund_that_is_ordered_is_done(checkout: StripeCheckout, stripe_server: Stripe, status: str) -> None:
    stripe_server.next_answers = [(200, shapes.session() | shapes.PAID), (200, shapes.refund(status=status))]
    checkout.refund(str(PAYMENT), SESSION)


def test_nothing_is_refunded_of_a_session_without_a_payment(checkout: StripeCheckout, stripe_server: Stripe) -> None:
    stripe_server.sessions[SESSION] = shapes.session()
    with pytest.raises(ProviderUnavailable):
        checkout.refund(str(PAYMENT), SESSION)
    assert stripe_server.refunds == []


@pytest.mark.parametrize("url", ["https://pay.example.org/c/pay/x", "http://checkout.stripe.com/x", None,
                                 "https://checkout.stripe.com.example.org/x"])  # fmt: skip
def test_payer_is_never_sent_to_another_host(checkout: StripeCheckout, stripe_server: Stripe, url: str | None) -> None:
    stripe_server.next_answers = [(200, shapes.session(url=url))]
    with pytest.raises(ProviderUnavailable):
        checkout.start(order())


# --- what its notices mean ---

PAID_SESSION = shapes.session(**shapes.PAID, **OURS)
AWAITED_SESSION = shapes.session(**shapes.TRANSFER_AWAITED, **OURS)
EXPIRED_SESSION = shapes.session(**shapes.EXPIRED, **OURS)
GONE_BACK = shapes.charge(metadata={"mapae_payment": str(PAYMENT)})


@pytest.mark.parametrize(
    ("kind", "thing", "meaning"),
    [
        ("checkout.session.completed", PAID_SESSION, PaymentNotice(SESSION, True, 10300, "KRW")),
        ("checkout.session.completed", AWAITED_SESSION, PaymentUnderWay(SESSION)),
        ("checkout.session.async_payment_succeeded", PAID_SESSION, PaymentNotice(SESSION, True, 10300, "KRW")),
        ("checkout.session.async_payment_failed", AWAITED_SESSION, PaymentNotice(SESSION, False, 10300, "KRW")),
        ("checkout.session.expired", EXPIRED_SESSION, PaymentNotice(SESSION, False, 10300, "KRW")),
        ("charge.refunded", GONE_BACK, RefundNotice(PAYMENT)),
        # none of our business, or nothing that we know
        ("checkout.session.completed", PAID_SESSION | {"client_reference_id": None}, None),
        ("checkout.session.completed", PAID_SESSION | {"payment_status": "no_payment_required"}, None),
        ("checkout.session.renamed", PAID_SESSION, None),
        ("charge.refunded", GONE_BACK | {"refunded": False, "amount_refunded": 300}, None),
        ("charge.refunded", shapes.charge(), None),
        ("charge.refunded", shapes.charge(metadata={"mapae_payment": "not one of ours"}), None),
        ("customer.created", {"id": "cus_1", "object": "customer"}, None),
        ("payment_intent.payment_failed", shapes.payment_intent("requires_payment_method"), None),
    ],
)
def test_what_a_notice_means(checkout: StripeCheckout, kind: str, thing: dict[str, Any], meaning: object) -> None:
    assert read(checkout, kind, thing) == meaning


def test_live_notice_says_nothing_to_a_test_key(checkout: StripeCheckout) -> None:
    assert read(checkout, "checkout.session.completed", PAID_SESSION, livemode=True) is None


def test_old_signature_is_refused_and_a_fresh_one_of_an_old_notice_is_not(checkout: StripeCheckout) -> None:
    notice = shapes.event("checkout.session.completed", PAID_SESSION)
    with pytest.raises(NoticeNotTrusted):
        checkout.read_notice(*signed(notice, at=time.time() - TOLERANCE - 5))
    assert checkout.read_notice(*signed(notice, at=time.time() - TOLERANCE + 20)) is not None


def test_signature_by_another_secret_is_refused(checkout: StripeCheckout) -> None:
    notice = shapes.event("checkout.session.completed", PAID_SESSION)
    with pytest.raises(NoticeNotTrusted):
        checkout.read_notice(*signed(notice, secret="whsec_another"))


def test_while_the_secret_is_rolled_one_of_two_signatures_is_enough(checkout: StripeCheckout) -> None:
    body, _ = signed(shapes.event("checkout.session.completed", PAID_SESSION))
    moment, ours, _ = signature(body).split(",")
    theirs = signature(body, secret="whsec_the_old_one").split(",")[1]
    assert checkout.read_notice(body, {"Stripe-Signature": f"{moment},{theirs},{ours}"}) is not None


def test_signature_of_the_old_scheme_alone_is_refused(checkout: StripeCheckout) -> None:
    body, headers = signed(shapes.event("checkout.session.completed", PAID_SESSION))
    with pytest.raises(NoticeNotTrusted):
        checkout.read_notice(body, {"Stripe-Signature": headers["Stripe-Signature"].replace("v1=", "v0=")})


def test_signed_nonsense_is_refused(checkout: StripeCheckout) -> None:
    for body in (b"", b"{", b"nonsense"):
        with pytest.raises(NoticeNotTrusted):
            checkout.read_notice(body, {"Stripe-Signature": signature(body)})


# --- what becomes of faults ---


@pytest.mark.parametrize(
    ("answer", "is_final", "asked"),
    [
        (shapes.CARD_DECLINED, True, 1),
        (shapes.TOO_MANY, False, 1),
        (shapes.OTHER_PARAMETERS, True, 1),
        (shapes.KEY_IN_USE, False, 2),
        (shapes.BROKEN, True, 2),
        (shapes.OUT_OF_SERVICE, True, 2),
        (shapes.WRONG_KEY, False, 1),
    ],
)
def test_faults_are_told_plainly(
    checkout: StripeCheckout, stripe_server: Stripe, answer: Answer, is_final: bool, asked: int
) -> None:
    stripe_server.next_answers = [answer] * 2
    with pytest.raises(ProviderUnavailable) as fault:
        checkout.start(order())
    assert fault.value.is_final is is_final
    assert len(stripe_server.asked) == asked
    assert fault.value.__cause__ is None and fault.value.__suppress_context__
    assert Canary(("Kanarya", "Uydurma")).found_in(str(fault.value).encode()) == []
    assert "sk_test" not in str(fault.value)


def test_two_who_press_at_once_get_the_same_session(checkout: StripeCheckout, stripe_server: Stripe) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(lambda _: checkout.start(order()), range(4)))
    assert len(found) == len(stripe_server.sessions) == 1


def test_key_in_use_is_waited_for(checkout: StripeCheckout, stripe_server: Stripe) -> None:
    stripe_server.next_answers = [shapes.KEY_IN_USE]
    reference, _ = checkout.start(order())
    assert [asked.headers["idempotency-key"] for asked in stripe_server.asked] == [f"mapae-start-{PAYMENT}"] * 2
    assert list(stripe_server.sessions) == [reference]


def test_slow_stripe_is_not_waited_for_longer_than_said(stripe_server: Stripe) -> None:
    stripe_server.answer_after = 2.0
    checkout, began = gateway(stripe_server.url, timeout=(0.3, 0.3), retries=1), time.monotonic()
    with pytest.raises(ProviderUnavailable) as fault:
        checkout.start(order())
    assert time.monotonic() - began < 2.0
    assert len(stripe_server.asked) == 2
    assert not fault.value.is_final, "who timed out may have been heard: the same is asked again"


def test_stripe_out_of_reach_is_told_plainly() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        with pytest.raises(ProviderUnavailable, match="APIConnectionError"):
            gateway(url, retries=0).ask(SESSION, "tr")


def test_session_of_another_account_comes_to_nothing(checkout: StripeCheckout) -> None:
    assert checkout.ask("cs_test_x", "tr") == PaymentNotice("cs_test_x", False, 0, "")
    for act in (lambda: checkout.close("cs_test_x"), lambda: checkout.refund(str(PAYMENT), "cs_test_x")):
        with pytest.raises(ProviderUnavailable, match="resource_missing"):
            act()


def test_session_id_cannot_lead_to_another_address(checkout: StripeCheckout, stripe_server: Stripe) -> None:
    checkout.ask("../../v1/refunds?x=", "tr")
    assert stripe_server.asked[0].path.startswith("/v1/checkout/sessions/")


# --- what stays with us of a payer: nothing ---


class Overheard(logging.Handler):
    """What the library says before our log drops it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.words = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.words += record.getMessage() + "\n"


@pytest.fixture
def overheard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Overheard]:
    library, handler = logging.getLogger("stripe"), Overheard()
    monkeypatch.setattr(library, "level", logging.DEBUG)
    library.addHandler(handler)
    yield handler
    library.removeHandler(handler)


def test_no_log_says_anything_of_a_payer(
    stripe_server: Stripe, overheard: Overheard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers, faults and notices; the library may say what it likes: of its sentences nothing stays."""
    events = io.StringIO()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", events)
        set_up_logs("json")
    travel_of_a_payment(stripe_server)
    set_up_logs("json")
    said, canary = events.getvalue(), Canary(("Kanarya", "Uydurma", "payer.", "05550000017"))
    assert canary.found_in(overheard.words.encode()), "the library did not say it: this test would see nothing"
    assert '"event": "provider.unavailable"' in said and '"logger": "stripe"' in said
    assert canary.found_in(said.encode()) == []


def travel_of_a_payment(stripe_server: Stripe) -> None:
    checkout = gateway(stripe_server.url)
    reference, _ = checkout.start(order())
    stripe_server.becomes(reference, **shapes.PAID)
    checkout.ask(reference, "tr")
    checkout.refund(str(PAYMENT), reference)
    assert checkout.read_notice(*signed(shapes.event("checkout.session.completed", PAID_SESSION))) is not None
    stripe_server.next_answers = [shapes.CARD_DECLINED]
    with pytest.raises(ProviderUnavailable):
        checkout.start(order(payment_id=str(UUID(int=9))))
    with pytest.raises(NoticeNotTrusted):
        checkout.read_notice(json.dumps(PAID_SESSION).encode(), {"Stripe-Signature": "t=1,v1=00"})
