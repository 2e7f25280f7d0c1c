"""Payments of which the provider said nothing: ask it, act on the answer, and close what nobody waits for."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from mapae.records.models import Application, Order, Payment
from mapae.usecases.outside import leave_the_database
from mapae.usecases.pay import OPEN, receive_notice
from mapae.usecases.payable import look_at_payable_of
from mapae.usecases.ports import Ports, StillOpen

# A lost notice is looked for soon, and then every day: transfers may take two weeks. Each time for an hour, so that a
# provider who is out of reach is asked again.
SILENT_FOR = tuple(timedelta(days=days, hours=1) for days in range(15))
_AT_ONCE = 500


def settle_payment(ports: Ports, payment_id: UUID) -> None:
    """Ask the provider about one open payment. Raises ProviderUnavailable.

    If nothing waits for it any more, the payer is kept from paying in vain.
    """
    payment = _asked_for(ports).select_related("application", "order__group").filter(id=payment_id).first()
    if payment is None or payment.provider_reference is None:
        return
    payable = look_at_payable_of(payment)
    leave_the_database()
    word = ports.payments.ask(payment.provider_reference, payable.language)
    if not isinstance(word, StillOpen):
        receive_notice(ports, word)
    elif not payable.awaits(payment):
        ports.payments.close(payment.provider_reference)


def settle_payments_of(ports: Ports, paid_for: Application | Order) -> None:
    """Ask for it in the background, in the caller's transaction: the application or order was closed, or costs less now."""
    for payment in paid_for.payments.filter(id__in=_asked_for(ports).values("id")):
        ports.jobs.enqueue("settle_payment", payment=str(payment.id))


def settle_silent_payments(ports: Ports) -> int:
    """Ask for it in the background where a notice may have been lost; how many."""
    now, silent = ports.clock.now(), 0
    for age in SILENT_FOR:
        born = (now - age - timedelta(hours=1), now - age)
        for payment in _asked_for(ports).filter(started_at__range=born).order_by("started_at")[:_AT_ONCE]:
            ports.jobs.enqueue("settle_payment", payment=str(payment.id))
            silent += 1
    return silent


def _asked_for(ports: Ports) -> QuerySet[Payment]:
    return Payment.objects.filter(state__in=OPEN, provider=ports.payments.name, provider_reference__isnull=False)
