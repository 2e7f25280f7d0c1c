"""An officer has a question: the applicant reads it in their own language, and answers."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mapae.core.application.information import LONGEST_ANSWER, AnswerProblem
from mapae.core.application.status import TransitionRefused
from mapae.faces.look.forms import LookForm, Textarea
from mapae.faces.look.spoken import say_day
from mapae.faces.look.topics import LANGUAGES, TOPICS
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.own import of_own_application
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.provide_information import (
    AnsweredAlready,
    AnswerRefused,
    Question,
    find_question,
    provide_information,
)

PROBLEMS = {
    AnswerProblem.MISSING: _("Write your answer"),
    AnswerProblem.TOO_LONG: _("Your answer is too long. Shorten it to 4,000 characters at most"),
}


class AnswerForm(LookForm):
    """One answer, in the applicant's own words."""

    question = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.CharField(
        widget=Textarea(rows=8),
        label=_("Your answer"),
        help_text=_("Write in English, Turkish or Korean. At most 4,000 characters."),
        max_length=LONGEST_ANSWER,
        error_messages={"required": PROBLEMS[AnswerProblem.MISSING], "max_length": PROBLEMS[AnswerProblem.TOO_LONG]},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_application
def information(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """GET asks, or says that the answer has come; POST answers."""
    question = find_question(request.ports, application_id)
    if question is None:
        return redirect("apply_result")
    if request.method == "POST":
        return _answer(request, application_id, question)
    if question.answered_at is not None:
        return _show_answered(request, question)
    return _ask(request, question, AnswerForm(initial={"question": question.id}))


def _answer(request: MapaeRequest, application_id: UUID, question: Question) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        if question.answered_at is not None:
            return _show_answered(request, question)
        return _ask(request, question, form)
    words = form.cleaned_data["answer"]
    try:
        provide_information(request.ports, application_id, form.cleaned_data["question"], words)
    except AnswerRefused as refused:
        form.add_error("answer", str(PROBLEMS[refused.problem]))
        return _ask(request, question, form)
    except AnsweredAlready:
        return _show_answered(request, question, not_sent=words, status=409)
    except (TransitionRefused, UnknownApplication):  # decided, or asked anew, while this page was open
        return _ask_anew(request, question, words)
    return redirect("apply_information")


def _ask_anew(request: MapaeRequest, question: Question, words: str) -> HttpResponse:
    """The officer asked something else meanwhile: what was written is kept under the new question."""
    if question.answered_at is not None:
        return _show_answered(request, question, not_sent=words, status=409)
    form = AnswerForm(initial={"question": question.id, "answer": words})
    return _ask(request, question, form, is_new=True, status=409)


def _ask(
    request: MapaeRequest, question: Question, form: AnswerForm, *, is_new: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "title": _("An officer has a question"),
        "form": form,
        "question": question,
        "topics": _topics(question),
        "language_of_the_words": LANGUAGES.get(question.language, question.language),
        "due_day": say_day(question.due_day),
        "is_new": is_new,
        "back_url": reverse("apply_result"),
        "submit_label": _("Send the answer"),
    }
    return render(request, "traveller/information.html", context, status=status)


def _show_answered(request: MapaeRequest, question: Question, *, not_sent: str = "", status: int = 200) -> HttpResponse:
    context = {"question": question, "topics": _topics(question), "not_sent": not_sent}
    return render(request, "traveller/information_sent.html", context, status=status)


def _topics(question: Question) -> list[str]:
    return [str(TOPICS[topic]) for topic in TOPICS if topic in question.topics]
