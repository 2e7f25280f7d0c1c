"""The forms of a carrier's desk. They read what was typed; what it means is the board check's."""

from __future__ import annotations

from typing import Any  # Django's cleaned data

from django import forms
from django.utils.translation import gettext_lazy as _

from mapae.faces.carrier.words import CLAIMS
from mapae.faces.look.fields import ThreePartDateField
from mapae.faces.look.forms import LookForm
from mapae.faces.look.widgets import FileInput, Select, Textarea, TextInput

TYPED = ("document_number", "issuing_state", "nationality", "surname", "given_names", "birth_date", "claims")


def _arrival() -> ThreePartDateField:
    return ThreePartDateField(
        label=_("Day of arrival"),
        help_text=_(
            "The scheduled day, in local time at the first port of the destination. A delay does not change it."
        ),
        error_messages={"required": _("Enter the day of arrival")},
    )


class CheckForm(LookForm):
    """One arrival; passengers by the lines of their passports, or one of them typed."""

    arrival_day = _arrival()
    zones = forms.CharField(
        label=_("Lines at the bottom of the passport page"),
        help_text=_("Read or paste them, of one passport or of several, one after the other."),
        required=False,
        strip=False,
        widget=Textarea(
            {"class": "mapae-latin", "dir": "ltr", "spellcheck": "false", "autocapitalize": "characters"}, rows=4
        ),
    )
    document_number = forms.CharField(
        label=_("Passport number"), required=False, max_length=100, widget=TextInput(width=20, is_latin=True)
    )
    issuing_state = forms.CharField(
        label=_("Issuing country"),
        help_text=_("The code in the passport, for example TUR."),
        required=False,
        max_length=100,
        widget=TextInput(width=5, is_latin=True),
    )
    nationality = forms.CharField(
        label=_("Nationality"),
        help_text=_("The code in the passport. It may differ from the issuing country."),
        required=False,
        max_length=100,
        widget=TextInput(width=5, is_latin=True),
    )
    surname = forms.CharField(
        label=_("Surname"), required=False, max_length=100, widget=TextInput(width=30, is_latin=True)
    )
    given_names = forms.CharField(
        label=_("Given names"), required=False, max_length=100, widget=TextInput(width=30, is_latin=True)
    )
    birth_date = forms.CharField(
        label=_("Date of birth"),
        help_text=_("Year, month, day: 1990-05-05. Write XX for what the passport leaves open."),
        required=False,
        max_length=100,
        widget=TextInput(width=10, is_latin=True),
    )
    claims = forms.ChoiceField(
        label=_("Shown in place of an authorization"),
        choices=[("", _("Nothing")), *CLAIMS.items()],
        required=False,
        widget=Select(),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("zones", "").strip() and not any(cleaned.get(name) for name in TYPED[:-1]):
            self.add_error("zones", _("Read or paste the lines of a passport, or type the data of one passenger"))
        return cleaned

    def typed(self) -> dict[str, str]:
        """The fields of the passenger that was typed; empty if none was."""
        found = {name: self.cleaned_data.get(name, "") for name in TYPED}
        return found if any(found[name] for name in TYPED[:-1]) else {}


class ListForm(LookForm):
    """One arrival and a file of passengers."""

    arrival_day = _arrival()
    passengers = forms.FileField(
        label=_("List of passengers"),
        help_text=_("A CSV file with a heading, at most 1,000 passengers and 100 kB."),
        widget=FileInput(),
        error_messages={
            "required": _("Choose the file with the passengers"),
            "empty": _("The file is empty. Choose another one"),
        },
    )
