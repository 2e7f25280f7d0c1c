"""The bucket: what is saved up may be spent at once, then it goes at the steady rate."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from mapae.faces.carrier.rates import Buckets, Rate

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def test_saved_tokens_are_spent_then_the_wait_is_told_in_whole_seconds() -> None:
    buckets = Buckets(Rate(per_second=2.0, saved=10.0))

    assert buckets.take("a", 10, NOW) == 0
    assert buckets.take("a", 3, NOW) == 2
    assert buckets.take("a", 3, NOW + timedelta(seconds=1.4)) == 1
    assert buckets.take("a", 3, NOW + timedelta(seconds=1.5)) == 0


def test_no_more_is_saved_than_the_bucket_holds() -> None:
    buckets = Buckets(Rate(per_second=2.0, saved=10.0))

    assert buckets.take("a", 1, NOW) == 0
    assert buckets.take("a", 10, NOW + timedelta(days=1)) == 0
    assert buckets.take("a", 1, NOW + timedelta(days=1)) == 1


def test_each_name_has_its_own_bucket() -> None:
    buckets = Buckets(Rate(per_second=1.0, saved=1.0))

    assert buckets.take("a", 1, NOW) == 0
    assert buckets.take("b", 1, NOW) == 0


def test_clock_set_back_fills_nothing_and_takes_nothing() -> None:
    buckets = Buckets(Rate(per_second=1.0, saved=5.0))

    assert buckets.take("a", 5, NOW) == 0
    assert buckets.take("a", 1, NOW - timedelta(hours=1)) == 1
