"""Check your answers: everything on one page, the exact fee, one confirmation, one button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hmac import compare_digest
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from mapae.core.application.answers import AnswersIncomplete
from mapae.core.rulebook.assessment import Assessment, Requirement
from mapae.faces.look.questions.forms import ConfirmForm
from mapae.faces.look.questions.pages import Route, page_that_asks
from mapae.faces.look.questions.portrait_words import MISSING
from mapae.faces.look.questions.sentences import sentence_for, told
from mapae.faces.look.spoken import in_active_language, say_day, say_money
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.own import SUBMIT_KEY, of_own_application
from mapae.faces.traveller.payment import go_on
from mapae.faces.traveller.questions import RETURN
from mapae.faces.traveller.rows import change_address, sections
from mapae.usecases.answer import AlreadySubmitted, answer
from mapae.usecases.freeze import MayNotApply
from mapae.usecases.read_portrait import PortraitMissing
from mapae.usecases.reapplication import TooManyApplications
from mapae.usecases.review import CONFIRMATION, Review, review
from mapae.usecases.submit import submit


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_application
def check(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """GET shows the answers; POST submits them and leads to the payment."""
    if request.method != "POST":
        return _show(request, review(request.ports, application_id), ConfirmForm())
    key = str(request.session.get(SUBMIT_KEY, ""))
    # A page of an earlier application, still open in another tab, submits nothing of this one.
    if not key or not compare_digest(request.POST.get("key", "").encode(), key.encode()):
        return redirect("apply_check")
    return _submit(request, application_id, key)


def _submit(request: MapaeRequest, application_id: UUID, key: str) -> HttpResponse:
    """A second press finds the application submitted and goes on where the first one led."""
    given = "yes" if request.POST.get(CONFIRMATION) else ""
    try:
        problems = answer(request.ports, application_id, {CONFIRMATION: given})
        if problems:
            form = ConfirmForm(request.POST)
            form.add_told(told(problem, {}) for problem in problems)
            return _show(request, review(request.ports, application_id), form)
        submit(request.ports, application_id, key)
    except AlreadySubmitted:
        return go_on(request, application_id)
    except (AnswersIncomplete, PortraitMissing):
        return _show(request, review(request.ports, application_id), ConfirmForm())
    except TooManyApplications as refused:
        return render(request, "traveller/applied_too_often.html", {"until": say_day(refused.until)})
    except MayNotApply as refused:
        return _may_not(request, refused.assessment, refused.told)
    return go_on(request, application_id)


def _show(request: MapaeRequest, reviewed: Review, form: ConfirmForm) -> HttpResponse:
    if reviewed.assessment and not reviewed.assessment.may_apply:
        return _may_not(request, reviewed.assessment, reviewed.told)
    fee, route = reviewed.terms.fee, Route(reviewed.raw, reviewed.situation)
    context = {
        "form": form,
        "key": request.session.get(SUBMIT_KEY, ""),
        "sections": sections(reviewed.raw, reviewed.situation),
        "missing": _missing(reviewed),
        "exempt": _exempt(reviewed),
        "fee": say_money(fee.total, fee.currency),
        "is_free": fee.total == 0,
        "caption": gettext("Step %(step)s of %(steps)s") % {"step": route.steps, "steps": route.steps},
        "has_portrait": reviewed.has_portrait,
        "portrait_url": f"{reverse('apply_portrait')}?{RETURN}" if reviewed.terms.asks_portrait else "",
        "back_url": _page_before(route),
    }
    return render(request, "traveller/check.html", context)


def _missing(reviewed: Review) -> list[tuple[str, str]]:
    """Sentence and address for each answer that stands in the way, and for the portrait."""
    answers = [(sentence_for(problem), _where_to_answer(problem.field)) for problem in reviewed.problems]
    portrait = [(str(MISSING), f"{reverse('apply_portrait')}?{RETURN}")] if reviewed.lacks_portrait else []
    return [*answers, *portrait]


def _page_before(route: Route) -> str:
    if route.situation.asks_portrait:
        return reverse("apply_portrait")
    return reverse("apply_question", args=[route.pages[-1].slug])


def _where_to_answer(field: str) -> str:
    return reverse("apply_begin") if field == "email" else change_address(page_that_asks(field))


def _exempt(reviewed: Review) -> list[str]:
    if reviewed.assessment is None or reviewed.assessment.requirement is not Requirement.EXEMPT:
        return []
    return [in_active_language(texts) for texts in reviewed.told]


def _may_not(request: MapaeRequest, assessment: Assessment, told: Sequence[Mapping[str, str]]) -> HttpResponse:
    reasons = assessment.obstacles or assessment.reasons
    context = {
        "why": [in_active_language(texts) for texts in told],
        "may_need_visa": all(reason.code != "own_citizen" for reason in reasons),
        "change_url": change_address(page_that_asks("nationality")),
    }
    return render(request, "traveller/may_not_apply.html", context)
