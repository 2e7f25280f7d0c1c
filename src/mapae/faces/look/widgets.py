"""The inputs of Mapae's forms. A widget says how an answer is asked; it decides nothing."""

from collections.abc import Collection, Iterable, Mapping
from html import escape
from typing import Any, Literal

from django import forms
from django.forms.utils import flatatt
from django.forms.widgets import Input
from django.utils import formats
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from mapae.faces.look.dates import PARTS, PARTS_IN_ERROR, DateParts, Part, as_parts

# `Any` below is Django's own: widget attributes and form values are whatever a field makes of them.
Attrs = dict[str, Any]
Width = Literal[2, 3, 4, 5, 10, 20, 30]


# The first that fits is the style of an input, Django's own inputs included.
STYLES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (Input, "govuk-input"),
)


def style_classes(widget: forms.Widget, is_invalid: bool) -> str:
    """The style classes of an input, with those it has; empty for groups, whose templates style them."""
    style = next((name for kind, name in STYLES if isinstance(widget, kind)), "")
    if not style or widget.is_hidden:
        return ""
    width = getattr(widget, "width", None)
    classes = (
        style,
        f"{style}--width-{width}" if width else "",
        f"{style}--error" if is_invalid else "",
        "mapae-latin" if getattr(widget, "is_latin", False) else "",
        widget.attrs.get("class", ""),
    )
    return " ".join(filter(None, classes))


def _given(**attrs: str) -> Attrs:
    return {name: value for name, value in attrs.items() if value}


class TextInput(forms.TextInput):
    """One line of text.

    `width` is the number of characters the box suggests. `is_latin` keeps the box left to right on every
    page and asks a phone for capitals: for what is printed in Latin letters in a passport.
    """

    def __init__(
        self,
        attrs: Mapping[str, Any] | None = None,
        *,
        width: Width | None = None,
        is_latin: bool = False,
        autocomplete: str = "",
        inputmode: str = "",
    ) -> None:
        own = _given(autocomplete=autocomplete, inputmode=inputmode, spellcheck="false")
        if is_latin:
            own |= {"dir": "ltr", "autocapitalize": "characters"}
        super().__init__({**own, **(attrs or {})})
        self.width = width
        self.is_latin = is_latin


class EmailInput(forms.EmailInput):
    """An e-mail address: left to right, no capitals, no spelling marks."""

    is_latin = True

    def __init__(self, attrs: Mapping[str, Any] | None = None, *, autocomplete: str = "email") -> None:
        own = _given(autocomplete=autocomplete, dir="ltr", autocapitalize="none", spellcheck="false")
        super().__init__({**own, **(attrs or {})})


class PhoneInput(forms.TextInput):
    """A telephone number: left to right, with the phone's number keys."""

    input_type = "tel"
    is_latin = True
    width: Width = 20

    def __init__(self, attrs: Mapping[str, Any] | None = None, *, autocomplete: str = "tel") -> None:
        super().__init__({**_given(autocomplete=autocomplete, dir="ltr"), **(attrs or {})})


class PasswordInput(forms.PasswordInput):
    """A secret, never shown again."""

    is_latin = True
    width: Width = 20


class Textarea(forms.Textarea):
    """Several lines of text."""

    def __init__(self, attrs: Mapping[str, Any] | None = None, *, rows: int = 5) -> None:
        super().__init__({"rows": rows, **(attrs or {})})


class FileInput(forms.FileInput):
    """One file from the visitor's device."""


class Select(forms.Select):
    """One of many, such as a country; for up to about ten, `Radios` read better.

    Django renders a template for each option, which for two lists of states is most of the time that a page takes.
    """

    def __init__(self, attrs: Mapping[str, Any] | None = None, *, autocomplete: str = "") -> None:
        super().__init__({**_given(autocomplete=autocomplete), **(attrs or {})})

    def render(self, name: str, value: Any, attrs: Attrs | None = None, renderer: Any = None) -> SafeString:
        options = _options(self.choices, set(self.format_value(value)))
        attributes = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>\n{}\n</select>', name, attributes, options)


def _options(choices: Iterable[tuple[Any, Any]], chosen: Collection[str]) -> SafeString:
    """A choice whose label is a list is a group, named by its key."""
    lines = []
    for key, label in choices:
        value = escape(str(key))
        if isinstance(label, list | tuple):
            lines.append(f'<optgroup label="{value}">\n{_options(label, chosen)}\n</optgroup>')
        else:
            selected = " selected" if str(key) in chosen else ""
            lines.append(f'<option value="{value}"{selected}>{escape(str(label))}</option>')
    return mark_safe("\n".join(lines))  # noqa: S308  # each of them is escaped


class Radios(forms.RadioSelect):
    """One of a few. `hints` gives a line of explanation below an option, by its value."""

    template_name = "look/forms/radios.html"
    is_inline = False

    def __init__(
        self,
        attrs: Mapping[str, Any] | None = None,
        *,
        is_inline: bool = False,
        hints: Mapping[str, str | Promise] | None = None,
    ) -> None:
        super().__init__(dict(attrs or {}))
        self.is_inline = is_inline
        self.hints = dict(hints or {})

    def get_context(self, name: str, value: Any, attrs: Attrs | None) -> Attrs:
        context: Attrs = super().get_context(name, value, attrs)
        return {**context, "is_inline": self.is_inline}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> Attrs:
        option: Attrs = super().create_option(name, value, *args, **kwargs)
        return {**option, "hint": self.hints.get(str(value), "")}

    def first_input_id(self, auto_id: str, _codes: Iterable[str]) -> str:
        """The id an error summary links to."""
        return f"{auto_id}_0"


class Checkboxes(forms.CheckboxSelectMultiple):
    """Any number out of a few."""

    template_name = "look/forms/checkboxes.html"

    def first_input_id(self, auto_id: str, _codes: Iterable[str]) -> str:
        """The id an error summary links to."""
        return f"{auto_id}_0"


class Confirmation(forms.CheckboxInput):
    """One box to tick, its sentence beside it."""


PART_LABELS: dict[Part, str | Promise] = {"day": _("Day"), "month": _("Month"), "year": _("Year")}


class ThreePartDateInput(forms.Widget):
    """Day, month and year in three boxes, in the order the page's language writes them (Korean: year first).

    The parts are posted as `<name>_day`, `<name>_month` and `<name>_year`. `autocomplete="bday"` lets a
    browser fill in a birth date.
    """

    template_name = "look/forms/three_part_date.html"
    use_fieldset = True
    # Some screen readers announce a fieldset of text boxes only if it says that it is a group.
    fieldset_role = "group"

    def __init__(self, attrs: Mapping[str, Any] | None = None, *, autocomplete: str = "") -> None:
        super().__init__(dict(attrs or {}))
        self.autocomplete = autocomplete

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> DateParts:
        return DateParts(*(str(data.get(f"{name}_{part}", "")) for part in PARTS))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return ""

    def first_input_id(self, auto_id: str, codes: Iterable[str]) -> str:
        """The id of the first box, as the page shows them, that one of the errors is about."""
        wrong = parts_in_error(codes)
        return next(f"{auto_id}_{part}" for part in part_order() if part in wrong)

    def get_context(self, name: str, value: Any, attrs: Attrs | None) -> Attrs:
        given = {**self.attrs, **(attrs or {})}
        wrong = parts_in_error(given.pop("error_codes", ()))
        texts = dict(as_parts(value))
        auto_id = given.get("id", f"id_{name}")
        boxes = [
            {
                "id": f"{auto_id}_{part}",
                "name": f"{name}_{part}",
                "label": PART_LABELS[part],
                "value": texts[part],
                "width": 4 if part == "year" else 2,
                "is_invalid": part in wrong,
                "autocomplete": f"{self.autocomplete}-{part}" if self.autocomplete else "",
            }
            for part in part_order()
        ]
        return {"widget": {"name": name, "id": auto_id, "is_hidden": False, "boxes": boxes}}


def parts_in_error(codes: Iterable[str]) -> set[Part]:
    """The boxes that the error codes are about; an unknown code is about the whole date."""
    return {part for code in codes for part in PARTS_IN_ERROR.get(code, PARTS)}


def part_order() -> tuple[Part, ...]:
    """The order of the boxes in the active language, taken from how it writes a date."""
    year_first = formats.get_format("DATE_FORMAT").startswith("Y")
    return tuple(reversed(PARTS)) if year_first else PARTS
