"""Lift a no-board on one passport for some hours, and end it again."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mapae.core.travel.override import LONGEST, OverrideReason, OverrideRefused
from mapae.faces.look.forms import LookForm, Radios, TextInput
from mapae.faces.officer.search import PROBLEMS
from mapae.faces.officer.words import OVERRIDES
from mapae.faces.request import MapaeRequest
from mapae.usecases.override_no_board import end_override, list_overrides, override_no_board
from mapae.usecases.search_cases import NotSearchable

_HOURS = int(LONGEST.total_seconds()) // 3600
_BETWEEN = _("Enter between 1 and 72 hours")


class OverrideForm(LookForm):
    """Which passport, why, how long."""

    document_number = forms.CharField(
        label=_("Passport number"),
        max_length=30,
        widget=TextInput(is_latin=True, width=20),
        error_messages={"required": PROBLEMS["document_number"]},
    )
    issuing_state = forms.CharField(
        label=_("Code of the issuing country"),
        help_text=_("Three letters, as in the passport, for example TUR"),
        max_length=3,
        widget=TextInput(is_latin=True, width=5),
        error_messages={"required": PROBLEMS["issuing_state"]},
    )
    reason = forms.ChoiceField(
        label=_("Why may they board?"),
        help_text=_("The carrier does not learn it."),
        choices=list(OVERRIDES.items()),
        widget=Radios(),
        error_messages={"required": _("Choose why they may board")},
    )
    hours = forms.IntegerField(
        label=_("For how many hours from now?"),
        help_text=_("At most 72."),
        min_value=1,
        max_value=_HOURS,
        widget=TextInput(width=3, inputmode="numeric"),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _BETWEEN),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def override(request: MapaeRequest) -> HttpResponse:
    """GET shows the living overrides and asks for a new one; POST makes one, or ends one."""
    form = OverrideForm(request.POST if request.method == "POST" and "end" not in request.POST else None)
    if request.method == "POST":
        if not form.is_bound:
            _end(request)
            return redirect("officer_override")
        if form.is_valid() and _make(request, form):
            messages.success(request, _now("The passport may board now. The override is in the audit log."))
            return redirect("officer_override")
    context = {"form": form, "overrides": [(one, OVERRIDES[one.reason]) for one in list_overrides(request.ports)]}
    return render(request, "officer/override.html", context)


def _make(request: MapaeRequest, form: OverrideForm) -> bool:
    assert request.user.is_authenticated  # the rights map lets nobody else here
    said = form.cleaned_data
    number, state, reason = said["document_number"], said["issuing_state"], OverrideReason(said["reason"])
    try:
        override_no_board(request.ports, request.user, number, state, reason, said["hours"])
    except NotSearchable as problem:
        form.add_error(str(problem), str(PROBLEMS[str(problem)]))
    except OverrideRefused:
        form.add_error("hours", str(_BETWEEN))
    return not form.errors


def _end(request: MapaeRequest) -> None:
    assert request.user.is_authenticated  # the rights map lets nobody else here
    try:
        end_override(request.ports, request.user, UUID(request.POST["end"]))
    except ValueError:
        return
