"""The clock is aware and in UTC; the demonstration clock stands elsewhere and runs on; dice are not loaded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mapae.core.rulebook.reading import RulebookProblem
from mapae.gateways.moment import SystemChance, SystemClock, offset_to
from mapae.gateways.rulebook_files import RulebookFiles


def test_clock_is_aware_utc_and_runs() -> None:
    clock = SystemClock()
    one, two = clock.now(), clock.now()
    assert one.utcoffset() == timedelta(0)
    assert one <= two
    assert abs(one - datetime.now(UTC)) < timedelta(minutes=1)


def test_demonstration_clock_begins_at_its_moment_and_runs_on() -> None:
    moment = datetime(2027, 1, 1, tzinfo=UTC)
    clock = SystemClock(offset_to(moment))
    assert timedelta(0) <= clock.now() - moment < timedelta(minutes=1)
    assert clock.now() < clock.now() + timedelta(microseconds=1)


def test_chance_gives_as_much_as_asked_and_never_the_same() -> None:
    chance = SystemChance()
    assert len(chance.bytes(32)) == 32
    assert len({chance.bytes(16) for _ in range(100)} | {chance.uuid().bytes for _ in range(100)}) == 200


def test_rulebook_is_read_under_the_hash_of_its_bytes() -> None:
    rulebooks = RulebookFiles(accepted=None)
    version, content = rulebooks.newest("KOR")
    assert rulebooks.read(version, content).version == version
    with pytest.raises(RulebookProblem, match="was altered"):
        rulebooks.read(version, content + b"\n")


def test_rulebook_in_service_needs_its_weak_rules_accepted() -> None:
    rulebooks = RulebookFiles(accepted=frozenset())
    with pytest.raises(RulebookProblem, match="MAPAE_ACCEPTED_RULES"):
        rulebooks.read(*rulebooks.newest("KOR"))


def test_programme_without_a_rulebook_is_refused() -> None:
    with pytest.raises(RulebookProblem, match="no rulebook"):
        RulebookFiles(accepted=None).newest("ATL")
