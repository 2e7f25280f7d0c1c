"""Values as the page's language says them: days, money, names in the form of the machine-readable zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_currency, get_currency_precision
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language

from mapae.core.documents.names import NameProblem, mrz_form
from mapae.core.documents.partial_date import PartialDate, PartialDateProblem

# English pages ask the day first, so they show it first.
_LOCALES = {"en": "en_GB"}
# Where the everyday word differs from the formal name of the currency.
_EVERYDAY_MONEY = {("KRW", "ko"): "#,##0'원'"}


def locale() -> str:
    """Babel's name of the page's language."""
    language = get_language() or "en"
    return _LOCALES.get(language, language)


def say_day(day: date) -> str:
    """«20 December 2026»."""
    return str(format_date(day, "long", locale=locale()))


def say_short_day(day: date) -> str:
    """«20 Dec», for a chart."""
    return str(format_skeleton("MMMd", day, locale=locale()))


def say_moment(moment: datetime) -> str:
    """«20 December 2026 09:30», in the zone of the destination."""
    local = moment.astimezone(get_current_timezone())
    return str(format_datetime(local, "d MMMM y HH:mm" if locale() != "ko" else "y년 M월 d일 HH:mm", locale=locale()))


def say_written_day(written: str) -> str:
    """The same for a date in an answer, of which day and month may be unknown; what is no date comes back as it is."""
    try:
        parsed = PartialDate.parse(written)
    except PartialDateProblem:
        return written
    if parsed.is_whole:
        return say_day(parsed.earliest)
    return str(format_skeleton("y" if parsed.month is None else "yMMMM", parsed.earliest, locale=locale()))


def say_money(amount: int, currency: str) -> str:
    """«10,300 South Korean won»; the amount is in whole units of the currency's smallest coin in use."""
    value = Decimal(amount).scaleb(-get_currency_precision(currency))
    language = get_language() or "en"
    pattern = _EVERYDAY_MONEY.get((currency, language))
    if pattern:
        return str(format_currency(value, currency, pattern, locale=locale()))
    return str(format_currency(value, currency, locale=locale(), format_type="name"))


def say_mrz_name(surname: str, given_names: str) -> str:
    """The name as the first line of the machine-readable zone has it; empty while it cannot be written there."""
    try:
        parts = mrz_form(surname), mrz_form(given_names)
    except NameProblem:
        return ""
    return "<<".join(part for part in parts if part)


def in_active_language(texts: Mapping[str, str]) -> str:
    """One of a rulebook's texts in the language of the page; every rulebook has all that ship."""
    return texts.get(get_language() or "en", texts["en"])
