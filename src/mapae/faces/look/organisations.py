"""The words about organisations, for officers and for the organisations' own people alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.core.application.parties import OrganisationKind, OrganisationStatus
from mapae.core.group.approval import ApprovalReason
from mapae.faces.look.summary import AnswerRow
from mapae.usecases.organisations import OrganisationSeen

KINDS: Mapping[str, Promise] = {
    OrganisationKind.TRAVEL_AGENCY: _("Travel agency"),
    OrganisationKind.MEDICAL_INSTITUTION: _("Medical institution"),
    OrganisationKind.COMPANY: _("Company"),
    OrganisationKind.SCHOOL: _("School"),
    OrganisationKind.FAMILY: _("Family"),
}
# The word, and its tone.
STATUSES: Mapping[str, tuple[Promise, str]] = {
    OrganisationStatus.WAITING: (_("waiting for approval"), "attention"),
    OrganisationStatus.APPROVED: (_("approved"), "good"),
    OrganisationStatus.REFUSED: (_("registration refused"), "bad"),
    OrganisationStatus.SUSPENDED: (_("suspended"), "bad"),
}
REASONS: Mapping[str, Promise] = {
    ApprovalReason.NOT_IN_THE_REGISTER: _("The registration number was not found in the public register."),
    ApprovalReason.DETAILS_DISAGREE: _("The register says something else than the registration."),
    ApprovalReason.NOT_OF_THIS_KIND: _("The organisation is not of the kind that was chosen."),
    ApprovalReason.REGISTERED_ALREADY: _("The organisation is registered already."),
    ApprovalReason.NOT_REACHED: _("The contact person could not be reached."),
    ApprovalReason.REGISTRATION_ENDED: _("The organisation is no longer in the public register."),
    ApprovalReason.FALSE_DATA: _("Applications of its groups had false data in them."),
    ApprovalReason.NO_MANDATES: _("It applied for travellers who had not asked it to."),
    ApprovalReason.COMPLAINTS: _("Travellers complained about it."),
    ApprovalReason.ACCOUNT_MISUSED: _("One of its accounts was misused."),
}
LABELS: Mapping[str, Promise] = {
    "kind": _("Kind of organisation"),
    "name": _("Name of the organisation"),
    "country": _("Country where it is registered"),
    "registration": _("Registration number"),
    "tax_data": _("What your receipts must show"),
    "address": _("Address of the organisation"),
    "contact": _("Contact person"),
    "phone": _("Phone number"),
    "email": _("E-mail address"),
}
_LATIN = frozenset({"registration", "phone", "email"})


def detail_rows(seen: OrganisationSeen, say_country: Callable[[str], str | Promise]) -> Iterator[AnswerRow]:
    """What the organisation said of itself, one row an answer."""
    yield AnswerRow(LABELS["kind"], KINDS[seen.kind])
    for name, label in LABELS.items():
        if name != "kind":
            value = getattr(seen.details, name)
            yield AnswerRow(label, say_country(value) if name == "country" else value, is_latin=name in _LATIN)
