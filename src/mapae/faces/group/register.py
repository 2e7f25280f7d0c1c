"""An organisation registers: address, code, details, first account. Each page leads to the next; none can be skipped."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from mapae.core.group.registration import FIELDS, RegistrationRefused
from mapae.faces.group.registration_forms import AccountForm, AddressForm, DetailsForm
from mapae.faces.group.signing_in import make_account, sign_in
from mapae.faces.look.mailbox_proof import (
    ADDRESS_PROBLEMS,
    CodeForm,
    CodePage,
    asked_address,
    say_too_many_mails,
    say_why_refused,
)
from mapae.faces.look.organisations import KINDS
from mapae.faces.request import MapaeRequest
from mapae.usecases.ask_for_code import UnknownRequest
from mapae.usecases.mailbox import AddressRefused, TooManyMails
from mapae.usecases.prove_mailbox import CodeRefused
from mapae.usecases.register import (
    RegisteredAlready,
    ask_to_register,
    keep_details,
    kinds_to_register,
    prove_to_register,
    read_details,
    register,
)

_REQUEST = "registration"
_CODE = CodePage("group_register_code", "group_register", "group_register_code_again")


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: MapaeRequest) -> HttpResponse:
    """GET says who may register and asks for the address; POST mails the code."""
    if getattr(request.user, "organisation_id", None):
        return redirect("group_organisation")
    asked = _asked(request)
    if request.method != "POST":
        return _show_address(request, AddressForm(initial={"email": asked_address(request, asked)}))
    asked = asked or request.ports.chance.uuid()
    form = AddressForm(request.POST)
    try:
        ask_to_register(request.ports, asked, request.POST.get("email", ""), get_language() or "en")
    except AddressRefused as refused:
        form.add_core_errors([("email", refused.code)], ADDRESS_PROBLEMS)
        return _show_address(request, form)
    except TooManyMails as refused:
        form.add_error("email", say_too_many_mails(refused.seconds))
        return _show_address(request, form)
    except UnknownRequest:  # proven already: this is another registration
        request.session.pop(_REQUEST, None)
        return begin(request)
    request.session[_REQUEST] = str(asked)
    return redirect("group_register_code")


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: MapaeRequest) -> HttpResponse:
    """GET asks for the code; POST with the right one opens the details."""
    asked = _asked(request)
    address = asked_address(request, asked)
    if asked is None or not address:
        return redirect("group_register")
    if request.method != "POST":
        return _CODE.show(request, CodeForm(), address)
    form = CodeForm(request.POST)
    try:
        prove_to_register(request.ports, asked, request.POST.get("code", ""))
    except CodeRefused as refused:
        form.add_error("code", say_why_refused(refused, request.POST.get("code", "")))
        return _CODE.show(request, form, address)
    except RegisteredAlready:
        return render(request, "group/registered_already.html")
    except UnknownRequest:
        return redirect("group_register")
    request.session.cycle_key()  # whoever knew the session's id before the proof has no part in it
    return redirect("group_register_details")


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: MapaeRequest) -> HttpResponse:
    """POST mails another code; the newest counts."""
    return _CODE.send_again(request, _asked(request))


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: MapaeRequest) -> HttpResponse:
    """GET asks who the organisation is; POST keeps it and leads to the account."""
    asked = _asked(request)
    try:
        said = read_details(request.ports, asked) if asked else None
    except UnknownRequest:
        said = None
    if asked is None or said is None:
        return redirect("group_register")
    kinds = {limit.organisation for limit in kinds_to_register(request.ports)}
    if request.method != "POST":
        return _show_details(request, DetailsForm(initial=said, kinds=kinds))
    form = DetailsForm(request.POST, kinds=kinds)
    try:
        keep_details(request.ports, asked, {field: request.POST.get(field, "") for field in FIELDS})
    except RegistrationRefused as refused:
        form.add_problems(refused)
        return _show_details(request, form)
    except UnknownRequest:
        return redirect("group_register")
    return redirect("group_register_account")


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: MapaeRequest) -> HttpResponse:
    """GET asks for user name and password; POST registers, signs in, and leads to the second factor."""
    asked = _asked(request)
    try:
        said = read_details(request.ports, asked) if asked else None
    except UnknownRequest:
        said = None
    if asked is None or not said:
        return redirect("group_register_details")
    form = AccountForm(request.POST or None)
    if request.method != "POST":
        return _show_account(request, form)
    try:
        made = make_account(request, form, partial(register, request.ports, asked))
    except RegisteredAlready:
        return render(request, "group/registered_already.html")
    except (UnknownRequest, RegistrationRefused):  # registered by the other of two presses, or the rules changed
        return redirect("group_register_details")
    if made is None:
        return _show_account(request, form)
    request.session.pop(_REQUEST, None)
    sign_in(request, made)
    return redirect("group_organisation")


def _asked(request: MapaeRequest) -> UUID | None:
    kept = request.session.get(_REQUEST)
    return UUID(kept) if kept else None


def _show_address(request: MapaeRequest, form: AddressForm) -> HttpResponse:
    context = {
        "form": form,
        "title": gettext("Register an organisation"),
        "submit_label": gettext("Send the code"),
        "limits": [(KINDS[limit.organisation], limit) for limit in kinds_to_register(request.ports)],
    }
    return render(request, "group/register.html", context)


def _show_details(request: MapaeRequest, form: DetailsForm) -> HttpResponse:
    context = {
        "form": form,
        "title": gettext("Your organisation"),
        "intro": gettext("Write names and numbers as they stand in the register: an officer compares them."),
        "back_url": reverse("group_register"),
    }
    return render(request, "look/question.html", context)


def _show_account(request: MapaeRequest, form: AccountForm) -> HttpResponse:
    context = {
        "form": form,
        "title": gettext("Your account"),
        "intro": gettext(
            "You manage the organisation: you can invite others later. After this page you set up an authenticator app."
        ),
        "submit_label": gettext("Register the organisation"),
        "back_url": reverse("group_register_details"),
    }
    return render(request, "look/question.html", context)
