"""Who is at a group's page: a member of an organisation, or a family by the group that its session holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase

from mapae.faces.request import MapaeRequest
from mapae.usecases.groups import Representative, UnknownGroup

FAMILY_GROUP = "family_group"  # in the session of who proved the mailbox of a family's group
Rest = ParamSpec("Rest")


def representative(request: MapaeRequest) -> Representative:
    """Raises PermissionDenied for everybody else."""
    account = request.user
    if account.is_authenticated and account.organisation_id is not None:
        return Representative(account)
    held = request.session.get(FAMILY_GROUP)
    if held:
        return Representative(family_group=UUID(held))
    raise PermissionDenied("no representative")


def of_representative(
    view: Callable[Concatenate[MapaeRequest, Representative, Rest], HttpResponseBase],
) -> Callable[Concatenate[MapaeRequest, Rest], HttpResponseBase]:
    """Give the view who is there. A group that is not theirs is not there at all."""

    @wraps(view)
    def wrapped(request: MapaeRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        try:
            return view(request, representative(request), *args, **kwargs)
        except UnknownGroup as unknown:
            raise Http404 from unknown

    return wrapped
