"""No provider: for programmes, or times, without a fee. Nothing is collected, so nobody's word of a payment is taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from mapae.usecases.ports import NoticeNotTrusted, PaymentOrder, ProviderUnavailable


class NoFee:
    name = "none"

    def start(self, order: PaymentOrder) -> NoReturn:
        """A fee began to be asked since the start, or the rules changed: only the operator can help."""
        raise ProviderUnavailable(f"MAPAE_PAYMENT is none, and a fee in {order.currency} is to be collected")

    def ask(self, provider_reference: str, language: str) -> NoReturn:
        raise ProviderUnavailable("MAPAE_PAYMENT is none: no payment was started with it")

    def close(self, provider_reference: str) -> None:
        """There is nothing to close."""

    def read_notice(self, body: bytes, headers: Mapping[str, str]) -> NoReturn:
        raise NoticeNotTrusted("nobody collects fees here, so nobody sends notices")

    def refund(self, payment_id: str, provider_reference: str) -> NoReturn:
        raise ProviderUnavailable("MAPAE_PAYMENT is none: the money went to another provider, which must give it back")

    def refund_part(self, refund_id: str, provider_reference: str, amount: int, currency: str) -> NoReturn:
        raise ProviderUnavailable("MAPAE_PAYMENT is none: the money went to another provider, which must give it back")
