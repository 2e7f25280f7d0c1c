"""The traveller's words for the core's fields, choices and statuses. One place each, so that all pages say the same."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.core.application.status import Status

Words = Mapping[str, str | Promise]

APPLYING_FOR: Words = {"self": _("For myself"), "other": _("For somebody else")}
LABELS: Words = {
    "applying_for": _("Who are you applying for?"),
    "representative_name": _("Your own name"),
    "representative_relation": _("Who are you to the person who travels?"),
    "has_mandate": _(
        "I confirm that this person asked me to apply, or that the law lets me act for them, "
        "and that they know how their data is used."
    ),
    "mrz": _("The two lines at the bottom of the page with your photo"),
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
    "guardian_name": _("Name of the parent or guardian"),
    "guardian_agrees": _("I confirm that my parent or guardian agrees to this application."),
    "phone": _("Phone number"),
    "native_name": _("Your name in your own writing (optional)"),
    "has_other_nationality": _("Do you have another nationality too?"),
    "arrival_unknown": _("I do not know the day yet"),
    "stay_street": _("Street and number"),
    "stay_detail": _("Name of the hotel, or floor and flat (optional)"),
    "stay_postcode": _("Postcode (optional)"),
    "stay_unknown": _("I do not know yet where I will stay"),
    "employment": _("What do you do at present?"),
    "has_visited_before": _("Have you been to the country you are going to before?"),
    "has_criminal_record": _("Have you ever been convicted of a crime, in any country?"),
    "has_infectious_disease": _("Do you have an infectious disease that endangers public health?"),
    "was_refused_entry": _(
        "Have you ever been refused entry to the country you are going to, or been made to leave it?"
    ),
    "other_nationality": _("Your other nationality"),
    "occupation": _("Your occupation"),
    "employer": _("Name of the company you work for (optional)"),
    "last_visit_year": _("Year of your last visit"),
    "criminal_record_details": _("You said that you were convicted of a crime. What happened?"),
    "infectious_disease_details": _("You said that you have an infectious disease. Which one?"),
    "refused_entry_details": _("You said that you were refused entry or made to leave. What happened?"),
    "is_true": _("Confirmation"),
}
# Where a question is too long for a list of answers, or a box stands for an answer.
SHORT_LABELS: Words = {
    "applying_for": _("Applying for"),
    "representative_relation": _("You are"),
    "has_mandate": _("You may apply for this person"),
    "mrz": _("The two lines of your passport"),
    "guardian_agrees": _("The parent or guardian agrees"),
    "native_name": _("Your name in your own writing"),
    "has_other_nationality": _("Another nationality"),
    "arrival_unknown": _("Day of arrival"),
    "stay_detail": _("Name of the hotel, or floor and flat"),
    "stay_postcode": _("Postcode"),
    "stay_unknown": _("Place of stay"),
    "employment": _("What you do at present"),
    "has_visited_before": _("Earlier visits"),
    "employer": _("Name of the company"),
    "criminal_record_details": _("About the conviction"),
    "infectious_disease_details": _("About the disease"),
    "refused_entry_details": _("About the refusal"),
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
    "representative_name": _("As your own passport or identity card shows it."),
    "mrz": _("They begin with P and have many < signs. Copy them as they stand, one below the other."),
    "phone": _("With the code of the country, for example +90 532 000 00 00."),
    "native_name": _("For example in Korean, Chinese, Arabic or Cyrillic letters. It stands beside your Latin name."),
    "arrival_day": _("The local date on which you reach the country."),
    "arrival_unknown": _("You can tell us later, free of charge."),
    "stay_street": _("In Latin letters or in Korean, for example 110 Sejong-daero, Jung-gu, Seoul."),
    "stay_postcode": _("5 digits, for example 04524."),
    "stay_unknown": _("You can tell us later, free of charge."),
    "criminal_record_details": _("Say in which country, when, for what, and what the sentence was."),
    "infectious_disease_details": _("Say which disease, since when, and whether you are being treated."),
    "refused_entry_details": _("Say when, and which reason you were given."),
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
