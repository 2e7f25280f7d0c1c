"""One person's spellings agree, whatever field they were cut for, and strangers' do not."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mapae.core.documents.name_agreement import NameAgreement, how_names_agree, names_agree
from mapae.core.documents.names import mrz_form

pytestmark = pytest.mark.wide

Name = tuple[str, str]
EQUAL, OTHER_ORDER, ISSUER_SPELLING, JOINED, CUT, INITIALS, DIFFERENT, NOT_TOLD = NameAgreement


def name(line: str) -> Name:
    surname, _, given_names = line.partition("<<")
    return surname, given_names


def printed(line: str) -> Name:
    """«ERIKSSON, ANNA MARIA», as the standard prints its examples."""
    surname, _, given_names = line.partition(", ")
    return mrz_form(surname), mrz_form(given_names)


@pytest.mark.parametrize(
    ("known", "claimed", "how"),
    [
        ("ORNEKOGLU<<AYSE<ISIL", "ORNEKOGLU<<AYSE<ISIL", EQUAL),
        ("ORNEKOGLU<<AYSE<ISIL", "AYSE<<ISIL<ORNEKOGLU", OTHER_ORDER),
        ("ORNEKOGLU<<AYSE<ISIL", "ORNEKOGLU<ISIL<<AYSE", OTHER_ORDER),
        ("ORNEKOGLU<<AYSE<ISIL", "<<ISIL<AYSE<ORNEKOGLU", OTHER_ORDER),
        ("MONONYM", "MONONYM", EQUAL),
        ("MONONYM", "<<MONONYM", OTHER_ORDER),
        ("MULLER<<JORG", "MUELLER<<JOERG", ISSUER_SPELLING),
        ("MUELLER<<JOERG", "MULLER<<JORG", ISSUER_SPELLING),
        ("MULLER<<JORG", "MUXXLLER<<JORG", ISSUER_SPELLING),
        ("MUELLER<<JORG", "MUXXLLER<<JORG", ISSUER_SPELLING),
        ("MULLER<<JORG", "JOERG<<MUELLER", ISSUER_SPELLING),
        ("HAKONSEN<<PAL", "HAAKONSEN<<PAAL", ISSUER_SPELLING),
        ("JARVI<<EINO", "JAERVI<<EINO", ISSUER_SPELLING),
        ("IBANEZ<<ANA", "IBANXXEZ<<ANA", ISSUER_SPELLING),
        ("MANUEL<<SU", "MANUL<<SUE", ISSUER_SPELLING),  # both may be Ü: the MRZ cannot tell
        ("A<<AE", "AAE<<AE", ISSUER_SPELLING),  # the pairs of one form are made by length
        ("VAN<DER<BERG<<JAN", "VANDERBERG<<JAN", JOINED),
        ("VANDERBERG<<JAN", "VAN<DER<BERG<<JAN", JOINED),
        ("ORNEKOGLU<<AYSE<ISIL", "ORNEKOGLU<<AYSEISIL", JOINED),
        ("ORNEKOGLU<<AYSE<ISIL", "ORNEKOGLUAYSEISIL", JOINED),
        ("ORNEKOGLU<<AYSE<ISIL", "AYSEISIL<<ORNEKOGLU", JOINED),
        ("ORNEKOGLU<<AYSE<ISIL", "AYSEISILORNEKOGLU", JOINED),
        ("AYSEISILORNEKOGLU", "ORNEKOGLU<<AYSE<ISIL", JOINED),
        ("GROSSE<MULLER<<JORG<A", "GROSSEMUELLER<<JOERGA", JOINED),
        ("YILMAZ<<SARA<ALI", "YILMAZ<<SARAALI", JOINED),
        ("YILMAZ<<SARA<ALI", "<YILMAZ<SARAALI<", JOINED),
    ],
)
def test_spellings_of_one_name_agree_and_say_how(known: str, claimed: str, how: NameAgreement) -> None:
    assert how_names_agree(name(known), name(claimed)) is how
    assert names_agree(name(known), name(claimed))


@pytest.mark.parametrize(
    ("known", "claimed"),
    [
        ("ORNEKOGLU<<AYSE<ISIL", "ORNEKOGLU"),
        ("ORNEKOGLU<<AYSE<ISIL", "ORNEKOGLU<<AYSE"),
        ("ORNEKOGLU<<AYSE<ISIL", "ORNEKOGLU<<A"),
        ("ORNEKOGLU<<AYSE<ISIL", "ORNEKOGLU<<AYSE<I"),
        ("ORNEKOGLU<<AYSE<ISIL", "O<<AYSE<ISIL"),
        ("ORNEKOGLU<<AYSE", "ORNEKOGLU<<AYSE<ISIL"),
        ("ORNEKOGLU<<AYSE", "ORNEKOGLU<<FATMA"),
        ("ORNEKOGLU<<AYSE", "ORNEKOGLU<<AYSA"),
        ("HAAKONSEN<<PAL", "HAEKONSEN<<PAL"),  # Å and Ä
        ("SOE<<A", "SUE<<A"),
        ("OXXLER<<A", "OLER<<A"),  # XX is for Ü and Ñ only
        ("OEXXLER<<A", "OLER<<A"),
        ("AAE<<B", "A<<B"),  # no single letter
        ("OEE<<B", "O<<B"),
        ("UEXX<<B", "U<<B"),
        ("UXXXX<<B", "U<<B"),
        ("NE<<B", "N<<B"),
        ("GROSS<<B", "GROS<<B"),
        ("ANNA<<B", "ANA<<B"),
        ("THOR<<B", "TOR<<B"),
        ("BERG<VAN<DER<<JAN", "VANDERBERG<<JAN"),  # written together only in the order it has
        ("YILMAZ<<SARA<ALI", "YILMAZ<<SARALI"),  # no choice reaches across a separator
        ("YILMAZ<<SARALI", "YILMAZ<<SARA<ALI"),
        ("YILMAZ<<ANA<A", "YILMAZ<<ANA"),
        ("YILMAZ<<ANA<E", "YILMAZ<<ANA"),
        ("YILMAZ<<ANA", "YILMAZ<<ANA<E"),
        ("YILMAZ<<A<ANA", "YILMAZ<<ANA"),
        ("ILMO<<E<ANA", "ILMO<<ANA"),
        ("MONONYM", ""),
        ("", "MONONYM"),
        ("INVENTEDLONGSURNAME<<FIRSTNAME", "INVENTEDLONGSURNAME<<FIRSTNAME<SECONDNAME"),
        ("INVENTEDLONGSURNAME<<FIRSTNAME<SECONDNAME", "INVENTEDLONGSURNAMES<<FIRSTNAM"),
    ],
)
def test_other_and_shortened_names_never_agree(known: str, claimed: str) -> None:
    assert not names_agree(name(known), name(claimed))


@pytest.mark.parametrize("known", [("ORNEKOGLU", "AYSE"), ("", ""), ("<", "")])
@pytest.mark.parametrize("claimed", [("", ""), ("<", "<<")])
def test_missing_name_agrees_with_nothing_not_even_with_a_missing_one(known: Name, claimed: Name) -> None:
    assert how_names_agree(known, claimed) is NOT_TOLD
    assert not names_agree(known, claimed)


def test_of_all_values_only_the_last_two_do_not_agree() -> None:
    assert [how.agrees for how in NameAgreement] == [True] * 6 + [False] * 2


DINGO = "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL, DINGO POTOROO"
CHAYAPA = "NILAVADHANANANDA, CHAYAPA DEJTHAMRONG KRASUANG"
ARNPOL = "NILAVADHANANANDA, ARNPOL PETCH CHARONGUANG"


@pytest.mark.parametrize(
    ("whole", "cut", "how"),
    [
        # Doc 9303-4, 4.2.3.2 and 4.2.3.3, and -7, 4.2.3.1 and 4.2.3.2 (39 positions)
        (CHAYAPA, "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", CUT),
        (ARNPOL, "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU", CUT),
        (DINGO, "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI", INITIALS),
        (DINGO, "BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO", CUT),
        (DINGO, "BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO", CUT),
        # Doc 9303-5, 4.2.3.1, 4.2.3.2 and 4.2.3.4 (30)
        (CHAYAPA, "NILAVADHANANANDA<<CHAYAPA<DE<K", INITIALS),
        (ARNPOL, "NILAVADHANANANDA<<ARNPOL<PE<CH", CUT),
        (DINGO, "BENNELONG<WOOLOOMOOLOO<W<W<<DI", INITIALS),
        (DINGO, "BENNELONG<WOOLOOM<WA<WARN<<D<P", INITIALS),
        (DINGO, "BENNE<WOOLO<WARRA<WARNA<<DIN<P", INITIALS),
        ("VILARCHAO FERNANDEZ, JOSE RAMON", "VILARCHAO<FERNANDEZ<<JOSE<RAMO", CUT),
        # Doc 9303-6, 4.2.3.1 and 4.2.3.2 (31)
        (ARNPOL, "NILAVADHANANANDA<<ARN<PET<CHARO", CUT),
        (DINGO, "BENNELONG<WOOLOOMOOLOO<W<W<<D<P", INITIALS),
        (DINGO, "BENNELONG<WOOLOOM<WAR<WARN<<D<P", INITIALS),
        (DINGO, "BENNEL<WOOLO<WARRA<WARNA<<DIN<P", INITIALS),
        # Doc 9303-7, 7.2.3.1 and 7.2.3.2 (31)
        (CHAYAPA, "NILAVADHANANANDA<<CHAYAPA<DEJ<K", INITIALS),
        (ARNPOL, "NILAVADHANANANDA<<ARNP<PE<CHARO", CUT),
        (DINGO, "BENNELONG<WOOLOOMOOLOO<WAR<W<<D", INITIALS),
        (DINGO, "BENNELONG<WOOLOOM<WAR<WA<<DINGO", CUT),
        (DINGO, "BENN<WOOL<WARR<WARN<<DINGO<POTO", CUT),
        # Doc 9303-3, appendix B.5.9: a name with a primary identifier only
        ("EBD ALLXH MXHMD BN EMR BN ALXHSYN FXKHR ALDYN ALRAZY", "EBD<ALLXH<MXHMD<BN<EMR<BN<ALXHSYN<FXKHR", CUT),
        # Names that just fill the field are not cut, and must be taken for cut ones
        ("PAPANDROPOULOUS, JONATHON WARREN TREVOR", "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR", EQUAL),
        ("PAPANDROPOULOUS, JONATHON WARREN TREVORSON", "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR", CUT),
        ("PAPANDROPOULOUS, JONATHON ALEC", "PAPANDROPOULOUS<<JONATHON<ALEC", EQUAL),
        ("PAPANDROPOULOUS, JONATHOON ALEC", "PAPANDROPOULOUS<<JONATHOON<ALEC", EQUAL),
        ("PAPANDROPOULOUS, STEPHEN TREVOR", "PAPANDROPOULOUS<<STEPHEN<TREVOR", EQUAL),
    ],
)
def test_published_truncations_agree_with_their_source(whole: str, cut: str, how: NameAgreement) -> None:
    known = printed(whole)
    found = how_names_agree(known, name(cut))
    assert len(cut) in (30, 31, 39)
    # A single initial at the very end, after whole parts, is what any cut leaves: the chopped name itself.
    assert found is how or (found is CUT and "<<".join(known).startswith(cut))


@pytest.mark.parametrize(
    ("viz", "mrz"),
    [
        ("ERIKSSON, ANNA MARIA", "ERIKSSON<<ANNA<MARIA"),
        ("HENG, DEBORAH MING LO", "HENG<<DEBORAH<MING<LO"),
        ("SMITH-JONES, SUSIE MARGARET", "SMITH<JONES<<SUSIE<MARGARET"),
        ("O'CONNOR, ENYA SIOBHAN", "OCONNOR<<ENYA<SIOBHAN"),
        ("VAN DER MUELLEN, MARTIN", "VAN<DER<MUELLEN<<MARTIN"),
        ("AL-BASRI, HUDA MUHAMMAD JAWAD", "AL<BASRI<<HUDA<MUHAMMAD<JAWAD"),
        ("VILARCHAO FERNANDEZ, JOSE RAMON", "VILARCHAO<FERNANDEZ<<JOSE<RAMON"),
        ("ARKFREITH", "ARKFREITH"),
        ("SATRIYA SUDARPA", "SATRIYA<SUDARPA"),
        ("PAPANDROPOULOUS, JONATHON WARREN TREVOR", "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR"),
        ("PAPANDROPOULOUS, JONATHOON ALEC", "PAPANDROPOULOUS<<JONATHOON<ALEC"),
        ("PAPANDROPOULOUS, STEPHEN TREVOR", "PAPANDROPOULOUS<<STEPHEN<TREVOR"),
        ("CAÑON, Térèsa", "CANON<<TERESA"),
    ],
)
def test_published_names_that_fit_are_written_as_published(viz: str, mrz: str) -> None:
    assert printed(viz) == name(mrz)
    assert how_names_agree(printed(viz), name(mrz)) is EQUAL


def test_published_spelling_with_xx_agrees() -> None:
    assert how_names_agree(printed("CAÑON, Térèsa"), name("CANXXON<<TERESA")) is ISSUER_SPELLING


KNOWN = "INVENTEDLONGSURNAME<<FIRSTNAME<SECONDNAME<THIRDNAME"


@pytest.mark.parametrize(
    ("known", "claimed", "how"),
    [
        (KNOWN, KNOWN[:39], CUT),
        (KNOWN, KNOWN[:31], CUT),
        (KNOWN, KNOWN[:30], CUT),
        (KNOWN, KNOWN[:38], DIFFERENT),
        (KNOWN, KNOWN[:32], DIFFERENT),
        (KNOWN, KNOWN[:29], DIFFERENT),
        (KNOWN, KNOWN[:40], DIFFERENT),
        # chopped where a filler stands: not the standard's way, and seen
        ("INVENTEDLONGSURNAME<<ABCDEFGH<SECONDNAME", "INVENTEDLONGSURNAME<<ABCDEFGH", CUT),
        ("INVENTEDLONGSURNAMEABCDEFGHI<<SECOND", "INVENTEDLONGSURNAMEABCDEFGHI", CUT),
        ("INVENTEDLONGSURNAME<<ABCDEFG<SECONDNAME", "INVENTEDLONGSURNAME<<ABCDEFG", DIFFERENT),
        # fillers gone after the cut
        ("VAN<DER<INVENTEDLONG<<FIRSTNAME<SECONDNAME", "VANDERINVENTEDLONG<<FIRSTNAMESECONDN", CUT),
        ("VAN<DER<INVENTEDLONG<<FIRSTNAME<SECONDNAME", "VANDERINVENTEDLONG<<FIRSTNAMESECOND", DIFFERENT),
        # a field is full, but the known name is not longer than it
        ("INVENTEDLONGSURNAMES<<FIRSTNAM", "INVENTEDLONGSURNAMES<<FIRSTNAX", DIFFERENT),
        ("INVENTEDLONGSURNAME<<FIRSTNAM", "INVENTEDLONGSURNAME<<FIRSTNAMX", DIFFERENT),
        # parts dropped in the middle and at the end, order kept
        (KNOWN, "INVENTEDLONGSURNAME<<FIRSTNAME<THIRDNAM", CUT),
        (KNOWN, "INVENTEDLONGSURNAME<<FIRST<SECON<THIRDN", CUT),
        (KNOWN, "INVENTEDLONGSURNAME<<FIRSTNA<T<SECONDNA", DIFFERENT),
        (KNOWN, "INVENTEDLONGSURNAME<<SECONDNAME<THIRDNA", DIFFERENT),  # the first part is always there
        (KNOWN, "INVENTEDLONGSURNAME<<F<SECONDNAME<THIRD", INITIALS),
        (KNOWN, "INVENTEDLONGSURNAME<<FIRST<SECONDNAME<T", INITIALS),
        ("A<INVENTEDLONGSURNAME<<FIRSTNAME<SECONDNAMES", "A<INVENTEDLONGSURNAME<<FIRSTNA<SECONDNA", CUT),  # A is a name
        # one identifier alone
        ("INVENTEDLONGSURNAMETHATFILLSTHEWHOLEFIELDX<<A", "INVENTEDLONGSURNAMETHATFILLSTHEWHOLEFIE", CUT),
        ("AINVENTED<BLONGSURNAME<CTHAT<DFILLS<ETHE<FFIELD<<G", "AINVENTED<BLONGSURNAME<CTHAT<DFILLS<ETH", CUT),
        ("AINVENTED<BLONGSURNAME<CTHATX<DFILLS<ETHE<FFIELD<<G", "AINVENTED<BLONGSURNAME<CTHAT<DFILLS<ETH", CUT),
        ("<<INVENTEDLONGSURNAMETHATFILLSTHEWHOLEFIELDX", "INVENTEDLONGSURNAMETHATFILLSTHEWHOLEFIE", CUT),
        ("INVENTEDLONGSURNAMETHATFILLSTHEWHOLEFIELDX<<A", "<<INVENTEDLONGSURNAMETHATFILLSTHEWHOLEFIE", CUT),
        ("ABCDEFGHIJABCDEFGHIJABCDEF<GHIJABCDEFGHIJ<<X", "<<ABCDEFGHIJABCDEFGHIJABCDE<GHIJABCDEFGHI", DIFFERENT),
        # spelled by the issuer, then cut, in the middle of UXX too
        ("MULLERINVENTEDNAME<<JORG<FIRSTNAME<SECOND", "MUELLERINVENTEDNAME<<JOERG<FIRSTNAME<SE", CUT),
        ("INVENTEDLONGSURNAME<<FIRSTNAME<SECONDNUNEZ", "INVENTEDLONGSURNAME<<FIRSTNAM<SECONDNUX", CUT),
        ("INVENTEDLONGSURNAME<<FIRSTNAME<SECONDLANEZ", "INVENTEDLONGSURNAME<<FIRSTNA<SECONDLANX", CUT),
        ("INVENTEDLONGSURNAME<<FIRSTNAME<SECONDLAOEZ", "INVENTEDLONGSURNAME<<FIRSTNA<SECONDLAOX", DIFFERENT),
        ("INVENTEDLONGSURNAME<<FIRSTNAME<SECONDUXOEZ", "INVENTEDLONGSURNAME<<FIRSTNA<SECONDUXXE", DIFFERENT),
        # the name of an applicant may have been copied from a full passport line
        (KNOWN[:39], KNOWN, CUT),
        (KNOWN[:31], KNOWN, DIFFERENT),
        (KNOWN[:30], KNOWN, DIFFERENT),
        ("INVENTEDLONGSURNAME<<F<SECONDNAME<THIRD", KNOWN, INITIALS),
        ("", KNOWN, DIFFERENT),
    ],
)  # fmt: skip
def test_cut_names_agree_only_where_the_field_was_full(known: str, claimed: str, how: NameAgreement) -> None:
    assert how_names_agree(name(known), name(claimed)) is how


# What follows judges by other means than the code: all names that could be behind a spelling, and a cutter of its own.
CHOICES = {"Ä": ("AE", "A"), "Å": ("AA", "A"), "Ö": ("OE", "O"), "Ü": ("UE", "UXX", "U"), "Ñ": ("NXX", "N")}


def sources(spelling: str) -> set[str]:
    """Every name in letters with marks that table A lets an issuer spell like this."""
    if not spelling:
        return {""}
    found = {spelling[0] + rest for rest in sources(spelling[1:])}
    for letter, forms in CHOICES.items():
        for form in forms:
            if spelling.startswith(form):
                found |= {letter + rest for rest in sources(spelling[len(form) :])}
    return found


SHORT = st.text(alphabet="AEOUNXB", min_size=1, max_size=7)


@given(SHORT, SHORT)
def test_two_parts_agree_exactly_if_some_name_is_spelled_both_ways(one: str, other: str) -> None:
    assert names_agree((one, ""), (other, "")) is bool(sources(one) & sources(other))


@given(st.lists(st.sampled_from("BEÄÅÖÜÑA"), min_size=1, max_size=5), st.data())
def test_spellings_of_a_name_agree_and_a_letter_more_does_so_only_by_the_table(
    letters: list[str], data: st.DataObject
) -> None:
    one, other = (
        "".join(data.draw(st.sampled_from(CHOICES.get(letter, (letter,)))) for letter in letters) for _ in range(2)
    )
    assert names_agree((one, "B"), (other, "B"))
    place = data.draw(st.integers(0, len(other)))
    odd = other[:place] + data.draw(st.sampled_from("AEXUNTK")) + other[place:]
    assert names_agree((one, "B"), (odd, "B")) is bool(sources(one) & sources(odd))


def test_all_short_strings_agree_exactly_if_some_name_is_spelled_both_ways() -> None:
    words = ["".join(letters) for size in (1, 2, 3) for letters in product("AEUX", repeat=size)]
    behind = {word: sources(word) for word in words}
    for one in words:
        for other in words:
            assert names_agree((one, ""), (other, "")) is not behind[one].isdisjoint(behind[other]), (one, other)


PARTS = st.lists(st.text(alphabet="AEOUNXBKT", min_size=1, max_size=9), min_size=1, max_size=5)


@given(PARTS, PARTS)
def test_short_names_agree_both_ways_or_not_at_all(one: list[str], other: list[str]) -> None:
    ours, theirs = ("<".join(one[:1]), "<".join(one[1:])), ("<".join(other[:1]), "<".join(other[1:]))
    assume(max(len("<<".join(ours)), len("<<".join(theirs))) < 30)
    assert how_names_agree(ours, theirs) is how_names_agree(theirs, ours)


@given(st.lists(st.sampled_from(["AYSE", "ISIL", "NUR", "CAN"]), min_size=1, max_size=4))
def test_order_and_division_of_a_name_do_not_matter(parts: list[str]) -> None:
    turned = list(reversed(parts))
    known, claimed = ("<".join(parts[:1]), "<".join(parts[1:])), ("<".join(turned[:2]), "<".join(turned[2:]))
    assert how_names_agree(known, claimed) in (EQUAL, OTHER_ORDER)


LONG = st.lists(st.text(alphabet="ABEIKLMNORSTU", min_size=2, max_size=12), min_size=2, max_size=6)


def cut_to(width: int, primary: list[str], secondary: list[str], data: st.DataObject) -> Name:
    """A legal cut, step by step: a letter off the end of any part, or a whole part that is not the first of its kind."""
    kept = [list(primary), list(secondary)]

    def length() -> int:
        return sum(map(len, kept[0] + kept[1])) + len(kept[0]) + len(kept[1])

    while length() > width:
        side = kept[data.draw(st.integers(0, 1))]
        place = data.draw(st.integers(0, len(side) - 1))
        if place and length() - len(side[place]) - 1 >= width and data.draw(st.booleans()):
            del side[place]
        elif len(side[place]) > 1:
            side[place] = side[place][:-1]
        else:
            assume(any(len(part) > 1 for part in kept[0] + kept[1]))
    return "<".join(kept[0]), "<".join(kept[1])


@given(LONG, LONG, st.sampled_from([39, 31, 30]), st.data())
def test_any_legal_cut_agrees_with_its_source(
    primary: list[str], secondary: list[str], width: int, data: st.DataObject
) -> None:
    known = "<".join(primary), "<".join(secondary)
    assume(len("<<".join(known)) > width)
    claimed = cut_to(width, primary, secondary, data)
    assert len("<<".join(claimed)) == width
    # mostly CUT or INITIALS; a last A cut off AA is an issuer's spelling too
    assert names_agree(known, claimed)
    # and a full passport line in the file agrees with the whole name at the desk
    assert how_names_agree(claimed, known).agrees or width != 39
    # but not with a name that has a letter from elsewhere
    assert not names_agree(known, (claimed[0][:-1] + "Z", claimed[1]))


@given(LONG, LONG, st.integers(5, 28), st.data())
def test_no_name_shorter_than_a_field_counts_as_cut(
    primary: list[str], secondary: list[str], width: int, data: st.DataObject
) -> None:
    known = "<".join(primary), "<".join(secondary)
    assume(len("<<".join(known)) > width)
    chopped = name("<<".join(known)[:width])
    # 28 and a chopped << make 30
    assume(len("<<".join(chopped).strip("<")) < 28)
    assert not names_agree(known, chopped) or how_names_agree(known, chopped) not in (CUT, INITIALS)


# Each with a letter that no spelling adds; of A and E alone no name is made.
DISTINCT = st.lists(st.text(alphabet="ABEIKLMNORSTU", max_size=6).map("K".__add__), min_size=2, max_size=6)


@given(DISTINCT, DISTINCT, st.data())
def test_leaving_parts_of_a_short_name_out_never_helps(
    primary: list[str], secondary: list[str], data: st.DataObject
) -> None:
    """More doubt, less agreement: what is told of a name must be the whole of it."""
    known = "<".join(primary), "<".join(secondary)
    assume(len("<<".join(known)) <= 30)
    left_out = data.draw(st.integers(0, len(primary) - 1))
    claimed = "<".join(primary[:left_out] + primary[left_out + 1 :]), known[1]
    assert not names_agree(known, claimed)
