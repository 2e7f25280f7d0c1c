"""A hit: a possible match, always with its reasons. Which lists are compared comes with the screening issue."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """`source` names the list or check that spoke; `reasons` are codes, never data of the entry."""

    source: str
    reasons: tuple[str, ...]
