"""An officer judges a hit of a case. The judgement decides nothing of the application."""

from __future__ import annotations

from uuid import UUID

from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mapae.core.screening.hit import Judgement
from mapae.faces.officer.case_page import PORTRAIT_IN_THE_PAGE, open_for, show
from mapae.faces.officer.hits import JudgementForm
from mapae.faces.request import MapaeRequest
from mapae.usecases.case_acts import ChangedMeanwhile, UnknownApplication
from mapae.usecases.judge_hit import judge_hit

JUDGED_MEANWHILE = gettext_lazy(
    "Somebody judged this match, or the application was decided, while you had it open. Your judgement was not recorded."
)


@csp_update(PORTRAIT_IN_THE_PAGE)  # type: ignore[arg-type]  # django-csp knows no requests of ours
def judge(request: MapaeRequest, case_id: UUID, hit_id: UUID) -> HttpResponseBase:
    """Record the judgement, and stay at the case."""
    if request.method != "POST":
        return redirect("officer_case", case_id=case_id)
    assert request.user.is_authenticated  # the rights map lets nobody else here
    form = JudgementForm(request.POST, hit=hit_id)
    if not form.is_valid():
        return show(request, open_for(request, case_id), form)
    said = form.cleaned_data
    try:
        judge_hit(request.ports, case_id, hit_id, request.user, said["seen"], Judgement(said["judgement"]))
    except ChangedMeanwhile:
        return _tell_what_happened(request, case_id)
    except UnknownApplication as error:
        raise Http404 from error
    messages.success(request, _("Your judgement was recorded."))
    return redirect("officer_case", case_id=case_id)


def _tell_what_happened(request: MapaeRequest, case_id: UUID) -> HttpResponse:
    return show(request, open_for(request, case_id), notice=str(JUDGED_MEANWHILE), status=409)
