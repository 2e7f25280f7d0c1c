"""Where the organisation's program hears of its orders: a manager sets the address, and sees its secret once."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mapae.faces.group.webhook_words import EVENTS, SENTENCES, STATES
from mapae.faces.look.forms import LookForm, TextInput
from mapae.faces.request import MapaeRequest
from mapae.usecases.groups import MayNotSendGroups, Representative
from mapae.usecases.members import NotManager
from mapae.usecases.webhooks import AddressRefused, find_webhook, remove_webhook, set_webhook


class AddressForm(LookForm):
    """One address."""

    address = forms.CharField(
        required=False,  # the core says what is wrong with it
        widget=TextInput({"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        label=_("Address of your program"),
        help_text=_("It begins with https://. Setting it makes a new secret, also for an address that is already set."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def webhook(request: MapaeRequest) -> HttpResponse:
    """GET shows the address and the last notices. POST sets it, and shows the secret for the only time, or takes it away."""
    assert request.user.is_authenticated  # the rights map lets nobody else here
    who, new = Representative(request.user), ""
    form = AddressForm(request.POST if request.method == "POST" else None)
    try:
        if "remove" in request.POST:
            return _removed(request, who)
        if request.method == "POST":
            new = _set(request, who, form)
        found = find_webhook(request.ports, who)
    except NotManager as error:
        raise PermissionDenied("only managers set where notices go") from error
    context = {
        "form": AddressForm() if new else form,
        "found": found,
        "new_secret": new,
        "deliveries": [(one, EVENTS[one.event], STATES[one.state]) for one in found.deliveries] if found else [],
        "title": gettext("Notices to your program"),
        "action": reverse("group_webhook"),
        "submit_label": gettext("Set the address"),
        "back_url": reverse("group_keys"),
    }
    return render(request, "group/webhook.html", context)


def _set(request: MapaeRequest, who: Representative, form: AddressForm) -> str:
    """The new secret, or "" with an error in the form."""
    form.is_valid()
    try:
        return set_webhook(request.ports, who, str(form.cleaned_data.get("address", "")))
    except AddressRefused as refused:
        form.add_told([("address", refused.problem.value, str(SENTENCES[refused.problem]))])
    except MayNotSendGroups:
        sentence = gettext("An address can be set once the organisation is approved")
        form.add_told([("address", "not_approved", sentence)])
    return ""


def _removed(request: MapaeRequest, who: Representative) -> HttpResponse:
    if remove_webhook(request.ports, who):
        messages.success(request, gettext("The address was removed. No notices are sent any more."))
    return redirect("group_webhook")
