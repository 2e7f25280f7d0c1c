"""Who may send a group in, what such an organisation can be, and where its rows, files and orders stand."""

from __future__ import annotations

from enum import StrEnum


class OrganisationKind(StrEnum):
    """The kinds of the rulebook's `organisations`."""

    TRAVEL_AGENCY = "travel_agency"
    MEDICAL_INSTITUTION = "medical_institution"
    COMPANY = "company"
    SCHOOL = "school"
    FAMILY = "family"


class OrganisationStatus(StrEnum):
    """Where an organisation stands with the authority; only an approved one submits where the rulebook asks for it."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    SUSPENDED = "suspended"


class FileKind(StrEnum):
    """What an uploaded file holds."""

    TRAVELLERS = "travellers"  # a sheet, one row a person
    PORTRAITS = "portraits"  # an archive of pictures


class FileStatus(StrEnum):
    """An uploaded file, from the upload until its rows are in the group."""

    WAITING = "waiting"  # for the worker to look at it
    ASKING = "asking"  # which column is what, or which of two readings of the dates is meant
    READING = "reading"
    DONE = "done"
    REFUSED = "refused"


class OrderStatus(StrEnum):
    """What a group pays for at once."""

    PREPARING = "preparing"  # its rows are being submitted, one after the other
    AWAITING_PAYMENT = "awaiting_payment"
    PAID = "paid"  # its applications are on their way to assessment
    RELEASED = "released"  # all of them are
    CANCELLED = "cancelled"  # before any payment, by the representative
    LAPSED = "lapsed"


class MandateAnswer(StrEnum):
    """What a traveller said of the representative who declared a mandate; silence is no answer and does not block."""

    NONE = ""
    CONFIRMED = "confirmed"
    OBJECTED = "objected"
