"""Back to an application without its browser or its reference: a link by mail, and the same page for everybody."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mapae.faces.look.fields import Typed
from mapae.faces.look.forms import EmailInput, LookForm
from mapae.faces.look.questions.sentences import SENTENCES
from mapae.faces.look.questions.wording import LABELS
from mapae.faces.request import MapaeRequest
from mapae.usecases.ask_for_links import ask_for_links
from mapae.usecases.mailbox import AddressRefused


class AddressForm(LookForm):
    """The mail address that the applications were made with."""

    email = Typed(EmailInput(), label=LABELS["email"], help_text=_("The address that you confirmed when you applied."))


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: MapaeRequest) -> HttpResponse:
    """GET asks for the address; POST sends the links there, if there are any to send."""
    if request.method != "POST":
        return render(request, "traveller/link_ask.html", {"form": AddressForm()})
    try:
        ask_for_links(request.ports, request.POST.get("email", ""), get_language() or "en")
    except AddressRefused as refused:
        form = AddressForm(request.POST)
        form.add_core_errors([("email", refused.code)], SENTENCES)
        return render(request, "traveller/link_ask.html", {"form": form})
    return redirect("link_sent")


@require_safe
def sent(request: MapaeRequest) -> HttpResponse:
    """What everybody is told who asked."""
    return render(request, "traveller/link_sent.html")
