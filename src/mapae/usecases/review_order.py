"""The representative's look at an order before it is pressed: who goes, who does not and why, and what it costs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from mapae.core.group.ordering import KeptBack
from mapae.core.rulebook.assessment import Fee, GroupLimit
from mapae.core.rulebook.terms import terms_on
from mapae.records.models import GroupRow
from mapae.usecases.group_data import open_group
from mapae.usecases.groups import Representative, get_group, require_group_may_go
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.press_order import free_rows, require_within
from mapae.usecases.ready_rows import look_at_rows
from mapae.usecases.rulebook_in_force import rulebook_in_force


@dataclass(frozen=True, slots=True)
class OrderReview:
    """`ready` and `kept_back` hold the numbers of rows; `missing` those that were chosen and are not free or not there.

    `parts` are the people of each submission that the order will be split into. `fee` is each one's.
    """

    group_id: UUID
    label: str
    ready: tuple[int, ...]
    kept_back: Mapping[KeptBack, tuple[int, ...]]
    missing: tuple[int, ...]
    fee: Fee
    fee_rule: str
    limit: GroupLimit
    refunds_withdrawn: bool

    @property
    def total(self) -> int:
        return self.fee.total * len(self.ready)

    @property
    def parts(self) -> tuple[int, ...]:
        whole, rest = divmod(len(self.ready), self.limit.people)
        return (self.limit.people,) * whole + ((rest,) if rest else ())


def review_order(
    ports: Ports, who: Representative, group_id: UUID, numbers: Collection[int] | None = None
) -> OrderReview:
    """Of every free row, or of those with these numbers.

    Raises UnknownGroup, MayNotSendGroups, TooManyPeople, CaseErased.
    """
    group = get_group(who, group_id)
    limit = require_group_may_go(ports, group)
    rows = list(free_rows(group) if numbers is None else free_rows(group).filter(number__in=numbers))
    looked = [(row.number, why) for row, why in look_at_rows(ports, group, rows)]
    ready = tuple(number for number, why in looked if why is None)
    require_within(group, limit, len(ready))
    rulebook = rulebook_in_force(ports)
    terms = terms_on(rulebook, day_at(ports.clock.now(), rulebook))
    return OrderReview(
        group_id=group.id,
        label=open_group(ports, group).label,
        ready=ready,
        kept_back={
            one: tuple(number for number, why in looked if why is one)
            for one in KeptBack
            if any(why is one for _, why in looked)
        },
        missing=tuple(sorted(set(numbers or ()) - {number for number, _ in looked})),
        fee=terms.fee,
        fee_rule=terms.fee_rule,
        limit=limit,
        refunds_withdrawn=terms.refunds_withdrawn,
    )


def rows_numbered(who: Representative, group_id: UUID, numbers: Collection[int]) -> tuple[UUID, ...]:
    """The ids of a group's rows with these numbers. Raises UnknownGroup."""
    group = get_group(who, group_id)
    return tuple(GroupRow.objects.filter(group=group, number__in=numbers).values_list("id", flat=True))
