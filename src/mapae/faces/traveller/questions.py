"""The question pages: ask, keep what was typed, say what is wrong with it, go on."""

from __future__ import annotations

from collections.abc import Sequence
from hmac import compare_digest
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from mapae.core.application.answers import AnswerProblem
from mapae.core.application.passport_lines import LINES, proposed
from mapae.core.application.status import Status
from mapae.faces.look.forms import LookForm
from mapae.faces.look.questions.forms import DAYS, answers_in, question_form, shown_again, typed_parts
from mapae.faces.look.questions.pages import Page, Route, page_of
from mapae.faces.look.questions.sentences import told
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.own import PAUSE, of_own_application, page_key, release
from mapae.usecases.answer import AlreadySubmitted, answer, read_draft, situation
from mapae.usecases.mail_link import mail_link
from mapae.usecases.mailbox import TooManyMails

# In the address of a page that was opened from the check of the answers, and leads back to it.
RETURN = "return=check"
_LATE = "mail-later"
_PROPOSED = "take_proposal"


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_application
def question(request: MapaeRequest, application_id: UUID, slug: str) -> HttpResponse:
    """One page of questions."""
    page = page_of(slug)
    if request.method == "POST":
        return _take(request, application_id, page) if is_of(request, application_id) else of_another(request)
    route = route_of(request, application_id)
    return _show(
        request, application_id, page, route, _form(request, page, route)(initial=shown_again(page, route.raw))
    )


@require_safe
def saved(request: MapaeRequest) -> HttpResponse:
    """Everything is kept, and this browser shows it no more."""
    return render(request, "traveller/saved.html", {"is_mail_late": request.META.get("QUERY_STRING") == _LATE})


def is_of(request: MapaeRequest, application_id: UUID) -> bool:
    """Whether the page that was sent is one of this application, and not of an earlier one in another tab."""
    key = page_key(request, application_id)
    return compare_digest(request.POST.get("page_key", key).encode(), key.encode())


def of_another(request: MapaeRequest) -> HttpResponse:
    """What that page is told instead."""
    return render(request, "traveller/other_application.html", status=409)


def _take(request: MapaeRequest, application_id: UUID, page: Page) -> HttpResponse:
    before = route_of(request, application_id)
    given = answers_in(page, request.POST)
    if _PROPOSED in request.POST:
        given[LINES] = proposed(given.get(LINES, ""), before.situation)
    problems = answer(request.ports, application_id, given)
    if "save_for_later" in request.POST:
        return leave(request, application_id)
    route = route_of(request, application_id)
    if not problems:
        return redirect(_address_after(request, page, before, route))
    typed = {name: typed_parts(name, request.POST) for name in page.fields if name in DAYS}
    form = _form(request, page, route)(request.POST)
    form.add_told(told(problem, typed) for problem in problems)
    return _show(request, application_id, page, route, form, _proposal(problems, route))


def route_of(request: MapaeRequest, application_id: UUID) -> Route:
    """The answers so far, and the pages that come for them. Raises AlreadySubmitted."""
    application, raw = read_draft(request.ports, application_id)
    if application.status != Status.DRAFT:
        raise AlreadySubmitted(str(application_id))
    return Route(raw, situation(request.ports))


def _form(request: MapaeRequest, page: Page, route: Route) -> type[LookForm]:
    asked = page.asks(route.raw, route.situation)
    if not asked:
        raise Http404(page.slug)
    return question_form(page, asked, is_demonstration=request.ports.is_demonstration)


def _proposal(problems: Sequence[AnswerProblem], route: Route) -> str:
    """The lines as they would be without slips of copying, for the applicant to agree to; empty if that is not the problem."""
    needs = any(problem.code == "mrz_needs_correction" for problem in problems)
    return proposed(route.raw.get(LINES, ""), route.situation) if needs else ""


def leave(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """The way back goes by mail; on a shared device the next visitor finds nothing."""
    where = reverse("apply_saved")
    try:
        mail_link(request.ports, application_id)
    except TooManyMails:
        where = f"{where}?{_LATE}"
    release(request)
    return redirect(where)


def _show(
    request: MapaeRequest, application_id: UUID, page: Page, route: Route, form: LookForm, proposal: str = ""
) -> HttpResponse:
    context = {
        "page_key": page_key(request, application_id),
        "may_save_for_later": True,
        "hours": int(PAUSE.total_seconds()) // 3600,
        "form": form,
        "title": page.title,
        "intro": page.intro,
        "caption": gettext("Step %(step)s of %(steps)s") % {"step": route.step_of(page), "steps": route.steps},
        "back_url": _address_before(request, page, route),
        "proposal": proposal,
    }
    return render(request, "traveller/question.html", context)


def _address_after(request: MapaeRequest, page: Page, before: Route, now: Route) -> str:
    """The next page; from the check, the page that a changed answer has opened, else back to the check."""
    if _returns(request):
        opened = now.opened_since(before)
        return f"{_address_of(opened)}?{RETURN}" if opened else reverse("apply_check")
    following = now.after(page)
    if following:
        return _address_of(following)
    return reverse("apply_portrait" if now.situation.asks_portrait else "apply_check")


def _address_of(page: Page) -> str:
    return reverse("apply_question", args=[page.slug])


def _address_before(request: MapaeRequest, page: Page, route: Route) -> str:
    if _returns(request):
        return reverse("apply_check")
    earlier = route.before(page)
    return _address_of(earlier) if earlier else reverse("start")


def _returns(request: MapaeRequest) -> bool:
    return bool(request.META.get("QUERY_STRING") == RETURN)
