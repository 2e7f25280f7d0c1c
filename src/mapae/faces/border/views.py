"""One page: read, see the verdict, record what was done, read the next. Nothing of anybody stands in an address."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mapae.core.travel.border_check import BorderAct, EntryRefusal
from mapae.faces.border.forms import EntryForm, LookUpForm, RefusalForm
from mapae.faces.border.words import FLAGS, STATUSES, VERDICTS
from mapae.faces.look.spoken import say_written_day
from mapae.faces.request import MapaeRequest
from mapae.usecases.border_acts import ActedAlready, UnknownLookUp, record_act
from mapae.usecases.check_at_border import LookedUp, look_up


def check(request: MapaeRequest) -> HttpResponse:
    """The field; after a look-up the verdict above it. Each look leaves a leaf in the audit log."""
    form = LookUpForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "border/check.html", {"form": form})
    assert request.user.is_authenticated  # the rights map lets nobody else here
    found = look_up(request.ports, request.user, form.cleaned_data["told"])
    return render(request, "border/check.html", {"form": LookUpForm(), "result": _shown(found)})


def act(request: MapaeRequest) -> HttpResponseBase:
    """Record entry or refusal of entry. Whoever comes here by a link, or back from signing in, is led to the field."""
    return _act(request) if request.method == "POST" else redirect("border_check")


@require_POST
def _act(request: MapaeRequest) -> HttpResponseBase:
    entry = EntryForm(request.POST)
    if not entry.is_valid():
        raise Http404
    record_id: UUID = entry.cleaned_data["record_id"]
    if request.POST.get("act") == BorderAct.ENTRY:
        return _record(request, record_id, BorderAct.ENTRY, ())
    refusal = RefusalForm(request.POST)
    if not refusal.is_valid():
        messages.error(
            request, _("Nothing was recorded: a refusal of entry needs its reason. Read the passport again.")
        )
        return redirect("border_check")
    return _record(request, record_id, BorderAct.REFUSAL, refusal.reasons)


def _record(
    request: MapaeRequest, record_id: UUID, act: BorderAct, reasons: tuple[EntryRefusal, ...]
) -> HttpResponseBase:
    assert request.user.is_authenticated  # the rights map lets nobody else here
    try:
        record_act(request.ports, request.user, record_id, act, reasons)
    except UnknownLookUp as error:
        raise Http404 from error
    except ActedAlready:
        messages.error(request, _("Entry or refusal of entry was recorded already. Nothing was changed."))
    else:
        done = _("Entry was recorded.") if act is BorderAct.ENTRY else _("Refusal of entry was recorded.")
        messages.success(request, done)
    return redirect("border_check")


def _shown(found: LookedUp) -> dict[str, object]:
    verdict, tone = VERDICTS[found.answer.verdict]
    shown = found.shown
    return {
        "verdict": verdict,
        "tone": tone,
        "status": STATUSES[found.answer.status],
        "flags": [FLAGS[flag] for flag in found.answer.flags],
        "stay_until": found.answer.stay_until,
        "last_day": found.last_day,
        "by_reference": found.by_reference,
        "name": ", ".join(part.replace("<", " ") for part in (shown.surname, shown.given_names) if part),
        "birth": say_written_day(shown.birth) if shown.birth else "",
        "nationality": shown.nationality,
        "document_number": shown.document_number,
        "record_id": found.record_id,
        "refusal": RefusalForm(initial={"record_id": found.record_id}, auto_id="refusal_%s"),
        "entry": BorderAct.ENTRY,
    }
