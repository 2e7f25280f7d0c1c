"""`make bench`: machine-readable zones read and written, beside another package and the least that could be done."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import mul
from statistics import median
from time import process_time

from mrz.checker.td3 import TD3CodeChecker

from benchmarks.crowd import CROWD, person
from benchmarks.ratios import ratio, spread
from mapae.core.documents.mrz_layouts import Format, MrzFields
from mapae.core.documents.mrz_reading import read
from mapae.core.documents.mrz_writing import write

TODAY = date(2026, 11, 24)
AIM = 20_000
_CHUNK = 100
_VALUES = {character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}
_WEIGHTS = (7, 3, 1) * 15


@dataclass
class Task:
    """One of the things that are measured: what it does with a zone, and how many a second in each round."""

    label: str
    do: Callable[[MrzFields, Sequence[str]], object]
    per_second: list[float] = field(default_factory=list)


def main() -> int:
    """Measure and print."""
    options = _options()
    zones = _zones(options.zones)
    _check_that_both_read_the_same(zones)
    tasks = [
        Task("five check digits, no more", lambda _, lines: _five_check_digits(lines[1])),
        Task("the package mrz, read", lambda _, lines: _read_with_mrz(lines)),
        Task("mapae, read", lambda _, lines: read(lines, today=TODAY)),
        Task("mapae, write", lambda fields, _: write(fields)),
    ]
    for _ in range(options.rounds):
        for task in tasks:
            task.per_second.append(_rate(task, zones, options.seconds))
    print(
        f"{len(zones):,} different passports (TD3) of the crowd {CROWD}, one thread, {options.rounds} rounds of "
        f"{options.seconds:g} s of the processor each, medians\n"
    )
    _print_table(tasks)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.documents", description=__doc__)
    parser.add_argument("--zones", type=int, default=5_000, help="different passports")
    parser.add_argument("--seconds", type=float, default=1.0, help="of each measurement in a round")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    assert isinstance(options, argparse.Namespace)
    return options


def _zones(count: int) -> list[tuple[MrzFields, tuple[str, ...]]]:
    return [(fields, write(fields)) for fields in map(_fields, range(count))]


def _fields(number: int) -> MrzFields:
    holder, document = person(number).holder, person(number).document
    birth = f"{holder.birth.earliest:%y%m%d}"
    personal = f"{10000000000 + number}" if number % 2 else ""  # as about half of the published specimens have one
    return MrzFields(
        Format.TD3, "P", document.issuing_state, holder.surname, holder.given_names, document.number, holder.nationality,
        birth, holder.sex, f"{28 + number % 9}{birth[2:]}", personal,
    )  # fmt: skip


def _check_that_both_read_the_same(zones: Sequence[tuple[MrzFields, Sequence[str]]]) -> None:
    """Otherwise the figures would compare different things."""
    for fields, lines in zones:
        ours, theirs = read(lines, today=TODAY), TD3CodeChecker("\n".join(lines))
        told = theirs.fields()
        assert theirs and not ours.problems and ours.fields == fields, lines
        assert (told.document_number, told.birth_date) == (fields.number, fields.birth), lines


def _five_check_digits(line: str) -> tuple[int, ...]:
    """What no reader of a passport can leave out, with the quickest table and loop of Python."""
    values = [*map(_VALUES.__getitem__, line)]
    spans = (
        values[0:9], values[13:19], values[21:27], values[28:42], values[0:10] + values[13:20] + values[21:43],
    )  # fmt: skip
    return tuple([sum(map(mul, span, _WEIGHTS)) % 10 for span in spans])


def _read_with_mrz(lines: Sequence[str]) -> object:
    checker = TD3CodeChecker("\n".join(lines))
    return bool(checker), checker.fields()


def _rate(task: Task, zones: Sequence[tuple[MrzFields, Sequence[str]]], seconds: float) -> float:
    done, begun, do = 0, process_time(), task.do
    while (passed := process_time() - begun) < seconds:
        start = done % max(1, len(zones) - _CHUNK)
        for fields, lines in zones[start : start + _CHUNK]:
            do(fields, lines)
        done += len(zones[start : start + _CHUNK])
    return done / passed


def _print_table(tasks: Sequence[Task]) -> None:
    least, other, ours, _ = tasks
    print(f"{'':28}{'a second':>10}   {'of the least':22}{'of mrz':20}")
    for task in tasks:
        of_least = spread(task.per_second, least.per_second, 3)
        print(
            f"{task.label:28}{median(task.per_second):10,.0f}   {of_least:22}{spread(task.per_second, other.per_second)}"
        )
    print(
        f"\nmapae reads {median(ours.per_second):,.0f} zones a second (aim: {AIM:,}), with problems, doubts and proposals;"
    )
    print(f"{ratio(ours.per_second, other.per_second):.1f} times as many as mrz, which looks for fewer of them")
    print("ratios: of each round, their median and in brackets the least and the greatest")


if __name__ == "__main__":
    sys.exit(main())
