"""How much one carrier may ask of one server process: a bucket of tokens that refills at a steady rate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import ceil


@dataclass(frozen=True, slots=True)
class Rate:
    """Tokens a second, and how many may be saved up. A message costs `per_message`, and one for each passenger."""

    per_second: float = 2_000.0
    saved: float = 20_000.0
    per_message: float = 4.0


class Buckets:
    """Buckets by name; names must come from a bounded set."""

    def __init__(self, rate: Rate) -> None:
        self.rate = rate
        self._levels: dict[object, tuple[float, datetime]] = {}

    def take(self, name: object, tokens: float, now: datetime) -> int:
        """0 when the tokens were there and are taken; otherwise whole seconds after which they will be."""
        level, at = self._levels.get(name, (self.rate.saved, now))
        level = min(self.rate.saved, level + max(0.0, (now - at).total_seconds()) * self.rate.per_second)
        if tokens > level:
            self._levels[name] = level, now
            return ceil((tokens - level) / self.rate.per_second)
        self._levels[name] = level - tokens, now
        return 0
