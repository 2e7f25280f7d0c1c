"""What the codes of the screening mean, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.core.screening.comparison import Adverse
from mapae.core.screening.hit import HitReason, Judgement, ListKind, SideField
from mapae.core.screening.report import ReportKind

LISTS: Mapping[ListKind, Promise] = {
    ListKind.LOST_STOLEN: _("Lost and stolen passports"),
    ListKind.EARLIER_CASES: _("An earlier application"),
}
HIT_REASONS: Mapping[HitReason, Promise] = {
    HitReason.DOCUMENT_LISTED: _("this passport is on the list"),
    HitReason.DOCUMENT_WITH_ANOTHER_IDENTITY: _("another identity on the same passport"),
    HitReason.PERSON_REFUSED_BEFORE: _("the same person was refused before"),
    HitReason.PERSON_REVOKED_BEFORE: _("the same person’s authorization was revoked before"),
    HitReason.PERSON_ANNULLED_BEFORE: _("the same person’s authorization was annulled before"),
    HitReason.DOCUMENT_REFUSED_BEFORE: _("an application on the same passport was refused before"),
    HitReason.DOCUMENT_REVOKED_BEFORE: _("an authorization on the same passport was revoked before"),
    HitReason.DOCUMENT_ANNULLED_BEFORE: _("an authorization on the same passport was annulled before"),
}
HIT_FIELDS: Mapping[SideField, Promise] = {
    SideField.SURNAME: _("Surname"),
    SideField.GIVEN_NAMES: _("Given names"),
    SideField.BIRTH_DATE: _("Date of birth"),
    SideField.NATIONALITY: _("Nationality"),
    SideField.SEX: _("Sex"),
    SideField.DOCUMENT_NUMBER: _("Passport number"),
    SideField.ISSUING_STATE: _("Issuing country or organisation"),
    SideField.REPORT: _("Reported as"),
    SideField.REPORTED_ON: _("Day of the report"),
    SideField.LIST_FROM: _("List in force from"),
    SideField.ENDED: _("Outcome"),
    SideField.ENDED_ON: _("Day of the decision"),
}
REPORTS: Mapping[str, Promise] = {
    ReportKind.LOST: _("lost"),
    ReportKind.STOLEN: _("stolen"),
    ReportKind.STOLEN_BLANK: _("stolen before it was issued"),
    ReportKind.INVALIDATED: _("declared invalid by its issuer"),
}
ENDED: Mapping[str, Promise] = {
    Adverse.REFUSED: _("refused"),
    Adverse.REVOKED: _("revoked"),
    Adverse.ANNULLED: _("annulled"),
}
JUDGEMENTS: Mapping[Judgement, Promise] = {
    Judgement.CONFIRMED: _("Confirmed: it is this person or passport"),
    Judgement.RULED_OUT: _("Ruled out: it is not"),
    Judgement.UNSURE: _("Unsure"),
}
# What is told of a hit, and how it looks.
TONES: Mapping[Judgement, str] = {
    Judgement.CONFIRMED: "bad",
    Judgement.RULED_OUT: "good",
    Judgement.UNSURE: "attention",
}
