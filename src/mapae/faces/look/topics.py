"""What officers ask applicants for, in words that both read: each in the language of their page."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.core.application.information import Topic

TOPICS: Mapping[str, Promise] = {
    Topic.DOCUMENT: _("The passport and the data in it"),
    Topic.PURPOSE: _("The purpose of the visit"),
    Topic.STAY: _("The stay: where, how long, and with whom"),
    Topic.MEANS: _("How the trip is paid for"),
    Topic.EARLIER_VISITS: _("Earlier visits"),
    Topic.DECLARATION_DETAILS: _("The declarations that were answered with yes"),
    Topic.OTHER: _("Something else"),
}
LANGUAGES: Mapping[str, Promise] = {"en": _("English"), "tr": _("Turkish"), "ko": _("Korean")}
