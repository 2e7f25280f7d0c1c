"""Orders of a group: what keeps a row out of one, and the acts that move an order; closed to all they do not name."""

from __future__ import annotations

from enum import StrEnum

from mapae.core.application.parties import OrderStatus
from mapae.core.group.checking import RowCheck, RowStanding, lets_in, standing_of
from mapae.core.rulebook.assessment import Terms


class KeptBack(StrEnum):
    """Why a row cannot go with an order, or was left out of it after all."""

    MEND = "mend"  # an answer is missing or wrong
    EXEMPT = "exempt"  # needs none, and did not opt in
    CANNOT_APPLY = "cannot_apply"
    DUPLICATE = "duplicate"  # another row of the group has the same travel document
    NO_PORTRAIT = "no_portrait"
    TOO_OFTEN = "too_often"  # the cap on applications of one person


class OrderAct(StrEnum):
    """What moves an order; the names are those of its audit leaves."""

    PREPARE = "order.prepared"
    PAY = "order.paid"
    RELEASE = "order.released"
    CANCEL = "order.cancelled"
    LAPSE = "order.lapsed"


ORDER_TRANSITIONS: dict[tuple[OrderStatus, OrderAct], OrderStatus] = {
    (OrderStatus.PREPARING, OrderAct.PREPARE): OrderStatus.AWAITING_PAYMENT,
    (OrderStatus.PREPARING, OrderAct.CANCEL): OrderStatus.CANCELLED,
    (OrderStatus.AWAITING_PAYMENT, OrderAct.PAY): OrderStatus.PAID,
    (OrderStatus.AWAITING_PAYMENT, OrderAct.CANCEL): OrderStatus.CANCELLED,
    (OrderStatus.AWAITING_PAYMENT, OrderAct.LAPSE): OrderStatus.LAPSED,
    (OrderStatus.PAID, OrderAct.RELEASE): OrderStatus.RELEASED,
}


class OrderActRefused(Exception):
    """The act does not lead anywhere from this status."""

    def __init__(self, status: OrderStatus, act: OrderAct) -> None:
        super().__init__(f"{act.value} is not possible while the order is {status.value}")
        self.status = status
        self.act = act


def order_after(status: OrderStatus, act: OrderAct) -> OrderStatus:
    """The status that `act` leads to; raises OrderActRefused where the table has no such row."""
    try:
        return ORDER_TRANSITIONS[status, act]
    except KeyError:
        raise OrderActRefused(status, act) from None


_OF_STANDING = {
    RowStanding.MEND: KeptBack.MEND,
    RowStanding.EXEMPT: KeptBack.EXEMPT,
    RowStanding.CANNOT_APPLY: KeptBack.CANNOT_APPLY,
}


def kept_back_by(
    check: RowCheck, terms: Terms, *, opts_in: bool, has_portrait: bool, is_duplicate: bool
) -> KeptBack | None:
    """What keeps a checked row from going now; None for one that is ready."""
    standing = standing_of(check.requirement, opts_in=opts_in, terms_let_in=lets_in(terms, check))
    if standing is not RowStanding.READY:
        return _OF_STANDING[standing]
    if check.assessment is not None and check.assessment.obstacles:
        return KeptBack.CANNOT_APPLY
    if is_duplicate:
        return KeptBack.DUPLICATE
    return KeptBack.NO_PORTRAIT if terms.asks_portrait and not has_portrait else None


def row_numbers(written: str) -> frozenset[int] | None:
    """The numbers of «1-40, 45»; None for what cannot be read so. A range names at most 100,000 rows."""
    found: set[int] = set()
    for part in written.replace(";", ",").replace("–", "-").split(","):
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        if not first.isdecimal() or (dash and not last.isdecimal()) or max(len(first), len(last)) > 5:
            return None
        start, end = int(first), int(last or first)
        if not 0 < start <= end:
            return None
        found.update(range(start, end + 1))
    return frozenset(found)
