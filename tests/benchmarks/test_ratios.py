"""Ratios are taken within a round, and the rounds' least and greatest are told beside their median."""

from __future__ import annotations

import pytest

from benchmarks.ratios import ratio, spread

pytestmark = pytest.mark.wide


def test_ratio_is_that_of_each_round_and_not_of_the_medians() -> None:
    assert ratio([1, 20, 300], [2, 10, 100]) == 2
    assert spread([1, 20, 300], [2, 10, 100]) == "2.00 [0.50-3.00]"
    assert spread([1, 1], [3, 3], digits=3) == "0.333 [0.333-0.333]"
