"""The form all faces build on: our field templates, and one list of errors that leads to the fields."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.forms.utils import pretty_name
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.faces.look.fields import ConfirmationField, EmailField, ThreePartDateField
from mapae.faces.look.widgets import (
    Checkboxes,
    Confirmation,
    EmailInput,
    FileInput,
    PasswordInput,
    PhoneInput,
    Radios,
    Select,
    Textarea,
    TextInput,
    ThreePartDateInput,
    style_classes,
)

__all__ = [
    "Checkboxes",
    "Confirmation",
    "ConfirmationField",
    "EmailField",
    "EmailInput",
    "ErrorSummaryItem",
    "FileInput",
    "LookForm",
    "LookRenderer",
    "PasswordInput",
    "PhoneInput",
    "Radios",
    "Select",
    "TextInput",
    "Textarea",
    "ThreePartDateField",
    "ThreePartDateInput",
    "list_errors",
]

Sentence = str | Promise
ENTER = _("Fill in “%(label)s”")
CHOOSE = _("Choose an answer for “%(label)s”")


class LookBoundField(BoundField):
    """A field on a page: knows its template and which input an error should lead to."""

    @property
    def template_name(self) -> str:
        if own := getattr(self.field, "template_name", None):
            return str(own)
        if isinstance(self.field.widget, forms.CheckboxInput):
            return "look/forms/confirmation.html"
        return "look/forms/group.html" if self.use_fieldset else "look/forms/field.html"

    @property
    def is_heading(self) -> bool:
        """True if the field's label is the heading of its page."""
        return getattr(self.form, "heading_field", None) == self.name

    @property
    def error_codes(self) -> list[str]:
        """The codes of the field's errors, in order."""
        return [error.code or "" for error in self.errors.as_data()]

    @property
    def first_input_id(self) -> str:
        """The id of the input that the error summary links to."""
        first = getattr(self.field.widget, "first_input_id", None)
        return str(first(self.auto_id, self.error_codes) if first else self.auto_id)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        shown = widget or self.field.widget
        if classes := style_classes(shown, bool(self.errors)):
            built["class"] = classes
        if isinstance(shown, ThreePartDateInput):
            built["error_codes"] = self.error_codes
        return built


class LookRenderer(DjangoTemplates):
    """Renders any Django form with our templates."""

    form_template_name = "look/forms/form.html"
    field_template_name = "look/forms/field.html"
    bound_field_class = LookBoundField


@dataclass(frozen=True, slots=True)
class ErrorSummaryItem:
    """One line of the list of errors; `href` is empty when the error belongs to no single field."""

    href: str
    message: str


class LookForm(forms.Form):
    """A form in Mapae's look.

    Hint: a field's `help_text`. Autocomplete, width, keyboard: arguments of its widget. `heading_field` names
    the field whose label is the page's heading, for pages that ask one thing.
    """

    default_renderer = LookRenderer()  # one for all: each of its own would read every template anew
    # The server's own errors, in the visitor's language, are better than a browser's bubbles.
    use_required_attribute = False
    heading_field: str | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _say_required_plainly(name, field)

    def add_core_errors(
        self, errors: Iterable[tuple[str, str]], sentences: Mapping[tuple[str, str] | str, Sentence]
    ) -> None:
        """Show the core's (field, code) errors, each with the sentence of the pair, else of the code.

        A field that this page does not have puts the sentence above the form. Raises KeyError for a code that
        nobody wrote a sentence for, because a silent error would let a wrong answer pass.
        """
        self.add_told(
            (name, code, str(sentences[name, code] if (name, code) in sentences else sentences[code]))
            for name, code in errors
        )

    def add_told(self, errors: Iterable[tuple[str, str, str]]) -> None:
        """Show errors as (field, code, sentence); one of a field that this page does not have stands above the form."""
        self.is_valid()  # fills the list of errors that is added to
        for name, code, sentence in errors:
            self.add_error(name if name in self.fields else None, ValidationError(sentence, code=code))

    def error_summary(self) -> list[ErrorSummaryItem]:
        """See `list_errors`."""
        return list_errors(self)


def list_errors(form: forms.BaseForm) -> list[ErrorSummaryItem]:
    """Every error of a form: first those of no visible field, then by field in the order of the page.

    Where two fields say the same, each line names its field.
    """
    hidden = [error for field in form.hidden_fields() for error in field.errors]
    general = [ErrorSummaryItem("", str(message)) for message in [*form.non_field_errors(), *hidden]]
    lines = [(field, str(message)) for field in form.visible_fields() for message in field.errors]
    times = Counter(message for _field, message in lines)
    return general + [
        ErrorSummaryItem(f"#{_target(field)}", f"{field.label}: {message}" if times[message] > 1 else message)
        for field, message in lines
    ]


def _target(field: BoundField) -> str:
    return field.first_input_id if isinstance(field, LookBoundField) else field.auto_id


def _say_required_plainly(name: str, field: forms.Field) -> None:
    """Replace Django's "This field is required" unless the field has its own sentence."""
    if field.error_messages["required"] is not forms.Field.default_error_messages["required"]:
        return
    chooses = isinstance(field.widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple)
    label = field.label or pretty_name(name)
    sentence = (CHOOSE if chooses else ENTER) % {"label": label}
    field.error_messages = {**field.error_messages, "required": sentence}
