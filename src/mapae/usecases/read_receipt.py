"""The receipt of a paid order: who paid what, by which rule. No traveller is named in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mapae.core.application.reference import spaced
from mapae.core.rulebook.assessment import Fee
from mapae.records.models.payment import PaymentState
from mapae.usecases.group_data import open_group, open_organisation
from mapae.usecases.groups import Representative
from mapae.usecases.order_acts import terms_of
from mapae.usecases.ports import Ports
from mapae.usecases.read_order import get_order
from mapae.usecases.rulebook_in_force import stored_rulebook


class NotPaid(LookupError):
    """The order was not paid: there is nothing to give a receipt for."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """`payer` and `tax_data` as the organisation registered them; a family has no tax data.

    `fee` is what each of the `people` paid, by the rule with that source. `payment` is our number of the payment.
    `given_back`: of the amount, for who withdrew.
    """

    order: str
    payment: UUID
    paid_at: datetime
    payer: str
    address: str
    tax_data: str
    people: int
    fee: Fee
    amount: int
    currency: str
    rule: str
    source: str
    given_back: int = 0


def read_receipt(ports: Ports, who: Representative, order_id: UUID) -> Receipt:
    """Raises UnknownOrder, NotPaid."""
    order = get_order(who, order_id)
    paid = order.payments.filter(state=PaymentState.PAID).first()
    if paid is None or paid.paid_at is None:
        raise NotPaid(str(order_id))
    organisation, terms = order.group.organisation, terms_of(ports, order)
    details = open_organisation(ports, organisation) if organisation else None
    rules = stored_rulebook(ports, order.rulebook).fees
    return Receipt(
        order=spaced(order.reference),
        payment=paid.id,
        paid_at=paid.paid_at,
        payer=details.name if details else open_group(ports, order.group).name,
        address=details.address if details else "",
        tax_data=details.tax_data if details else "",
        people=paid.amount // terms.fee.total,
        fee=terms.fee,
        amount=paid.amount,
        currency=paid.currency,
        rule=terms.fee_rule,
        source=next(rule.source for rule in rules if rule.id == terms.fee_rule),
        given_back=sum(paid.fee_refunds.values_list("amount", flat=True)),
    )
