"""Forms of the question pages: they ask and show again what was typed. What is wrong with it, the core says."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any  # what Django's fields are given and give

from django import forms
from django.utils.translation import gettext_lazy as _

from mapae.core.application.questions import DETAILS_OF
from mapae.faces.look.dates import PARTS, DateParts, western_digits
from mapae.faces.look.fields import Typed
from mapae.faces.look.forms import (
    Confirmation,
    ConfirmationField,
    LookForm,
    PhoneInput,
    Radios,
    Select,
    Textarea,
    TextInput,
    ThreePartDateInput,
)
from mapae.faces.look.questions.countries import Choices, issuer_choices, nationality_choices
from mapae.faces.look.questions.pages import Page
from mapae.faces.look.questions.wording import APPLYING_FOR, HINTS, LABELS, YES_NO
from mapae.faces.look.words import EMPLOYMENTS, PURPOSES, RELATIONS, SEXES

DAYS = frozenset({"document_expiry", "birth_date", "arrival_day"})
MAY_LACK_PARTS = frozenset({"birth_date"})
BOXES = frozenset({"has_mandate", "guardian_agrees", "arrival_unknown", "stay_unknown"})
_IN_DIGITS = frozenset({"document_number", "phone", "stay_postcode", "last_visit_year"})
_UNKNOWN = "XX"
# As the two lines stand in the passport: left to right on every page, in capitals, each on a line of its own.
_LINES = {
    "class": "mapae-mrz", "dir": "ltr", "wrap": "off", "autocapitalize": "characters", "autocomplete": "off",
    "spellcheck": "false",
}  # fmt: skip


def _select(choices: Callable[[], Choices]) -> forms.Widget:
    """Its choices are asked for when it is shown: fields are copied with all that they hold."""
    widget = Select()
    widget.choices = choices  # type: ignore[assignment]  # Django takes a callable too
    return widget


def _radios(choices: Any, *, is_inline: bool = False) -> forms.Widget:
    widget = Radios(is_inline=is_inline)
    widget.choices = list(choices.items())
    return widget


def _widgets(is_demonstration: bool) -> dict[str, Callable[[], forms.Widget]]:
    nationalities = partial(nationality_choices, is_demonstration=is_demonstration)
    return {
        "applying_for": lambda: _radios(APPLYING_FOR),
        "representative_name": lambda: TextInput(autocomplete="name"),
        "representative_relation": lambda: _radios(RELATIONS),
        "has_mandate": Confirmation,
        "mrz": lambda: Textarea(_LINES, rows=3),
        "nationality": lambda: _select(nationalities),
        "issuing_state": lambda: _select(partial(issuer_choices, is_demonstration=is_demonstration)),
        "document_number": lambda: TextInput(width=20, is_latin=True),
        "document_expiry": ThreePartDateInput,
        "surname": lambda: TextInput(is_latin=True, autocomplete="family-name"),
        "given_names": lambda: TextInput(is_latin=True, autocomplete="given-name"),
        "birth_date": lambda: ThreePartDateInput(autocomplete="bday"),
        "sex": lambda: _radios(SEXES),
        "guardian_name": TextInput,
        "guardian_agrees": Confirmation,
        "phone": PhoneInput,
        "native_name": TextInput,
        "has_other_nationality": lambda: _radios(YES_NO, is_inline=True),
        "arrival_day": ThreePartDateInput,
        "arrival_unknown": Confirmation,
        "purpose": lambda: _radios(PURPOSES),
        "stay_street": TextInput,
        "stay_detail": TextInput,
        "stay_postcode": lambda: TextInput(width=5, inputmode="numeric"),
        "stay_unknown": Confirmation,
        "employment": lambda: _radios(EMPLOYMENTS),
        "has_visited_before": lambda: _radios(YES_NO, is_inline=True),
        "has_criminal_record": lambda: _radios(YES_NO, is_inline=True),
        "has_infectious_disease": lambda: _radios(YES_NO, is_inline=True),
        "was_refused_entry": lambda: _radios(YES_NO, is_inline=True),
        "other_nationality": lambda: _select(nationalities),
        "occupation": lambda: TextInput(autocomplete="organization-title"),
        "employer": lambda: TextInput(autocomplete="organization"),
        "last_visit_year": lambda: TextInput(width=4, inputmode="numeric"),
        **dict.fromkeys(DETAILS_OF.values(), Textarea),
    }


def question_form(page: Page, asked: Sequence[str], *, is_demonstration: bool) -> type[LookForm]:
    """The form class of a page with the questions it asks this applicant, in the active language.

    Where a page has one question, and is named after it, the question is the heading.
    """
    widgets = _widgets(is_demonstration)
    fields: dict[str, Any] = {
        name: Typed(widgets[name](), label=LABELS[name], help_text=HINTS.get(name, "")) for name in asked
    }
    heading = next((name for name in asked if LABELS[name] == page.title), None)
    return type("QuestionForm", (LookForm,), {**fields, "heading_field": heading})


class ConfirmForm(LookForm):
    """The last box of the application."""

    is_true = ConfirmationField(required=False, label=_("I confirm that everything I have said is true and complete."))


def answers_in(page: Page, posted: Mapping[str, Any]) -> dict[str, str]:
    """What was typed on this page, as the core takes it: one string an answer, days as YYYY-MM-DD."""
    return {name: _answer_in(name, posted) for name in page.fields}


def _answer_in(name: str, posted: Mapping[str, Any]) -> str:
    if name in DAYS:
        return joined_day(name, posted)
    if name in BOXES:
        return "yes" if posted.get(name) else ""
    return _text(name, posted)


def shown_again(page: Page, raw: Mapping[str, str]) -> dict[str, str | DateParts]:
    """The other way round: stored answers as the form shows them."""
    return {name: parts_of(raw.get(name, "")) if name in DAYS else raw.get(name, "") for name in page.fields}


def _text(name: str, posted: Mapping[str, Any]) -> str:
    typed = str(posted.get(name, ""))
    # Digits of any script are digits; letters stay what was typed.
    return "".join(str(unicodedata.decimal(char, char)) for char in typed) if name in _IN_DIGITS else typed


def typed_parts(name: str, posted: Mapping[str, Any]) -> DateParts:
    """The three boxes of a date as they were sent."""
    return DateParts(*(str(posted.get(f"{name}_{part}", "")) for part in PARTS))


def joined_day(name: str, posted: Mapping[str, Any]) -> str:
    parts = DateParts(*(western_digits(text) for _part, text in typed_parts(name, posted)))
    if parts.is_empty:
        return ""
    day, month = _two(parts.day), _two(parts.month)
    if name in MAY_LACK_PARTS and not day:
        day, month = _UNKNOWN, month or _UNKNOWN
    return f"{parts.year}-{month}-{day}"


def _two(text: str) -> str:
    return text.lstrip("0").rjust(2, "0") if text.isascii() and text.isdigit() else text


def parts_of(written: str) -> DateParts:
    """The boxes of a stored date, right or wrong; an unknown day or month is an empty box."""
    if not written:
        return DateParts()
    year, month, day = (["", "", *written.rsplit("-", 2)])[-3:]
    return DateParts(*("" if part == _UNKNOWN else part for part in (day, month, year)))
