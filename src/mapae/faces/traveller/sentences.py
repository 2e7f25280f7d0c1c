"""What is wrong with an answer, in a sentence: what happened and what to do. One for each code, where needed for the field."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.core.application.answers import AnswerProblem
from mapae.faces.look.dates import DateParts, DateRefusedError, read_date
from mapae.faces.look.fields import ThreePartDateField
from mapae.faces.traveller.forms import DAYS, MAY_LACK_PARTS

Sentence = str | Promise

_NOT_CONFIRMED = _("Tick the box to confirm that your answers are true. Without it you cannot submit")

SENTENCES: dict[tuple[str, str] | str, Sentence] = {
    **{code: text for code, text in ThreePartDateField.default_error_messages.items() if code != "required"},
    "missing": _("Answer this question"),
    ("nationality", "missing"): _("Choose your nationality"),
    ("issuing_state", "missing"): _("Choose the country or organisation that issued your passport"),
    ("document_number", "missing"): _("Enter your passport number"),
    ("document_expiry", "missing"): _("Enter the expiry date of your passport"),
    ("surname", "missing"): _("Enter your surname. If your passport shows only one name, enter it here"),
    ("birth_date", "missing"): _("Enter your date of birth"),
    ("sex", "missing"): _("Choose your sex as your passport shows it"),
    ("email", "missing"): _("Enter your e-mail address"),
    ("arrival_day", "missing"): _("Enter the day of your arrival"),
    ("purpose", "missing"): _("Choose the purpose of your visit"),
    ("stay_address", "missing"): _("Enter the address where you will stay"),
    ("has_criminal_record", "missing"): _("Say whether you have ever been convicted of a crime"),
    ("has_infectious_disease", "missing"): _("Say whether you have an infectious disease"),
    ("was_refused_entry", "missing"): _("Say whether you have ever been refused entry or been made to leave"),
    "too_long": _("This answer is too long. Shorten it to 200 characters"),
    "hidden_character": _(
        "This answer has invisible characters in it. Delete it and type it again instead of pasting it"
    ),
    "not_a_choice": _("Choose one of the answers"),
    "name_not_latin": _(
        "Write the name in Latin letters, as the two lines at the bottom of your passport page show it"
    ),
    "name_has_digit": _("A name has no digits. Check whether you typed 0 instead of O or 1 instead of I"),
    "name_hidden_character": _(
        "The name has invisible characters in it. Delete it and type it again instead of pasting it"
    ),
    "name_mixed_scripts": _(
        "The name mixes letters of two alphabets; some of them look alike. Delete it and type it again with a Latin keyboard"
    ),
    "date_format": _("Enter day, month and year as numbers, for example 27 3 2031"),
    ("birth_date", "date_format"): _("Enter day, month and year as numbers, for example 27 3 1987"),
    "date_not_in_calendar": _("This date does not exist. Check the day, the month and the year"),
    "birth_in_future": _("Your date of birth is in the future. Check the year"),
    "birth_too_long_ago": _("Your date of birth is more than 130 years ago. Check the year"),
    "document_expired": _("This passport has expired. You can only apply with a passport that is still valid"),
    "document_expires_before_arrival": _(
        "Your passport expires before you arrive. Check both dates, or apply with a passport that is valid on arrival"
    ),
    "arrival_in_past": _("The day of your arrival is in the past. Enter a day from today on"),
    "arrival_too_far": _("The day of your arrival is more than three years away. Check the year"),
    "number_format": _(
        "A passport number has only the letters A to Z and digits, at most 20. Copy it from your passport"
    ),
    "state_unknown": _("We do not know this country. Choose it from the list"),
    "email_format": _("Enter an e-mail address in the usual form, for example name@example.com"),
    "must_be_confirmed": _NOT_CONFIRMED,
    ("is_true", "missing"): _NOT_CONFIRMED,
}


def sentence_for(problem: AnswerProblem) -> str:
    """The sentence of a problem that stands alone, away from its field. Raises KeyError for a code without words."""
    own = SENTENCES.get((problem.field, problem.code))
    return str(own if own is not None else SENTENCES[problem.code])


def in_detail(problem: AnswerProblem, typed: Mapping[str, DateParts]) -> tuple[str, str]:
    """Field and code for the form: where a date is wrong, the code says which of its boxes is."""
    if problem.field in DAYS and problem.code in ("date_format", "date_not_in_calendar"):
        return problem.field, _fault(problem, typed[problem.field])
    return problem.field, problem.code


def _fault(problem: AnswerProblem, parts: DateParts) -> str:
    if problem.field in MAY_LACK_PARTS:
        parts = DateParts(
            parts.day.strip() or "1", parts.month.strip() or ("1" if not parts.day.strip() else ""), parts.year
        )
    try:
        read_date(parts)
    except DateRefusedError as refused:
        return refused.code
    return problem.code
