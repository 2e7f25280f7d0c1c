"""What a payment is for: the fee of one application, or an order, which is the fees of many at once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from uuid import UUID

from mapae.core.application.parties import OrderStatus
from mapae.core.application.status import Act, Status
from mapae.core.group.ordering import OrderAct
from mapae.records.models import Application, Order, Payment
from mapae.usecases.audit import APPLICANT, SYSTEM, Actor
from mapae.usecases.case_acts import lock_application, perform
from mapae.usecases.order_acts import lock_order, move_order
from mapae.usecases.ports import Ports


class Payable(ABC):
    """Locked while it is paid, refused or refunded: it comes before its payments, as everywhere."""

    @property
    @abstractmethod
    def thing(self) -> Application | Order:
        """The record itself."""

    @property
    @abstractmethod
    def is_awaited(self) -> bool:
        """Whether it waits for a payment."""

    @property
    @abstractmethod
    def due(self) -> tuple[int, str]:
        """Amount in the smallest coins in use, and currency, while a payment is awaited."""

    @property
    @abstractmethod
    def language(self) -> str:
        """The payer's."""

    @property
    @abstractmethod
    def case(self) -> UUID:
        """The key of the case, or of the group, for the audit log."""

    @abstractmethod
    def accept(self, ports: Ports) -> None:
        """It is paid: go on, in the caller's transaction."""

    def awaits(self, payment: Payment) -> bool:
        """Whether this very payment would be taken: an order that became smaller waits for another amount."""
        return self.is_awaited and (payment.amount, payment.currency) == self.due


@dataclass(frozen=True, slots=True)
class ApplicationFee(Payable):
    """A single application; one of a group is paid with its order only."""

    application: Application

    @property
    def thing(self) -> Application:
        return self.application

    @property
    def is_awaited(self) -> bool:
        return self.application.status == Status.AWAITING_PAYMENT and self.application.submission_id is None

    @property
    def due(self) -> tuple[int, str]:
        return self.application.fee_total or 0, self.application.fee_currency

    @property
    def language(self) -> str:
        return self.application.language

    @property
    def case(self) -> UUID:
        return self.application.case_key_id

    def accept(self, ports: Ports) -> None:
        perform(ports, self.application, Act.PAY, SYSTEM)
        ports.jobs.enqueue("assess", application=str(self.application.id))


@dataclass(frozen=True, slots=True)
class OrderFee(Payable):
    """The fees of an order at once."""

    order: Order

    @property
    def thing(self) -> Order:
        return self.order

    @property
    def is_awaited(self) -> bool:
        return self.order.status == OrderStatus.AWAITING_PAYMENT

    @property
    def due(self) -> tuple[int, str]:
        return self.order.amount or 0, self.order.currency

    @property
    def language(self) -> str:
        return self.order.group.language

    @property
    def case(self) -> UUID:
        return self.order.group.case_key_id

    def accept(self, ports: Ports) -> None:
        move_order(ports, self.order, OrderAct.PAY, SYSTEM)
        ports.jobs.enqueue("release_order", order=str(self.order.id))


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays what: the id of an application, or of an order with whoever presses the button."""

    application: UUID | None = None
    order: UUID | None = None
    actor: Actor = APPLICANT

    def lock(self) -> Payable:
        """Raises UnknownApplication, UnknownOrder."""
        return _locked(self.application, self.order)


def lock_payable_of(payment: Payment) -> Payable:
    """What the payment is for, locked until the transaction ends."""
    return _locked(payment.application_id, payment.order_id)


def look_at_payable_of(payment: Payment) -> Payable:
    """The same as it stands now, not locked."""
    if payment.order is not None:
        return OrderFee(payment.order)
    assert payment.application is not None
    return ApplicationFee(payment.application)


def _locked(application_id: UUID | None, order_id: UUID | None) -> Payable:
    if order_id is not None:
        return OrderFee(lock_order(order_id))
    assert application_id is not None
    return ApplicationFee(lock_application(application_id))
