"""The numbers in Prometheus' text format, version 0.0.4: a name, labels from closed lists, a value. Times in seconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

import mapae
from mapae.usecases.measure import DECIDED_WITHIN, Decided, Measures, Waiting

Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Family:
    """One metric: its name, kind, meaning, and samples as (suffix, labels, value)."""

    name: str
    kind: str
    says: str
    samples: tuple[tuple[str, Labels, float], ...]


def exposition(measures: Measures, counted: Mapping[tuple[str, ...], float], free_disk: float) -> str:
    """`counted` are the server processes' own counts: a metric's name and its labels' values, and how often."""
    families = [*_of_server(counted), *_of_cases(measures), *_of_house(measures, free_disk)]
    return "".join(line + "\n" for family in families for line in _lines(family))


def _of_server(counted: Mapping[tuple[str, ...], float]) -> Iterator[Family]:
    said = {
        "mapae_requests": (("route", "status"), "Requests of pages and feeds, by route and HTTP status."),
        "mapae_board_check_requests": (("route", "status"), "Requests of carriers, by route and HTTP status."),
        "mapae_board_checks": (("verdict", "reason"), "Passengers that carriers asked about, by answer."),
    }
    for name, (labels, says) in said.items():
        samples = (
            ("_total", tuple(zip(labels, key[1:], strict=True)), value)
            for key, value in sorted(counted.items())
            if key[0] == name
        )
        yield Family(name + "_total", "counter", says, tuple(("", given, value) for _, given, value in samples))


def _of_cases(measures: Measures) -> Iterator[Family]:
    yield from _waiting(
        "mapae_applications", "Applications that are under way, by status.", "status", measures.applications
    )
    decided = tuple(("", _who(one), float(sum(one.within))) for one in measures.decisions)
    yield Family("mapae_decisions_total", "counter", "Decisions, by outcome and who made them.", decided)
    histogram = tuple(sample for one in _by_maker(measures.decisions) for sample in one)
    yield Family("mapae_decision_seconds", "histogram", "From submission to decision.", histogram)


def _by_maker(decisions: Iterable[Decided]) -> Iterator[Iterator[tuple[str, Labels, float]]]:
    listed = list(decisions)
    for by_machine in (True, False):
        mine = [one for one in listed if one.by_machine is by_machine]
        if mine:
            within = [sum(column) for column in zip(*(one.within for one in mine), strict=True)]
            yield _histogram(within, sum(one.seconds for one in mine), _maker(by_machine))


def _histogram(within: list[int], seconds: float, maker: str) -> Iterator[tuple[str, Labels, float]]:
    bounds = (*(str(bound) for bound in DECIDED_WITHIN), "+Inf")
    for bound, count in zip(bounds, accumulate(within), strict=True):
        yield "_bucket", (("by", maker), ("le", bound)), count
    yield "_sum", (("by", maker),), seconds
    yield "_count", (("by", maker),), sum(within)


def _of_house(measures: Measures, free_disk: float) -> Iterator[Family]:
    yield from _waiting("mapae_mails_queued", "Mails that wait to be sent.", "", {"": measures.mails_queued})
    yield _gauge("mapae_mails_failed", "Mails that could not be sent.", measures.mails_failed)
    jobs = tuple(("", (("status", status),), float(count)) for status, count in sorted(measures.jobs.items()))
    yield Family("mapae_jobs", "gauge", "Background jobs, by status.", jobs)
    yield _gauge("mapae_workers", "Background processes heard of within a minute.", measures.workers)
    yield _gauge("mapae_audit_leaves", "Entries under the newest checkpoint.", measures.audit_leaves)
    yield _gauge("mapae_audit_unsealed_leaves", "Entries that wait for a checkpoint.", measures.audit_unsealed)
    yield _gauge("mapae_audit_checkpoint_age_seconds", "Age of the newest checkpoint.", measures.checkpoint_age_seconds)
    yield _gauge("mapae_disk_free_ratio", "Free share of the data folder's disk.", free_disk)
    version = (("", (("version", mapae.__version__),), 1.0),)
    yield Family("mapae_info", "gauge", "Which Mapae this is.", version)


def _waiting(name: str, says: str, label: str, found: Mapping[str, Waiting]) -> Iterator[Family]:
    def samples(values: Iterable[tuple[str, float]]) -> tuple[tuple[str, Labels, float], ...]:
        return tuple(("", ((label, key),) if label else (), value) for key, value in values)

    yield Family(name, "gauge", says, samples((key, one.count) for key, one in found.items()))
    oldest = samples((key, one.oldest_seconds) for key, one in found.items())
    yield Family(f"{name}_oldest_seconds", "gauge", f"{says[:-1]}: how long the oldest waits.", oldest)


def _gauge(name: str, says: str, value: float) -> Family:
    return Family(name, "gauge", says, (("", (), value),))


def _who(one: Decided) -> Labels:
    return ("outcome", one.outcome), ("by", _maker(one.by_machine))


def _maker(by_machine: bool) -> str:
    return "machine" if by_machine else "officer"


def _lines(family: Family) -> Iterator[str]:
    yield f"# HELP {family.name} {family.says}"
    yield f"# TYPE {family.name} {family.kind}"
    for suffix, labels, value in family.samples:
        written = ",".join(f'{name}="{_escaped(text)}"' for name, text in labels)
        yield f"{family.name}{suffix}{'{' + written + '}' if written else ''} {value:.15g}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
