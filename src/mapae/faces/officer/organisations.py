"""Organisations that register: those that wait, one of them opened, and what an officer decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any  # what Django's forms are given
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mapae.core.group.approval import REASONS as GIVEN
from mapae.core.group.approval import ActRefused, ApprovalAct
from mapae.faces.look.forms import Checkboxes, LookForm
from mapae.faces.look.organisations import KINDS, REASONS, STATUSES, detail_rows
from mapae.faces.officer.words import state_in_words
from mapae.faces.request import MapaeRequest
from mapae.usecases.case_acts import ChangedMeanwhile
from mapae.usecases.organisations import (
    A_PAGE,
    UnknownOrganisation,
    act_on_organisation,
    list_organisations,
    look_at_organisation,
)

PRESSES: Mapping[ApprovalAct, Promise] = {
    ApprovalAct.APPROVE: _("Approve the organisation"),
    ApprovalAct.REFUSE: _("Refuse the registration"),
    ApprovalAct.SUSPEND: _("Suspend the organisation"),
    ApprovalAct.LIFT: _("Lift the suspension"),
}
_NO_REASON = _("Choose at least one reason")


class ActForm(LookForm):
    """One act; a refusal or a suspension with its reasons. `version` is the one that the officer looked at."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, act: ApprovalAct, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{act.name.lower()}_%s", **kwargs)
        self.act, self.press = act, PRESSES[act]
        if act in GIVEN:
            self.fields["reasons"] = forms.MultipleChoiceField(
                label=_("Reasons"),
                help_text=_("The organisation reads them on its page. The e-mail does not name them."),
                choices=[(reason, REASONS[reason]) for reason in GIVEN[act]],
                widget=Checkboxes(),
                error_messages={"required": _NO_REASON, "invalid_choice": _NO_REASON},
            )


@require_safe
def organisations(request: MapaeRequest) -> HttpResponse:
    """Those that wait, or all. View and page are in the address."""
    assert request.user.is_authenticated  # the rights map lets nobody else here
    is_all, page = request.GET.get("view") == "all", _number(request.GET.get("page", ""))
    found = list_organisations(request.ports, request.user, page, all_of_them=is_all)
    context = {
        "rows": [
            (one, KINDS[one.kind], state_in_words(one.details.country), *STATUSES[one.status]) for one in found.entries
        ],
        "total": found.total,
        "is_all": is_all,
        "next_page": page + 1 if page * A_PAGE < found.total else 0,
    }
    return render(request, "officer/organisations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: MapaeRequest, organisation_id: UUID) -> HttpResponse:
    """GET opens it; POST does one act."""
    assert request.user.is_authenticated  # the rights map lets nobody else here
    sent = None
    if request.method == "POST":
        sent = _sent(request)
        if sent and sent.is_valid():
            _act(request, organisation_id, sent)
            return redirect("officer_organisation", organisation_id)
    try:
        seen = look_at_organisation(request.ports, request.user, organisation_id)
    except UnknownOrganisation as error:
        raise Http404 from error
    status, tone = STATUSES[seen.status]
    acts = [
        sent if sent and sent.act is act else ActForm(act=act, initial={"version": seen.version}) for act in seen.acts
    ]
    context = {
        "organisation": seen,
        "status": status,
        "tone": tone,
        "reasons": [REASONS[reason] for reason in seen.reasons],
        "rows": list(detail_rows(seen, state_in_words)),
        "forms": acts,
        "form": sent if sent in acts else None,
    }
    return render(request, "officer/organisation.html", context)


def _sent(request: MapaeRequest) -> ActForm | None:
    try:
        act = ApprovalAct(request.POST.get("act", ""))
    except ValueError:
        return None
    return ActForm(request.POST, act=act)


def _act(request: MapaeRequest, organisation_id: UUID, form: ActForm) -> None:
    assert request.user.is_authenticated
    version, reasons = form.cleaned_data["version"], form.cleaned_data.get("reasons", ())
    try:
        act_on_organisation(request.ports, request.user, organisation_id, version, form.act, reasons)
    except UnknownOrganisation as error:
        raise Http404 from error
    except (ChangedMeanwhile, ActRefused):
        messages.warning(request, gettext("Somebody else decided meanwhile. Look at what they decided."))
    else:
        messages.success(request, gettext("This was recorded, and the organisation is told by e-mail."))


def _number(written: str) -> int:
    return int(written) if written.isdecimal() and 0 < len(written) < 6 else 1
