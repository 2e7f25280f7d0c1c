"""Form fields of Mapae: what a browser sent becomes a value, or an error that says what to do."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mapae.faces.look.dates import DateRefusedError, as_parts, read_date
from mapae.faces.look.widgets import Confirmation, EmailInput, ThreePartDateInput


class ThreePartDateField(forms.Field):
    """A date asked as day, month and year; gives a `datetime.date`, or None if it may be empty and is.

    Its error codes are those of `mapae.faces.look.dates`; a form may give better sentences for its own date
    through `error_messages`, for example `{"required": _("Enter your date of birth")}`.
    """

    widget = ThreePartDateInput
    default_error_messages = {
        "required": _("Enter the date"),
        "day_missing": _("Enter the day too"),
        "month_missing": _("Enter the month too"),
        "year_missing": _("Enter the year too"),
        "day_month_missing": _("Enter the day and the month too"),
        "day_year_missing": _("Enter the day and the year too"),
        "month_year_missing": _("Enter the month and the year too"),
        "day_not_number": _("Enter the day as a number, for example 27"),
        "month_not_number": _("Enter the month as a number, for example 3"),
        "year_not_number": _("Enter the year as a number, for example 1987"),
        "day_out_of_range": _("The day must be a number from 1 to 31"),
        "month_out_of_range": _("The month must be a number from 1 to 12"),
        "year_not_four_digits": _("Enter the year with 4 digits, for example 1987"),
        "not_a_real_date": _("This date does not exist. Check the day, the month and the year"),
    }

    def to_python(self, value: Any) -> datetime.date | None:
        if value is None or isinstance(value, datetime.date):
            return value
        if value.is_empty and not self.required:
            return None
        try:
            return read_date(value)
        except DateRefusedError as refused:
            raise ValidationError(self.error_messages[refused.code], code=refused.code) from refused

    def has_changed(self, initial: Any, data: Any) -> bool:
        return as_parts(initial) != as_parts(data)


class EmailField(forms.EmailField):
    """An e-mail address."""

    widget = EmailInput
    default_error_messages = {
        "required": _("Enter an e-mail address"),
        "invalid": _("Enter an e-mail address in the usual form, for example name@example.com"),
    }


class Typed(forms.Field):
    """Text as it was typed; refuses nothing: what is wrong with it, the core says."""

    def __init__(self, widget: forms.Widget, **kwargs: Any) -> None:
        super().__init__(required=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        return "" if value is None else value


class ConfirmationField(forms.BooleanField):
    """One box that has to be ticked to go on; its label is the sentence that is confirmed."""

    widget = Confirmation
    default_error_messages = {"required": _("Tick the box to continue")}
