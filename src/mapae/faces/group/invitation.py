"""The page behind the link of an invitation. Looking at it does nothing; the account that is made there spends it."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from mapae.faces.group.registration_forms import AccountForm
from mapae.faces.group.signing_in import make_account, sign_in
from mapae.faces.look.mailed_link import without_trace
from mapae.faces.request import MapaeRequest
from mapae.usecases.invitations import InvitationRefused, join, read_invitation


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: MapaeRequest, token: str) -> HttpResponse:
    """GET says who invites and asks for user name and password; POST makes the account and signs in."""
    try:
        response = _answered(request, token)
    except InvitationRefused:
        response = render(request, "group/invitation_refused.html", status=404)
    return without_trace(response)


def _answered(request: MapaeRequest, token: str) -> HttpResponse:
    invited_by = read_invitation(request.ports, token)
    form = AccountForm(request.POST or None)
    if request.method == "POST":
        made = make_account(request, form, partial(join, request.ports, token))
        if made is not None:
            sign_in(request, made)
            return redirect("group_organisation")
    context = {
        "form": form,
        "title": gettext("You are invited"),
        "organisation": invited_by,
        "submit_label": gettext("Make my account"),
    }
    return render(request, "group/invitation.html", context)
