"""The demonstration bank: a provider with the manners of a real one, and no money.

It sends the payer to a page of our own, which plays the bank; the notice that comes back is signed, as a real
provider's is.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping

from mapae.usecases.ports import NoticeNotTrusted, PaymentNotice, PaymentOrder, StillOpen

SIGNATURE_HEADER = "Demonstration-Bank-Signature"
_PREFIX = "demo-"


class DemonstrationBank:
    name = "demonstration"

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def start(self, order: PaymentOrder) -> tuple[str, str]:
        return f"{_PREFIX}{order.payment_id}", _page(order.payment_id, order.language)

    def ask(self, provider_reference: str, language: str) -> StillOpen:
        """This bank keeps no books: who wants to pay may always do so, and what was paid its notice has told."""
        return StillOpen(_page(provider_reference.removeprefix(_PREFIX), language))

    def close(self, provider_reference: str) -> None:
        """Its page stays open, so that a visitor can see what becomes of late money."""

    def read_notice(self, body: bytes, headers: Mapping[str, str]) -> PaymentNotice:
        if not hmac.compare_digest(self.sign(body), headers.get(SIGNATURE_HEADER, "")):
            raise NoticeNotTrusted("the signature of the notice is not the bank's")
        written = json.loads(body)
        return PaymentNotice(written["reference"], written["paid"], written["amount"], written["currency"])

    def refund(self, payment_id: str, provider_reference: str) -> None:
        """Nothing to do: no money was taken. The refund is recorded by the use case."""

    def refund_part(self, refund_id: str, provider_reference: str, amount: int, currency: str) -> None:
        """Nothing to do, for the same reason."""

    def sign(self, body: bytes) -> str:
        """What the bank puts beside its notices."""
        return hmac.new(self._secret, body, hashlib.sha256).hexdigest()

    def notice(
        self, provider_reference: str, *, is_paid: bool, amount: int, currency: str
    ) -> tuple[bytes, dict[str, str]]:
        """A signed notice, as the bank would post it."""
        body = json.dumps(
            {"reference": provider_reference, "paid": is_paid, "amount": amount, "currency": currency}
        ).encode()
        return body, {SIGNATURE_HEADER: self.sign(body)}


def _page(payment_id: str, language: str) -> str:
    return f"/{language}/demo/bank/{payment_id}/"
