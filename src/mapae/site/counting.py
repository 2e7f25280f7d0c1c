"""What this installation counts of its requests: routes by their names, statuses, verdicts. Never an address."""

from __future__ import annotations

from functools import lru_cache

from mapae.gateways.counts import Counts
from mapae.site.configuration import configuration


@lru_cache(maxsize=1)
def counts() -> Counts:
    """This process's counts, in the data folder."""
    return Counts(configuration().data / "counts")


def count_request(route: str, status: int) -> None:
    """A page or a feed; `route` is empty where no URL fits."""
    counts().add("mapae_requests", route or "unknown", str(status))


def forget_counts() -> None:
    """Everything starts anew."""
    counts().forget()
