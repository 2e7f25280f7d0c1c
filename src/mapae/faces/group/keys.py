"""The organisation's keys for its own programs: a manager makes them, sees each once, and revokes them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from mapae.faces.request import MapaeRequest
from mapae.usecases.members import NotManager
from mapae.usecases.organisation_keys import (
    SLOTS,
    MayNotHaveKeys,
    NoFreeSlot,
    add_organisation_key,
    list_keys,
    revoke_organisation_key,
)


@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: MapaeRequest) -> HttpResponse:
    """The living keys. A POST makes one, which the answer shows for the only time, or revokes one."""
    assert request.user.is_authenticated  # the rights map lets nobody else here
    new = ""
    try:
        if request.method == "POST":
            new = _changed(request)
            if not new:
                return redirect("group_keys")
        living = list_keys(request.user)
    except NotManager as error:
        raise PermissionDenied("only managers have keys made") from error
    context = {"keys": living, "new_key": new, "has_room": len(living) < len(SLOTS)}
    return render(request, "group/keys.html", context)


def _changed(request: MapaeRequest) -> str:
    """The new key, or "" when there is none to show."""
    assert request.user.is_authenticated
    written = request.POST.get("revoke", "")
    if written:
        slot = int(written) if written in {str(one) for one in SLOTS} else 0
        if revoke_organisation_key(request.ports, request.user, slot):
            messages.success(request, gettext("The key was revoked. It opens nothing any more."))
        return ""
    try:
        return add_organisation_key(request.ports, request.user)
    except NoFreeSlot:
        messages.warning(request, gettext("Two keys are in use. Revoke one before you make another"))
    except MayNotHaveKeys:
        messages.warning(request, gettext("Keys can be made once the organisation is approved"))
    return ""
