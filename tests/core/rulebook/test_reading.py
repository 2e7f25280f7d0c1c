"""A rulebook that says too little, or nonsense, does not load; the message names file, line, rule and remedy."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from mapae.core.rulebook.model import Choices, GroundCategory
from mapae.core.rulebook.reading import read_rulebook
from mapae.core.rulebook.written import MOST, Fault, RulebookProblem
from tests.core.rulebook.invented import (
    cap,
    fee,
    form,
    ground,
    group,
    parts,
    placed,
    read,
    requirement,
    rule,
    says,
    validity,
)

Spoil = Callable[[dict[str, Any]], object]
GONE = object()


def one(part: str, **changes: object) -> Spoil:
    """Change the part's first rule; a value of GONE takes the key away."""

    def spoil(written: dict[str, Any]) -> None:
        for key, value in changes.items():
            written[part][0][key] = value
            if value is GONE:
                del written[part][0][key]

    return spoil


def whole(**changes: object) -> Spoil:
    return lambda written: written.update(changes)


def more(part: str, added: dict[str, Any]) -> Spoil:
    return lambda written: written.setdefault(part, []).append(added)


PERIOD = "«in_force» says from which day and to which day the rule holds, as {from: 2026-01-01, to: 2026-12-31}; "
LIST = "must be a list of codes, such as [TUR, USA]; it is "
STATE = "is no code of a state. Write it as passports do: D for Germany, USA"
UNTIL, SINCE = {"to": date(2026, 6, 14)}, {"from": date(2026, 6, 14)}

# What every rule says of itself.
COMMON: list[tuple[Spoil, str, str]] = [
    (one("stays", id=GONE), "a rule of «stays» without an id", "«id» is missing. Every rule says it, in words"),
    (one("requirements", id="  "), "a rule of «requirements» without an id", "«id» is missing"),
    (one("requirements", id=7), "a rule of «requirements» without an id", "«id» is missing"),
    (one("requirements", source=GONE), "UTO.required", "«source» is missing. Every rule says its legal source, in words"),
    (one("requirements", source="  "), "UTO.required", "«source» is missing"),
    (one("requirements", confidence=GONE), "UTO.required", "«confidence» is missing"),
    (one("requirements", confidence="certain"), "UTO.required", "«confidence» is one of low, medium, high; it is 'certain'"),
    (one("requirements", tested=GONE), "UTO.required", "«tested» is missing. Every rule says whose day is held"),
    (one("requirements", tested="submission"), "UTO.required",
     "«tested» must be arrival, the moment that rules of this part are held against"),
    (one("requirements", in_force=GONE), "UTO.required", PERIOD + "either may be left out"),
    (one("requirements", in_force={}), "UTO.required", PERIOD),
    (one("requirements", in_force="2026-01-01"), "UTO.required", PERIOD),
    (one("requirements", in_force={"until": date(2026, 1, 1)}), "UTO.required", PERIOD),
    (one("requirements", in_force={"from": date(2026, 1, 1), "until": date(2026, 1, 1)}), "UTO.required", PERIOD),
    (one("requirements", in_force={"from": "next year"}), "UTO.required",
     "the days of «in_force» are written like 2026-12-31; it says 'next year'"),
    (one("requirements", in_force={"from": None}), "UTO.required", "the days of «in_force» are written like 2026-12-31"),
    (one("requirements", in_force={"from": date(2026, 1, 2), "to": date(2026, 1, 1)}), "UTO.required",
     "«in_force» ends (2026-01-01) before it begins (2026-01-02)"),
    (one("requirements", switch="turbo"), "UTO.required", "there is no switch 'turbo'. Declare it in «switches»"),
    (one("requirements", switch=["pilot"]), "UTO.required", "«switch» is missing. It is the name of a switch"),
    (one("requirements", nationality=["TUR"]), "UTO.required", "«nationality» is not known here. It may say ages, categories"),
    (one("stays", ages={"to": 17}), "UTO.stay",
     "«ages» is not known here. It may say confidence, days, id, in_force, nationalities, note, source, switch, tested"),
]  # fmt: skip
REQUIREMENTS: list[tuple[Spoil, str, str]] = [
    (one("requirements", decides=GONE), "UTO.required", "«decides» is missing"),
    (one("requirements", decides="maybe"), "UTO.required",
     "«decides» is one of required, exempt, outside, not_eligible; it is 'maybe'"),
    (one("requirements", code=GONE), "UTO.required",
     "«code» is missing. It is the code of the reason, such as temporary_waiver"),
    (one("requirements", nationalities=[False, "TUR"]), "UTO.required", f"«nationalities» {LIST}[False, 'TUR']"),
    (one("requirements", nationalities=[""]), "UTO.required", f"«nationalities» {LIST}"),
    (one("requirements", nationalities=[]), "UTO.required", f"«nationalities» {LIST}[]"),
    (one("requirements", nationalities="TUR"), "UTO.required", f"«nationalities» {LIST}'TUR'"),
    (one("requirements", nationalities=["TUR", "GER"]), "UTO.required", f"«nationalities»: 'GER' {STATE}"),
    (one("requirements", nationalities=["DEU"]), "UTO.required", f"«nationalities»: 'DEU' {STATE}"),
    (one("requirements", except_nationalities=["DEU"]), "UTO.required", f"«except_nationalities»: 'DEU' {STATE}"),
    (one("requirements", nationalities=["list:trio"]), "UTO.required",
     "«nationalities»: there is no list 'trio'. The lists are pair"),
    (one("requirements", except_nationalities=["list:trio"]), "UTO.required", "«except_nationalities»: there is no list"),
    (one("requirements", nationalities=["list:pair"]), "UTO.required",
     "it claims more confidence than its list 'pair' has (medium). Lower the one or confirm the other"),
    (one("requirements", issuing_states=["DEU"]), "UTO.required", f"«issuing_states»: 'DEU' {STATE}"),
    (one("requirements", issuing_states="UNO"), "UTO.required", f"«issuing_states» {LIST}'UNO'"),
    (one("requirements", categories=["diplomat"]), "UTO.required",
     "«categories» holds 'diplomat'; it may hold visa_holder, resident, crew, transit_airside, diplomatic, official"),
    (one("requirements", categories_other_than=["diplomat"]), "UTO.required", "«categories_other_than» holds 'diplomat'"),
    (one("requirements", purposes=["fun"]), "UTO.required", "«purposes» holds 'fun'; it may hold tourism, family"),
    (one("requirements", purposes_other_than=["fun"]), "UTO.required", "«purposes_other_than» holds 'fun'"),
    (one("requirements", ports="harbour"), "UTO.required", f"«ports» {LIST}'harbour'"),
    (one("requirements", ports_other_than=[1]), "UTO.required", f"«ports_other_than» {LIST}[1]"),
    (one("requirements", document_types="P"), "UTO.required", f"«document_types» {LIST}'P'"),
    (one("requirements", document_types=["PO"]), "UTO.required",
     "«document_types» holds 'PO'; it may hold the first letter of a document code, such as P"),
    (one("requirements", document_types_other_than=["P", "p"]), "UTO.required", "«document_types_other_than» holds 'p'"),
    (one("requirements", document_expires="soon"), "UTO.required",
     "«document_expires» is one of before_arrival; it is 'soon'"),
    (one("requirements", ages=[17]), "UTO.required", "«ages» holds something that is no mapping: [17]. Write key: value"),
    (one("requirements", ages={"upto": 17}), "UTO.required", "«upto» is not known here. It may say from, to"),
    (one("requirements", ages={"from": "65"}), "UTO.required", "«from» must be a whole number, 0 or more; it is '65'"),
    (one("requirements", ages={"to": -1}), "UTO.required", "«to» must be a whole number, 0 or more; it is -1"),
    (one("requirements", ages={}), "UTO.required",
     "«ages» says from which age and to which age the rule holds, as {from: 65} or {to: 17}"),
    (one("requirements", ages={"from": 18, "to": 17}), "UTO.required", "«ages» ends (17) before it begins (18)"),
    (one("requirements", code="never_said"), "UTO.required", "«reasons» does not say its code never_said. Say it there in every"),
    (more("unpublished", requirement("secret", tested="decision")), "UTO.secret", "«tested» must be arrival"),
    (more("unpublished", requirement("secret", code="never_said")), "UTO.secret", "«reasons» does not say its code"),
    (whole(unpublished=[]), "the rulebook", "it has no list «unpublished». Add it, with at least one rule"),
]  # fmt: skip
OTHERS: list[tuple[Spoil, str, str]] = [
    (one("derivations", nationality="DEU"), "UTO.which", f"«nationality»: 'DEU' {STATE}"),
    (one("derivations", nationality=GONE), "UTO.which", "«nationality» is missing. It is what the document says"),
    (one("derivations", asks="what"), "UTO.which", "«asks» is one of which_passport; it is 'what'"),
    (one("derivations", readings=["HK"]), "UTO.which", f"«readings»: 'HK' {STATE}"),
    (one("derivations", tested="decision"), "UTO.which", "«tested» must be arrival"),
    (one("stays", nationalities=["DEU"]), "UTO.stay", f"«nationalities»: 'DEU' {STATE}"),
    (one("stays", nationalities=GONE), "UTO.stay", f"«nationalities» {LIST}None"),
    (one("stays", days=0), "UTO.stay", "«days» must be a whole number, 1 or more; it is 0"),
    (one("stays", tested="decision"), "UTO.stay", "«tested» must be arrival"),
    (one("fees", base=GONE), "UTO.fee", "«base» must be a whole number, 0 or more; it is None"),
    (one("fees", base=-1), "UTO.fee", "«base» must be a whole number, 0 or more; it is -1"),
    (one("fees", base=True), "UTO.fee", "«base» must be a whole number, 0 or more; it is True"),
    (one("fees", processing=0.5), "UTO.fee", "«processing» must be a whole number, 0 or more; it is 0.5"),
    (one("fees", currency=GONE), "UTO.fee", "«currency» is missing. It is a code like KRW"),
    (one("fees", refund="all"), "UTO.fee", "«refund» is one of none, before_decision; it is 'all'"),
    (one("fees", tested="arrival"), "UTO.fee", "«tested» must be submission"),
    (one("validities", years=0), "UTO.validity", "«years» must be a whole number, 1 or more; it is 0"),
    (one("validities", years=101), "UTO.validity", "«years» must be 100 at most; it is 101. Check the number"),
    (one("caps", within_months=1201), "UTO.cap", "«within_months» must be 1200 at most; it is 1201"),
    (one("caps", blocked_months=1201), "UTO.cap", "«blocked_months» must be 1200 at most; it is 1201"),
    (one("fees", base=MOST + 1), "UTO.fee", f"«base» must be {MOST} at most; it is {MOST + 1}. Check the number"),
    (one("validities", entries="double"), "UTO.validity", "«entries» is one of single, multiple; it is 'double'"),
    (one("validities", capped_by=GONE), "UTO.validity", "«capped_by» is missing"),
    (one("validities", capped_by="nothing"), "UTO.validity", "«capped_by» is one of document_expiry"),
    (one("validities", tested="arrival"), "UTO.validity", "«tested» must be submission"),
    (one("caps", applications=0), "UTO.cap", "«applications» must be a whole number, 1 or more; it is 0"),
    (one("caps", within_months=0), "UTO.cap", "«within_months» must be a whole number, 1 or more; it is 0"),
    (one("caps", blocked_months=0), "UTO.cap", "«blocked_months» must be a whole number, 1 or more; it is 0"),
    (one("caps", not_counted=["regret"]), "UTO.cap",
     "«not_counted» holds 'regret'; it may hold personal_data_corrected, photo_corrected"),
    (one("caps", tested="arrival"), "UTO.cap", "«tested» must be submission"),
    (one("opt_ins", reasons="waiver"), "UTO.opt-in", f"«reasons» {LIST}'waiver'"),
    (one("opt_ins", brings=[]), "UTO.opt-in", f"«brings» {LIST}[]"),
    (one("opt_ins", tested="arrival"), "UTO.opt-in", "«tested» must be submission"),
    (one("forms", portrait="maybe"), "UTO.form", "«portrait» is one of required, not_asked; it is 'maybe'"),
    (one("forms", portrait=True), "UTO.form", "«portrait» is missing"),
    (one("forms", may_be_unknown=["surname"]), "UTO.form",
     "«may_be_unknown» holds 'surname'; it may hold arrival_day, stay_address"),
    (one("forms", may_be_unknown=[]), "UTO.form", f"«may_be_unknown» {LIST}[]"),
    (one("forms", portrait=GONE, may_be_unknown=GONE), "UTO.form",
     "it says nothing of the form. Say «portrait», «may_be_unknown», or both"),
    (one("forms", tested="arrival"), "UTO.form", "«tested» must be submission"),
    (one("groups", organisations=["circus"]), "UTO.groups",
     "«organisations» holds 'circus'; it may hold travel_agency, medical_institution, company, school, family"),
    (one("groups", people=0), "UTO.groups", "«people» must be a whole number, 1 or more; it is 0"),
    (one("groups", recommended_people=0), "UTO.groups", "«recommended_people» must be a whole number, 1 or more; it is 0"),
    (one("groups", recommended_people=51), "UTO.groups", "«recommended_people» (51) is more than «people» (50)"),
    (one("groups", approval="king"), "UTO.groups", "«approval» is one of officer, none; it is 'king'"),
    (one("groups", account="maybe"), "UTO.groups", "«account» is one of required, none; it is 'maybe'"),
    (one("groups", tested="arrival"), "UTO.groups", "«tested» must be submission"),
    (one("changes", fields=["mood"]), "UTO.change", "«fields» holds 'mood'; it may hold surname, given_names, sex, birth_date"),
    (one("changes", means="nothing"), "UTO.change", "«means» is one of free_edit, new_application; it is 'nothing'"),
    (one("changes", tested="decision"), "UTO.change", "«tested» must be change"),
    (one("disclosures", refusal="half"), "UTO.disclosure", "«refusal» is one of none, category, full; it is 'half'"),
    (one("disclosures", tested="arrival"), "UTO.disclosure", "«tested» must be decision"),
    (one("four_eyes", acts=["grant"]), "UTO.four-eyes", "«acts» holds 'grant'; it may hold refuse, revoke, annul"),
    (one("four_eyes", tested="arrival"), "UTO.four-eyes", "«tested» must be decision"),
    (one("retentions", of="dreams"), "UTO.retention",
     "«of» is one of drafts, awaiting_payment, granted, refused, withdrawn, lapsed; it is 'dreams'"),
    (one("retentions", days=0), "UTO.retention", "«days» must be a whole number, 1 or more; it is 0"),
    (one("retentions", days=GONE), "UTO.retention", "«days» must be a whole number, 1 or more; it is None"),
    (one("retentions", days=GONE, **{"for": "ever"}), "UTO.retention", "«for» is one of no_term; it is 'ever'"),
    (one("retentions", **{"for": "no_term"}), "UTO.retention", "it says both «days» and «for». Say one of them"),
    (one("retentions", tested="arrival"), "UTO.retention", "«tested» must be decision"),
    (one("lapses", days=0), "UTO.lapse", "«days» must be a whole number, 1 or more; it is 0"),
    (one("lapses", tested="arrival"), "UTO.lapse", "«tested» must be submission"),
    (one("board_checks", delay_grace_hours=-1), "UTO.board", "«delay_grace_hours» must be a whole number, 0 or more"),
    (one("board_checks", refusal_overrides_exemption="no"), "UTO.board",
     "«refusal_overrides_exemption» is true or false; it is 'no'"),
    (one("board_checks", refusal_overrides_exemption=0), "UTO.board", "is true or false; it is 0"),
    (one("board_checks", tested="decision"), "UTO.board", "«tested» must be arrival"),
    (one("grounds", code=GONE), "UTO.ground", "«code» is missing"),
    (one("grounds", category=GONE), "UTO.ground", "«category» is missing. It is one of the rulebook's categories"),
    (one("grounds", category="mystery"), "UTO.ground", "there is no category 'mystery'. Declare it in «categories»"),
    (one("grounds", acts=["grant"]), "UTO.ground", "«acts» holds 'grant'; it may hold refuse, revoke, annul"),
    (one("grounds", law=GONE), "UTO.ground", "«law» is missing. It is the article that an officer cites"),
    (one("grounds", texts=GONE), "UTO.ground", "«texts» says it in every language: en, tr, ko"),
    (one("grounds", texts={"en": "x", "tr": "y"}), "UTO.ground",
     "«texts» has no text in ko. It is read by people who know no other language"),
    (one("grounds", mend={"en": "x", "tr": " ", "ko": "z"}), "UTO.ground", "«mend» has no text in tr"),
    (one("grounds", mend={"en": 1, "tr": "y", "ko": "z"}), "UTO.ground", "«mend» has no text in en"),
    (one("grounds", visa_route="yes"), "UTO.ground", "«visa_route» is true or false; it is 'yes'"),
    (one("grounds", tested="arrival"), "UTO.ground", "«tested» must be decision"),
]  # fmt: skip
HEAD: list[tuple[Spoil, str, str]] = [
    (whole(programme=""), "the rulebook", "«programme» is missing"),
    (whole(zone=""), "the rulebook", "«zone» is missing"),
    (whole(zone="Seoul"), "the rulebook", "zone 'Seoul' is not known; write it like Asia/Seoul"),
    (whole(zone="Asia"), "the rulebook", "zone 'Asia' is not known; write it like Asia/Seoul"),
    (whole(zone="../etc"), "the rulebook", "zone '../etc' is not known"),
    (whole(destination="UTO"), "the rulebook", f"«destination» {LIST}'UTO'"),
    (whole(destination=["DEU"]), "the rulebook", f"«destination»: 'DEU' {STATE}"),
    (whole(rules=[]), "the rulebook", "«rules» is no part of one. It may have board_checks, caps, categories"),
    (whole(requirements=[]), "the rulebook", "it has no list «requirements». Add it, with at least one rule"),
    (whole(requirements=None), "the rulebook", "it has no list «requirements»"),
    (whole(fees=None), "the rulebook", "it has no list «fees»"),
    (whole(fees={}), "the rulebook", "it has no list «fees»"),
    (whole(validities=None), "the rulebook", "it has no list «validities»"),
    (whole(retentions=None), "the rulebook", "it has no list «retentions»"),
    (whole(lapses=None), "the rulebook", "it has no list «lapses»"),
    (whole(stays=[]), "the rulebook", "it has no list «stays»"),
    (whole(stays="none"), "the rulebook", "it has no list «stays»"),
    (whole(requirements=["TUR"]), "a rule of «requirements»", "holds something that is no mapping: 'TUR'. Write key: value"),
    (one("lists", id=GONE), "a rule of «lists» without an id", "«id» is missing"),
    (one("lists", source=GONE), "pair", "«source» is missing"),
    (one("lists", confidence=GONE), "pair", "«confidence» is missing"),
    (one("lists", confidence="sure"), "pair", "«confidence» is one of low, medium, high"),
    (one("lists", nationalities=["DEU"]), "pair", f"«nationalities»: 'DEU' {STATE}"),
    (one("lists", days=3), "pair", "«days» is not known here. It may say confidence, id, nationalities, note, source"),
    (lambda written: written["lists"].append(written["lists"][0]), "pair", "a list of this id stands here a second time"),
    (one("switches", id=GONE), "a rule of «switches» without an id", "«id» is missing"),
    (one("switches", source=GONE), "pilot", "«source» is missing"),
    (one("switches", default="off"), "pilot", "«default» is true or false; it is 'off'"),
    (one("switches", on=True), "pilot", "«on» is not known here. It may say default, id, in_demonstration, source"),
    (lambda written: written["switches"].append(written["switches"][0]), "pilot", "a switch of this id stands here a second"),
    (one("reasons", code=GONE), "a rule of «reasons» without an id", "«code» is missing"),
    (one("reasons", texts={"en": "x"}), "nationality_outside", "«texts» has no text in tr"),
    (one("reasons", note="x"), "nationality_outside", "«note» is not known here. It may say code, texts"),
    (one("reasons", code="other"), "the rulebook", "«reasons» does not say nationality_outside. Say it in every language"),
    (lambda written: written["reasons"].pop(1), "the rulebook", "«reasons» does not say unpublished_list"),
    (lambda written: written["reasons"].append(written["reasons"][0]), "nationality_outside",
     "this code stands here a second time. Give each its own"),
    (one("categories", texts=GONE), "document", "«texts» says it in every language"),
]  # fmt: skip
TOGETHER: list[tuple[Spoil, str, str]] = [
    (more("requirements", requirement()), "UTO.required", "a rule of this id stands here a second time. Give each its own"),
    (more("stays", rule("required", "arrival", nationalities=["FRA"], days=9)), "UTO.required", "stands here a second time"),
    (one("requirements", id="KOR.required"), "KOR.required", "its id must begin with UTO., the programme it belongs to"),
    (one("grounds", id="UTO-ground"), "UTO-ground", "its id must begin with UTO."),
    (more("fees", fee("second")), "UTO.second",
     "UTO.fee is in force on some of the same days. End the one before the other begins"),
    (more("validities", validity("second")), "UTO.second", "UTO.validity is in force on some of the same days"),
    (more("lapses", rule("second", "submission", days=3)), "UTO.second", "UTO.lapse is in force on some"),
    (more("disclosures", rule("second", "decision", refusal="none")), "UTO.second", "UTO.disclosure is in force on some"),
    (more("board_checks", rule("second", "arrival", delay_grace_hours=1, refusal_overrides_exemption=True)), "UTO.second",
     "UTO.board is in force on some"),
    (more("stays", rule("second", "arrival", nationalities=["FRA", "TUR"], days=9)), "UTO.second",
     "UTO.stay is in force on some of the same days for TUR. End the one"),
    (more("retentions", rule("second", "decision", of="drafts", days=9)), "UTO.second",
     "UTO.retention is in force on some of the same days for drafts"),
    (more("changes", rule("second", "change", fields=["contact", "sex"], means="new_application")), "UTO.second",
     "UTO.change is in force on some of the same days for contact"),
    (more("forms", form("second", may_be_unknown=None)), "UTO.second",
     "UTO.form is in force on some of the same days for portrait"),
    (more("forms", form("second", portrait="not_asked", may_be_unknown=["stay_address"])), "UTO.second",
     "UTO.form is in force on some of the same days for portrait. End the one"),
    (more("forms", form("second", portrait=None)), "UTO.second",
     "UTO.form is in force on some of the same days for arrival_day"),
    (more("groups", group("second", organisations=["family", "school"])), "UTO.second",
     "UTO.groups is in force on some of the same days for school"),
    (more("derivations", rule("second", "arrival", nationality="CHN", asks="which_passport", readings=["TWN"])), "UTO.second",
     "UTO.which is in force on some of the same days for CHN"),
    (more("grounds", ground("second")), "UTO.second",
     "UTO.ground is in force on some of the same days for document_not_valid"),
]  # fmt: skip
FAULTS = [*COMMON, *REQUIREMENTS, *OTHERS, *HEAD, *TOGETHER]


def refused(written: dict[str, Any], choices: Choices = Choices(), **keys: Any) -> RulebookProblem:
    with pytest.raises(RulebookProblem) as problem:
        read_rulebook(placed(written), "v", choices, **keys)
    return problem.value


@pytest.mark.parametrize(("spoil", "name", "what"), FAULTS)
def test_each_fault_is_refused_naming_the_rule_and_the_remedy(spoil: Spoil, name: str, what: str) -> None:
    written = deepcopy(parts())
    spoil(written)
    problem = refused(written)
    told = [str(fault) for fault in problem.faults if f"{name}: " in str(fault) and what in str(fault)]
    assert told, str(problem)
    assert str(problem).splitlines() == [str(fault) for fault in problem.faults]
    if not name.startswith("the rulebook") and "no mapping: 'TUR'" not in what:
        assert re.match(r"uto\.yaml, line [0-9]+: ", told[0])


def test_place_is_that_of_the_rule_also_where_the_fault_stands_inside_it() -> None:
    written = placed(parts())
    place = written["requirements"][0].place
    for key, value in (
        ("nationalities", ["GER"]), ("ages", 17), ("ages", {"upto": 17}), ("in_force", {"to": 1}), ("code", "unsaid"),
    ):  # fmt: skip
        spoilt = placed(parts())
        spoilt["requirements"][0][key] = value
        with pytest.raises(RulebookProblem) as problem:
            read_rulebook(spoilt, "v", Choices())
        assert [fault.place for fault in problem.value.faults if isinstance(fault, Fault)] == [place]
        assert str(problem.value).startswith(f"{place}: UTO.required: ")


def test_all_faults_are_told_at_once() -> None:
    written = deepcopy(parts())
    for part, changes in (
        ("requirements", {"code": GONE}),
        ("fees", {"base": -1}),
        ("grounds", {"category": "mystery"}),
    ):
        one(part, **changes)(written)
    written["requirements"] += [requirement("second", source=""), "TUR", requirement("third", decides="perhaps")]
    written["zone"], written["stays"] = "Seoul", []
    problem = refused(written)
    assert [fault.rule for fault in problem.faults if isinstance(fault, Fault)] == [
        "a rule of «requirements»", "UTO.required", "UTO.second", "UTO.third", "the rulebook", "the rulebook", "UTO.fee",
        "UTO.ground",
    ]  # fmt: skip
    assert len(str(problem).splitlines()) == len(problem.faults) == 8


def test_rulebook_that_is_right_loads_whole_and_as_it_was_written() -> None:
    book = read(version="0123")
    assert (book.programme, book.version, str(book.zone), book.destination) == ("UTO", "0123", "Asia/Seoul", {"UTO"})
    assert book.left_out == frozenset()
    told = GroundCategory(says("It is about the document."), says("Renew it."))
    assert book.ground_categories == {"document": told}
    assert book.said("crew") == says("Because of crew.")
    assert {one.line.split(",")[0] for one in book.rules()} == {"uto.yaml"}


@pytest.mark.parametrize(
    "part",
    ["switches", "lists", "derivations", "stays", "caps", "opt_ins", "forms", "groups", "changes", "disclosures",
     "four_eyes", "board_checks", "grounds", "unpublished"],
)  # fmt: skip
def test_part_that_not_every_programme_has_may_be_left_out(part: str) -> None:
    assert read(**{part: None}).programme == "UTO"


def test_categories_may_be_left_out_while_no_ground_needs_one() -> None:
    assert read(categories=None, grounds=None).ground_categories == {}


ALONE = [
    ("fees", fee, {}), ("validities", validity, {}),
    ("lapses", lambda id_, **keys: rule(id_, "submission", days=7, **keys), {}),
    ("disclosures", lambda id_, **keys: rule(id_, "decision", refusal="none", **keys), {}),
    ("board_checks", lambda id_, **keys: rule(
        id_, "arrival", delay_grace_hours=1, refusal_overrides_exemption=True, **keys), {}),
    ("stays", lambda id_, **keys: rule(id_, "arrival", days=9, **keys), {"nationalities": ["TUR"]}),
    ("retentions", lambda id_, **keys: rule(id_, "decision", days=9, **keys), {"of": "drafts"}),
    ("changes", lambda id_, **keys: rule(id_, "change", means="free_edit", **keys), {"fields": ["sex"]}),
    ("groups", group, {"organisations": ["school"]}),
    ("forms", form, {}),
    ("derivations", lambda id_, **keys: rule(id_, "arrival", asks="which_passport", readings=["HKG"], **keys),
     {"nationality": "CHN"}),
    ("grounds", ground, {"code": "document_not_valid"}),
]  # fmt: skip


@pytest.mark.parametrize(("part", "make", "keys"), ALONE)
def test_rules_may_follow_each_other_on_the_next_day_and_not_share_one(
    part: str, make: Callable[..., dict[str, Any]], keys: dict[str, Any]
) -> None:
    before = make("before", **keys, in_force={"to": date(2026, 6, 14)})
    after = make("after", **keys, in_force={"from": date(2026, 6, 15)})
    assert [one.id for one in getattr(read(**{part: [before, after]}), part)] == ["UTO.before", "UTO.after"]
    shared = make("after", **keys, in_force={"from": date(2026, 6, 14)})
    assert "UTO.before is in force on some of the same days" in str(refused(parts(**{part: [before, shared]})))
    assert "UTO.after is in force on some of the same days" in str(refused(parts(**{part: [shared, before]})))


@pytest.mark.parametrize(
    ("part", "rules"),
    [
        ("stays", [rule("a", "arrival", nationalities=["TUR"], days=9), rule("b", "arrival", nationalities=["D"], days=9)]),
        ("retentions", [rule("a", "decision", of="drafts", days=9), rule("b", "decision", of="granted", days=9)]),
        ("changes", [rule("a", "change", fields=["sex"], means="free_edit"),
                     rule("b", "change", fields=["contact"], means="free_edit")]),
        ("forms", [form("a", may_be_unknown=None), form("b", portrait=None)]),
        ("groups", [group("a", organisations=["school"]), group("b", organisations=["family"])]),
        ("grounds", [ground("a"), ground("b", code="document_reported_lost")]),
        ("caps", [cap("a"), cap("b", applications=9)]),
        ("four_eyes", [rule("a", "decision", acts=["refuse"]), rule("b", "decision", acts=["refuse"])]),
        ("opt_ins", [rule("a", "submission", reasons=["age"], brings=["x"]),
                     rule("b", "submission", reasons=["age"], brings=["x"])]),
        ("requirements", [requirement("a"), requirement("b")]),
    ],
)  # fmt: skip
def test_rules_about_different_things_and_those_that_may_speak_together_share_their_days(
    part: str, rules: list[dict[str, Any]]
) -> None:
    assert [one.id for one in getattr(read(**{part: rules}), part)] == ["UTO.a", "UTO.b"]


def test_largest_numbers_that_are_taken() -> None:
    book = read(
        validities=[validity(years=100)], caps=[cap(within_months=1200, blocked_months=1200)], fees=[fee(base=MOST)]
    )
    assert (book.validities[0].years, book.caps[0].within_months, book.caps[0].blocked_months) == (100, 1200, 1200)
    assert book.fees[0].fee.base == MOST


def test_rule_that_no_case_names_does_not_load() -> None:
    ids = {one.id for one in read().rules()}
    assert read(tested_rules=ids).programme == "UTO"
    problem = refused(parts(), tested_rules=ids - {"UTO.fee", "UTO.which"})
    assert [(fault.rule, fault.place[:9]) for fault in problem.faults if isinstance(fault, Fault)] == [
        ("UTO.which", "uto.yaml,"),
        ("UTO.fee", "uto.yaml,"),
    ]
    assert "no case names it. Add one under cases/ whose outcome it decides" in str(problem)
    assert "no case names it" in str(refused(parts(), tested_rules=frozenset()))


def test_unpublished_rule_needs_no_case_that_would_publish_it() -> None:
    ids = {one.id for one in read().rules()}
    assert read(tested_rules=ids, unpublished=[requirement("secret", "exempt", code="waiver")]).requirements[-1].id


def test_all_that_two_rules_share_is_named() -> None:
    second = rule("second", "arrival", nationalities=["USA", "TUR", "D", "FRA"], days=9)
    first = rule("first", "arrival", nationalities=["D", "TUR", "USA", "JPN"], days=9)
    assert "on some of the same days for D, TUR, USA. End" in str(refused(parts(stays=[first, second])))


def test_fault_says_its_place_first_and_leaves_an_unknown_one_out() -> None:
    assert str(Fault("terms.yaml, line 12", "UTO.fee", "is odd")) == "terms.yaml, line 12: UTO.fee: is odd"
    assert str(Fault("", "UTO.fee", "is odd")) == "UTO.fee: is odd"


WHOLE: list[tuple[Spoil, str]] = [
    (one("stays", switch=7), "«switch» is missing. It is the name of a switch"),
    (one("stays", switch="turbo"), "there is no switch 'turbo'. Declare it in «switches»"),
    (one("stays", id="KOR.stay"), "its id must begin with UTO., the programme it belongs to"),
    (more("fees", fee("second")), "UTO.fee is in force on some of the same days. End the one before the other begins"),
    (lambda written: written["switches"].append(written["switches"][0]),
     "a switch of this id stands here a second time. Give each its own"),
    (more("lists", {"id": "pair", "nationalities": ["D"], "source": "x", "confidence": "high"}),
     "a list of this id stands here a second time. Give each its own"),
    (more("lapses", rule("fee", "submission", days=1, in_force={"to": date(2025, 12, 31)})),
     "a rule of this id stands here a second time. Give each its own"),
    (one("requirements", code="unsaid"), "«reasons» does not say its code unsaid. Say it there in every language"),
    (whole(zone="Seoul"), "zone 'Seoul' is not known; write it like Asia/Seoul"),
    (one("fees", base=MOST + 1), f"«base» must be {MOST} at most; it is {MOST + 1}. Check the number"),
    (one("stays", days=36501), "«days» must be 36500 at most; it is 36501. Check the number"),
    (one("retentions", days=36501), "«days» must be 36500 at most; it is 36501. Check the number"),
    (one("lapses", days=36501), "«days» must be 36500 at most; it is 36501. Check the number"),
    (one("stays", in_force={}),
     "«in_force» says from which day and to which day the rule holds, as {from: 2026-01-01, to: 2026-12-31}; either may be "
     "left out"),
    (one("stays", in_force={"from": date(2026, 1, 2), "to": date(2026, 1, 1)}),
     "«in_force» ends (2026-01-01) before it begins (2026-01-02)"),
    (one("stays", tested="decision"), "«tested» must be arrival, the moment that rules of this part are held against"),
    (one("requirements", ages={"from": 2, "to": 1}), "«ages» ends (1) before it begins (2)"),
    (one("requirements", nationalities=["list:trio"]), "«nationalities»: there is no list 'trio'. The lists are pair"),
    (one("grounds", category="x"), "there is no category 'x'. Declare it in «categories»"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "text"), WHOLE)
def test_fault_is_one_whole_sentence_and_the_only_one(spoil: Spoil, text: str) -> None:
    written = deepcopy(parts())
    spoil(written)
    assert [fault.text for fault in refused(written).faults if isinstance(fault, Fault)] == [text]


def test_fault_of_an_id_that_stands_twice_is_at_the_second_place() -> None:
    rules = placed(parts(requirements=[requirement(), requirement(), requirement()]))
    second, third = rules["requirements"][1].place, rules["requirements"][2].place
    with pytest.raises(RulebookProblem) as problem:
        read_rulebook(rules, "v", Choices())
    assert [fault.place for fault in problem.value.faults if isinstance(fault, Fault)] == [second, third]


def test_fault_without_a_file_says_the_rule_first() -> None:
    with pytest.raises(RulebookProblem) as problem:
        read_rulebook(parts(stays=[rule("stay", "arrival", nationalities=["TUR"], days=0)]), "v", Choices())
    assert str(problem.value) == "UTO.stay: «days» must be a whole number, 1 or more; it is 0"
