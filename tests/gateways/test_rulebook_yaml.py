"""YAML in the manner of its version 1.2: a country that is called NO, days that are days, and a line for every fault."""

from __future__ import annotations

from datetime import date

import pytest

from mapae.core.rulebook.written import Fault, Placed, RulebookProblem
from mapae.gateways.rulebook_yaml import read_yaml


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"), ("no", "no"), ("on", "on"), ("off", "off"), ("yes", "yes"), ("Y", "Y"), ("True", "True"),
        ("TRUE", "TRUE"), ("true", True), ("false", False), ("'true'", "true"),
        ("012", "012"), ("0o12", "0o12"), ("1_000", "1_000"), ("12:30", "12:30"), ("+5", "+5"), ("0x1F", "0x1F"),
        ("0", 0), ("7", 7), ("-3", -3), ("10300", 10300), ("'7'", "7"), ("1.5", "1.5"), ("1e3", "1e3"), (".inf", ".inf"),
        ("2026-12-31", date(2026, 12, 31)), ("'2026-12-31'", "2026-12-31"), ("1990-05-XX", "1990-05-XX"),
        ("2026-1-1", "2026-1-1"), ("2026-12-31T10:00:00Z", "2026-12-31T10:00:00Z"), ("2024-02-29", date(2024, 2, 29)),
        ("null", None), ("~", None), ("", None), ("Null", "Null"), ("nullable", "nullable"), ("truest", "truest"),
        ("7 days", "7 days"), ("[TUR, NO, 1]", ["TUR", "NO", 1]), ("[]", []), ("=", "="), ("<<", "<<"),
    ],
)  # fmt: skip
def test_plain_words_are_what_people_mean_by_them(written: str, value: object) -> None:
    found = read_yaml("uto.yaml", f"key: {written}\n")["key"]
    assert found == value
    assert type(found) is type(value)


TEXT = """\
# who needs one
requirements:
  - id: UTO.one
    ages: {to: 17}

  - id: UTO.two
    ages:
      from: 65
lapses: [{days: 7}, {days: 8}]
"""


def test_every_mapping_knows_file_and_line() -> None:
    found = read_yaml("terms.yaml", TEXT)
    assert isinstance(found, Placed)
    first, second = found["requirements"]
    places = [found.place, first.place, first["ages"].place, second.place, second["ages"].place]
    assert places == [f"terms.yaml, line {line}" for line in (2, 3, 4, 6, 8)]
    assert [one.place for one in found["lapses"]] == ["terms.yaml, line 9"] * 2
    assert found["requirements"][1] == {"id": "UTO.two", "ages": {"from": 65}}


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("a: 1\nb: 2\na: 3\n", "uto.yaml, line 3", "«a» stands twice here. Keep one of them"),
        ("a:\n  - b: 1\n    c: 2\n    b: 3\n", "uto.yaml, line 4", "«b» stands twice here. Keep one of them"),
        ("a: {b: 1, b: 2}\n", "uto.yaml, line 1", "«b» stands twice here"),
        ("a: 1\n7: 2\n", "uto.yaml, line 2", "7 is no key. Write a word"),
        ("a: 1\ntrue: 2\n", "uto.yaml, line 2", "True is no key. Write a word"),
        ("a: 1\n? [x]\n: 2\n", "uto.yaml, line 2", "is no key. Write a word"),
        ("a: [1, 2\nb: 3\n", "uto.yaml, line 2", "is not valid YAML: "),
        ("a: 1\n\tb: 2\n", "uto.yaml, line 2", "Mend the line or the one before"),
        ("a: 'open\n", "uto.yaml, line 2", "is not valid YAML: "),
        ("a: *nowhere\n", "uto.yaml, line 1", "is not valid YAML: "),
        ("a: &it [*it]\n", "uto.yaml, line 1", "is not valid YAML: "),
        ("a: 1\n---\nb: 2\n", "uto.yaml, line 2", "is not valid YAML: "),
        ("a: !!python/object:os.system x\n", "uto.yaml, line 1", "is not valid YAML: "),
        ("a: !secret x\n", "uto.yaml, line 1", "is not valid YAML: "),
        ("a: \x00\n", "uto.yaml", "is not valid YAML: "),
        ("a: 1\nb: 2026-02-30\n", "uto.yaml, line 2", "2026-02-30 is a day that is in no calendar. Correct it"),
        ("a: 2026-13-01\n", "uto.yaml, line 1", "2026-13-01 is a day that is in no calendar"),
        ("a: 0000-01-01\n", "uto.yaml, line 1", "0000-01-01 is a day that is in no calendar"),
        ("", "uto.yaml", "is no mapping of parts. Begin it with a key such as requirements:"),
        ("# nothing\n", "uto.yaml", "is no mapping of parts"),
        ("- a\n- b\n", "uto.yaml", "is no mapping of parts"),
        ("just words\n", "uto.yaml", "is no mapping of parts"),
    ],
)
def test_what_is_no_rulebook_is_refused_with_file_and_line(text: str, place: str, what: str) -> None:
    with pytest.raises(RulebookProblem) as refused:
        read_yaml("uto.yaml", text)
    (fault,) = refused.value.faults
    assert isinstance(fault, Fault)
    assert fault.place == place
    assert what in fault.text
    assert "\n" not in str(refused.value)
    if "valid YAML" in what:
        assert fault.text.endswith(". Mend the line or the one before")
        assert "line" not in fault.text.removesuffix("Mend the line or the one before")  # the place says it


def test_anchor_says_the_same_thing_a_second_time() -> None:
    found = read_yaml("uto.yaml", "a: &who [TUR, USA]\nb: *who\n")
    assert found["a"] == found["b"] == ["TUR", "USA"]


def test_merge_key_is_no_hidden_inheritance() -> None:
    found = read_yaml("uto.yaml", "a: &it {x: 1}\nb:\n  <<: *it\n  y: 2\n")
    assert found["b"] == {"<<": {"x": 1}, "y": 2}


def test_other_alphabets_and_long_sentences_are_kept() -> None:
    found = read_yaml("uto.yaml", 'ko: "전자여행허가"\ntr: "İzin gerekmez:\n  ığüşöç"\n')
    assert found == {"ko": "전자여행허가", "tr": "İzin gerekmez: ığüşöç"}
