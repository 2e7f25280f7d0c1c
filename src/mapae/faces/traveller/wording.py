"""The traveller's words for the core's fields, choices and statuses. One place each, so that all pages say the same."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.core.application.status import Status

Words = Mapping[str, str | Promise]

LABELS: Words = {
    "nationality": _("Nationality"),
    "issuing_state": _("Issuing country or organisation"),
    "document_number": _("Passport number"),
    "document_expiry": _("Expiry date of the passport"),
    "surname": _("Surname"),
    "given_names": _("Given names"),
    "birth_date": _("Date of birth"),
    "sex": _("Sex"),
    "email": _("E-mail address"),
    "arrival_day": _("Day of arrival"),
    "purpose": _("Purpose of the visit"),
    "stay_address": _("Address where you will stay"),
    "has_criminal_record": _("Have you ever been convicted of a crime, in any country?"),
    "has_infectious_disease": _("Do you have an infectious disease that endangers public health?"),
    "was_refused_entry": _(
        "Have you ever been refused entry to the country you are going to, or been made to leave it?"
    ),
    "is_true": _("Confirmation"),
}
HINTS: Words = {
    "nationality": _("As your passport shows it."),
    "issuing_state": _("Usually the same as your nationality."),
    "document_number": _("Letters and digits at the top right of the page with your photo, for example U12345678."),
    "document_expiry": _("For example 27 3 2031"),
    "surname": _("In Latin letters. If your passport shows only one name, enter it here."),
    "given_names": _("All of them, in Latin letters. Leave it empty if your passport shows none."),
    "birth_date": _("For example 27 3 1987. If your passport shows no day or month, leave it empty."),
    "sex": _("As your passport shows it."),
    "email": _("We write to this address when there is a decision."),
    "arrival_day": _(
        "The local date on which you reach the country. If you do not know it yet, enter the day you plan."
    ),
    "stay_address": _("The hotel or the home where you spend the first night, in Latin letters or in Korean."),
}
YES_NO: Words = {"yes": _("Yes"), "no": _("No")}
TITLES: dict[Status, str | Promise] = {
    Status.DRAFT: _("Your application is not sent yet"),
    Status.AWAITING_PAYMENT: _("Your application is waiting for payment"),
    Status.IN_ASSESSMENT: _("Your application is being assessed"),
    Status.REFERRED: _("Your application is with an officer"),
    Status.INFORMATION_REQUESTED: _("We need more information"),
    Status.GRANTED: _("Your travel authorization is granted"),
    Status.REFUSED: _("Your application is refused"),
    Status.WITHDRAWN: _("Your application is withdrawn"),
    Status.LAPSED: _("Your application was closed because it was not paid"),
}
STATUSES: dict[Status, str | Promise] = {
    Status.DRAFT: _("not sent yet"),
    Status.AWAITING_PAYMENT: _("waiting for payment"),
    Status.IN_ASSESSMENT: _("being assessed"),
    Status.REFERRED: _("with an officer"),
    Status.INFORMATION_REQUESTED: _("we need more information"),
    Status.GRANTED: _("granted"),
    Status.REFUSED: _("refused"),
    Status.WITHDRAWN: _("withdrawn"),
    Status.LAPSED: _("closed because it was not paid"),
}
TONES: dict[Status, str] = {
    Status.DRAFT: "neutral",
    Status.AWAITING_PAYMENT: "attention",
    Status.IN_ASSESSMENT: "progress",
    Status.REFERRED: "progress",
    Status.INFORMATION_REQUESTED: "attention",
    Status.GRANTED: "good",
    Status.REFUSED: "bad",
    Status.WITHDRAWN: "neutral",
    Status.LAPSED: "neutral",
}
