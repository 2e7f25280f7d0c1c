"""What holds for the organisation; groups; the answers that all travellers of one share."""

from __future__ import annotations

from typing import Any  # a record: faces know no models
from uuid import UUID

from django.http import HttpResponseBase

from mapae.faces.group.api.reading import body, known_fields
from mapae.faces.group.api.wire import Common, Json, NewGroup, problems_json, replied
from mapae.faces.group.order_forms import DeclarationForm
from mapae.faces.request import MapaeRequest
from mapae.usecases.check_rows import keep_fresh
from mapae.usecases.common_answers import COMMON_FIELDS, read_common, save_common
from mapae.usecases.group_data import open_group
from mapae.usecases.groups import MayNotSendGroups, Representative, get_group, require_may_send, start_group_of
from mapae.usecases.list_rows import count_rows, list_groups
from mapae.usecases.put_rows import MOST_AT_ONCE


def status(request: MapaeRequest, who: Representative) -> HttpResponseBase:
    """Whether the organisation may send groups, and the words by which it declares the mandates."""
    assert who.key is not None
    organisation = who.key.organisation
    try:
        most = require_may_send(request.ports, organisation).people
    except MayNotSendGroups:
        most = None
    return replied(
        {
            "organisation": {"id": str(organisation.id), "status": organisation.status},
            "may_send": most is not None,
            "people_per_submission": most,
            "rows_per_request": MOST_AT_ONCE,
            "mandate": {"wording": DeclarationForm.wording, "text": str(DeclarationForm().fields["has_mandate"].label)},
            "is_demonstration": request.ports.is_demonstration,
        }
    )


def list_all(request: MapaeRequest, who: Representative) -> HttpResponseBase:
    """At most 200, the last touched first."""
    found = list_groups(request.ports, who)
    return replied(
        {
            "groups": [
                {**_group(one.group, one.label), "rows": one.rows, "to_mend": one.to_mend, "ordered": one.ordered}
                for one in found
            ]
        }
    )


def start(request: MapaeRequest, who: Representative) -> HttpResponseBase:
    given = body(request, NewGroup)
    group = start_group_of(request.ports, who, given.label.strip() or given.label, given.language)
    return replied(_group(group, given.label), 201, Location=f"/api/group/v1/groups/{group.id}")


def show(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponseBase:
    """Where it stands; `waiting` rows are being checked again in the background."""
    group = get_group(who, group_id)
    waiting = keep_fresh(request.ports, who, group_id)
    counts = {name.value: count for name, count in count_rows(request.ports, who, group_id).items()}
    return replied({**_group(group, open_group(request.ports, group).label), "counts": counts, "waiting": waiting})


def show_common(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponseBase:
    _record, answers = read_common(request.ports, who, group_id)
    return replied({"answers": answers})


def put_common(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponseBase:
    """Wrong answers are kept too, and named."""
    given = known_fields(body(request, Common).answers, "/answers", COMMON_FIELDS)
    problems = save_common(request.ports, who, group_id, given)
    _record, answers = read_common(request.ports, who, group_id)
    return replied({"answers": answers, "problems": problems_json(problems, "/answers")})


def _group(group: Any, label: str) -> Json:
    return {
        "id": str(group.id),
        "label": label,
        "language": group.language,
        "created_at": group.created_at.isoformat(),
        "changed_at": group.changed_at.isoformat(),
    }
