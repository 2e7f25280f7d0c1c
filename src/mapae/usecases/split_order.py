"""An order is split into submissions of at most as many people as the rules let such an organisation send in at once."""

from __future__ import annotations

from mapae.core.rulebook.assessment import GroupLimit
from mapae.records.models import Order, Submission
from mapae.usecases.groups import MayNotSendGroups
from mapae.usecases.order_acts import terms_of
from mapae.usecases.ports import Ports


def next_place(ports: Ports, order: Order) -> Submission:
    """The submission that the next application of a locked order belongs to, counted in already.

    Raises MayNotSendGroups where the rules of the order's day let no such organisation send groups.
    """
    last = order.submissions.order_by("-number").first()
    if last is not None and last.people < last.most:
        last.people += 1
        last.save()
        return last
    limit = _limit(ports, order)
    return Submission.objects.create(
        id=ports.chance.uuid(),
        order=order,
        number=last.number + 1 if last else 1,
        rule=limit.rule,
        people=1,
        most=limit.people,
    )


def _limit(ports: Ports, order: Order) -> GroupLimit:
    for limit in terms_of(ports, order).groups:
        if limit.organisation == order.group.kind:
            return limit
    raise MayNotSendGroups(order.group.kind)
