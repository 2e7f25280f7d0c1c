"""The words of «Do I need one?»: answers, ages, arrival days, sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from mapae.core.rulebook.assessment import Requirement
from mapae.core.rulebook.by_age import AgeBand
from mapae.core.rulebook.coming import ComingChange
from mapae.core.rulebook.period import Period
from mapae.faces.look.spoken import say_day

HEADINGS: Mapping[Requirement, str | Promise] = {
    Requirement.REQUIRED: _("You need an authorization"),
    Requirement.EXEMPT: _("You are exempt"),
    Requirement.OUTSIDE: _("This scheme does not apply to you"),
    Requirement.NOT_ELIGIBLE: _("You cannot apply now"),
}
IT_DEPENDS = _("It depends on the day you arrive")
ANSWERS: Mapping[Requirement, str | Promise] = {
    Requirement.REQUIRED: _("an authorization is needed"),
    Requirement.EXEMPT: _("exempt"),
    Requirement.OUTSIDE: _("the scheme does not apply"),
    Requirement.NOT_ELIGIBLE: _("nobody can apply"),
}
FROM_THEN_ON: Mapping[Requirement, str | Promise] = {
    Requirement.REQUIRED: _("If you arrive on %(day)s or later, you need an authorization."),
    Requirement.EXEMPT: _("If you arrive on %(day)s or later, you are exempt."),
    Requirement.OUTSIDE: _("If you arrive on %(day)s or later, this scheme does not apply to you."),
    Requirement.NOT_ELIGIBLE: _("If you arrive on %(day)s or later, you cannot apply now."),
}
NONE_OF_THESE = "none"
CATEGORIES: Mapping[str, str | Promise] = {
    "visa_holder": _("I have a valid visa for Korea"),
    "resident": _("I have a Korean residence card"),
    "dual_national": _("I am a citizen of Korea too"),
    "diplomatic": _("I travel on a diplomatic passport"),
    "official": _("I travel on an official or service passport"),
    "un_laissez_passer": _("I travel on a laissez-passer of the United Nations"),
    "abtc": _("I have an APEC Business Travel Card"),
    "transit_airside": _("I only change planes and do not pass border control"),
    "crew": _("I arrive as crew of an aircraft or ship"),
    "sofa": _("I am on active duty with the United States forces in Korea"),
}
BRINGS: Mapping[str, str | Promise] = {
    "no_arrival_card": _("You fill in no arrival card on the way."),
}
OURS = "ours:"


def say_arrival(days: Period, today: date) -> str:
    """Arrival days as the first cell of a row says them; `today` is the first day that is told at all."""
    is_open = days.first is None or days.first <= today
    if days.last is None:
        return gettext("on any day") if is_open else gettext("from %(day)s") % {"day": _day(days.first)}
    if is_open:
        return gettext("until %(day)s") % {"day": _day(days.last)}
    return gettext("from %(first)s to %(last)s") % {"first": _day(days.first), "last": _day(days.last)}


def say_ages(band: AgeBand) -> str:
    """Whole years on the day of arrival."""
    if band.last is None:
        return gettext("any age") if band.first == 0 else gettext("%(age)s or older") % {"age": band.first}
    if band.first == 0:
        return gettext("%(age)s or younger") % {"age": band.last}
    return gettext("%(first)s to %(last)s") % {"first": band.first, "last": band.last}


def say_distance(day: date, today: date) -> str:
    """How far away a day after today is."""
    days = (day - today).days
    if days == 1:
        return gettext("That is tomorrow.")
    return ngettext("That is in %(days)s day.", "That is in %(days)s days.", days) % {"days": days}


def say_change(change: ComingChange) -> str:
    """What changes, for how many; the larger group where there are two."""
    if len(change.required) >= len(change.released):
        count = len(change.required)
        sentence = ngettext(
            "From %(day)s travellers from %(count)s more country or territory need an authorization.",
            "From %(day)s travellers from %(count)s more countries and territories need an authorization.",
            count,
        )
    else:
        count = len(change.released)
        sentence = ngettext(
            "From %(day)s travellers from %(count)s country or territory no longer need an authorization.",
            "From %(day)s travellers from %(count)s countries and territories no longer need an authorization.",
            count,
        )
    return sentence % {"day": say_day(change.day), "count": count}


def _day(day: date | None) -> str:
    return say_day(day) if day else ""
