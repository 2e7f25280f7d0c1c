"""The words for an authorization after its grant: how it stands, and what may change, as its holder names it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.core.authorization.validity import Standing
from mapae.faces.look.questions.wording import Words

CHANGES: Words = {
    "surname": _("surname"),
    "given_names": _("given names"),
    "birth_date": _("date of birth"),
    "sex": _("sex as in the passport"),
    "nationality": _("nationality"),
    "document_number": _("passport (a new one, or another number)"),
    "document_expiry": _("expiry date of the passport"),
    "has_criminal_record": _("criminal record"),
    "has_infectious_disease": _("infectious disease"),
    "contact": _("telephone number"),  # the mail address is proven, and stays as it is
    "arrival_day": _("day of arrival"),
    "purpose": _("purpose of the visit"),
    "stay_address": _("address where you will stay"),
}
EDIT_TITLES: Words = {
    "contact": _("Your telephone number"),
    "arrival_day": _("The day of your arrival"),
    "purpose": _("The purpose of your visit"),
    "stay_address": _("Where you will stay"),
}
TITLES: Mapping[Standing, str | Promise] = {
    Standing.LIVING: _("Your travel authorization is granted"),
    Standing.EXPIRED: _("Your travel authorization has expired"),
    Standing.REVOKED: _("Your travel authorization was cancelled by the authority"),
    Standing.ANNULLED: _("Your travel authorization was cancelled by the authority"),
    Standing.CANCELLED: _("Your travel authorization is cancelled, as you asked"),
    Standing.SUPERSEDED: _("Your travel authorization was replaced by a newer one"),
}
WORDS: Mapping[Standing, str | Promise] = {
    Standing.LIVING: _("granted"),
    Standing.EXPIRED: _("expired"),
    Standing.REVOKED: _("cancelled by the authority"),
    Standing.ANNULLED: _("cancelled by the authority"),
    Standing.CANCELLED: _("cancelled at your request"),
    Standing.SUPERSEDED: _("replaced by a newer authorization"),
}


def say_changes(changes: Iterable[str]) -> list[str]:
    """What each is called, in the order in which people look for it: the person, the passport, the rest."""
    named = frozenset(changes)
    return [str(words) for change, words in CHANGES.items() if change in named]
