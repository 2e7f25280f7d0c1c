"""What Stripe's objects mean to us: amounts, ends of sessions, refunds.

Amounts and events: docs.stripe.com/currencies, /checkout/fulfillment, /api/events/types.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any  # Stripe's objects, as their JSON has them
from uuid import UUID

from babel.numbers import get_currency_precision

from mapae.usecases.ports import Notice, PaymentNotice, PaymentUnderWay, RefundNotice

OURS = "mapae_payment"  # the name of our id in Stripe's metadata
OUR_REFUND = "mapae_refund"  # the same of a refund of a part
_NO_DECIMALS = frozenset({
    "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF",
})  # fmt: skip  # UGX and ISK are not here: Stripe still writes them with two
_THREE_DECIMALS = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})


def _factor(currency: str) -> int:
    """How many of Stripe's units make one of ours, which are the smallest coins in use."""
    decimals = 0 if currency in _NO_DECIMALS else 3 if currency in _THREE_DECIMALS else 2
    return int(10 ** (decimals - get_currency_precision(currency)))


def as_stripe_counts(amount: int, currency: str) -> int:
    """An amount in the smallest coins in use as Stripe writes it; 10300 won are 10300."""
    return amount * _factor(currency)


def _as_we_count(amount: int, currency: str) -> int:
    whole, rest = divmod(amount, _factor(currency))
    if rest:
        raise ValueError(f"an amount in {currency} that no coin can pay")
    return whole


def read_event(kind: str, thing: Mapping[str, Any]) -> Notice | None:
    """What a notice about this session or charge says; None when it is not about our payments."""
    if kind == "charge.refunded":
        return _refund_of(thing)
    if thing.get("object") != "checkout.session" or not thing.get("client_reference_id"):
        return None
    match kind:
        case "checkout.session.completed" | "checkout.session.async_payment_succeeded":
            return _completed(thing)
        case "checkout.session.expired" | "checkout.session.async_payment_failed":
            return end_of_session(thing, is_paid=False)
    return None


def _completed(session: Mapping[str, Any]) -> Notice | None:
    match session["payment_status"]:
        case "paid":
            return end_of_session(session, is_paid=True)
        case "unpaid":
            return PaymentUnderWay(session["id"])
    return None  # no_payment_required: we collect no such thing


def end_of_session(session: Mapping[str, Any], *, is_paid: bool) -> PaymentNotice:
    """The session's end, in our own count. Raises ValueError when no coin can pay its amount."""
    currency = str(session["currency"]).upper()
    return PaymentNotice(session["id"], is_paid, _as_we_count(session["amount_total"], currency), currency)


def _refund_of(charge: Mapping[str, Any]) -> RefundNotice | None:
    """Only when all of it went back: what an operator gives back in part is theirs to account for."""
    ours = (charge.get("metadata") or {}).get(OURS)
    if not ours or not charge.get("refunded"):
        return None
    try:
        return RefundNotice(UUID(ours))
    except ValueError:
        return None
