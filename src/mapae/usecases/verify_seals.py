"""Whether everything sealed opens with the keys at hand: after a restore, and before a backup is trusted."""

from __future__ import annotations

from dataclasses import dataclass

from mapae.core.sealed.blob import SealBroken
from mapae.records.models import Application, Authorization
from mapae.usecases.case_data import CaseErased, match_place, open_answers
from mapae.usecases.ports import Ports


@dataclass(frozen=True, slots=True)
class SealsFound:
    """How many blobs opened, did not, or cannot because their case was erased."""

    opened: int
    broken: int
    erased: int


def verify_seals(ports: Ports) -> SealsFound:
    """Open the answers of every case and the match data of every authorization."""
    opened = broken = erased = 0
    for application in Application.objects.select_related("case_key").order_by("id").iterator(chunk_size=1000):
        try:
            open_answers(ports, application)
            opened += 1
        except SealBroken:
            broken += 1
        except CaseErased:
            erased += 1
    for authorization in Authorization.objects.order_by("id").iterator(chunk_size=1000):
        if authorization.match_sealed is None:
            erased += 1
            continue
        try:
            ports.keys.open_match(bytes(authorization.match_sealed), match_place(authorization.id))
            opened += 1
        except SealBroken:
            broken += 1
    return SealsFound(opened, broken, erased)
