"""What became of a group's travellers, and their letters."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseBase

from mapae.faces.group.api.reading import number_in_query, wrong_query
from mapae.faces.group.api.wire import Json, replied
from mapae.faces.group.results import letters_sent
from mapae.faces.request import MapaeRequest
from mapae.usecases.group_results import Outcome, read_results
from mapae.usecases.groups import Representative

_LANGUAGES = ("en", "tr", "ko")


def show(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponseBase:
    """A page of 100 by the number of the row; grounds only where the traveller lets the representative read them."""
    found = read_results(request.ports, who, group_id, number_in_query(request, "after", 0))
    return replied(
        {
            "outcomes": [_outcome(one) for one in found.outcomes],
            "after": found.after,
            "counts": dict(found.counts),
            "letters": {"count": found.letters, "parts": len(found.parts)},
        }
    )


def letters(request: MapaeRequest, who: Representative, group_id: UUID, part: int) -> HttpResponseBase:
    """One ZIP of at most 200 letters, by stream."""
    language = request.GET.get("language", "en")
    if language not in _LANGUAGES:
        raise wrong_query("language")
    return letters_sent(request, who, group_id, part, language)


def _outcome(one: Outcome) -> Json:
    grounds = (
        [{"text": ground.texts.get("en", ""), "mend": ground.mend.get("en", "")} for ground in one.told.grounds]
        if (one.told)
        else None
    )
    return {
        "row": one.number,
        "reference": one.reference,
        "status": one.status.value if one.status else None,
        "authorization": one.standing.value if one.standing else None,
        "valid_until": one.last_day.isoformat() if one.last_day and one.has_letter else None,
        "has_letter": one.has_letter,
        "grounds": grounds,
    }
