"""Codes of states and organisations in travel documents (Doc 9303-3, section 5, parts A to H, amended 2024).

The ISO 3166-1 alpha-3 codes stand with their alpha-2 twin, by which their names are found in every language. The
codes that only ICAO knows stand apart. `D` is Germany's code in every passport; DEU is accepted as what people type.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class StateKind(StrEnum):
    """What a code stands for. It says nothing of anybody's status in law, and no rule hangs on it but the two of `StateCode`."""

    STATE = "state"
    TERRITORY = "territory"  # its people travel as a rule with the documents of a state in this list
    BRITISH = "british"  # nationals of the United Kingdom that are not British citizens
    ORGANISATION = "organisation"
    STATELESS = "stateless"
    REFUGEE = "refugee"
    UNSPECIFIED = "unspecified"
    WITHDRAWN = "withdrawn"  # gone from ISO 3166; ICAO keeps it for old books (part F)
    SPECIMEN = "specimen"
    SIGNER = "signer"  # signs lists of certificates, issues no documents (part H)


@dataclass(frozen=True, slots=True)
class StateCode:
    """One code as documents write it. The alpha-2 twin is empty where ISO has none.

    `may_issue`: it may stand where a document names its issuer; `may_be_nationality`: where it names the holder's
    nationality. A withdrawn code may stand in both: whoever reads it reports it.
    """

    code: str
    kind: StateKind
    alpha_2: str = ""
    may_issue: bool = True
    may_be_nationality: bool = True


_ISO_3166 = """
    AFG:AF ALA:AX ALB:AL DZA:DZ ASM:AS AND:AD AGO:AO AIA:AI ATA:AQ ATG:AG ARG:AR ARM:AM ABW:AW AUS:AU
    AUT:AT AZE:AZ BHS:BS BHR:BH BGD:BD BRB:BB BLR:BY BEL:BE BLZ:BZ BEN:BJ BMU:BM BTN:BT BOL:BO BES:BQ
    BIH:BA BWA:BW BVT:BV BRA:BR IOT:IO BRN:BN BGR:BG BFA:BF BDI:BI CPV:CV KHM:KH CMR:CM CAN:CA CYM:KY
    CAF:CF TCD:TD CHL:CL CHN:CN CXR:CX CCK:CC COL:CO COM:KM COG:CG COD:CD COK:CK CRI:CR CIV:CI HRV:HR
    CUB:CU CUW:CW CYP:CY CZE:CZ DNK:DK DJI:DJ DMA:DM DOM:DO ECU:EC EGY:EG SLV:SV GNQ:GQ ERI:ER EST:EE
    SWZ:SZ ETH:ET FLK:FK FRO:FO FJI:FJ FIN:FI FRA:FR GUF:GF PYF:PF ATF:TF GAB:GA GMB:GM GEO:GE DEU:DE
    GHA:GH GIB:GI GRC:GR GRL:GL GRD:GD GLP:GP GUM:GU GTM:GT GGY:GG GIN:GN GNB:GW GUY:GY HTI:HT HMD:HM
    VAT:VA HND:HN HKG:HK HUN:HU ISL:IS IND:IN IDN:ID IRN:IR IRQ:IQ IRL:IE IMN:IM ISR:IL ITA:IT JAM:JM
    JPN:JP JEY:JE JOR:JO KAZ:KZ KEN:KE KIR:KI PRK:KP KOR:KR KWT:KW KGZ:KG LAO:LA LVA:LV LBN:LB LSO:LS
    LBR:LR LBY:LY LIE:LI LTU:LT LUX:LU MAC:MO MDG:MG MWI:MW MYS:MY MDV:MV MLI:ML MLT:MT MHL:MH MTQ:MQ
    MRT:MR MUS:MU MYT:YT MEX:MX FSM:FM MDA:MD MCO:MC MNG:MN MNE:ME MSR:MS MAR:MA MOZ:MZ MMR:MM NAM:NA
    NRU:NR NPL:NP NLD:NL NCL:NC NZL:NZ NIC:NI NER:NE NGA:NG NIU:NU NFK:NF MKD:MK MNP:MP NOR:NO OMN:OM
    PAK:PK PLW:PW PSE:PS PAN:PA PNG:PG PRY:PY PER:PE PHL:PH PCN:PN POL:PL PRT:PT PRI:PR QAT:QA REU:RE
    ROU:RO RUS:RU RWA:RW BLM:BL SHN:SH KNA:KN LCA:LC MAF:MF SPM:PM VCT:VC WSM:WS SMR:SM STP:ST SAU:SA
    SEN:SN SRB:RS SYC:SC SLE:SL SGP:SG SXM:SX SVK:SK SVN:SI SLB:SB SOM:SO ZAF:ZA SGS:GS SSD:SS ESP:ES
    LKA:LK SDN:SD SUR:SR SJM:SJ SWE:SE CHE:CH SYR:SY TWN:TW TJK:TJ TZA:TZ THA:TH TLS:TL TGO:TG TKL:TK
    TON:TO TTO:TT TUN:TN TUR:TR TKM:TM TCA:TC TUV:TV UGA:UG UKR:UA ARE:AE GBR:GB USA:US UMI:UM URY:UY
    UZB:UZ VUT:VU VEN:VE VNM:VN VGB:VG VIR:VI WLF:WF ESH:EH YEM:YE ZMB:ZM ZWE:ZW
"""
_TERRITORIES = """
    ALA ASM AIA ATA ABW BMU BES BVT IOT CYM CXR CCK COK CUW FLK FRO GUF PYF ATF GIB GRL GLP GUM GGY HMD HKG IMN JEY MAC
    MTQ MYT MSR NCL NIU NFK MNP PCN PRI REU BLM SHN MAF SPM SXM SGS SJM TKL TCA UMI VGB VIR WLF ESH
"""
ALPHA_2 = dict(pair.split(":") for pair in _ISO_3166.split()) | {"D": "DE", "RKS": "XK"}
BRITISH = frozenset({"GBD", "GBN", "GBO", "GBP", "GBS"})
PERSONS_WITHOUT_A_STATE = frozenset({"XXA", "XXB", "XXC", "XXX"})
# Some of these are named with their officials, emissaries or residents (parts C and D): they stand in place of the holder's
# nationality, as on laissez-passers of the United Nations (9303-4, 4.2.2 note f) and on older ones of the European Union.
_ORGANISATIONS_OF_PERSONS = frozenset({"EUE", "UNO", "UNA", "UNK", "XCC", "XOM"})
ORGANISATIONS = _ORGANISATIONS_OF_PERSONS | {"XBA", "XIM", "XCE", "XCO", "XEC", "XPO", "XES", "XMP", "XDC"}
SPECIMEN = "UTO"
_WITHDRAWN = {"ANT": "AN", "NTZ": "NT"}
_SIGNER = "IAO"
_SYNONYMS = {"DEU": "D", "XKX": "RKS"}


def canonical_state(code: str) -> str:
    """The code as passports have it: DEU becomes D. The letters are taken as they are."""
    return _SYNONYMS.get(code, code)


def is_state_code(code: str, *, is_demonstration: bool = False) -> bool:
    """Whether an applicant or a carrier may name this issuer or nationality; UTO, the specimen state, only in a demonstration.

    A withdrawn code is refused: the Neutral Zone was divided in 1991, the Netherlands Antilles in 2010, and no book of
    theirs is valid any more.
    """
    found = find_state(canonical_state(code))
    if found is None or found.kind in (StateKind.WITHDRAWN, StateKind.SIGNER):
        return False
    return found.kind is not StateKind.SPECIMEN or is_demonstration


def find_state(code: str) -> StateCode | None:
    """The code as a document writes it, or None: DEU is none, for no document should have it."""
    return STATE_CODES.get(code)


def _state_codes() -> dict[str, StateCode]:
    territories = frozenset(_TERRITORIES.split())
    iso = [
        StateCode(code, StateKind.TERRITORY if code in territories else StateKind.STATE, alpha_2)
        for code, alpha_2 in ALPHA_2.items()
        if code not in _SYNONYMS
    ]
    british = [StateCode(code, StateKind.BRITISH) for code in sorted(BRITISH)]
    organisations = [
        StateCode(code, StateKind.ORGANISATION, may_be_nationality=code in _ORGANISATIONS_OF_PERSONS)
        for code in sorted(ORGANISATIONS)
    ]
    persons = [
        StateCode("XXA", StateKind.STATELESS, may_issue=False),
        StateCode("XXB", StateKind.REFUGEE, may_issue=False),
        StateCode("XXC", StateKind.REFUGEE, may_issue=False),
        StateCode("XXX", StateKind.UNSPECIFIED, may_issue=False),
    ]
    others = [
        *(StateCode(code, StateKind.WITHDRAWN, alpha_2) for code, alpha_2 in _WITHDRAWN.items()),
        StateCode(SPECIMEN, StateKind.SPECIMEN),
        StateCode(_SIGNER, StateKind.SIGNER, may_issue=False, may_be_nationality=False),
    ]
    return {entry.code: entry for entry in (*iso, *british, *organisations, *persons, *others)}


STATE_CODES = _state_codes()
