"""A payment provider's notice, from its bytes to the decision: whoever paid need not wait for the worker."""

from __future__ import annotations

from collections.abc import Mapping

from mapae.core.application.status import Status
from mapae.records.models import Application
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.pay import receive_payment
from mapae.usecases.ports import Ports


def take_notice(ports: Ports, body: bytes, headers: Mapping[str, str]) -> Application:
    """Record what the provider says; once that is committed, decide. Raises NoticeNotTrusted, UnknownPayment.

    Two transactions: the payment stands whatever becomes of the decision, which the job of the payment takes up again.
    """
    application = receive_payment(ports, ports.payments.read_notice(body, headers))
    if application.status == Status.IN_ASSESSMENT:
        return decide_by_machine(ports, application.id)
    return application
