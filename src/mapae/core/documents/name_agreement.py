"""Whether two names in MRZ form can be one person's, and what had to be tolerated for it (Doc 9303-3, 4.6 and 6; -4, 4.2.3)."""

from __future__ import annotations

from enum import StrEnum
from itertools import permutations

from mapae.core.documents.names import name_parts, without_choices

Name = tuple[str, str]


class NameAgreement(StrEnum):
    """How two names agree, by the widest tolerance it took; the last two do not agree."""

    EQUAL = "equal"
    OTHER_ORDER = "other_order"
    ISSUER_SPELLING = "issuer_spelling"
    JOINED = "joined"
    CUT = "cut"
    INITIALS = "initials"
    DIFFERENT = "different"
    NOT_TOLD = "not_told"

    @property
    def agrees(self) -> bool:
        return self is not NameAgreement.DIFFERENT and self is not NameAgreement.NOT_TOLD


# The name field of a passport or MRV-A, of TD2 or MRV-B, and of TD1. An applicant's name comes from a passport.
CLAIMED_WIDTHS = (39, 31, 30)
KNOWN_WIDTHS = (39,)
# By first letter: what may stand in one spelling where the other has the second (table A).
_PAIRS: dict[str, tuple[tuple[str, str], ...]] = {
    "A": (("A", "A"), *permutations(("AE", "A"), 2), *permutations(("AA", "A"), 2)),
    "N": (("N", "N"), *permutations(("NXX", "N"), 2)),
    "O": (("O", "O"), *permutations(("OE", "O"), 2)),
    "U": (("U", "U"), *permutations(("UE", "UXX", "U"), 2)),
}
_WITHOUT_ADDITIONS = str.maketrans("", "", "AEX<")
_HALF = ("UX", "NX")  # the beginning of UXX or NXX at the place of the cut


def names_agree(known: Name, claimed: Name) -> bool:
    """Whether a claimed (surname, given names) can stand for the known one, both in MRZ form; see `how_names_agree`."""
    return how_names_agree(known, claimed).agrees


def how_names_agree(known: Name, claimed: Name) -> NameAgreement:
    """What it takes for a claimed (surname, given names) to stand for the known one, both in MRZ form.

    The parts may stand in any order and division, spelled as any issuer may spell them, and written together in one
    order or the other. A claimed name that fills a name field (39, 31 or 30 characters) may be cut in any legal way:
    parts shortened down to initials, later ones dropped; so may a known one that fills a passport's. Tolerance ends
    with table A: SUE agrees with SU, because both may be SÜ, and SOE does not agree with SUE. A missing name agrees
    with nothing.
    """
    claimed_parts = name_parts(*claimed)
    if not claimed_parts:
        return NameAgreement.NOT_TOLD
    if claimed == known:
        return NameAgreement.EQUAL
    known_parts = name_parts(*known)
    if claimed_parts == known_parts:
        return NameAgreement.OTHER_ORDER
    if _bones(known) == _bones(claimed):
        if _are_spelled_alike(known_parts, claimed_parts):
            return NameAgreement.ISSUER_SPELLING
        if _are_joined_alike(known, claimed):
            return NameAgreement.JOINED
    if max(_length(known), _length(claimed)) < min(CLAIMED_WIDTHS):
        return NameAgreement.DIFFERENT
    found = _how_cut(known, claimed, CLAIMED_WIDTHS)
    return found if found.agrees else _how_cut(claimed, known, KNOWN_WIDTHS)


def _bones(name: Name) -> list[str]:
    """What no spelling, order or division changes. Strangers differ here, at a quarter of the cost of a comparison."""
    return sorted("".join(name).translate(_WITHOUT_ADDITIONS))


def _length(name: Name) -> int:
    return len(name[0]) + len("<<") + len(name[1])


def _are_spelled_alike(known: tuple[str, ...], claimed: tuple[str, ...]) -> bool:
    """Whether parts can be paired so that each pair is one name; two parts of one person seldom share a form."""
    ours, theirs = _by_form(known), _by_form(claimed)
    return [form for form, _, _ in ours] == [form for form, _, _ in theirs] and all(
        _meet(one[2], other[2]) for one, other in zip(ours, theirs, strict=True)
    )


def _by_form(parts: tuple[str, ...]) -> list[tuple[str, int, str]]:
    return sorted((without_choices(part), len(part), part) for part in parts)


def _are_joined_alike(known: Name, claimed: Name) -> bool:
    """Whether the letters are the same wherever separators stand, surname or given names first."""
    ours, theirs = "<".join(known), "<".join(claimed)
    return (
        _is_one_run(ours, theirs)
        or _is_one_run(f"{known[1]}<{known[0]}", theirs)
        or _is_one_run(ours, f"{claimed[1]}<{claimed[0]}")
    )


def _is_one_run(one: str, other: str) -> bool:
    return without_choices(_letters(one)) == without_choices(_letters(other)) and _meet(one, other)


def _letters(text: str) -> str:
    return text.replace("<", "")


def _meet(one: str, other: str, *, is_cut: bool = False) -> bool:
    """Whether some name may be written both ways by table A; with `is_cut`, `one` may be only the beginning of it.

    Separators count for nothing, but no choice reaches across one: SARA<ALI is SARAALI and not SARALI.
    """
    waiting, seen = [(0, 0)], set()
    while waiting:
        at, there = waiting.pop()
        while one.startswith("<", at):
            at += 1
        while other.startswith("<", there):
            there += 1
        if at == len(one):
            if is_cut or there == len(other):
                return True
            continue
        if (at, there) in seen or there == len(other) or one[at] != other[there]:
            continue
        seen.add((at, there))
        if is_cut and one[at:] in _HALF:
            return True
        for ours, theirs in _PAIRS.get(one[at], ((one[at], one[at]),)):
            if one.startswith(ours, at) and other.startswith(theirs, there):
                waiting.append((at + len(ours), there + len(theirs)))
    return False


def _how_cut(source: Name, cut: Name, widths: tuple[int, ...]) -> NameAgreement:
    text = "<<".join(cut).strip("<")
    if _is_chopped(source, text, widths):
        return NameAgreement.CUT
    if len(text) not in widths or bool(source[0]) != bool(cut[0]):
        return NameAgreement.DIFFERENT
    primary, secondary = (_how_parts_cut(*both) for both in zip(source, cut, strict=True))
    return max(primary, secondary, key=_CUTS.index)


def _is_chopped(source: Name, text: str, widths: tuple[int, ...]) -> bool:
    """Whether the text has the letters of the name's beginning, as wide as a field, whatever became of the fillers."""
    whole = "<<".join(source).strip("<")
    return any(_letters(whole[:width]) == _letters(text) for width in widths)


_CUTS = (NameAgreement.CUT, NameAgreement.INITIALS, NameAgreement.DIFFERENT)


def _how_parts_cut(source: str, cut: str) -> NameAgreement:
    """One identifier: its first part is there, at least as an initial; others follow in order, if they do."""
    parts = [part for part in source.split("<") if part]
    found = NameAgreement.CUT
    start, stop = 0, 1
    for kept in filter(None, cut.split("<")):
        place = next((at for at in range(start, min(stop, len(parts))) if _meet(kept, parts[at], is_cut=True)), None)
        if place is None:
            return NameAgreement.DIFFERENT
        if len(kept) == 1 and len(parts[place]) > 1:
            found = NameAgreement.INITIALS
        start, stop = place + 1, len(parts)
    return found
