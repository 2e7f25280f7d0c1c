"""A family starts its group: what it brings, the mailbox, the code or the link of the mail, and who speaks for the others."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mapae.faces.group.visit import find_family, hold_family, of_representative, release_family
from mapae.faces.look.forms import ConfirmationField, EmailInput, LookForm, TextInput
from mapae.faces.look.mailbox_proof import (
    ADDRESS_PROBLEMS,
    NOTICE,
    CodeForm,
    CodePage,
    asked_address,
    say_too_many_mails,
    say_why_refused,
)
from mapae.faces.look.mailed_link import pressing_browser, without_trace
from mapae.faces.request import MapaeRequest
from mapae.usecases.ask_for_code import UnknownRequest
from mapae.usecases.families import (
    DetailsRefused,
    ask_for_family,
    most_of_a_family,
    name_family,
    prove_family,
    read_family,
)
from mapae.usecases.groups import MayNotSendGroups, Representative
from mapae.usecases.mailbox import AddressRefused, TooManyMails
from mapae.usecases.open_link import LinkRefused, open_group_link
from mapae.usecases.prove_mailbox import CodeRefused

_REQUEST = "family_request"
_CODE = CodePage("group_family_code", "group_family_mailbox", "group_family_code_again")
_PROBLEMS: Mapping[tuple[str, str] | str, str | Promise] = {
    ("name", "missing"): _("Enter your name as it is in your passport"),
    "too_long": _("This is too long. At most 80 characters are kept"),
    "hidden_character": ADDRESS_PROBLEMS["hidden_character"],
}


class ConsentForm(LookForm):
    """One box, not ticked beforehand."""

    agrees = ConfirmationField(
        label=_("I agree, and those I apply for agree, that our data are used to decide on our applications."),
        error_messages={"required": _("Tick the box if you agree. Without your consent we cannot take an application")},
    )


class MailboxForm(LookForm):
    """Where everything about the group is sent."""

    email = forms.CharField(
        widget=EmailInput(),
        label=_("Your e-mail address"),
        help_text=_("We send you a code now, and later the results."),
        required=False,
    )


class AboutForm(LookForm):
    """Who speaks for the others, and a name for the group."""

    name = forms.CharField(
        widget=TextInput(autocomplete="name"),
        label=_("Your name, as in your passport"),
        help_text=_("Everybody you apply for is told this name, and can object."),
        required=False,
    )
    label = forms.CharField(
        widget=TextInput(),
        label=_("What do you want to call this group? (optional)"),
        help_text=_("Only you see it, for example “Winter holidays”."),
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: MapaeRequest) -> HttpResponse:
    """Who may, and what it brings; POST with the consent leads on."""
    most = most_of_a_family(request.ports)
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and most and form.is_valid():
        request.session[_REQUEST] = str(request.ports.chance.uuid())
        return redirect("group_family_mailbox")
    context = {"form": form, "most": most, "has_group": find_family(request) is not None, "back_url": reverse("start")}
    return render(request, "group/family.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: MapaeRequest) -> HttpResponse:
    """GET asks for the address, or shows it to be corrected; POST mails the code."""
    visit = _find_request(request)
    if visit is None:
        return redirect("group_family")
    if request.method != "POST":
        return _show_mailbox(request, MailboxForm(initial={"email": asked_address(request, visit)}))
    form = MailboxForm(request.POST)
    try:
        ask_for_family(request.ports, visit, request.POST.get("email", ""), get_language() or "en", NOTICE)
    except AddressRefused as refused:
        form.add_core_errors([("email", refused.code)], ADDRESS_PROBLEMS)
        return _show_mailbox(request, form)
    except TooManyMails as refused:
        form.add_error("email", say_too_many_mails(refused.seconds))
        return _show_mailbox(request, form)
    except (UnknownRequest, MayNotSendGroups):
        return redirect("group_family")
    return redirect("group_family_code")


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: MapaeRequest) -> HttpResponse:
    """GET asks for the code; POST with the right one starts the group in this browser."""
    visit = _find_request(request)
    asked = asked_address(request, visit)
    if visit is None or not asked:
        return redirect("group_family")
    if request.method != "POST":
        return _CODE.show(request, CodeForm(), asked)
    try:
        group_id = prove_family(request.ports, visit, request.POST.get("code", ""))
    except CodeRefused as refused:
        form = CodeForm(request.POST)
        form.add_error("code", say_why_refused(refused, request.POST.get("code", "")))
        return _CODE.show(request, form, asked)
    except (UnknownRequest, MayNotSendGroups):
        return redirect("group_family")
    hold_family(request, group_id)
    return redirect("group_family_about")


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: MapaeRequest) -> HttpResponse:
    """POST mails another code; the newest counts."""
    return _CODE.send_again(request, _find_request(request))


@require_http_methods(["GET", "HEAD", "POST"])
@of_representative
def about(request: MapaeRequest, who: Representative) -> HttpResponse:
    """GET asks who speaks for the others; POST keeps it and leads to the group."""
    group_id = find_family(request)
    if who.account is not None or group_id is None:
        return redirect("group_family")
    said = read_family(request.ports, who, group_id)
    form = AboutForm(request.POST or None, initial={"name": said.name, "label": said.label})
    if request.method == "POST":
        try:
            name_family(request.ports, who, group_id, request.POST.get("name", ""), request.POST.get("label", ""))
        except DetailsRefused as refused:
            form = AboutForm(request.POST)
            form.add_core_errors(refused.problems, _PROBLEMS)
        else:
            return redirect("group", group_id)
    context = {"form": form, "title": gettext("Who applies for your family"), "submit_label": gettext("Continue")}
    return render(request, "group/question.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: MapaeRequest) -> HttpResponse:
    """POST lets go of the group in this browser; the mailbox leads back to it."""
    if request.method == "POST":
        release_family(request)
        return redirect("link_ask")
    return redirect("group_family")


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: MapaeRequest, token: str) -> HttpResponseBase:
    """GET shows a button, whatever the token; POST spends the token and brings the group into this browser."""
    return without_trace(_press(request, token) if request.method == "POST" else render(request, "group/link.html"))


def _press(request: MapaeRequest, token: str) -> HttpResponse:
    try:
        group_id = open_group_link(request.ports, token, pressing_browser(request))
    except LinkRefused:
        return render(request, "group/link_refused.html", status=404)
    except MayNotSendGroups:
        return redirect("group_family")
    hold_family(request, group_id)
    said = read_family(request.ports, Representative(family_group=group_id), group_id)
    return redirect("group", group_id) if said.name else redirect("group_family_about")


def _find_request(request: MapaeRequest) -> UUID | None:
    asked = request.session.get(_REQUEST)
    return UUID(asked) if asked else None


def _show_mailbox(request: MapaeRequest, form: MailboxForm) -> HttpResponse:
    context = {
        "form": form,
        "title": gettext("Your e-mail address"),
        "intro": gettext("You need no account. To come back to your group you need this mailbox only."),
        "submit_label": gettext("Send the code"),
        "back_url": reverse("group_family"),
    }
    return render(request, "group/question.html", context)
