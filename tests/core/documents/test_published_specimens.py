"""Published specimens are read as their pages say and written back as they stand; known faults are told, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from mapae.core.documents.mrz_findings import CheckState, Reading
from mapae.core.documents.mrz_reading import read
from mapae.core.documents.mrz_writing import write
from tests.core.documents.published_specimens import FAULTY, SPECIMENS

TODAY = date(2026, 11, 24)


def reading(lines: str, *, is_demonstration: bool = True) -> Reading:
    return read(lines.split(" "), today=TODAY, is_demonstration=is_demonstration)


def said(found: Reading) -> str:
    """What was read, in the words of the table."""
    fields = found.fields
    assert fields is not None
    words = (
        fields.format, fields.code, fields.issuer, fields.primary, fields.secondary, fields.number, fields.nationality,
        found.birth, fields.sex, found.expiry, fields.optional, fields.second_optional,
    )  # fmt: skip
    return " ".join(str(word) or "-" for word in words).rstrip(" -")


@pytest.mark.parametrize(("lines", "page"), SPECIMENS)
def test_published_specimen_is_read_as_its_page_says(lines: str, page: str) -> None:
    found = reading(lines)
    assert said(found) == page
    assert (found.problems, found.proposals, found.proposed_lines) == ((), (), None)
    assert {check.state for check in found.checks} == {CheckState.RIGHT}


@pytest.mark.parametrize(("lines", "page"), SPECIMENS)
def test_published_specimen_is_written_back_as_it_stands(lines: str, page: str) -> None:
    found = reading(lines)
    assert found.fields is not None
    assert " ".join(write(found.fields)) == lines


@pytest.mark.parametrize(("lines", "page", "faults"), FAULTY)
def test_published_faults_are_told_and_nothing_else(lines: str, page: str, faults: str) -> None:
    found = reading(lines)
    assert said(found) == page
    assert "; ".join(f"{place.code} {place.line} {place.position}" for place in found.problems) == faults


def test_specimens_of_at_least_twenty_states_are_read() -> None:
    issuers = {page.split(" ")[2] for _, page in SPECIMENS}
    assert len(issuers - {"UTO"}) >= 20


@pytest.mark.parametrize(("lines", "page"), [entry for entry in SPECIMENS if entry[1].split(" ")[2] != "UTO"])
def test_specimens_of_true_states_need_no_demonstration_unless_their_holder_is_of_utopia(lines: str, page: str) -> None:
    found = reading(lines, is_demonstration=False)
    expected = ["nationality_is_specimen"] if " UTO " in page else []
    assert [place.code for place in found.problems] == expected
