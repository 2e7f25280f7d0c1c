"""One traveller's row as a form: the questions of the single application, all on one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mapae.core.application.answers import AnswerProblem
from mapae.core.application.situation import Situation
from mapae.faces.look.fields import Typed
from mapae.faces.look.forms import EmailInput, LookForm
from mapae.faces.look.questions.forms import DAYS, answers_in, question_form, shown_again, typed_parts
from mapae.faces.look.questions.pages import PAGES, Page
from mapae.faces.look.questions.said import say_answer
from mapae.faces.look.questions.sentences import told
from mapae.faces.look.questions.wording import LABELS

_ALONE = ("who", "representative")
_SECTIONS = tuple(page for page in PAGES if page.slug not in _ALONE)
_EMAIL = "email"


@dataclass(frozen=True)
class Section:
    """Fields that belong together."""

    title: str | Promise
    fields: list[object]


@dataclass(frozen=True)
class RowQuestions:
    """What is asked of a traveller who gave these answers so far. `common`: what the group answers for them."""

    raw: Mapping[str, str]
    common: Mapping[str, str]
    situation: Situation
    is_demonstration: bool

    @property
    def page(self) -> Page:
        """All questions as one page."""
        whole = {**self.common, **{name: answer for name, answer in self.raw.items() if answer}}
        fields = [name for page in _SECTIONS for name in page.asks(whole, self.situation)]
        opened = [name for name in _SECTIONS[-1].fields if name not in fields and self.raw.get(name)]
        return Page("row", _("Traveller"), (*fields, *opened))

    def form(self, posted: Mapping[str, object] | None = None) -> LookForm:
        """Filled with the row's own answers, or with what was typed."""
        page = self.page
        made = question_form(page, page.fields, is_demonstration=self.is_demonstration)
        email = Typed(EmailInput(), label=LABELS[_EMAIL], help_text=_EMAIL_HINT)
        form_class = type("RowForm", (made,), {_EMAIL: email})
        if posted is not None:
            form: LookForm = form_class(posted)
        else:
            form = form_class(initial={**shown_again(page, self.raw), _EMAIL: self.raw.get(_EMAIL, "")})
        self._say_what_the_group_answers(form)
        return form

    def _say_what_the_group_answers(self, form: LookForm) -> None:
        for name, field in form.fields.items():
            if answer := self.common.get(name):
                said = gettext("Leave it empty to take the group’s answer: %(answer)s") % {
                    "answer": say_answer(name, answer)
                }
                field.help_text = f"{field.help_text} {said}" if field.help_text else said

    def answers(self, posted: Mapping[str, object]) -> dict[str, str]:
        """What was typed on the page."""
        return {**answers_in(self.page, posted), _EMAIL: str(posted.get(_EMAIL, ""))}

    def sections(self, form: LookForm) -> list[Section]:
        """The fields of the form in the order and under the headings of the single application."""
        found = [Section(page.title, [form[name] for name in page.fields if name in form.fields]) for page in _SECTIONS]
        found.append(Section(_("How the traveller is reached"), [form[_EMAIL]]))
        return [section for section in found if section.fields]

    def show_problems(self, form: LookForm, problems: tuple[AnswerProblem, ...], posted: Mapping[str, object]) -> None:
        """Beside the fields; a question that the page does not have yet stands above the form."""
        typed = {name: typed_parts(name, posted) for name in DAYS}
        form.add_told(told(problem, typed) for problem in problems)


_EMAIL_HINT = _(
    "The traveller’s own address, if you have it: they hear of the decision and get their letter themselves. "
    "Without it everything comes to you."
)


def as_posted(raw: Mapping[str, str]) -> dict[str, str]:
    """Stored answers as the boxes of the page would send them, so that stored mistakes are shown like typed ones."""
    posted: dict[str, str] = {}
    for name, answer in raw.items():
        if name in DAYS:
            parts = shown_again(Page("", "", (name,)), raw)[name]
            assert not isinstance(parts, str)
            posted |= {f"{name}_day": parts.day, f"{name}_month": parts.month, f"{name}_year": parts.year}
        else:
            posted[name] = answer
    return posted
