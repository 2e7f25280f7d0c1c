"""Whether what is sealed of people's cases opens with the keys at hand: after a restore, before it is trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from mapae.core.sealed.blob import SealBroken
from mapae.records.models import Application, Authorization, Hit
from mapae.usecases.case_data import CaseErased, match_place, open_answers, open_blob
from mapae.usecases.ports import Ports


@dataclass(frozen=True, slots=True)
class SealsFound:
    """How many blobs opened, did not, or cannot because their case was erased."""

    opened: int
    broken: int
    erased: int


def verify_seals(ports: Ports) -> SealsFound:
    """Open the answers, the assessment and the hits of every case, and the match data of every authorization."""
    found = Counter(_try(opening) for opening in _openings(ports))
    return SealsFound(found["opened"], found["broken"], found["erased"])


def _openings(ports: Ports) -> Iterator[Callable[[], object]]:
    cases = Application.objects.select_related("case_key", "decision").order_by("id")
    for application in cases.iterator(chunk_size=1000):
        yield partial(open_answers, ports, application)
        decision = application.decision
        if decision is not None and decision.assessment_sealed is not None:
            sealed = bytes(decision.assessment_sealed)
            yield partial(open_blob, ports, application.case_key, sealed, "decision", decision.id, "assessment")
    for hit in Hit.objects.select_related("application__case_key").order_by("id").iterator(chunk_size=1000):
        key, sealed = hit.application.case_key, bytes(hit.sides_sealed)
        yield partial(open_blob, ports, key, sealed, "hit", hit.id, "sides")
    for authorization in Authorization.objects.exclude(match_sealed=None).order_by("id").iterator(chunk_size=1000):
        assert authorization.match_sealed is not None
        yield partial(ports.keys.open_match, bytes(authorization.match_sealed), match_place(authorization.id))


def _try(opening: Callable[[], object]) -> str:
    try:
        opening()
    except SealBroken:
        return "broken"
    except CaseErased:
        return "erased"
    return "opened"
