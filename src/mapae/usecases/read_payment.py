"""What the page that plays the bank must know of a payment."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from mapae.records.models import Payment
from mapae.usecases.pay import RECEIVED
from mapae.usecases.ports import Ports


@dataclass(frozen=True, slots=True)
class OpenedPayment:
    """The amount is in whole units of the currency's smallest coin in use; nothing of the application is told."""

    provider_reference: str
    amount: int
    currency: str
    is_settled: bool
    order: UUID | None = None  # for which it is, if for one


def find_payment(ports: Ports, payment_id: UUID) -> OpenedPayment | None:
    """The payment, if the provider of today was asked to collect it."""
    found = Payment.objects.filter(id=payment_id, provider=ports.payments.name).first()
    if found is None or found.provider_reference is None:
        return None
    return OpenedPayment(
        found.provider_reference, found.amount, found.currency, found.state in RECEIVED, found.order_id
    )
