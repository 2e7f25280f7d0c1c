"""Arabic letters and what the machine-readable zone writes for them (Doc 9303-3, 6, table C, and appendix B).

Letter by letter and without vowels: محمد is MXHMD. That is never to be compared with a customary Latin spelling such
as MOHAMMED. Veh and feh with three dots below stand in the appendix only (B.5.4).
"""

from __future__ import annotations

from mapae.core.documents.transliteration_rows import read_rows

TABLE_C = read_rows(
    """\u0621 XE, \u0622 XAA, \u0623 XAE, \u0624 U, \u0625 I, \u0626 XI, \u0627 A, \u0628 B, \u0629 XTA/XAH, \u062a T
    \u062b XTH, \u062c J, \u062d XH, \u062e XKH, \u062f D, \u0630 XDH, \u0631 R, \u0632 Z, \u0633 S, \u0634 XSH
    \u0635 XSS, \u0636 XDZ, \u0637 XTT, \u0638 XZZ, \u0639 E, \u063a G, \u0640 -, \u0641 F, \u0642 Q, \u0643 K
    \u0644 L, \u0645 M, \u0646 N, \u0647 H, \u0648 W, \u0649 XAY, \u064a Y
    \u064b -, \u064c -, \u064d -, \u064e -, \u064f -, \u0650 -, \u0652 -, \u0670 -, \u0671 XXA, \u0679 XXT, \u067c XRT
    \u067e P, \u0681 XKE, \u0685 XXH, \u0686 XC, \u0688 XXD, \u0689 XDR, \u0691 XXR, \u0693 XRR, \u0696 XRX, \u0698 XJ
    \u069a XXS, \u069c -, \u06a2 -, \u06a4 V, \u06a5 XF, \u06a7 -, \u06a8 -, \u06a9 XKK, \u06ab XXK, \u06ad XNG
    \u06af XGG, \u06ba XNN, \u06bc XXN, \u06be XDO, \u06c0 XYH, \u06c1 XXG, \u06c2 XGE, \u06c3 XTG, \u06cc XYA/Y/XAY
    \u06cd XXY, \u06d0 Y, \u06d2 XYB, \u06d3 XBE"""
)
_SHADDA = "\u0651"
_TEH_MARBUTA = "\u0629"
Forms = tuple[str, ...]


def arabic_forms(component: str) -> list[tuple[str, Forms]]:
    """Each character of a name component with its forms, the recommended first; none for what the table does not have.

    Shadda doubles what stands before it without its escape X (XDZ becomes XDZDZ), but is often not written: both
    forms count (B.5.5.11). Teh marbuta is XAH at the end of a component and XTA elsewhere, either way round when
    searching (B.5.5.6); Farsi yeh is XYA, and may be taken for Y or XAY (B.5.6).
    """
    spelled: list[tuple[str, Forms]] = []
    doubled: int | None = None
    for character in component:
        if character != _SHADDA:
            spelled.append((character, TABLE_C.get(character, ())))
            if any(spelled[-1][1]):
                doubled = len(spelled) - 1
        elif doubled is not None:
            letter, forms = spelled[doubled]
            spelled[doubled] = letter, (*(form + form.lstrip("X") for form in forms), *forms)
            doubled = None
    return _with_last_teh_marbuta(spelled)


def _with_last_teh_marbuta(spelled: list[tuple[str, Forms]]) -> list[tuple[str, Forms]]:
    encoded = [place for place, (_, forms) in enumerate(spelled) if any(forms)]
    if encoded and spelled[encoded[-1]][0] == _TEH_MARBUTA:
        letter, forms = spelled[encoded[-1]]
        spelled[encoded[-1]] = letter, tuple(sorted(forms, key=lambda form: not form.startswith("XAH")))
    return spelled
