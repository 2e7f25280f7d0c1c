"""The form of a decision. It renders and reads; what may be decided is the use case's to say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any  # Django's cleaned data

from django import forms
from django.utils.translation import gettext_lazy as _

from mapae.core.decision.outcome import Outcome
from mapae.core.rulebook.model import Ground
from mapae.faces.look.forms import Checkboxes, LookForm, Radios
from mapae.faces.officer.words import ground_in_words


class DecisionForm(LookForm):
    """Grant, or refuse on grounds of the rulebook; `version` is the one of the case that the officer looked at."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(Outcome.GRANTED.value, _("Grant")), (Outcome.REFUSED.value, _("Refuse"))],
        widget=Radios(),
        error_messages={"required": _("Choose whether you grant or refuse the application")},
    )
    grounds = forms.MultipleChoiceField(
        label=_("Reason for the refusal"),
        help_text=_("Only if you refuse. Choose all that apply."),
        widget=Checkboxes(),
        required=False,
    )

    def __init__(self, *args: Any, grounds: Sequence[Ground], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["grounds"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(ground.code, ground_in_words(ground)) for ground in grounds]

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
