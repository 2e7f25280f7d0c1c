"""The status for whoever has the reference number and the date of birth: one word, and one answer for every miss."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mapae.core.authorization.validity import Standing
from mapae.faces.look.authorization_words import WORDS
from mapae.faces.look.fields import Typed
from mapae.faces.look.forms import TextInput
from mapae.faces.look.questions.wording import STATUSES, TONES
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.birth_date import BirthDateForm, typed_birth
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.look_up_status import find_by_both
from mapae.usecases.mail_link import MailboxNotProven, mail_link
from mapae.usecases.mailbox import TooManyMails

_FOUND, _ASKED = "status_found", "status_link_asked"


class StatusForm(BirthDateForm):
    """Two facts that only applicants and those they told have together."""

    field_order = ("reference", "birth_date")
    reference = Typed(
        TextInput(is_latin=True, width=30),
        label=_("Reference number"),
        help_text=_("18 letters and digits, for example from our e-mail. Hyphens and spaces do not matter."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def status(request: MapaeRequest) -> HttpResponse:
    """GET asks; POST answers in the page itself, so that no address holds what was typed."""
    if request.method != "POST":
        return render(request, "traveller/status.html", {"form": StatusForm()})
    form = StatusForm(request.POST)
    reference, birth = request.POST.get("reference", "").strip(), typed_birth(request, form)
    if not reference:
        form.add_error("reference", gettext("Enter your reference number"))
    if form.errors or birth is None:
        return render(request, "traveller/status.html", {"form": form})
    found = find_by_both(request.ports, reference, birth)
    if found is None:
        form.add_error(
            None, gettext("We found no application with this reference number and date of birth. Check both")
        )
        return render(request, "traveller/status.html", {"form": form})
    # All that the two facts are good for besides: a mail to the proven address.
    request.session[_FOUND] = str(found.application_id)
    status = found.status
    context = {"status": status.value, "status_word": STATUSES[status], "tone": TONES[status]}
    if found.standing not in (None, Standing.LIVING):
        context |= {"status": found.standing.value, "status_word": WORDS[found.standing], "tone": "neutral"}
    return render(request, "traveller/status_found.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def mail_the_link(request: MapaeRequest) -> HttpResponse:
    """POST mails a link to the address of the application whose status was shown; the page never says which address."""
    if request.method != "POST":
        was_asked = request.session.get(_ASKED) is not None
        return render(request, "traveller/status_link.html") if was_asked else redirect("status")
    found = request.session.pop(_FOUND, None)
    if found is None:  # a second press, or nothing was shown here
        return redirect("status_link")
    # Whether it goes out now, or enough went out already: the mailbox knows, the page does not.
    with suppress(TooManyMails, MailboxNotProven, UnknownApplication):
        mail_link(request.ports, UUID(found))
    request.session[_ASKED] = True
    return redirect("status_link")
