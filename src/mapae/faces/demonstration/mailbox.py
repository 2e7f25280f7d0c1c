"""The mailbox in which a demonstration keeps its mails instead of sending them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mapae.faces.request import MapaeRequest
from mapae.usecases.ports import Mailbox


@require_safe
def mails(request: MapaeRequest) -> HttpResponse:
    """All mails, the newest first."""
    mail = request.ports.mail
    is_kept = isinstance(mail, Mailbox)
    kept = mail.list_mails() if isinstance(mail, Mailbox) else ()
    context = {"mails": kept, "is_kept": is_kept, "back_url": reverse("demo_guide")}
    return render(request, "demonstration/mailbox.html", context)


@require_safe
def mail(request: MapaeRequest, name: str) -> HttpResponse:
    """One mail: its head and its plain text."""
    gateway = request.ports.mail
    found = gateway.find_mail(name) if isinstance(gateway, Mailbox) else None
    if found is None:
        raise Http404("no such mail")
    return render(request, "demonstration/mail.html", {"mail": found, "back_url": reverse("demo_mailbox")})
