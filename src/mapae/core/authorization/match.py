"""What an authorization keeps of its holder, so that a board check can tell whether the person matches."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from mapae.core.documents.document import Holder
from mapae.core.documents.name_agreement import names_agree
from mapae.core.documents.partial_date import PartialDate

_SEPARATOR = "\x1f"
# «First name unknown»: what carriers' systems write for a person without given names, since they ask for one.
NO_GIVEN_NAME = "FNU"


class MatchData(NamedTuple):
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
        return _SEPARATOR.join(self).encode("ascii")

    @classmethod
    def from_bytes(cls, stored: bytes) -> MatchData:
        return cls._make(stored.decode("ascii").split(_SEPARATOR))


class Agreement(StrEnum):
    """How a claimed person stands to the known one."""

    MATCHES = "matches"
    DIFFERS = "differs"
    NOT_TOLD = "not_told"


def agreement(
    known: MatchData,
    surname: str,
    given_names: str,
    birth: PartialDate | None,
    nationality: str,
    alike: Container[str] = (),
) -> Agreement:
    """Whether the person at the desk is the holder. What was not told is not agreed: it is `NOT_TOLD`.

    The nationality must be equal, or one of those that `alike` documents write for it; names agree by `names_agree`. A
    birth date agrees unless it contradicts the known one; told with fewer parts than are known, it is not told.
    """
    if nationality != known.nationality and known.nationality not in alike:
        return Agreement.DIFFERS
    is_name_equal = surname == known.surname and given_names == known.given_names and bool(surname or given_names)
    if is_name_equal and birth is not None and str(birth) == known.birth:
        return Agreement.MATCHES  # letter for letter, as most are
    of_birth, of_name = _agreement_of_birth(known, birth), _agreement_of_name(known, surname, given_names)
    if Agreement.DIFFERS in (of_birth, of_name):
        return Agreement.DIFFERS
    return Agreement.NOT_TOLD if Agreement.NOT_TOLD in (of_birth, of_name) else Agreement.MATCHES


def _agreement_of_birth(known: MatchData, told: PartialDate | None) -> Agreement:
    """A document without the day says nothing against any day of that month (Doc 9303-3, 4.8)."""
    if told is None:
        return Agreement.NOT_TOLD
    if str(told) == known.birth:
        return Agreement.MATCHES
    birth = PartialDate.parse(known.birth)
    if birth.earliest <= told.earliest and told.latest <= birth.latest:
        return Agreement.MATCHES
    may_be_it = told.earliest <= birth.earliest and birth.latest <= told.latest
    return Agreement.NOT_TOLD if may_be_it else Agreement.DIFFERS


def _agreement_of_name(known: MatchData, surname: str, given_names: str) -> Agreement:
    if not (surname or given_names):
        return Agreement.NOT_TOLD
    name = (known.surname, known.given_names)
    agrees = names_agree(name, (surname, given_names))
    if not agrees and given_names == NO_GIVEN_NAME:
        agrees = names_agree(name, (surname, ""))
    return Agreement.MATCHES if agrees else Agreement.DIFFERS
