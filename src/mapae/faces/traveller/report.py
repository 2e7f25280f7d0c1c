"""Report a look-alike site or an intermediary: a short form for anybody."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mapae.faces.look.fields import Typed
from mapae.faces.look.forms import LookForm, Textarea, TextInput
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.own import find_own
from mapae.usecases.mandates import NoMandate, read_mandate
from mapae.usecases.report_intermediary import ReportRefused, report_intermediary

_PROBLEMS: Mapping[tuple[str, str] | str, str | Promise] = {
    ("about", "missing"): _("Enter the address of the site or the name of the company or person"),
    ("happened", "missing"): _("Say what happened"),
    ("about", "too_long"): _("Say it in at most 300 characters"),
    ("happened", "too_long"): _("Say it in at most 4,000 characters"),
    ("contact", "too_long"): _("This is too long. An e-mail address or a telephone number is enough"),
    "hidden_character": _(
        "This answer has invisible characters in it. Delete it and type it again instead of pasting it"
    ),
}
_NAMES_IT = "names_application"


class ReportForm(LookForm):
    """Three boxes, of which the last may stay empty."""

    about = Typed(
        TextInput(),
        label=_("Whom is it about?"),
        help_text=_("The address of the site, or the name of the company or person."),
    )
    happened = Typed(
        Textarea(rows=6),
        label=_("What happened?"),
        help_text=_("The day, and what you were asked to pay or to sign. Enter no passport number and no card number."),
    )
    contact = Typed(
        TextInput(),
        label=_("How can we reach you? (optional)"),
        help_text=_("You need not say who you are. Without this we cannot ask you anything."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: MapaeRequest) -> HttpResponse:
    """GET shows the form; POST keeps the report, sealed."""
    own = find_own(request)
    try:
        known = read_mandate(request.ports, own) if own is not None else None
    except NoMandate:
        known = None
    form = ReportForm(request.POST if request.method == "POST" else None, initial={"about": known.by if known else ""})
    if request.method == "POST":
        names_it = known is not None and request.POST.get(_NAMES_IT) == "yes"
        try:
            report_intermediary(request.ports, request.POST.dict(), get_language() or "en", own if names_it else None)
        except ReportRefused as refused:
            form.add_core_errors(refused.problems, _PROBLEMS)
        else:
            return redirect("report_sent")
    context = {
        "form": form,
        "title": _("Report a site or somebody who applies for others"),
        "has_representative": known is not None,
        "names_it": request.method != "POST" or request.POST.get(_NAMES_IT) == "yes",
        "submit_label": _("Send the report"),
        "back_url": reverse("apply_mandate" if known else "fees"),
    }
    return render(request, "traveller/report.html", context)


@require_safe
def sent(request: MapaeRequest) -> HttpResponse:
    """What happens now."""
    return render(request, "traveller/report_sent.html", {"back_url": reverse("start")})
