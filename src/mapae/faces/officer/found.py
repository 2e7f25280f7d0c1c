"""Which cases an officer found by a search, and for which purpose: the search opens them, for this session."""

from __future__ import annotations

from uuid import UUID

from mapae.faces.request import MapaeRequest

_FOUND, _MOST = "desk_found", 20


def remember(request: MapaeRequest, case_ids: list[UUID], purpose: str) -> None:
    """These cases may be opened for this purpose, by this session."""
    known = dict(request.session.get(_FOUND, {}))
    for case_id in case_ids:
        known.pop(str(case_id), None)
        known[str(case_id)] = purpose
    request.session[_FOUND] = dict(list(known.items())[-_MOST:])


def purpose_of(request: MapaeRequest, case_id: UUID) -> str:
    """The purpose of the search that found the case; "" when none did."""
    return str(request.session.get(_FOUND, {}).get(str(case_id), ""))
