"""What an authorization keeps of its holder, so that a board check can tell whether the person matches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mapae.core.documents.document import Holder
from mapae.core.documents.name_agreement import names_agree
from mapae.core.documents.partial_date import PartialDate

_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class MatchData:
    """Names in MRZ form, birth, sex, nationality and the document's expiry; sealed wherever it rests."""

    surname: str
    given_names: str
    birth: str
    sex: str
    nationality: str
    document_expiry: str

    @classmethod
    def of(cls, holder: Holder, document_expiry: date | None) -> MatchData:
        expiry = "" if document_expiry is None else document_expiry.isoformat()
        return cls(holder.surname, holder.given_names, str(holder.birth), holder.sex, holder.nationality, expiry)

    def to_bytes(self) -> bytes:
        """ASCII, parts divided by U+001F, which no part can hold."""
        parts = (self.surname, self.given_names, self.birth, self.sex, self.nationality, self.document_expiry)
        return _SEPARATOR.join(parts).encode("ascii")

    @classmethod
    def from_bytes(cls, stored: bytes) -> MatchData:
        return cls(*stored.decode("ascii").split(_SEPARATOR))


class Agreement(StrEnum):
    """How a claimed person stands to the known one."""

    MATCHES = "matches"
    DIFFERS = "differs"
    NOT_TOLD = "not_told"


def agreement(
    known: MatchData, surname: str, given_names: str, birth: PartialDate | None, nationality: str
) -> Agreement:
    """Whether the person at the desk is the holder. What was not told is not agreed: it is `NOT_TOLD`.

    Nationality and birth must be equal, unknown parts of a birth date included; names agree by `names_agree`.
    """
    if nationality != known.nationality or (birth is not None and str(birth) != known.birth):
        return Agreement.DIFFERS
    if not (surname or given_names):
        return Agreement.NOT_TOLD
    is_letter_for_letter = surname == known.surname and given_names == known.given_names
    if not (is_letter_for_letter or names_agree((known.surname, known.given_names), (surname, given_names))):
        return Agreement.DIFFERS
    return Agreement.MATCHES if birth is not None else Agreement.NOT_TOLD
