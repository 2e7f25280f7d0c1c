"""Teams of officers, for supervisors."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mapae.faces.look.forms import LookForm, TextInput
from mapae.faces.request import MapaeRequest
from mapae.usecases.teams import LONGEST_NAME, TeamRefused, add_team, list_officers, list_teams, put_in_team
from mapae.usecases.teams import take_out_of_team as take_out

PROBLEMS = {
    "name": _("Give the team a name of at most 64 characters"),
    "taken": _("There is a team of this name already"),
    "unknown": _("Choose an officer and a team of the list"),
}


class TeamForm(LookForm):
    """A new team."""

    name = forms.CharField(
        label=_("Name of the team"),
        max_length=LONGEST_NAME,
        widget=TextInput(width=20),
        error_messages={"required": PROBLEMS["name"], "max_length": PROBLEMS["name"]},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: MapaeRequest) -> HttpResponse:
    """All teams with their members. A POST names one change: a new team, somebody in, somebody out."""
    form = TeamForm(request.POST if request.POST.get("change") == "add" else None)
    if request.method == "POST":
        try:
            done = _change(request, form)
        except TeamRefused as refused:
            sentence = str(PROBLEMS[str(refused)])
            if form.is_bound:
                form.add_error("name", sentence)
            else:
                messages.warning(request, sentence)
            done = not form.is_bound
        if done:
            return redirect("officer_teams")
    context = {"form": form, "teams": list_teams(), "officers": list_officers()}
    return render(request, "officer/teams.html", context)


def _change(request: MapaeRequest, form: TeamForm) -> bool:
    assert request.user.is_authenticated  # the rights map lets nobody else here
    ports, by = request.ports, request.user
    if form.is_bound:
        if not form.is_valid():
            return False
        add_team(ports, by, form.cleaned_data["name"])
        return True
    team, account = _uuid(request.POST.get("team", "")), request.POST.get("account", "")
    number = int(account) if account.isdecimal() and len(account) < 16 else 0
    match request.POST.get("change"):
        case "put":
            put_in_team(ports, by, team, number)
        case "take":
            take_out(ports, by, team, number)
    return True


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError as error:
        raise TeamRefused("unknown") from error
