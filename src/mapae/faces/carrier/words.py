"""What the desk is told, in sentences: the one place of this face where a code gets its words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.core.travel.board_check import Answer, Verdict, VerdictReason

# (what to do, why, tone)
ANSWERS: Mapping[Answer, tuple[Promise, Promise, str]] = {
    (Verdict.BOARD, VerdictReason.AUTHORIZED): (
        _("May board"), _("The passenger is authorized for the day of arrival."), "good",
    ),
    (Verdict.NOT_REQUIRED, VerdictReason.EXEMPT): (
        _("May board"), _("No authorization is needed on the day of arrival."), "good",
    ),
    (Verdict.CHECK_DOCUMENT, VerdictReason.CHECK_VISA): (
        _("Check a document"), _("Look at the visa or the residence card, and decide by it."), "attention",
    ),
    (Verdict.CHECK_DOCUMENT, VerdictReason.CHECK_CATEGORY): (
        _("Check a document"), _("Look at what proves the category that you chose, and decide by it."), "attention",
    ),
    (Verdict.INSUFFICIENT_DATA, VerdictReason.DATA_MISSING): (
        _("Not enough data"), _("Complete what is missing, then ask again."), "progress",
    ),
    (Verdict.INSUFFICIENT_DATA, VerdictReason.DATA_MISMATCH): (
        _("Not enough data"),
        _("Name, date of birth or nationality differ from the authorization. Compare with the passport, then ask again."),
        "progress",
    ),
    (Verdict.NO_BOARD, VerdictReason.NO_AUTHORIZATION): (
        _("Do not board"), _("There is no authorization on this passport for the day of arrival."), "bad",
    ),
}  # fmt: skip
NOT_ASKED = (_("Not asked"), _("Mend the row, then ask again."), "neutral")
ROW_PROBLEMS: Mapping[str, Promise] = {
    "no_zone": _("These are not the two or three lines of a passport or card."),
    "zone_wrong": _("The lines were not read exactly: a check digit or a code does not fit. Read them again."),
    "too_long": _("A value has more than 100 characters."),
    "too_many_values": _("The row has more values than the heading has columns."),
    "claim_unknown": _("The claim is none of: visa, resident, crew, transit, diplomatic, abtc, sofa."),
    "number_missing": _("The passport number is missing."),
    "number_unreadable": _("The passport number or the type of document cannot be read."),
    "issuing_state_missing": _("The issuing country is missing."),
    "issuing_state_unreadable": _("The code of the issuing country is not known. Write it as in the passport."),
    "nationality_missing": _("The nationality is missing."),
    "nationality_unreadable": _("The code of the nationality is not known. Write it as in the passport."),
    "birth_date_missing": _("The date of birth is missing."),
    "birth_date_unreadable": _("The date of birth cannot be read. Write it as 1990-05-05, or 1990-XX-XX."),
    "name_missing": _("The name is missing."),
    "name_unreadable": _("The name cannot be read. Write it in Latin letters, as in the passport."),
}
LIST_PROBLEMS: Mapping[str, Promise] = {
    "too_many": _("Ask about at most %(about)s passengers at a time"),
    "empty": _("The file has no rows. Choose a file with a heading and at least one passenger"),
    "not_csv": _("The file cannot be read as CSV. Save it as CSV from your spreadsheet"),
    "not_unicode": _("The file is not written in UTF-8. Save it as CSV UTF-8 from your spreadsheet"),
    "column_missing": _("The column %(about)s is missing in the first row. Add it"),
    "column_unknown": _("The column %(about)s is not known. Take it out, or write its name as shown here"),
    "column_twice": _("The column %(about)s stands twice in the first row. Take one out"),
}
CLAIMS: Mapping[str, Promise] = {
    "visa": _("Visa"),
    "resident": _("Residence card"),
    "crew": _("Crew"),
    "transit": _("Transit without entering"),
    "diplomatic": _("Diplomatic or official passport"),
    "abtc": _("APEC Business Travel Card"),
    "sofa": _("Armed forces under a status agreement"),
}
