"""What every proof of a mailbox shows and does alike, whoever proves one: the code, another code, and why one was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from mapae.faces.look.fields import Typed
from mapae.faces.look.forms import LookForm, TextInput
from mapae.faces.request import MapaeRequest
from mapae.usecases.ask_for_code import UnknownRequest, read_asked_address, send_code_again
from mapae.usecases.mailbox import TooManyMails
from mapae.usecases.prove_mailbox import CodeExpired, CodeRefused, CodeWrong, TooManyTries

NOTICE = "1"  # version of the privacy notice: a change of what it says gets the next number
_AGAIN = "again"
ADDRESS_PROBLEMS: Mapping[tuple[str, str] | str, str | Promise] = {
    "missing": _("Enter your e-mail address"),
    "email_format": _("Enter an e-mail address in the usual form, for example name@example.com"),
    "too_long": _("This address is too long. Check what you typed"),
    "hidden_character": _(
        "This answer has invisible characters in it. Delete it and type it again instead of pasting it"
    ),
}


class CodeForm(LookForm):
    """Six digits."""

    code = Typed(
        TextInput(width=10, is_latin=True, autocomplete="one-time-code", inputmode="numeric"),
        label=_("Code from the e-mail"),
        help_text=_("6 digits, for example 123456"),
    )


@dataclass(frozen=True, slots=True)
class CodePage:
    """The page that asks for the code, by the names of URLs: its own, where the address is changed, and a new code sent."""

    url: str
    change_url: str
    again_url: str

    def show(self, request: MapaeRequest, form: CodeForm, address: str) -> HttpResponse:
        """The page with this form."""
        context = {
            "form": form,
            "title": gettext("Enter the code from our e-mail"),
            "address": address,
            "was_sent_again": request.META.get("QUERY_STRING") == _AGAIN,
            "back_url": reverse(self.change_url),
            "again_url": reverse(self.again_url),
        }
        return render(request, "look/mailbox_code.html", context)

    def send_again(self, request: MapaeRequest, request_id: UUID | None) -> HttpResponse:
        """POST mails another code; the newest counts."""
        if request_id is None or request.method != "POST":
            return redirect(self.url)
        try:
            send_code_again(request.ports, request_id)
        except TooManyMails as refused:
            form = CodeForm({})
            form.add_error(None, say_too_many_mails(refused.seconds))
            return self.show(request, form, asked_address(request, request_id))
        except UnknownRequest:
            return redirect(self.url)
        return redirect(f"{reverse(self.url)}?{_AGAIN}")


def asked_address(request: MapaeRequest, request_id: UUID | None) -> str:
    """The address as typed; "" where nobody asked for a proof, or it is over."""
    if request_id is None:
        return ""
    try:
        return read_asked_address(request.ports, request_id)
    except UnknownRequest:
        return ""


def say_why_refused(refused: CodeRefused, typed: str) -> str:
    """What is wrong with the code, and what to do."""
    if isinstance(refused, TooManyTries):
        minutes = whole_minutes(refused.seconds)
        return ngettext(
            "Too many wrong codes. Wait %(minutes)s minute and ask for a new code",
            "Too many wrong codes. Wait %(minutes)s minutes and ask for a new code",
            minutes,
        ) % {"minutes": minutes}
    if isinstance(refused, CodeExpired):
        return gettext("This code is no longer valid, or a newer one is on its way. Ask for a new code below")
    assert isinstance(refused, CodeWrong)
    if not typed.strip():
        return gettext("Enter the code from our e-mail")
    return gettext("This is not the code of our newest e-mail. Check the 6 digits")


def say_too_many_mails(seconds: int) -> str:
    """When a mailbox was written to often enough."""
    if seconds <= 60:
        return gettext("We have just sent an e-mail. If it does not come within a minute, ask again")
    minutes = whole_minutes(seconds)
    return ngettext(
        "We have sent several e-mails to this address. You can ask for another one in %(minutes)s minute",
        "We have sent several e-mails to this address. You can ask for another one in %(minutes)s minutes",
        minutes,
    ) % {"minutes": minutes}


def whole_minutes(seconds: int) -> int:
    """Whole minutes, begun ones too; the limit itself has rounded up to a second already."""
    return max(1, ceil((seconds - 1) / 60))
