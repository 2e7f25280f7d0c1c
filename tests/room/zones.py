"""The two lines of invented passports, as a reader at a desk types them."""

from __future__ import annotations

from mapae.core.documents.mrz_layouts import Format, MrzFields
from mapae.core.documents.mrz_writing import write


def passport_lines(
    number: str = "U00000017",
    state: str = "TUR",
    surname: str = "ORNEKOGLU",
    given_names: str = "AYSE<ISIL",
    birth: str = "900505",
    expiry: str = "330501",
    *,
    issuer: str = "",
) -> str:
    """By default of the Turkish tourist of `people`."""
    fields = MrzFields(Format.TD3, "P", issuer or state, surname, given_names, number, state, birth, "F", expiry)
    return "\r\n".join(write(fields))
