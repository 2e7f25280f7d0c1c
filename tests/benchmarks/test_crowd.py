"""The crowd is the same in every run, so that figures can be compared."""

from __future__ import annotations

from benchmarks.crowd import CROWD, person
from mapae.core.documents.names import mrz_form

SEVENTH = ("ORNEKNUR", "MEROZ<CANLA", "1963-06-06", "F")


def test_person_of_a_number_is_always_the_same() -> None:
    one = person(7)

    assert CROWD == "mapae-crowd-1"
    assert (one.document.number, one.document.issuing_state) == ("B00000007", "TUR")
    assert (one.holder.surname, one.holder.given_names, str(one.holder.birth), one.holder.sex) == SEVENTH


def test_people_differ_in_their_documents_and_are_written_as_in_passports() -> None:
    people = [person(number) for number in range(1000)]

    assert len({one.document.key() for one in people}) == 1000
    assert all(mrz_form(one.holder.surname) == one.holder.surname for one in people)
