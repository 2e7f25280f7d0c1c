"""What the codes of orders mean, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.core.application.parties import OrderStatus
from mapae.core.group.ordering import Obstacle

TITLES: Mapping[OrderStatus, Promise] = {
    OrderStatus.PREPARING: _("Your group is being submitted"),
    OrderStatus.AWAITING_PAYMENT: _("Your order is ready to be paid"),
    OrderStatus.PAID: _("Your order is paid"),
    OrderStatus.RELEASED: _("Your order is paid"),
    OrderStatus.CANCELLED: _("This order was cancelled"),
    OrderStatus.LAPSED: _("This order was closed because it was not paid"),
}
STATUSES: Mapping[OrderStatus, tuple[Promise, str]] = {
    OrderStatus.PREPARING: (_("being submitted"), "progress"),
    OrderStatus.AWAITING_PAYMENT: (_("waiting for payment"), "attention"),
    OrderStatus.PAID: (_("paid"), "good"),
    OrderStatus.RELEASED: (_("paid"), "good"),
    OrderStatus.CANCELLED: (_("cancelled"), "neutral"),
    OrderStatus.LAPSED: (_("closed because it was not paid"), "neutral"),
}
# Why a traveller cannot go with an order now, or was left out of one.
OBSTACLES: Mapping[Obstacle, Promise] = {
    Obstacle.MEND: _("An answer is missing or wrong"),
    Obstacle.EXEMPT: _("Exempt: needs no authorization and is not charged"),
    Obstacle.CANNOT_APPLY: _("Cannot apply: the rules do not let this person apply now"),
    Obstacle.DUPLICATE: _("Another traveller of the group has the same passport number"),
    Obstacle.NO_PORTRAIT: _("The photo is missing"),
    Obstacle.TOO_OFTEN: _("Has applied too often in the last months"),
}


def say_numbers(numbers: Sequence[int]) -> str:
    """«1–40, 45»: rows as people write them, the longest lists too."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in parts)
