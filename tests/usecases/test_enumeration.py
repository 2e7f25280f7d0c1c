"""Guessing reference numbers, at random and all neighbours of a real one, finds nothing and learns nothing."""

from __future__ import annotations

import os
import random
from statistics import median
from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mapae.core.application.reference import ALPHABET, ENTROPY_BYTES, reference_from
from mapae.core.documents.partial_date import PartialDate
from mapae.usecases.look_up_status import find_status
from mapae.usecases.ports import Ports
from tests.usecases.steps import a_granted

pytestmark = pytest.mark.django_db
BIRTH, OTHER = PartialDate(1990, 5, 5), PartialDate(1990, 5, 6)
# A short form in every check; the whole: `make thorough`
GUESSES = int(os.environ.get("MAPAE_TEST_GUESSES", "3000"))


def neighbours(reference: str) -> list[str]:
    """Every text that differs in one character, and every swap of two that stand beside each other."""
    changed = [
        reference[:place] + character + reference[place + 1 :]
        for place in range(len(reference))
        for character in ALPHABET
        if character != reference[place]
    ]
    swapped = [
        reference[:place] + reference[place + 1] + reference[place] + reference[place + 2 :]
        for place in range(len(reference) - 1)
        if reference[place] != reference[place + 1]
    ]
    return changed + swapped


@pytest.mark.slow
def test_guesses_with_the_right_birth_date_find_nothing(ports: Ports) -> None:
    reference = a_granted(ports).reference
    dice = random.Random(20261124)
    guesses = (reference_from(dice.randbytes(ENTROPY_BYTES)) for _ in range(GUESSES))
    assert sum(find_status(ports, guess, BIRTH) is not None for guess in guesses) == 0
    assert find_status(ports, reference, BIRTH) == "granted", "otherwise nothing was guessed at"


def test_no_neighbour_of_a_reference_finds_it(ports: Ports) -> None:
    reference = a_granted(ports).reference
    near = neighbours(reference)
    assert len(near) > 18 * 30
    assert [guess for guess in near if find_status(ports, guess, BIRTH)] == []


def test_every_birth_date_but_one_finds_nothing(ports: Ports) -> None:
    reference = a_granted(ports).reference
    days = [PartialDate(1990, month, day) for month in range(1, 13) for day in range(1, 29)]
    days += [PartialDate(1990), PartialDate(1990, 5), PartialDate(1991, 5, 5)]
    assert [day for day in days if find_status(ports, reference, day)] == [BIRTH]


@pytest.mark.parametrize("kind", ["reference of somebody", "reference of nobody", "no reference", "empty"])
def test_every_miss_asks_the_database_the_same(ports: Ports, kind: str) -> None:
    """One question of one shape: what is there makes no difference to what is done."""
    reference = a_granted(ports).reference
    with CaptureQueriesContext(
        connection,
    ) as hit:
        assert find_status(ports, reference, BIRTH)
    guess = {"reference of somebody": reference, "reference of nobody": reference_from(b"invented-11")}.get(kind, "x")
    with CaptureQueriesContext(connection) as miss:
        assert find_status(ports, guess if kind != "empty" else "", OTHER) is None
    shapes = [[query["sql"].split("'")[0] for query in queries.captured_queries] for queries in (hit, miss)]
    assert shapes[0] == shapes[1]
    assert len(shapes[0]) == 1


@pytest.mark.long  # it looks at the clock: for an idle machine
def test_hits_and_misses_take_the_same_time(ports: Ports) -> None:
    """Medians of interleaved look-ups; the bound is wide, since tests do not race: a second query would double them."""
    reference, nobodys = a_granted(ports).reference, reference_from(b"invented-11")
    kinds = {"hit": (reference, BIRTH), "near": (reference, OTHER), "far": (nobodys, BIRTH), "wrong": ("x", BIRTH)}
    took: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(2_000):
        for kind, question in kinds.items():
            began = perf_counter()
            find_status(ports, *question)
            took[kind].append(perf_counter() - began)
    medians = {kind: median(times) for kind, times in took.items()}
    print({kind: f"{1e6 * time:.0f} us" for kind, time in medians.items()})
    assert max(medians.values()) < 1.5 * min(medians.values()), medians
