"""The forms of a case. They render and read; what may be done is the use cases' to say.

Several stand on one page, so each has ids of its own. `version` is the one of the case that the officer looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any  # Django's cleaned data

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mapae.core.application.information import LONGEST_QUESTION, QuestionProblem
from mapae.core.decision.outcome import Outcome
from mapae.core.decision.proposal import AdverseAct
from mapae.core.rulebook.model import Ground
from mapae.faces.look.forms import Checkboxes, LookForm, Radios, Select, Textarea
from mapae.faces.look.topics import LANGUAGES, TOPICS
from mapae.faces.officer.words import FLAGS, ground_in_words
from mapae.usecases.case_view import Choices
from mapae.usecases.proposals import Note

QUESTION_PROBLEMS = {
    QuestionProblem.NO_TOPIC: _("Choose at least one topic"),
    QuestionProblem.UNKNOWN_TOPIC: _("Choose topics of the list"),
    QuestionProblem.WORDS_MISSING: _("Say in your own words what you ask for: “something else” alone tells nothing"),
    QuestionProblem.TOO_LONG: _("Shorten your words to 2,000 characters at most"),
}
_LANGUAGE = _("Language of your words")
_LANGUAGE_HINT = _("The applicant is told which language they are in. They are not translated.")


class CaseForm(LookForm):
    """A form of a case; `name` is its prefix in the ids of the page."""

    name = ""
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{self.name}_%s", **kwargs)
        self.choices = choices

    @property
    def seen_version(self) -> int:
        """The version that the officer looked at; only after a successful check."""
        version: int = self.cleaned_data["version"]
        return version


def language_field() -> forms.ChoiceField:
    """In which language the officer writes; that of the page unless they say otherwise."""
    return forms.ChoiceField(
        label=_LANGUAGE,
        help_text=_LANGUAGE_HINT,
        choices=list(LANGUAGES.items()),
        widget=Select(),
        initial=get_language,
    )


def note_field() -> forms.CharField:
    """The officer's own words beside the grounds."""
    return forms.CharField(
        label=_("Your own words to the applicant"),
        required=False,
        max_length=LONGEST_QUESTION,
        widget=Textarea(rows=4),
        error_messages={"max_length": QUESTION_PROBLEMS[QuestionProblem.TOO_LONG]},
    )


def leave_out_words(form: forms.Form, choices: Choices) -> None:
    """Where the rules tell a category only, own words would say more than they may: they are not asked for."""
    if not choices.tells_words:
        del form.fields["note"], form.fields["language"]


def note_of(form: forms.Form) -> Note:
    """The words of a checked form; none where they were not asked for."""
    return Note(form.cleaned_data.get("note", ""), form.cleaned_data.get("language", ""))


def grounds_field(label: Any) -> forms.MultipleChoiceField:
    """Grounds of the rulebook; their choices come with the case."""
    return forms.MultipleChoiceField(label=label, widget=Checkboxes(), required=False)


def offer(form: forms.Form, name: str, grounds: Sequence[Ground]) -> None:
    """Let the field offer these grounds."""
    field = form.fields[name]
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = [(ground.code, ground_in_words(ground)) for ground in grounds]


class DecisionForm(CaseForm):
    """Grant, or refuse on grounds of the rulebook."""

    name = "decision"
    outcome = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(Outcome.GRANTED.value, _("Grant")), (Outcome.REFUSED.value, _("Refuse"))],
        widget=Radios(),
        error_messages={"required": _("Choose whether you grant or refuse the application")},
    )
    grounds = grounds_field(_("Reason for the refusal"))
    note = note_field()
    language = language_field()

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        self.fields["grounds"].help_text = _("Only if you refuse. Choose all that apply.")
        offer(self, "grounds", choices.grounds["refuse"])
        leave_out_words(self, choices)

    def clean(self) -> dict[str, Any]:
        """A refusal names its grounds; a grant with grounds says two things at once."""
        cleaned = super().clean() or self.cleaned_data
        outcome, grounds = cleaned.get("outcome"), cleaned.get("grounds")
        if outcome == Outcome.REFUSED and not grounds and "grounds" not in self.errors:
            self.add_error("grounds", _("Choose at least one reason for the refusal"))
        if outcome == Outcome.GRANTED and grounds:
            self.add_error("grounds", _("You chose to grant. Remove the reasons for a refusal, or choose to refuse"))
        return cleaned

    @property
    def reasons(self) -> tuple[str, ...]:
        """The grounds chosen; only after a successful check."""
        return tuple(self.cleaned_data["grounds"])


class QuestionForm(CaseForm):
    """What the applicant is asked for: topics in their language, and words in the officer's."""

    name = "question"
    topics = forms.MultipleChoiceField(
        label=_("What do you ask the applicant for?"),
        help_text=_("The applicant reads this in their own language."),
        choices=list(TOPICS.items()),
        widget=Checkboxes(),
        error_messages={"required": QUESTION_PROBLEMS[QuestionProblem.NO_TOPIC]},
    )
    words = forms.CharField(
        label=_("Your own words to the applicant"),
        required=False,
        max_length=LONGEST_QUESTION,
        widget=Textarea(rows=4),
        error_messages={"max_length": QUESTION_PROBLEMS[QuestionProblem.TOO_LONG]},
    )
    language = language_field()


class Handing(StrEnum):
    """Take the case oneself, or give it away."""

    TAKE = "take"
    GIVE = "give"


class AssignmentForm(CaseForm):
    """Who works on the case. It needs no version: whoever has it, what is decided is decided by version."""

    name = "assignment"
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)
    act = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Handing], widget=forms.HiddenInput, initial=Handing.GIVE.value
    )
    team = forms.ChoiceField(label=_("Team"), required=False, widget=Select())
    officer = forms.ChoiceField(label=_("Officer"), required=False, widget=Select())

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        for name, known in (("team", choices.teams), ("officer", choices.officers)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("none")), *known]


class Settling(StrEnum):
    CONFIRM = "confirm"
    RETURN = "return"


class SettlementForm(CaseForm):
    """What becomes of a proposal that waits for a second officer."""

    name = "settlement"
    proposal = forms.UUIDField(widget=forms.HiddenInput)
    settle = forms.ChoiceField(
        label=_("Your answer to the proposal"),
        choices=[(Settling.CONFIRM.value, _("Confirm it")), (Settling.RETURN.value, _("Give it back"))],
        widget=Radios(),
        error_messages={"required": _("Choose whether you confirm the proposal or give it back")},
    )


class EndingForm(CaseForm):
    """Revoke or annul, each on its own grounds."""

    name = "ending"
    act = forms.ChoiceField(
        label=_("How does the authorization end?"),
        choices=[(AdverseAct.REVOKE.value, _("Revoke")), (AdverseAct.ANNUL.value, _("Annul"))],
        widget=Radios(
            hints={
                AdverseAct.REVOKE: _("The conditions are no longer met."),
                AdverseAct.ANNUL: _("The conditions were never met."),
            }
        ),
        error_messages={"required": _("Choose whether you revoke or annul the authorization")},
    )
    grounds = grounds_field(_("Reason"))
    note = note_field()
    language = language_field()

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        both = {one.code: one for act in (AdverseAct.REVOKE, AdverseAct.ANNUL) for one in choices.grounds[act]}
        offer(self, "grounds", list(both.values()))
        leave_out_words(self, choices)

    def clean(self) -> dict[str, Any]:
        """Grounds, and such as the rulebook has for the act."""
        cleaned = super().clean() or self.cleaned_data
        act, grounds = cleaned.get("act"), cleaned.get("grounds")
        if act and not grounds and "grounds" not in self.errors:
            self.add_error("grounds", _("Choose at least one reason"))
        if act and set(grounds or ()) - {one.code for one in self.choices.grounds[act]}:
            self.add_error("grounds", _("One of the reasons does not go with how the authorization ends"))
        return cleaned


class FlagForm(CaseForm):
    """A flag for the border's second line; no reason lifts it. It needs no version: the authorization stands."""

    name = "flag"
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)
    reason = forms.ChoiceField(
        label=_("What should the border look at?"),
        choices=[("", _("Nothing: no flag")), *FLAGS.items()],
        required=False,
        widget=Select(),
    )
