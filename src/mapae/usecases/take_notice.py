"""A payment provider's notice, from its bytes to the decision: whoever paid need not wait for the worker."""

from __future__ import annotations

from collections.abc import Mapping

from mapae.core.application.status import Status
from mapae.records.models import Application, Order
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.pay import receive_notice
from mapae.usecases.ports import Ports


def take_notice(ports: Ports, body: bytes, headers: Mapping[str, str]) -> Application | Order | None:
    """Record what the provider says; once that is committed, decide; an order of many is left to the worker.

    Two transactions: the payment stands whatever becomes of the decision, which the job of the payment takes up again.
    None when the notice is not about our payments. Raises NoticeNotTrusted, UnknownPayment.
    """
    notice = ports.payments.read_notice(body, headers)
    if notice is None:
        return None
    paid_for = receive_notice(ports, notice)
    if isinstance(paid_for, Application) and paid_for.status == Status.IN_ASSESSMENT:
        return decide_by_machine(ports, paid_for.id)
    return paid_for
