"""The crowd: invented people by number, the same in every run. `CROWD` names the generator; a change gets a new name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from mapae.core.documents.document import Holder, TravelDocument
from mapae.core.documents.partial_date import PartialDate

CROWD = "mapae-crowd-1"
_SURNAMES = ("ORNEK", "BEISPIEL", "MUSTER", "SAMPLE", "ESEMPIO", "PRZYKLAD", "VOORBEELD", "EXEMPLO")
_SYLLABLES = ("AY", "BE", "CAN", "DE", "EL", "FA", "GUL", "HA", "IN", "KA", "LA", "MER", "NUR", "OZ", "SE", "TA")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was never born, with a passport that was never issued."""

    document: TravelDocument
    holder: Holder


def person(number: int) -> Person:
    """The person of that number. Document numbers count up from B00000000, and are plainly invented."""
    dice = hashlib.sha256(f"{CROWD} {number}".encode()).digest()
    given = (
        "".join(_SYLLABLES[byte % 16] for byte in dice[:2]) + "<" + "".join(_SYLLABLES[byte % 16] for byte in dice[2:4])
    )
    birth = PartialDate(1962 + dice[4] % 44, 1 + dice[5] % 12, 1 + dice[6] % 28)
    holder = Holder(_SURNAMES[dice[7] % 8] + _SYLLABLES[dice[8] % 16], given, birth, "FMX"[dice[9] % 3], "TUR")
    return Person(TravelDocument(f"B{number:08}", "TUR", "TUR"), holder)
