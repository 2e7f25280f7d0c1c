"""The mailbox is proven before anything else is asked: address, then code. The link in the mail does the same."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mapae.faces.look.fields import Typed
from mapae.faces.look.forms import EmailInput, LookForm
from mapae.faces.look.mailbox_proof import CodeForm, CodePage, asked_address, say_too_many_mails, say_why_refused
from mapae.faces.look.questions.sentences import SENTENCES
from mapae.faces.look.questions.wording import LABELS
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.own import find_own, hold
from mapae.faces.traveller.resume import address_to_go_on
from mapae.faces.traveller.visit import find_visit
from mapae.usecases.ask_for_code import UnknownRequest, ask_for_code
from mapae.usecases.mailbox import AddressRefused, TooManyMails
from mapae.usecases.prove_mailbox import CodeRefused, prove_by_code

_CODE = CodePage("apply_code", "apply_mailbox", "apply_code_again")


class MailboxForm(LookForm):
    """Where everything about the application is sent."""

    email = Typed(
        EmailInput(),
        label=LABELS["email"],
        help_text=_("We send you a code now, and later the result. Use an address that you can read while you travel."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: MapaeRequest) -> HttpResponse:
    """GET asks for the address, or shows it to be corrected; POST mails the code."""
    visit = find_visit(request)
    if visit is None:
        return redirect("apply_begin")
    if request.method != "POST":
        return _show_address(request, MailboxForm(initial={"email": asked_address(request, visit[0])}))
    form = MailboxForm(request.POST)
    try:
        ask_for_code(request.ports, visit[0], request.POST.get("email", ""), get_language() or "en", visit[1])
    except AddressRefused as refused:
        form.add_core_errors([("email", refused.code)], SENTENCES)
        return _show_address(request, form)
    except TooManyMails as refused:
        form.add_error("email", say_too_many_mails(refused.seconds))
        return _show_address(request, form)
    except UnknownRequest:  # proven already: another application begins anew
        return redirect("apply_begin")
    return redirect("apply_code")


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: MapaeRequest) -> HttpResponse:
    """GET asks for the code; POST with the right one starts the application in this browser."""
    visit = find_visit(request)
    asked = asked_address(request, visit[0]) if visit else ""
    if visit is None or not asked:
        return _to_where_it_belongs(request)
    if request.method != "POST":
        return _CODE.show(request, CodeForm(), asked)
    try:
        application_id = prove_by_code(request.ports, visit[0], request.POST.get("code", ""))
    except CodeRefused as refused:
        form = CodeForm(request.POST)
        form.add_error("code", say_why_refused(refused, request.POST.get("code", "")))
        return _CODE.show(request, form, asked)
    except UnknownRequest:
        return redirect("apply_begin")
    hold(request, application_id)
    return redirect(address_to_go_on(request, application_id))


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: MapaeRequest) -> HttpResponse:
    """POST mails another code; the newest counts."""
    visit = find_visit(request)
    return _CODE.send_again(request, visit[0] if visit else None)


def _show_address(request: MapaeRequest, form: MailboxForm) -> HttpResponse:
    context = {
        "form": form,
        "title": gettext("Your e-mail address"),
        "intro": gettext("You need no account. To come back to your application you need this mailbox only."),
        "submit_label": gettext("Send the code"),
        "back_url": reverse("apply_begin"),
    }
    return render(request, "traveller/question.html", context)


def _to_where_it_belongs(request: MapaeRequest) -> HttpResponse:
    """Back in the browser's history, after the proof: on with the application. Otherwise the beginning."""
    application_id = find_own(request)
    return redirect("apply_begin") if application_id is None else redirect(address_to_go_on(request, application_id))
