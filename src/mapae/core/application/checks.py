"""How one answer is read: from the string that somebody typed to a value, or to the code of what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from mapae.core.application.situation import Given
from mapae.core.documents.document import DocumentNumberProblem, normalise_number
from mapae.core.documents.names import NameFault, NameProblem, mrz_form, native_name
from mapae.core.documents.partial_date import PartialDate, PartialDateProblem
from mapae.core.documents.scripts import script_of
from mapae.core.documents.states import ALPHA_2, StateKind, canonical_state, find_state, is_state_code

Check = Callable[[str, Given], object]

_EMAIL = re.compile(r"[^@\s<>\"(),:;\[\]\\]{1,64}@[^@\s.<>\"(),:;\[\]\\]+(\.[^@\s.<>\"(),:;\[\]\\]+)+")
_POSTCODE, _YEAR = re.compile(r"[0-9]{5}"), re.compile(r"[0-9]{4}")
_FIRST_YEAR = 1900
# An address is read by people at the destination and by carriers: in Latin letters, or as it stands on a sign there.
_ADDRESS_SCRIPTS = frozenset({"LATIN", "HANGUL", "HAN", ""})


class Wrong(Exception):
    """The answer cannot be taken; `code` is of the closed list, `details` are what its sentence names."""

    def __init__(self, code: str, details: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.details = details or {}


def as_typed(raw: str, _: Given) -> str:
    return raw


def latin_name(raw: str, _: Given) -> str:
    """The name in MRZ form."""
    try:
        return mrz_form(raw)
    except NameProblem as problem:
        raise Wrong(problem.code) from problem


def surname(raw: str, given: Given) -> str:
    """Whoever has one name only writes it here: a mark in its place, like «-», would leave nobody to recognise."""
    name = latin_name(raw, given)
    if not name:
        raise Wrong("missing")
    return name


def name_in_any_script(raw: str, _: Given) -> str:
    """A name as its bearer writes it."""
    try:
        name = native_name(raw)
    except NameProblem as problem:
        raise Wrong("name_not_a_name" if problem.code == NameFault.HAS_SYMBOL else problem.code) from problem
    if not name:
        raise Wrong("name_not_a_name")
    return name


def document_number(raw: str, _: Given) -> str:
    try:
        return normalise_number(raw)
    except DocumentNumberProblem as problem:
        raise Wrong("number_format") from problem


def state(raw: str, given: Given) -> str:
    """The canonical code of a state or organisation that issues travel documents."""
    if not is_state_code(raw, is_demonstration=given.situation.is_demonstration):
        raise Wrong("state_unknown")
    return canonical_state(raw)


def nationality(raw: str, given: Given) -> str:
    """An organisation stands in the place of a nationality in its own papers only; its bearer has one all the same."""
    found = find_state(state(raw, given))
    if found is None or not found.may_be_nationality or found.kind is StateKind.ORGANISATION:
        raise Wrong("not_a_nationality")
    return found.code


def partial_day(raw: str, _: Given) -> PartialDate:
    try:
        return PartialDate.parse(raw)
    except PartialDateProblem as problem:
        raise Wrong(problem.code) from problem


def whole_day(raw: str, given: Given) -> date:
    found = partial_day(raw, given)
    if not found.is_whole:
        raise Wrong("date_format")
    return found.earliest


def birth(raw: str, given: Given) -> PartialDate:
    born, today = partial_day(raw, given), given.situation.today
    if born.earliest > today:
        raise Wrong("birth_in_future")
    if born.latest.year < today.year - 130:
        raise Wrong("birth_too_long_ago")
    return born


def expiry(raw: str, given: Given) -> date:
    day = whole_day(raw, given)
    if day < given.situation.today:
        raise Wrong("document_expired")
    return day


def arrival(raw: str, given: Given) -> date:
    day, today = whole_day(raw, given), given.situation.today
    if day < today:
        raise Wrong("arrival_in_past")
    if day > today + timedelta(days=3 * 366):
        raise Wrong("arrival_too_far")
    return day


def email(raw: str, _: Given) -> str:
    if not _EMAIL.fullmatch(raw):
        raise Wrong("email_format")
    return raw


def phone(raw: str, given: Given) -> str:
    """As `phone_number`; without the country's code it is a number of the applicant's own country."""
    return phone_number(raw, given.answer("nationality"))


@lru_cache(maxsize=16)  # the travellers of a tour share the number of their agency
def phone_number(raw: str, home: str) -> str:
    """In E.164, «+905320000000». Without the country's code it is a number of the state of code `home`. Raises Wrong."""
    try:
        number = phonenumbers.parse(raw, ALPHA_2.get(canonical_state(home)))
    except NumberParseException as problem:
        no_country = problem.error_type == NumberParseException.INVALID_COUNTRY_CODE
        raise Wrong("phone_without_country" if no_country else "phone_format") from problem
    if not phonenumbers.is_possible_number(number):
        raise Wrong("phone_format")
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def postcode(raw: str, _: Given) -> str:
    """Five digits, of any script."""
    digits = "".join(str(unicodedata.decimal(one, one)) for one in raw if not one.isspace() and one != "-")
    if not _POSTCODE.fullmatch(digits):
        raise Wrong("postcode_format")
    return digits


def address(raw: str, _: Given) -> str:
    """Latin letters or those of the destination."""
    if raw.isascii():
        return raw
    letters = (one for one in raw if unicodedata.category(one)[0] == "L")
    if any(script_of(one) not in _ADDRESS_SCRIPTS for one in letters):
        raise Wrong("address_script")
    return raw


def past_year(raw: str, given: Given) -> int:
    """A year in four digits, not later than this one."""
    digits = "".join(str(unicodedata.decimal(one, one)) for one in raw)
    if not _YEAR.fullmatch(digits) or int(digits) < _FIRST_YEAR:
        raise Wrong("year_format")
    if int(digits) > given.situation.today.year:
        raise Wrong("year_in_future")
    return int(digits)


def one_of(*choices: str) -> Check:
    def chosen(raw: str, _: Given) -> str:
        if raw not in choices:
            raise Wrong("not_a_choice")
        return raw

    return chosen


def confirmed(raw: str, _: Given) -> bool:
    if raw != "yes":
        raise Wrong("must_be_confirmed")
    return True
