"""Stripe: the payer pays on a page of Stripe's (Checkout), and what came of it reaches us in signed notices.

Stripe is told the amount, the language and our id of the payment; whatever it learns of the payer stays there. Sessions and
notices: docs.stripe.com/api/checkout/sessions, /api/idempotent_requests, /webhooks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

import stripe
import structlog
from django.utils.translation import gettext, override
from stripe.params import RefundCreateParams
from stripe.params.checkout import SessionCreateParams, SessionCreateParamsLineItemPriceData

from mapae.gateways.stripe_reading import OUR_REFUND, OURS, as_stripe_counts, end_of_session, read_event
from mapae.usecases.ports import (
    Notice,
    NoticeNotTrusted,
    PaymentNotice,
    PaymentOrder,
    PaymentUnderWay,
    ProviderUnavailable,
    StillOpen,
)

PAYER_HOST = "https://checkout.stripe.com"
SIGNATURE_HEADER = "Stripe-Signature"
API_VERSION = "2026-10-28.endive"  # the shapes that are read here; a new one is tried before it is taken
LIVES_FOR = timedelta(hours=23)  # Stripe allows 30 minutes to 24 hours
TOLERANCE = 300  # seconds between Stripe's signature and our clock
_LANGUAGES = frozenset({"en", "tr", "ko"})
# What was answered for good under this idempotency key: Stripe repeats the answer for a day, errors included.
_FINAL = (stripe.InvalidRequestError, stripe.IdempotencyError, stripe.CardError)

stripe.enable_telemetry = False  # it would tell Stripe of this machine, and leave a file in somebody's home


class StripeCheckout:
    """`api_base`, `timeout` (to connect, to read; seconds) and `retries` are for tests; no setting reaches them."""

    name = "stripe"

    def __init__(
        self,
        secret_key: str,
        webhook_secret: str,
        *,
        api_base: str = stripe.DEFAULT_API_BASE,
        timeout: tuple[float, float] = (3.0, 8.0),
        retries: int = 1,
    ) -> None:
        self._webhook_secret = webhook_secret
        self._is_live = "_live_" in secret_key
        self._client = stripe.StripeClient(
            secret_key,
            stripe_version=API_VERSION,
            base_addresses={"api": api_base},
            max_network_retries=retries,
            http_client=stripe.RequestsClient(timeout=timeout),
        )

    def start(self, order: PaymentOrder) -> tuple[str, str]:
        """A Checkout Session; asked again within a day, the same one. It ends by itself after 23 hours."""
        with _told_plainly():
            session = self._client.v1.checkout.sessions.create(
                _session_params(order), {"idempotency_key": f"mapae-start-{order.payment_id}"}
            )
        return session.id, _payers_page(session.url)

    def ask(self, provider_reference: str, language: str) -> StillOpen | PaymentNotice | PaymentUnderWay:
        """A session that Stripe does not know belongs to another account, or to another kind of key: nothing comes of it."""
        with _told_plainly():
            try:
                session = self._client.v1.checkout.sessions.retrieve(provider_reference, {"expand": ["payment_intent"]})
            except stripe.InvalidRequestError as refused:
                if refused.code != "resource_missing":
                    raise
                return PaymentNotice(provider_reference, False, 0, "")
        written = session.to_dict()
        if written["status"] == "open":
            return StillOpen(_payers_page(written["url"]))
        if written["payment_status"] == "unpaid" and (written["payment_intent"] or {}).get("status") == "processing":
            return PaymentUnderWay(provider_reference)
        return end_of_session(written, is_paid=written["payment_status"] == "paid")

    def close(self, provider_reference: str) -> None:
        with _told_plainly():
            try:
                self._client.v1.checkout.sessions.expire(provider_reference)
            except stripe.InvalidRequestError as refused:
                if refused.http_status != 400:
                    raise
                # It is not open any more; how it ended comes as a notice.

    def read_notice(self, body: bytes, headers: Mapping[str, str]) -> Notice | None:
        """The library checks the signature and its age; a notice that was sent again is read again."""
        try:
            event = self._client.construct_event(body, headers.get(SIGNATURE_HEADER), self._webhook_secret, TOLERANCE)
        except (stripe.SignatureVerificationError, ValueError):
            raise NoticeNotTrusted("the signature is not Stripe's, or too old") from None  # its text holds the body
        if event.livemode is not self._is_live:
            return None
        return read_event(event.type, event.data.to_dict()["object"])

    def refund(self, payment_id: str, provider_reference: str) -> None:
        with _told_plainly():
            wanted: RefundCreateParams = {
                "payment_intent": self._payment_of(provider_reference),
                "metadata": {OURS: payment_id},
            }
            self._give_back(payment_id, wanted)

    def refund_part(self, refund_id: str, provider_reference: str, amount: int, currency: str) -> None:
        with _told_plainly():
            wanted: RefundCreateParams = {
                "payment_intent": self._payment_of(provider_reference),
                "amount": as_stripe_counts(amount, currency),
                "metadata": {OUR_REFUND: refund_id},
            }
            self._give_back(refund_id, wanted)

    def _payment_of(self, provider_reference: str) -> str:
        payment_intent = self._client.v1.checkout.sessions.retrieve(provider_reference).to_dict()["payment_intent"]
        if payment_intent is None:
            raise ProviderUnavailable("the session has no payment to give back")
        return str(payment_intent)

    def _give_back(self, our_id: str, wanted: RefundCreateParams) -> None:
        """What is left of it, or a part. Raises ProviderUnavailable when the refund was made and did not succeed."""
        try:
            made = self._client.v1.refunds.create(wanted, {"idempotency_key": f"mapae-refund-{our_id}"})
        except stripe.InvalidRequestError as refused:
            if refused.code == "charge_already_refunded":
                return
            raise
        if made.status in {"failed", "canceled"}:
            raise ProviderUnavailable(f"the refund is {made.status}", is_final=True)


def _session_params(order: PaymentOrder) -> SessionCreateParams:
    with override(order.language):
        product = gettext("Electronic travel authorization: fee")
    price: SessionCreateParamsLineItemPriceData = {
        "currency": order.currency.lower(),
        "unit_amount": as_stripe_counts(order.amount, order.currency),
        "product_data": {"name": product},
    }
    ours = {OURS: order.payment_id}
    return {
        "mode": "payment",
        "submit_type": "pay",
        "line_items": [{"price_data": price, "quantity": 1}],
        "client_reference_id": order.payment_id,
        "metadata": ours,
        "payment_intent_data": {"metadata": ours},
        "adaptive_pricing": {"enabled": False},  # the fee is an amount of the law, not an offer in another currency
        "locale": order.language if order.language in _LANGUAGES else "auto",
        "success_url": order.return_url,
        "cancel_url": order.cancel_url,
        "expires_at": int((order.started_at + LIVES_FOR).timestamp()),
    }


def _payers_page(url: str | None) -> str:
    """Payers are sent to Stripe's own host and nowhere else; our pages' policy allows no other."""
    if url is None or not url.startswith(f"{PAYER_HOST}/"):
        raise ProviderUnavailable(
            "the session has no page on Stripe's own host; is a custom domain set?", is_final=True
        )
    return url


@contextmanager
def _told_plainly() -> Iterator[None]:
    """The library's errors become ours. Theirs hold whole replies, with data of payers: nothing of them goes on."""
    try:
        yield
    except stripe.StripeError as error:
        kind, status = type(error).__name__, error.http_status or 0
        is_final = isinstance(error, _FINAL) or (isinstance(error, stripe.APIError) and status >= 500)
        structlog.get_logger("payment").warning(
            "provider.unavailable", error=kind, status=status, code=error.code or ""
        )
        raise ProviderUnavailable(f"Stripe: {kind} {status} {error.code or ''}".rstrip(), is_final=is_final) from None
