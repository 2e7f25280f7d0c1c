"""What is wrong with an answer, in a sentence: what happened and what to do. One for each code, where needed for the field."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.core.application.answers import AnswerProblem
from mapae.faces.look.dates import DateParts, DateRefusedError, read_date
from mapae.faces.look.fields import ThreePartDateField
from mapae.faces.look.questions.forms import DAYS, MAY_LACK_PARTS
from mapae.faces.look.questions.said import say_answer

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
    ("applying_for", "missing"): _("Say whether you apply for yourself or for somebody else"),
    ("representative_name", "missing"): _("Enter your own name"),
    ("representative_relation", "missing"): _("Say who you are to the person who travels"),
    ("has_mandate", "missing"): _("Tick the box to confirm that you may apply for this person"),
    ("guardian_name", "missing"): _("Enter the name of your parent or guardian"),
    ("guardian_agrees", "missing"): _("Tick the box to confirm that your parent or guardian agrees"),
    ("phone", "missing"): _("Enter a phone number on which we can reach you"),
    ("has_other_nationality", "missing"): _("Say whether you have another nationality"),
    ("stay_street", "missing"): _("Enter street and number of the place where you will stay"),
    ("employment", "missing"): _("Say what you do at present"),
    ("has_visited_before", "missing"): _("Say whether you have been there before"),
    ("other_nationality", "missing"): _("Choose your other nationality"),
    ("occupation", "missing"): _("Enter your occupation"),
    ("last_visit_year", "missing"): _("Enter the year of your last visit"),
    ("criminal_record_details", "missing"): _("Tell us about the conviction"),
    ("infectious_disease_details", "missing"): _("Tell us about the disease"),
    ("refused_entry_details", "missing"): _("Tell us what happened when you were refused entry or made to leave"),
    ("has_criminal_record", "missing"): _("Say whether you have ever been convicted of a crime"),
    ("has_infectious_disease", "missing"): _("Say whether you have an infectious disease"),
    ("was_refused_entry", "missing"): _("Say whether you have ever been refused entry or been made to leave"),
    "too_long": _("This answer is too long. Shorten it to %(longest)s characters"),
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
    "name_not_a_name": _("A name has letters only. Check what you typed"),
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
    "not_a_nationality": _("This is an organisation, not a nationality. Choose the country whose citizen you are"),
    "same_nationality": _(
        "This is the nationality of your passport. Choose the other one, or change the earlier answer"
    ),
    "known_and_unknown": _("You answered, and also ticked that you do not know it yet. Empty the answer or the box"),
    "phone_format": _("This is no phone number. Enter all its digits, for example +90 532 000 00 00"),
    "phone_without_country": _(
        "Start the phone number with + and the code of the country, for example +90 532 000 00 00"
    ),
    "postcode_format": _("A postcode in Korea has 5 digits, for example 04524. If you do not know it, leave it empty"),
    "address_script": _("Write the address in Latin letters or in Korean, so that everybody on your way can read it"),
    "year_format": _("Enter the year with 4 digits, for example 2019"),
    "year_in_future": _("This year is in the future. Check it"),
    "mrz_not_two_lines": _(
        "These are not the two lines of a passport. Each has 44 characters, with many < signs, "
        "and the first one begins with P. Copy them again, or empty the box and type everything on the next pages"
    ),
    "mrz_needs_correction": _(
        "The lines are not quite as a passport has them, see line %(line)s, character %(position)s. "
        "Compare our proposal with your passport"
    ),
    "mrz_check_digit": _(
        "The digit at line %(line)s, character %(position)s checks what stands before it, and does not fit. "
        "One of these characters is wrong: compare them with your passport. O and 0, I and 1 are easily mistaken"
    ),
    "mrz_cannot_be_right": _(
        "What stands at line %(line)s, character %(position)s cannot be right. Compare it with your passport"
    ),
    "mrz_not_a_passport": _(
        "These are the lines of another document. Use the two lines of the passport you will travel with"
    ),
    "differs_from_lines": _(
        "The two lines of your passport say “%(lines)s”. Look at your passport: correct this answer, or the lines"
    ),
    "email_format": _("Enter an e-mail address in the usual form, for example name@example.com"),
    "must_be_confirmed": _NOT_CONFIRMED,
    ("is_true", "missing"): _NOT_CONFIRMED,
}


def sentence_for(problem: AnswerProblem) -> str:
    """The sentence of a problem that stands alone, away from its field. Raises KeyError for a code without words."""
    return _sentence(problem, problem.code)


def in_detail(problem: AnswerProblem, typed: Mapping[str, DateParts]) -> tuple[str, str]:
    """Field and code for the form: where a date is wrong, the code says which of its boxes is."""
    if problem.field in DAYS and problem.code in ("date_format", "date_not_in_calendar"):
        return problem.field, _fault(problem, typed[problem.field])
    return problem.field, problem.code


def told(problem: AnswerProblem, typed: Mapping[str, DateParts]) -> tuple[str, str, str]:
    """The same with the sentence."""
    field, code = in_detail(problem, typed)
    return field, code, _sentence(problem, code)


def _sentence(problem: AnswerProblem, code: str) -> str:
    own = SENTENCES.get((problem.field, code))
    sentence = str(own if own is not None else SENTENCES[code])
    return sentence % _in_words(problem) if problem.details else sentence


def _in_words(problem: AnswerProblem) -> dict[str, str]:
    """What the sentence names; an answer that the lines give is said as the page says answers."""
    details = dict(problem.details)
    if "lines" in details:
        details["lines"] = say_answer(problem.field, details["lines"])
    return details


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
