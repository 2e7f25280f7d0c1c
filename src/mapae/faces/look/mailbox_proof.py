"""What every proof of a mailbox shows: the form of the code, and why a code or a wish for one was refused."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from mapae.faces.look.fields import Typed
from mapae.faces.look.forms import LookForm, TextInput
from mapae.usecases.prove_mailbox import CodeExpired, CodeRefused, CodeWrong, TooManyTries

ADDRESS_PROBLEMS: Mapping[tuple[str, str] | str, str | Promise] = {
    "missing": _("Enter your e-mail address"),
    "email_format": _("Enter an e-mail address in the usual form, for example name@example.com"),
    "too_long": _("This address is too long. Check what you typed"),
    "hidden_character": _(
        "This answer has invisible characters in it. Delete it and type it again instead of pasting it"
    ),
}


class CodeForm(LookForm):
    """Six digits."""

    code = Typed(
        TextInput(width=10, is_latin=True, autocomplete="one-time-code", inputmode="numeric"),
        label=_("Code from the e-mail"),
        help_text=_("6 digits, for example 123456"),
    )


def say_why_refused(refused: CodeRefused, typed: str) -> str:
    """What is wrong with the code, and what to do."""
    if isinstance(refused, TooManyTries):
        minutes = _minutes(refused.seconds)
        return ngettext(
            "Too many wrong codes. Wait %(minutes)s minute and ask for a new code",
            "Too many wrong codes. Wait %(minutes)s minutes and ask for a new code",
            minutes,
        ) % {"minutes": minutes}
    if isinstance(refused, CodeExpired):
        return gettext("This code is no longer valid, or a newer one is on its way. Ask for a new code below")
    assert isinstance(refused, CodeWrong)
    if not typed.strip():
        return gettext("Enter the code from our e-mail")
    return gettext("This is not the code of our newest e-mail. Check the 6 digits")


def say_too_many_mails(seconds: int) -> str:
    """When a mailbox was written to often enough."""
    if seconds <= 60:
        return gettext("We have just sent an e-mail. If it does not come within a minute, ask again")
    minutes = _minutes(seconds)
    return ngettext(
        "We have sent several e-mails to this address. You can ask for another one in %(minutes)s minute",
        "We have sent several e-mails to this address. You can ask for another one in %(minutes)s minutes",
        minutes,
    ) % {"minutes": minutes}


def _minutes(seconds: int) -> int:
    """Whole minutes, begun ones too; the limit itself has rounded up to a second already."""
    return max(1, ceil((seconds - 1) / 60))
