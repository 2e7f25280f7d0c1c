"""Words that several faces use for the same answers."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SEXES: Mapping[str, Promise] = {"F": _("Female (F)"), "M": _("Male (M)"), "X": _("Unspecified (X)")}
PURPOSES: Mapping[str, Promise] = {
    "tourism": _("Tourism"),
    "family": _("Visiting family or friends"),
    "event": _("Event, sport or culture"),
    "meeting": _("Meeting or conference"),
    "business": _("Business talks or contracts"),
    "transit": _("Transit"),
    "medical": _("Medical treatment"),
}
