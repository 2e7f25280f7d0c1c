"""`make bench`: assessments of the shipped rulebook, beside other engines and the least that could be done."""

from __future__ import annotations

import argparse
import os
import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec
from itertools import cycle, islice
from random import Random
from statistics import median, quantiles
from time import perf_counter, perf_counter_ns, process_time, process_time_ns
from typing import Any  # what is asked differs from engine to engine

from benchmarks.ratios import spread
from benchmarks.rulebook_rows import Facts, facts_of, rereads_of, rows_of
from benchmarks.rulebook_zen import Zen
from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.assessment import Requirement, Traveller
from mapae.core.rulebook.evaluation import assess, requirement_on
from mapae.core.rulebook.model import Rulebook
from mapae.gateways.rulebook_files import EVERYTHING, RulebookFiles

CROWD = "mapae-travellers-1"
AIM = 50.0
TOGETHER = 1000
_CHUNK = 100
_DAYS = tuple(
    map(date.fromisoformat, ("2026-11-24", "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02", "2027-07-01"))
)
_NATIONALITIES = ("TUR", "USA", "D", "JPN", "THA", "CHN", "KOR", "ZAF")
_PASSPORTS = ("", "HKG", "MAC", "CHN")
_CATEGORIES = ("visa_holder", "resident", "crew", "transit_airside", "diplomatic", "abtc", "sofa")
Asked = tuple[Traveller, date]


@dataclass
class Task:
    """One of the things that are measured, what it is asked in turn, and what the rounds gave, of one assessment each."""

    label: str
    ask: Callable[[Any], object]
    asked: Sequence[Any]
    people: int = 1  # in one call
    turn: Iterator[Any] = field(init=False)
    cpu: list[float] = field(default_factory=list)  # us, mean of a round
    p50: list[float] = field(default_factory=list)  # us on the wall
    p99: list[float] = field(default_factory=list)
    p99_cpu: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.turn = cycle(self.asked)


def main() -> int:
    """Measure and print."""
    options = _options()
    core = _stay_on_one_core()
    files = RulebookFiles(EVERYTHING)
    rulebook = files.read(*files.newest("KOR"))
    crowd = [traveller(number) for number in range(options.travellers)]
    tasks = tasks_of(rulebook, crowd)
    for _ in range(options.rounds):
        for task in tasks:
            _measure(task, options.seconds)
    _print_table(tasks)
    rules, plain, load = len(rulebook.requirements), len(rows_of(rulebook)), os.getloadavg()[0]
    print(f"{len(crowd):,} travellers of {CROWD} on core {core}, the machine's load {load:.1f}; medians of the rounds,")
    print(
        f"{options.rounds} of {options.seconds:g} s. mapae asks {rules} rules; the others {plain}, all that this crowd can meet"
    )
    ours = tasks[2].p50
    print(
        f"assess with its trace: {median(ours):.1f} us in the median (aim: under {AIM:.0f}), {min(ours):.1f} in the calmest round"
    )
    return 0


def traveller(number: int) -> Asked:
    """The traveller of that number, the same in every run, with a day of arrival."""
    chance = Random(f"{CROWD} {number}")
    nationality = chance.choice(_NATIONALITIES)
    birth = PartialDate(chance.randint(1935, 2024), chance.randint(1, 12), chance.randint(1, 28))
    readings = (birth, PartialDate(birth.year, birth.month), PartialDate(birth.year), None)
    return Traveller(
        nationality=nationality,
        birth=chance.choices(readings, (90, 4, 4, 2))[0],
        document_expiry=date(2031, 5, 5),
        category=chance.choice(_CATEGORIES) if chance.random() < 0.1 else "",
        purpose=chance.choice(("", "tourism", "business")),
        which_passport=chance.choice(_PASSPORTS) if nationality == "CHN" else "",
    ), chance.choice(_DAYS)


def tasks_of(rulebook: Rulebook, crowd: Sequence[Asked]) -> list[Task]:
    """What is measured, in the order of the table; raises AssertionError where one finds another requirement than ours."""
    ours = [requirement_on(rulebook, *one) for one in crowd]
    assert all(assess(rulebook, *one).requirement is found for one, found in zip(crowd, ours, strict=True))
    assert set(ours) == {Requirement.REQUIRED, Requirement.EXEMPT, Requirement.OUTSIDE}, "the crowd meets too few rules"
    facts = [facts_of(*one) for one in crowd]
    return [
        _least(rulebook, crowd, ours),
        Task("mapae, requirement alone", lambda one: requirement_on(rulebook, *one), crowd),
        Task("mapae, assess with trace", lambda one: assess(rulebook, *one), crowd),
        *with_zen(rulebook, facts, ours),
        *with_openfisca(rulebook, facts, ours),
    ]


def _least(rulebook: Rulebook, crowd: Sequence[Asked], ours: Sequence[Requirement]) -> Task:
    """A table by nationality and day and the age by hand, by somebody who knows these rules and says no reasons."""
    people = {one.which_passport or one.nationality for one, _ in crowd}
    table = {(who, day): requirement_on(rulebook, Traveller(who, None), day) for who in people for day in _DAYS}
    outside, exempt, required = Requirement.OUTSIDE, Requirement.EXEMPT, Requirement.REQUIRED

    def least(asked: Asked) -> Requirement:
        one, day = asked
        if one.category and not (one.category == "abtc" and one.nationality == "USA"):
            return outside
        found = table[one.which_passport or one.nationality, day]
        birth = one.birth
        if found is not required or birth is None:
            return found
        years, today = day.year - birth.year, (day.month, day.day)
        youngest = years - (today < (birth.month or 12, birth.day or 31))
        oldest = years - (today < (birth.month or 1, birth.day or 1))
        return exempt if youngest >= 65 or oldest <= 17 else required

    assert [least(one) for one in crowd] == ours
    return Task("the least: a table and the age", least, crowd)


def with_zen(rulebook: Rulebook, facts: Sequence[Facts], ours: Sequence[Requirement]) -> list[Task]:
    """Once without and once with its trace; raises AssertionError where one finds another requirement than ours."""
    engine = Zen(rows_of(rulebook), rereads_of(rulebook))
    silent, traced = engine.asking(trace=False), engine.asking(trace=True)
    for one, found in zip(facts, ours, strict=True):
        assert engine.said(silent(one)) == engine.said(traced(one)) == found, one
    return [Task("zen-engine, requirement alone", silent, facts), Task("zen-engine with trace", traced, facts)]


def with_openfisca(rulebook: Rulebook, facts: Sequence[Facts], ours: Sequence[Requirement]) -> list[Task]:
    """One by one and many together, where it is installed; raises AssertionError as the other does."""
    if find_spec("openfisca_core") is None:
        print("OpenFisca-Core is not installed and left out: pip install --requirement requirements/bench.txt\n")
        return []
    from benchmarks.rulebook_openfisca import OpenFisca

    system = OpenFisca(rows_of(rulebook), rereads_of(rulebook), facts)
    singles = [system.inputs([one]) for one in facts]
    for one, inputs, found in zip(facts, singles, ours, strict=True):
        assert system.said(system.ask(inputs)) == [found], one
    together = [system.inputs(people) for people in _by_day(facts)]
    for people, inputs in zip(_by_day(facts), together, strict=True):
        assert system.said(system.ask(inputs)) == [ours[facts.index(one)] for one in people]
    return [
        Task("OpenFisca-Core, one by one", system.ask, singles),
        Task(f"OpenFisca-Core, {TOGETHER} of a day", system.ask, together, TOGETHER),
    ]


def _by_day(facts: Sequence[Facts]) -> list[list[Facts]]:
    """Of each day as many people as are asked together; a small crowd comes several times."""
    days = {one["day"]: [other for other in facts if other["day"] == one["day"]] for one in facts}
    return [list(islice(cycle(people), TOGETHER)) for people in days.values()]


def _measure(task: Task, seconds: float) -> None:
    """Half the time without a clock in the loop, for the processor's time; half with one around every call."""
    ask, calls = task.ask, 0
    until, begun = perf_counter() + seconds / 2, process_time()
    while not calls or perf_counter() < until:
        for one in islice(task.turn, _CHUNK):
            ask(one)
        calls += _CHUNK
    task.cpu.append((process_time() - begun) / calls / task.people * 1e6)
    wall, busy = array("q"), array("q")
    last = perf_counter_ns() + seconds / 2 * 1e9
    for one in task.turn:
        used, start = process_time_ns(), perf_counter_ns()
        ask(one)
        end = perf_counter_ns()
        busy.append(process_time_ns() - used)
        wall.append(end - start)
        if end > last and len(wall) > _CHUNK:
            break
    task.p50.append(median(wall) / task.people / 1e3)
    for found, took in ((task.p99, wall), (task.p99_cpu, busy)):
        found.append(quantiles(took, n=100)[98] / task.people / 1e3)


def _print_table(tasks: Sequence[Task]) -> None:
    least, ours = tasks[0], tasks[2]
    heads = ("median", "p99", "CPU mean", "CPU p99", "a second")
    print(
        "{:34}{:>8}{:>10}{:>10}{:>9}{:>11}   {:22}{}".format(
            "microseconds an assessment", *heads, "of assess", "of the least"
        )
    )
    for task in tasks:
        median_, p99, cpu, p99_cpu = (median(one) for one in (task.p50, task.p99, task.cpu, task.p99_cpu))
        times = f"{median_:8.2f}{p99:10.2f}{cpu:10.2f}{p99_cpu:9.2f}{1e6 / cpu:11,.0f}"
        print(f"{task.label:34}{times}   {spread(ours.cpu, task.cpu):22}{spread(least.cpu, task.cpu, 3)}")
    print(
        "\nmedian and p99: on the wall, with whatever else the machine does; CPU: of the process alone, from which come the"
    )
    print("rate of one core and the ratios: of each round, their median and in brackets the least and the greatest")


def _stay_on_one_core() -> str:
    if not hasattr(os, "sched_setaffinity"):
        return "(any: this system cannot hold a process on one)"
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return str(core)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rulebook", description=__doc__)
    parser.add_argument("--travellers", type=int, default=2_000, help="different ones")
    parser.add_argument("--seconds", type=float, default=1.0, help="of each measurement in a round")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    assert isinstance(options, argparse.Namespace)
    return options


if __name__ == "__main__":
    sys.exit(main())
