"""Exact screening: what hits, why, and that more knowledge never takes a hit away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.documents.document import Holder, TravelDocument
from mapae.core.documents.partial_date import PartialDate
from mapae.core.screening.comparison import Adverse, Applicant, EarlierCase, ListedDocument, is_same_person, screen
from mapae.core.screening.hit import HitReason, ListKind, Side, SideField
from mapae.core.screening.report import ReportKind

NAMES = ("ORNEKOGLU", "UYDURUK", "MUELLER", "MULLER", "SPECIMEN")
DAY, LATER = date(2026, 3, 1), date(2026, 4, 1)


def person(number: str = "U00000017", **changes: str) -> Applicant:
    of = {"surname": "ORNEKOGLU", "given_names": "AYSE", "birth": "1990-05-05", "nationality": "TUR"} | changes
    birth = PartialDate.parse(of["birth"])
    holder = Holder(of["surname"], of["given_names"], birth, "F", of["nationality"])
    document = TravelDocument(number, "TUR", of["nationality"])
    return Applicant(document.key().encode(), holder.person_key().encode(), document, holder)


def listed(number: str, kind: ReportKind = ReportKind.STOLEN, day: date = DAY) -> ListedDocument:
    return ListedDocument(person(number).document, kind, day, LATER)


people = st.builds(
    person,
    st.sampled_from(["U00000017", "U00000025", "U00000033"]),
    surname=st.sampled_from(NAMES),
    birth=st.sampled_from(["1990-05-05", "1990-05-XX", "1984-02-29"]),
    nationality=st.sampled_from(["TUR", "D", "DEU"]),
)
entries = st.builds(
    listed,
    st.sampled_from(["U00000017", "U00000025"]),
    st.sampled_from(ReportKind),
    st.sampled_from([DAY, LATER]),
)
cases = st.builds(
    EarlierCase, st.uuids().map(str), people, st.none() | st.sampled_from(Adverse), st.none() | st.just(DAY)
)


def reasons_of(
    applicant: Applicant, lists: list[ListedDocument], known: list[EarlierCase]
) -> set[tuple[str, str, str]]:
    return {(hit.list_kind, hit.entry, reason) for hit in screen(applicant, lists, known) for reason in hit.reasons}


@given(people, st.lists(entries), st.lists(entries), st.lists(cases), st.lists(cases))
def test_more_that_is_known_never_takes_a_hit_away(
    applicant: Applicant,
    lists: list[ListedDocument],
    more_lists: list[ListedDocument],
    known: list[EarlierCase],
    more: list[EarlierCase],
) -> None:
    assert reasons_of(applicant, lists, known) <= reasons_of(applicant, lists + more_lists, known + more)


@given(people, cases, st.sampled_from(Adverse))
def test_case_that_ends_badly_later_keeps_its_hits(applicant: Applicant, case: EarlierCase, ended: Adverse) -> None:
    before = replace(case, ended=None, ended_on=None)
    assert reasons_of(applicant, [], [before]) <= reasons_of(applicant, [], [replace(case, ended=ended, ended_on=DAY)])


@given(people, st.lists(entries), st.lists(cases))
def test_who_shares_neither_document_nor_person_never_hits(
    applicant: Applicant, lists: list[ListedDocument], known: list[EarlierCase]
) -> None:
    strangers = [
        case
        for case in known
        if case.applicant.document != applicant.document and case.applicant.person != applicant.person
    ]
    others = [entry for entry in lists if entry.document != applicant.document]
    assert screen(applicant, others, strangers) == ()


@given(people, st.lists(entries), st.lists(cases))
def test_every_hit_has_reasons_in_order_and_both_sides(
    applicant: Applicant, lists: list[ListedDocument], known: list[EarlierCase]
) -> None:
    hits = screen(applicant, lists, known)
    assert len({(hit.list_kind, hit.entry) for hit in hits}) == len(hits)
    for hit in hits:
        assert hit.reasons == tuple(reason for reason in HitReason if reason in hit.reasons) != ()
        assert {SideField.DOCUMENT_NUMBER, SideField.ISSUING_STATE} <= {side.field for side in hit.sides}


@given(people, people)
def test_being_the_same_person_is_mutual(one: Applicant, other: Applicant) -> None:
    assert is_same_person(one.holder, one.holder)
    assert is_same_person(one.holder, other.holder) == is_same_person(other.holder, one.holder)


def test_listed_document_hits_and_names_the_report() -> None:
    (hit,) = screen(person(), [listed("U00000017"), listed("U00000017")], [])
    assert (hit.list_kind, hit.entry) == (ListKind.LOST_STOLEN, "stolen|2026-03-01")
    assert hit.reasons == (HitReason.DOCUMENT_LISTED,)
    assert Side(SideField.REPORT, "", "stolen") in hit.sides
    assert Side(SideField.LIST_FROM, "", "2026-04-01") in hit.sides


@pytest.mark.parametrize(
    ("other", "ended", "reasons"),
    [
        (person(), None, ()),
        (person(), Adverse.REFUSED, ("person_refused_before", "document_refused_before")),
        (person("U00000025"), Adverse.REFUSED, ("person_refused_before",)),
        (person("U00000025"), Adverse.REVOKED, ("person_revoked_before",)),
        (person("U00000025"), Adverse.ANNULLED, ("person_annulled_before",)),
        (person(surname="UYDURUK"), None, ("document_with_another_identity",)),
        (person(birth="1990-05-06"), None, ("document_with_another_identity",)),
        (person(nationality="UTO"), None, ("document_with_another_identity",)),
        (
            person(surname="UYDURUK"),
            Adverse.ANNULLED,
            ("document_with_another_identity", "document_annulled_before"),
        ),
        (person("U00000025", surname="UYDURUK"), Adverse.REFUSED, ()),
    ],
)
def test_earlier_case_hits_for_what_it_shares(
    other: Applicant, ended: Adverse | None, reasons: tuple[str, ...]
) -> None:
    hits = screen(person(), [], [EarlierCase("earlier", other, ended, DAY if ended else None)])
    assert [hit.reasons for hit in hits] == ([reasons] if reasons else [])


def test_other_spelling_of_the_same_name_is_no_other_identity() -> None:
    joined = person(surname="ORNEK<OGLU")
    assert joined.person != person().person
    assert screen(person(), [], [EarlierCase("earlier", joined)]) == ()


def test_sides_stand_beside_each_other() -> None:
    (hit,) = screen(person(), [], [EarlierCase("earlier", person(surname="UYDURUK"), Adverse.REVOKED, DAY)])
    assert Side(SideField.SURNAME, "ORNEKOGLU", "UYDURUK") in hit.sides
    assert hit.sides[-2:] == (Side(SideField.ENDED, "", "revoked"), Side(SideField.ENDED_ON, "", "2026-03-01"))
