"""What is asked before rows are ordered: which ones, and that the travellers agreed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField, HiddenInput
from django.utils.translation import gettext_lazy as _

from mapae.core.application.mandates import CURRENT_WORDING
from mapae.core.group.ordering import row_numbers
from mapae.faces.look.forms import ConfirmationField, LookForm, Radios, TextInput
from mapae.faces.look.mandate_words import declaration

ALL, SOME = "all", "some"


class ChoiceForm(LookForm):
    """All who are ready, or those with these numbers."""

    which = ChoiceField(
        label=_("Which travellers do you want to submit?"),
        choices=((ALL, _("Everybody who is ready")), (SOME, _("Only some of them"))),
        widget=Radios(),
        error_messages={"required": _("Choose which travellers you want to submit")},
    )
    rows = CharField(
        required=False,
        max_length=2000,
        label=_("Numbers of the travellers"),
        help_text=_("Only if you chose some of them. For example: 1-40, 45"),
        widget=TextInput(),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("which") == SOME and row_numbers(given.get("rows", "")) is None:
            self.add_error("rows", ValidationError(_("Enter numbers of travellers, for example 1-40, 45"), code="rows"))
        return given


class DeclarationForm(LookForm):
    """The one declaration for all travellers of the order; `wording` is its version, kept with each mandate."""

    wording = CURRENT_WORDING
    has_mandate = ConfirmationField(error_messages={"required": _("Confirm the declaration to submit the group")})
    key = CharField(max_length=64, widget=HiddenInput())
    seen = CharField(max_length=6, widget=HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["has_mandate"].label = declaration(self.wording)

    @property
    def seen_people(self) -> int:
        """How many the page said that the order is for; 0 for what is no number."""
        seen = str(self.cleaned_data.get("seen", ""))
        return int(seen) if seen.isdecimal() else 0
