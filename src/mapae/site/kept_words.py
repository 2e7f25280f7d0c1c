"""An officer's session ended while they were typing: what they sent is kept for after the sign-in."""

from __future__ import annotations

from django.http import HttpRequest

from mapae.records.models import Account
from mapae.usecases.desk_drafts import keep_words
from mapae.usecases.ports import Ports

# The forms of a case in which somebody types, by the names of their URLs.
FORMS = {"officer_decide": "decision", "officer_ask": "question", "officer_end": "ending"}


def keep(request: HttpRequest, ports: Ports, account: Account) -> None:
    """Keep a form of a case; anything else is nothing."""
    match = request.resolver_match
    form = FORMS.get(match.view_name) if match else None
    if request.method == "POST" and match is not None and form is not None:
        fields = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
        keep_words(ports, account, match.kwargs["case_id"], form, fields)
