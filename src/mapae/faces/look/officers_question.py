"""An officer's question: shown with its topics and words, and answered once, whoever answers for the traveller."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from mapae.core.application.information import LONGEST_ANSWER, AnswerProblem
from mapae.core.application.status import TransitionRefused
from mapae.faces.look.forms import LookForm, Textarea
from mapae.faces.look.spoken import say_day
from mapae.faces.look.topics import LANGUAGES, TOPICS
from mapae.faces.request import MapaeRequest
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.provide_information import AnsweredAlready, AnswerRefused, Question

PROBLEMS = {
    AnswerProblem.MISSING: _("Write your answer"),
    AnswerProblem.TOO_LONG: _("Your answer is too long. Shorten it to 4,000 characters at most"),
}


class AnswerForm(LookForm):
    """One answer, in words of their own."""

    question = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.CharField(
        widget=Textarea(rows=8),
        label=_("Your answer"),
        help_text=_("Write in English, Turkish or Korean. At most 4,000 characters."),
        max_length=LONGEST_ANSWER,
        error_messages={"required": PROBLEMS[AnswerProblem.MISSING], "max_length": PROBLEMS[AnswerProblem.TOO_LONG]},
    )


@dataclass(frozen=True, slots=True)
class Answering:
    """How the question is answered here: by which act (id of the question, words), on which pages, and the way back.

    `traveller` is named where somebody answers for them.
    """

    provide: Callable[[UUID, str], object]
    page: str
    sent_page: str
    back_url: str
    traveller: str = ""

    def show(self, request: MapaeRequest, question: Question) -> HttpResponse:
        """GET asks, or says that the answer has come; POST answers, and leads to this same page."""
        if request.method == "POST":
            return self._take(request, question)
        if question.answered_at is not None:
            return self._say_answered(request, question)
        return self._ask(request, question, AnswerForm(initial={"question": question.id}))

    def _take(self, request: MapaeRequest, question: Question) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            if question.answered_at is not None:
                return self._say_answered(request, question)
            return self._ask(request, question, form)
        words = form.cleaned_data["answer"]
        try:
            self.provide(form.cleaned_data["question"], words)
        except AnswerRefused as refused:
            form.add_error("answer", str(PROBLEMS[refused.problem]))
            return self._ask(request, question, form)
        except AnsweredAlready:
            return self._say_answered(request, question, not_sent=words, status=409)
        except (TransitionRefused, UnknownApplication):  # decided, or asked anew, while this page was open
            return self._ask_anew(request, question, words)
        return redirect(request.path)

    def _ask_anew(self, request: MapaeRequest, question: Question, words: str) -> HttpResponse:
        """The officer asked something else meanwhile: what was written is kept under the new question."""
        if question.answered_at is not None:
            return self._say_answered(request, question, not_sent=words, status=409)
        form = AnswerForm(initial={"question": question.id, "answer": words})
        return self._ask(request, question, form, is_new=True, status=409)

    def _ask(
        self, request: MapaeRequest, question: Question, form: AnswerForm, *, is_new: bool = False, status: int = 200
    ) -> HttpResponse:
        context = self._context(question) | {
            "title": _("An officer has a question"),
            "caption": self.traveller,
            "form": form,
            "language_of_the_words": LANGUAGES.get(question.language, question.language),
            "due_day": say_day(question.due_day),
            "is_new": is_new,
            "submit_label": _("Send the answer"),
        }
        return render(request, self.page, context, status=status)

    def _say_answered(
        self, request: MapaeRequest, question: Question, *, not_sent: str = "", status: int = 200
    ) -> HttpResponse:
        return render(request, self.sent_page, self._context(question) | {"not_sent": not_sent}, status=status)

    def _context(self, question: Question) -> dict[str, object]:
        topics = [str(TOPICS[topic]) for topic in TOPICS if topic in question.topics]
        return {"question": question, "topics": topics, "traveller": self.traveller, "back_url": self.back_url}
