"""The rulebook's trace in words. The core tells what a rule saw in codes and values; here they get a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mapae.core.rulebook.assessment import Finding, Held, TraceStep
from mapae.faces.look.words import PURPOSES
from mapae.faces.officer.words import state_in_words

_UNKNOWN, _NOT_SAID = "unknown", "not_said"
CLAIMS: Mapping[str, Promise] = {
    "visa_holder": gettext_lazy("visa holder"),
    "resident": gettext_lazy("registered resident"),
    "crew": gettext_lazy("member of the crew"),
    "transit_airside": gettext_lazy("transit passenger who stays in the transit area"),
    "diplomatic": gettext_lazy("holder of a diplomatic passport"),
    "official": gettext_lazy("holder of an official passport"),
    "un_laissez_passer": gettext_lazy("holder of a United Nations laissez-passer"),
    "abtc": gettext_lazy("holder of an APEC Business Travel Card"),
    "sofa": gettext_lazy("member of forces under a status-of-forces agreement"),
    "dual_national": gettext_lazy("also a citizen of the destination"),
}
HELD: Mapping[Held, Promise] = {
    Held.YES: gettext_lazy("Applies."),
    Held.NO: gettext_lazy("Does not apply."),
    Held.UNSURE: gettext_lazy("May apply."),
}


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One rule that was asked: whether it holds, in words, and a sentence for each condition that it looked at."""

    rule: str
    held: str | Promise
    saw: tuple[str, ...]


def trace_in_words(steps: tuple[TraceStep, ...]) -> tuple[TraceLine, ...]:
    """Every rule that was asked, those that held first, then those that may."""
    order = (Held.YES, Held.UNSURE, Held.NO)
    lines = sorted(steps, key=lambda step: order.index(step.held))
    return tuple(TraceLine(step.rule, HELD[step.held], tuple(map(_sentence, step.findings))) for step in lines)


def _sentence(finding: Finding) -> str:
    match finding.condition:
        case "in_force":
            return _in_force(finding)
        case "nationality":
            return _nationality(finding)
        case "issuing_state":
            if finding.saw == _UNKNOWN:
                return _("The issuing state is not known")
            return _("The document was issued by %(state)s") % {"state": state_in_words(finding.saw)}
        case "age":
            return _age(finding.saw)
        case "document_type":
            if finding.saw == _UNKNOWN:
                return _("The type of the document is not known")
            return _("The document is of type %(type)s") % {"type": finding.saw}
        case "document_expiry":
            if finding.saw == _UNKNOWN:
                return _("The expiry date of the document is not known")
            return _("The document is valid until %(day)s") % {"day": _day(finding.saw)}
        case "category":
            return _category(finding.saw)
        case "purpose":
            if finding.saw == _NOT_SAID:
                return _("No purpose was stated")
            return _("Purpose of the visit: %(purpose)s") % {"purpose": PURPOSES.get(finding.saw, finding.saw)}
        case "port":
            if finding.saw == _NOT_SAID:
                return _("No port of arrival was named")
            return _("Port of arrival: %(port)s") % {"port": finding.saw}
    raise KeyError(finding.condition)


def _day(written: str) -> str:
    return date_format(date.fromisoformat(written))


def _in_force(finding: Finding) -> str:
    day = {"day": _day(finding.saw)}
    if finding.held is Held.YES:
        return _("The arrival on %(day)s is within the rule's period") % day
    return _("The arrival on %(day)s is outside the rule's period") % day


def _nationality(finding: Finding) -> str:
    if finding.saw == _UNKNOWN:
        return _("The nationality is not known")
    state = {"state": state_in_words(finding.saw)}
    if finding.held is Held.YES:
        return _("The rule names the nationality %(state)s") % state
    return _("The rule does not name the nationality %(state)s") % state


def _age(saw: str) -> str:
    if saw == _UNKNOWN:
        return _("The date of birth is not known, or is after the arrival")
    youngest, _slash, oldest = saw.partition("/")
    if oldest:
        ages = {"youngest": youngest, "oldest": oldest}
        return _("Between %(youngest)s and %(oldest)s years old on the day of arrival") % ages
    return _("%(age)s years old on the day of arrival") % {"age": youngest}


def _category(saw: str) -> str:
    if saw == _NOT_SAID:
        return _("No special category was claimed")
    return _("Category claimed: %(claim)s") % {"claim": CLAIMS.get(saw, saw)}
