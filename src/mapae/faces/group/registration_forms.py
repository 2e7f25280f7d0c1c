"""The forms of the registration, and what may be wrong in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any  # what Django's forms are given

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mapae.core.group.registration import FIELDS, RegistrationRefused
from mapae.faces.look.fields import Typed
from mapae.faces.look.forms import EmailInput, LookForm, PasswordInput, PhoneInput, Radios, Select, Textarea, TextInput
from mapae.faces.look.organisations import KINDS, LABELS
from mapae.faces.look.questions.countries import state_choices

MISSING: Mapping[str, Promise] = {
    "kind": _("Choose what kind of organisation you register"),
    "name": _("Enter the name of the organisation as it is registered"),
    "country": _("Choose the country where the organisation is registered"),
    "registration": _("Enter the number under which the organisation is registered"),
    "tax_data": _("Enter what your receipts must show, for example the name and the tax number"),
    "address": _("Enter the address of the organisation"),
    "contact": _("Enter the name of the person whom we can ask"),
    "phone": _("Enter a phone number on which we can reach you"),
}
PROBLEMS: Mapping[str, Promise] = {
    "too_long": _("This answer is too long. Shorten it to %(longest)s characters"),
    "hidden_character": _(
        "This answer has invisible characters in it. Delete it and type it again instead of pasting it"
    ),
    "not_a_choice": _("Choose one of the answers"),
    "phone_format": _("This is no phone number. Enter all its digits, for example +90 532 000 00 00"),
    "phone_without_country": _(
        "Start the phone number with + and the code of the country, for example +90 532 000 00 00"
    ),
}
_NAME_PROBLEM = _("Use 2 to 63 small letters a to z, digits, dots and hyphens, for example kim.m")
_PASSWORD_PROBLEMS: Mapping[str, Promise] = {
    "password_too_short": _("Choose a password of at least 12 characters"),
    "password_too_common": _("Many people use this password. Choose another one"),
}


class AddressForm(LookForm):
    """Where the organisation is written to."""

    email = Typed(
        EmailInput(),
        label=LABELS["email"],
        help_text=_("We send you a code now, and later what is decided. Use an address that the organisation keeps."),
    )


class DetailsForm(LookForm):
    """Who the organisation is."""

    kind = Typed(Radios(), label=LABELS["kind"])
    name = Typed(TextInput(autocomplete="organization"), label=LABELS["name"])
    country = Typed(Select(autocomplete="country"), label=LABELS["country"])
    registration = Typed(
        TextInput(width=20),
        label=LABELS["registration"],
        help_text=_("From the trade register, the register of travel agencies or of medical institutions."),
    )
    tax_data = Typed(
        Textarea(rows=4),
        label=LABELS["tax_data"],
        help_text=_("Line by line as it must be printed, for example name, tax office and tax number."),
    )
    address = Typed(Textarea({"autocomplete": "street-address"}, rows=3), label=LABELS["address"])
    contact = Typed(
        TextInput(autocomplete="name"),
        label=LABELS["contact"],
        help_text=_("First name and surname of somebody who can answer our questions."),
    )
    phone = Typed(PhoneInput(), label=LABELS["phone"], help_text=_("With the code of the country: +90 532 000 00 00"))

    def __init__(self, *args: Any, kinds: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, country = self.fields["kind"].widget, self.fields["country"].widget
        assert isinstance(kind, Radios) and isinstance(country, Select)
        kind.choices = [(one, words) for one, words in KINDS.items() if one in kinds]
        country.choices = state_choices()

    def add_problems(self, refused: RegistrationRefused) -> None:
        """Beside each field what is wrong in it."""
        self.add_told((field, code.value, _in_words(field, code.value)) for field, code in refused.problems)


class AccountForm(LookForm):
    """User name and password of an account that somebody makes for themselves."""

    username = Typed(
        TextInput({"autocapitalize": "none", "dir": "ltr"}, width=20, autocomplete="username"),
        label=_("User name"),
        help_text=_(
            "You sign in with it: small letters a to z, digits, dots and hyphens. Everybody has one of their own."
        ),
    )
    password = Typed(
        PasswordInput({"autocomplete": "new-password"}),
        label=_("Password"),
        help_text=_("At least 12 characters. Several words are easy to remember and hard to guess."),
    )
    again = Typed(PasswordInput({"autocomplete": "new-password"}), label=_("Password once more"))

    def differs(self) -> bool:
        """Whether the two passwords are not the same; the form then says so."""
        if self.data.get("password", "") == self.data.get("again", ""):
            return False
        self.add_told([("again", "differs", _now("The two passwords differ. Type the same one twice"))])
        return True

    def say_name_refused(self) -> None:
        self.add_told([("username", "refused", str(_NAME_PROBLEM))])

    def say_name_taken(self, free: str) -> None:
        """Another account has the name; `free` is one that none has."""
        sentence = _now("This user name is not free. Choose another one, for example %(name)s") % {"name": free}
        self.add_told([("username", "taken", sentence)])

    def say_weak(self, error: ValidationError) -> None:
        codes: Iterable[str] = [one.code or "" for one in error.error_list]
        self.add_told(("password", code, str(_PASSWORD_PROBLEMS[code])) for code in codes)


def _in_words(field: str, code: str) -> str:
    sentence = MISSING[field] if code == "missing" else PROBLEMS[code]
    return str(sentence) % {"longest": FIELDS[field]} if code == "too_long" else str(sentence)
