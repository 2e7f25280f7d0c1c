"""Figures of several rounds as ratios within each round: where other work wants the machine too, both sides of it suffer."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median


def ratio(these: Sequence[float], those: Sequence[float]) -> float:
    """The median of the rounds' ratios."""
    return median(_ratios(these, those))


def spread(these: Sequence[float], those: Sequence[float], digits: int = 2) -> str:
    """Median, and in brackets the least and the greatest of the rounds: `0.51 [0.47-0.60]`."""
    found = _ratios(these, those)
    return f"{median(found):.{digits}f} [{min(found):.{digits}f}-{max(found):.{digits}f}]"


def _ratios(these: Sequence[float], those: Sequence[float]) -> list[float]:
    return [this / that for this, that in zip(these, those, strict=True)]
