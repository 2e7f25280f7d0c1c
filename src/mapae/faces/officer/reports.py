"""Reports of intermediaries, for supervisors: a list by status, and a page for each."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mapae.core.application.reports import ReportStatus
from mapae.faces.look.forms import LookForm, Textarea
from mapae.faces.look.topics import LANGUAGES
from mapae.faces.request import MapaeRequest
from mapae.usecases.case_data import CaseErased
from mapae.usecases.reports import (
    NoteRefused,
    ReportActRefused,
    ReportSeen,
    UnknownReport,
    close_report,
    count_reports,
    list_reports,
    open_report,
    take_up_report,
)

STATUSES = {
    ReportStatus.OPEN: (_("open"), "attention"),
    ReportStatus.TAKEN_UP: (_("taken up"), "progress"),
    ReportStatus.CLOSED: (_("closed"), "neutral"),
}
_PROBLEMS = {"missing": _("Say what came of it"), "too_long": _("Say it in at most 2,000 characters")}


class ClosingForm(LookForm):
    """What came of a report."""

    note = forms.CharField(
        label=_("What came of it"),
        help_text=_("For the supervisors who read this later. The reporter does not see it."),
        widget=Textarea(rows=4),
        required=False,
    )


@require_safe
def reports(request: MapaeRequest) -> HttpResponse:
    """The reports of one status; open ones first."""
    wanted = request.GET.get("status", "")
    status = ReportStatus(wanted) if wanted in list(ReportStatus) else ReportStatus.OPEN
    counts = count_reports()
    context = {
        "lines": list_reports(status),
        "views": [(one.value, STATUSES[one][0], counts[one], one is status) for one in ReportStatus],
        "view": STATUSES[status][0],
    }
    return render(request, "officer/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: MapaeRequest, report_id: UUID) -> HttpResponse:
    """GET opens it, which is in the audit log; POST takes it up or closes it."""
    assert request.user.is_authenticated  # the rights map lets nobody else here
    form = ClosingForm(request.POST if request.POST.get("act") == "close" else None)
    try:
        if request.method == "POST" and _act(request, report_id, form):
            return redirect("officer_report", report_id)
        return _show(request, open_report(request.ports, report_id, request.user), form)
    except (UnknownReport, CaseErased) as unknown:
        raise Http404 from unknown


def _act(request: MapaeRequest, report_id: UUID, form: ClosingForm) -> bool:
    """Whether it was done, by this or by somebody else meanwhile."""
    assert request.user.is_authenticated  # the rights map lets nobody else here
    try:
        if request.POST.get("act") == "take_up":
            take_up_report(request.ports, report_id, request.user)
        elif request.POST.get("act") == "close":
            close_report(request.ports, report_id, request.user, request.POST.get("note", ""))
    except NoteRefused as refused:
        form.add_error("note", str(_PROBLEMS[str(refused)]))
        return False
    except ReportActRefused:
        messages.warning(request, str(_("Somebody else did this meanwhile. This is how the report stands now.")))
    return True


def _show(request: MapaeRequest, seen: ReportSeen, form: ClosingForm) -> HttpResponse:
    words, tone = STATUSES[seen.line.status]
    context = {
        "report": seen,
        "words": words,
        "tone": tone,
        "form": form,
        "language": LANGUAGES.get(seen.language, seen.language),
    }
    return render(request, "officer/report.html", context)
