"""What an officer at the border is told, in sentences: the one place of this face where a code gets its words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.core.travel.border_check import BorderFlag, BorderStatus, BorderVerdict, EntryRefusal

VERDICTS: Mapping[BorderVerdict, tuple[Promise, str]] = {
    BorderVerdict.VALID: (_("VALID"), "good"),
    BorderVerdict.NOT_VALID: (_("NOT VALID"), "bad"),
    BorderVerdict.REFER: (_("REFER"), "attention"),
}
STATUSES: Mapping[BorderStatus, Promise] = {
    BorderStatus.UNREADABLE: _("The document was not read exactly, or the reference is not known. Read it again."),
    BorderStatus.DOCUMENT_EXPIRED: _("The passport has expired."),
    BorderStatus.AUTHORIZED: _("The authorization is living, and the person matches."),
    BorderStatus.EXEMPT: _("Exempt: no authorization is needed today."),
    BorderStatus.OUTSIDE: _("The scheme does not apply to this person or document. Look at the visa."),
    BorderStatus.OTHER_PERSON: _("There is an authorization on this document, but of somebody else."),
    BorderStatus.PENDING: _("An application is being dealt with. Nothing is granted yet."),
    BorderStatus.NOT_YET_VALID: _("The authorization is not valid yet."),
    BorderStatus.EXPIRED: _("The authorization has expired."),
    BorderStatus.REVOKED: _("The authorization was revoked: its conditions were no longer met."),
    BorderStatus.ANNULLED: _("The authorization was annulled: its conditions never were met."),
    BorderStatus.CANCELLED: _("The authorization was cancelled by its holder."),
    BorderStatus.SUPERSEDED: _("The authorization was replaced, and no living one is on this document."),
    BorderStatus.REFUSED: _("The application was refused."),
    BorderStatus.NONE: _("There is no authorization on this document."),
}
FLAGS: Mapping[BorderFlag, Promise] = {
    BorderFlag.SECOND_LINE: _("An officer asks the second line to look more closely."),
    BorderFlag.REFUSED_BEFORE: _("An application was refused before, or an authorization revoked."),
    BorderFlag.MISMATCH: _("The document differs from what the authorization was granted for."),
}
REASONS: Mapping[EntryRefusal, Promise] = {
    EntryRefusal.NO_AUTHORIZATION: _("No valid authorization"),
    EntryRefusal.DOCUMENT: _("The document is not valid or not genuine"),
    EntryRefusal.IDENTITY: _("Not the person of the document"),
    EntryRefusal.PURPOSE: _("The purpose of the visit does not fit"),
    EntryRefusal.STAY: _("The stay is not expected to end in time"),
    EntryRefusal.ENTRY_BAN: _("Entry is banned"),
}
