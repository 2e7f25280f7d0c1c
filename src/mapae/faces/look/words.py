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
EMPLOYMENTS: Mapping[str, Promise] = {
    "employed": _("Employed"),
    "self_employed": _("Self-employed"),
    "student": _("Pupil or student"),
    "homemaker": _("Homemaker"),
    "retired": _("Retired"),
    "not_working": _("Not working at present"),
}
RELATIONS: Mapping[str, Promise] = {
    "parent": _("Their mother or father"),
    "guardian": _("Their legal guardian"),
    "spouse": _("Their husband or wife"),
    "child": _("Their son or daughter"),
    "relative": _("Another relative"),
    "friend": _("A friend"),
    "employer": _("Their employer"),
    "travel_agency": _("Their travel agency"),
    "other": _("Somebody else"),
}
