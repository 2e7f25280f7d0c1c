"""What the benchmark of the board check measures, and the tables that it prints."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median

from benchmarks.ratios import ratio, spread

LIST = 300


@dataclass(frozen=True)
class Task:
    """One of the things that are measured; `length` passengers a message, 0 where there are none."""

    label: str
    server: str
    kind: str
    connections: int
    length: int


@dataclass
class Limits:
    """What the machine gave in each round, a second."""

    look_ups: list[float] = field(default_factory=list)
    commits: list[float] = field(default_factory=list)


@dataclass
class Figures:
    """What the rounds of a task gave."""

    per_second: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    cpu: list[tuple[float, float, float]] = field(default_factory=list)  # server, database, asker

    def processor_time(self) -> list[float]:
        """Microseconds that server and database spent on a reply."""
        busy = [server + database for server, database, _ in self.cpu]
        return [1e6 * one / rate for one, rate in zip(busy, self.per_second, strict=True)]


def tasks(workers: int) -> list[Task]:
    many, few = 64 * workers, 16 * workers
    return [
        Task("bare HTTP reply", "bare", "bare", many, 0),
        Task("bare asyncpg look-up", "lookup", "lookup", many, 0),
        Task("board check, singles", "checks", "single", many, 1),
        Task("  without query log", "checks-unlogged", "single", many, 1),
        Task(f"board check, lists of {LIST}", "checks", str(LIST), few, LIST),
        Task("  without query log", "checks-unlogged", str(LIST), few, LIST),
    ]


def print_table(tasks: list[Task], figures: list[Figures], limits: Limits) -> None:
    """Rates, and each as a ratio to the bare look-up and to pgbench of the same round."""
    base = figures[1].per_second
    heads = (
        "a second",
        "passengers/s",
        "of the bare look-up",
        "of pgbench",
        "p50 ms",
        "p99 ms",
        "CPU us",
        "processors",
    )
    print("{:26}{:>9}{:>14}   {:20}{:>11}{:>8}{:>8}{:>9}   {}".format("", *heads))
    for label, found in (("pgbench, look-ups", limits.look_ups), ("pgbench, one commit a time", limits.commits)):
        of_pgbench = ratio(found, limits.look_ups)
        print(f"{label:26}{median(found):9,.0f}{'':14}   {spread(found, base):20}{of_pgbench:11.3f}")
    for task, found in zip(tasks, figures, strict=True):
        rate = median(found.per_second)
        passengers = f"{rate * task.length:14,.0f}" if task.length else " " * 14
        looked_up = [one * max(1, task.length) for one in found.per_second]
        ratios = f"{spread(found.per_second, base):20}{ratio(looked_up, limits.look_ups):11.3f}"
        waits = f"{median(found.p50):8.2f}{median(found.p99):8.2f}{median(found.processor_time()):9,.0f}"
        cpu = " ".join(f"{median(part):.2f}" for part in zip(*found.cpu, strict=True))
        print(f"{task.label:26}{rate:9,.0f}{passengers}   {ratios}{waits}   {cpu}")
    print(
        "\nof pgbench: documents looked up; CPU: of server and database for a reply, which other work on the machine changes"
    )
    print("least; processors kept busy: by server, database, asker\n")


def print_half(at_half: dict[str, tuple[float, Figures]]) -> None:
    """The waits at half of the pace that was reached."""
    print("{:26}{:>9}{:>17}   {:22}{}".format("at half load", "a second", "of them answered", "p50 ms", "p99 ms"))
    for label, (pace, found) in at_half.items():
        reached = median(found.per_second) / pace
        print(f"{label:26}{pace:9,.0f}{reached:17.2f}   {_range(found.p50):22}{_range(found.p99)}")
    print("\na question that had to wait for its connection counts from the moment it was due\n")


def _range(found: list[float]) -> str:
    return f"{median(found):.1f} [{min(found):.1f}-{max(found):.1f}]"


def print_profile(people: int, seconds: float) -> None:
    """Where the time of a message goes; Django must be set up."""
    from benchmarks.where_time_goes import profile

    times = max(100, int(200 * seconds))
    single, many = profile(people, 1, times), profile(people, LIST, max(10, times // 20))
    print(f"{'one after the other, in one process':48}{'single, us':>12}{f'list of {LIST}, us':>18}{'a passenger':>13}")
    for part in single:
        print(f"  {part:46}{single[part]:12,.0f}{many[part]:18,.0f}{many[part] / LIST:13.2f}")


def print_aims(figures: list[Figures]) -> None:
    """What was reached of what was aimed at. The exit code judges no speed: others may be using the machine."""
    looked_up, singles, lists = (figures[place].per_second for place in (1, 2, 4))
    passengers = [LIST * rate for rate in lists]
    spent = [figures[place].processor_time() for place in (1, 2)]
    print(f"\nsingles: {spread(singles, looked_up)} of the bare asyncpg look-up (aim: 0.50 or better),")
    print(f"{spread(*spent)} of it by processor time: what a look-up spends for each microsecond of a single")
    print(
        f"lists: {median(passengers):,.0f} passengers a second [{min(passengers):,.0f}-{max(passengers):,.0f}] (aim: 20,000),"
    )
    print(f"{spread(passengers, singles, 1)} times the passengers of singles")
