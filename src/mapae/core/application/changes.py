"""Which answers a change is about: the rulebook names changes as people do, the questions are finer. The one table."""

from __future__ import annotations

from collections.abc import Mapping

from mapae.core.application.answers import FIELDS

# A change that is not here is the answer of the same name. Names that are no question (yet) play no part.
_ASKS: Mapping[str, tuple[str, ...]] = {
    "contact": ("phone",),  # not the mail address: that is proven, and links go there
    "stay_address": ("stay_street", "stay_detail", "stay_postcode"),
}
_CLEARS: Mapping[str, tuple[str, ...]] = {"stay_address": ("stay_unknown",), "arrival_day": ("arrival_unknown",)}


def asked_by_change(change: str) -> tuple[str, ...]:
    """The questions to ask when this changes, in the order of the application; none if it has no such question."""
    return _known(_ASKS.get(change, (change,)))


def cleared_by_change(change: str) -> tuple[str, ...]:
    """The answers that are no longer true once this is answered: that it was not known yet."""
    return _known(_CLEARS.get(change, ()))


def _known(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(field for field in FIELDS if field in names)
