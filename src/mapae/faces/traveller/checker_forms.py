"""Forms of «Do I need one?». They ask and show again; what is wrong, the core says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any  # what Django's fields are given and give

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mapae.faces.look.fields import Typed
from mapae.faces.look.forms import Confirmation, LookForm, Radios, Select, ThreePartDateInput
from mapae.faces.look.questions.countries import name_of, nationality_choices
from mapae.faces.look.questions.sentences import SENTENCES, Sentence
from mapae.faces.look.questions.wording import HINTS, LABELS
from mapae.faces.traveller.checker_words import CATEGORIES, NONE_OF_THESE

CHECKED: Mapping[tuple[str, str] | str, Sentence] = {
    **SENTENCES,
    ("nationality", "missing"): _("Choose the country whose passport you travel with"),
    ("arrival_day", "missing"): _("Enter the day of your arrival, or tick the box if you do not know it yet"),
}


def _choosing(widget: Any, choices: Iterable[tuple[str, Any]]) -> Any:
    widget.choices = list(choices)
    return widget


def passport_form(*, is_demonstration: bool) -> type[LookForm]:
    """Which country's passport."""
    field = Typed(
        _choosing(Select(), nationality_choices(is_demonstration=is_demonstration)),
        label=_("Which country’s passport will you travel with?"),
        help_text=_("The nationality that the passport shows."),
    )
    return type("PassportForm", (LookForm,), {"nationality": field})


def which_passport_form(passports: Iterable[str]) -> type[LookForm]:
    """Which of the passports that look alike."""
    field = Typed(
        _choosing(Radios(), ((code, name_of(code)) for code in passports)),
        label=_("Which passport is it?"),
        help_text=_("These passports carry the same letters for the nationality. The cover says which one it is."),
    )
    return type("WhichPassportForm", (LookForm,), {"which_passport": field, "heading_field": "which_passport"})


def category_form(categories: Iterable[str]) -> type[LookForm]:
    """A special document or situation; none is the answer that is there already."""
    choices = [(NONE_OF_THESE, gettext("None of these")), *((one, CATEGORIES[one]) for one in categories)]
    field = Typed(
        _choosing(Radios(), choices),
        label=_("Does one of these apply to you?"),
        help_text=_("For most people none does. Then just continue."),
        initial=NONE_OF_THESE,
    )
    return type("CategoryForm", (LookForm,), {"category": field, "heading_field": "category"})


class YouForm(LookForm):
    """Birth and arrival. `category` comes along from the page before where it alone settles nothing."""

    birth_date = Typed(ThreePartDateInput(), label=LABELS["birth_date"], help_text=HINTS["birth_date"])
    arrival_day = Typed(
        ThreePartDateInput(),
        label=LABELS["arrival_day"],
        help_text=_("The local date on which you reach the country."),
    )
    arrival_is_open = forms.BooleanField(
        required=False, widget=Confirmation(), label=_("I do not know the day of arrival yet")
    )
    category = forms.CharField(required=False, widget=forms.HiddenInput())
