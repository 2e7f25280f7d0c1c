"""The forms at the counter."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mapae.core.travel.border_check import EntryRefusal
from mapae.faces.border.words import REASONS
from mapae.faces.look.forms import LookForm
from mapae.faces.look.widgets import Select, Textarea

_LONGEST = 1000  # three lines of 44 characters, and what a reader may send around them
_READER = {
    "class": "mapae-latin", "dir": "ltr", "spellcheck": "false", "autocapitalize": "characters", "autocomplete": "off",
    "autofocus": True,
}  # fmt: skip


class LookUpForm(LookForm):
    """One field, that a reader types into as a keyboard does."""

    told = forms.CharField(
        label=_("Lines of the passport, or reference number"),
        max_length=_LONGEST,
        strip=False,
        widget=Textarea(_READER, rows=3),
        error_messages={"required": _("Read the passport, or type a reference number")},
    )


class EntryForm(forms.Form):
    record_id = forms.UUIDField()


class RefusalForm(LookForm):
    """A refusal of entry names its reason."""

    record_id = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Choose a reason")), *((code.value, words) for code, words in REASONS.items())],
        widget=Select({"required": True}),
    )

    @property
    def reasons(self) -> tuple[EntryRefusal, ...]:
        """Only after a successful check."""
        return (EntryRefusal(self.cleaned_data["reason"]),)
