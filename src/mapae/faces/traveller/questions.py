"""The question pages: ask, keep what was typed, say what is wrong with it, go on."""

from __future__ import annotations

from hmac import compare_digest
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from mapae.core.application.status import Status
from mapae.faces.look.forms import LookForm
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.forms import DAYS, answers_in, question_form, shown_again, typed_parts
from mapae.faces.traveller.own import PAUSE, of_own_application, page_key, release
from mapae.faces.traveller.pages import Page, next_after, page_of, previous_to, step_of, steps
from mapae.faces.traveller.sentences import SENTENCES, in_detail
from mapae.usecases.answer import AlreadySubmitted, answer, read_draft
from mapae.usecases.mail_link import mail_link
from mapae.usecases.mailbox import TooManyMails
from mapae.usecases.programme_today import asks_portrait

# In the address of a page that was opened from the check of the answers, and leads back to it.
RETURN = "return=check"
_LATE = "mail-later"


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_application
def question(request: MapaeRequest, application_id: UUID, slug: str) -> HttpResponse:
    """One page of questions."""
    page = page_of(slug)
    if request.method == "POST":
        return _take(request, application_id, page) if is_of(request, application_id) else of_another(request)
    application, raw = read_draft(request.ports, application_id)
    if application.status != Status.DRAFT:
        raise AlreadySubmitted(str(application_id))
    form_class = question_form(page, is_demonstration=request.ports.is_demonstration)
    return _show(request, application_id, page, form_class(initial=shown_again(page, raw)))


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
    problems = answer(request.ports, application_id, answers_in(page, request.POST))
    if "save_for_later" in request.POST:
        return leave(request, application_id)
    if not problems:
        return redirect(_address_after(request, page))
    typed = {name: typed_parts(name, request.POST) for name in page.fields if name in DAYS}
    form = question_form(page, is_demonstration=request.ports.is_demonstration)(request.POST)
    form.add_core_errors([in_detail(problem, typed) for problem in problems], SENTENCES)
    return _show(request, application_id, page, form)


def leave(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """The way back goes by mail; on a shared device the next visitor finds nothing."""
    where = reverse("apply_saved")
    try:
        mail_link(request.ports, application_id)
    except TooManyMails:
        where = f"{where}?{_LATE}"
    release(request)
    return redirect(where)


def _show(request: MapaeRequest, application_id: UUID, page: Page, form: LookForm) -> HttpResponse:
    context = {
        "page_key": page_key(request, application_id),
        "may_save_for_later": True,
        "hours": int(PAUSE.total_seconds()) // 3600,
        "form": form,
        "title": page.title,
        "intro": page.intro,
        "caption": gettext("Step %(step)s of %(steps)s")
        % {
            "step": step_of(page),
            "steps": steps(asks_portrait=asks_portrait(request.ports)),
        },
        "back_url": _address_before(request, page),
    }
    return render(request, "traveller/question.html", context)


def _address_after(request: MapaeRequest, page: Page) -> str:
    following = None if _returns(request) else next_after(page)
    if following:
        return reverse("apply_question", args=[following.slug])
    is_portrait_next = not _returns(request) and asks_portrait(request.ports)
    return reverse("apply_portrait" if is_portrait_next else "apply_check")


def _address_before(request: MapaeRequest, page: Page) -> str:
    if _returns(request):
        return reverse("apply_check")
    earlier = previous_to(page)
    return reverse("apply_question", args=[earlier.slug]) if earlier else reverse("start")


def _returns(request: MapaeRequest) -> bool:
    return bool(request.META.get("QUERY_STRING") == RETURN)
