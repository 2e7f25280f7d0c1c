"""Who is at a group's page: a member of an organisation, or a family by the group that its session holds.

A session of a family ends after a day without a page; everything that was saved is kept, and a mailed link leads back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render

from mapae.faces.request import MapaeRequest
from mapae.usecases.case_data import CaseErased
from mapae.usecases.groups import Representative, UnknownGroup

FAMILY_GROUP = "family_group"  # in the session of who proved the mailbox of a family's group
_SEEN = "family_group_seen_at"
PAUSE = timedelta(hours=24)  # as an applicant's
_NOT_WORTH_A_WRITE = timedelta(minutes=10)
Rest = ParamSpec("Rest")


class NoRepresentative(LookupError):
    """Nobody who acts for a group is at this page: no member of an organisation, and no family."""


def hold_family(request: MapaeRequest, group_id: UUID) -> None:
    """From now on this browser speaks for this family, under a new session id; earlier ones have no part in it."""
    request.session.cycle_key()
    request.session[FAMILY_GROUP] = str(group_id)
    request.session[_SEEN] = request.ports.clock.now().isoformat()


def release_family(request: MapaeRequest) -> None:
    """This browser speaks for no family any more."""
    request.session.pop(FAMILY_GROUP, None)
    request.session.pop(_SEEN, None)


def find_family(request: MapaeRequest) -> UUID | None:
    """The family's group that this browser's session is about, if any."""
    held, seen, now = request.session.get(FAMILY_GROUP), request.session.get(_SEEN), request.ports.clock.now()
    if not held or not seen:
        return None
    paused = now - datetime.fromisoformat(seen)
    if paused >= PAUSE:
        release_family(request)
        return None
    if paused >= _NOT_WORTH_A_WRITE:
        request.session[_SEEN] = now.isoformat()
    return UUID(held)


def representative(request: MapaeRequest) -> Representative:
    """Raises NoRepresentative for everybody else."""
    account = request.user
    if account.is_authenticated and account.organisation_id is not None:
        return Representative(account)
    held = find_family(request)
    if held is not None:
        return Representative(family_group=held)
    raise NoRepresentative


def of_representative(
    view: Callable[Concatenate[MapaeRequest, Representative, Rest], HttpResponseBase],
) -> Callable[Concatenate[MapaeRequest, Rest], HttpResponseBase]:
    """Give the view who is there. A group that is not theirs is not there at all.

    Whoever is nobody's representative is told how to become one again.
    """

    @wraps(view)
    def wrapped(request: MapaeRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        try:
            return view(request, representative(request), *args, **kwargs)
        except (UnknownGroup, CaseErased) as unknown:
            raise Http404 from unknown
        except NoRepresentative:
            context = {
                "hours": int(PAUSE.total_seconds()) // 3600,
                "was_sending": request.method == "POST",
                "here": request.get_full_path(),
            }
            return render(request, "group/no_group.html", context, status=404)

    return wrapped
