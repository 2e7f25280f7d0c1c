"""A leaf has exactly one form in bytes, and no room for a person."""

import dataclasses
import json
import string
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.audit.leaf import LONGEST_LEAF, Leaf, LeafFault, LeafRefused, canonical, parse, state_hash

pytestmark = pytest.mark.wide

MakeLeaf = Callable[..., Leaf]
TOKENS = "".join(sorted(set(string.printable) - set(string.whitespace) - set('"\\')))
CODES = st.from_regex(r"[a-z][a-z0-9_]{0,63}", fullmatch=True)
DIGESTS = st.one_of(st.just(""), st.binary(min_size=32, max_size=32).map(bytes.hex))
IDS = st.text(TOKENS, max_size=200)
LEAVES = st.builds(
    Leaf,
    leaf_id=st.text(TOKENS, min_size=1, max_size=200),
    at=st.datetimes(timezones=st.just(UTC)),
    actor=st.builds("{}:{}".format, CODES, st.binary(min_size=8, max_size=64).map(bytes.hex)),
    role=CODES,
    action=st.builds("{}.{}".format, CODES, CODES),
    object=st.builds("{}:{}".format, CODES, st.text(TOKENS, min_size=1, max_size=200)),
    case=IDS,
    purpose=st.one_of(st.just(""), CODES),
    rulebook=DIGESTS,
    reasons=st.lists(st.from_regex(r"[A-Z][A-Z0-9_]{0,20}", fullmatch=True), max_size=32).map(tuple),
    before=DIGESTS,
    after=DIGESTS,
    request_id=IDS,
    detail=st.dictionaries(CODES, IDS, max_size=16),
)


@given(LEAVES)
def test_canonical_bytes_are_rfc8785_and_read_back_to_the_same_leaf(leaf: Leaf) -> None:
    raw = canonical(leaf)
    assert raw == rfc8785.dumps(json.loads(raw))
    assert parse(raw) == leaf
    assert len(raw) <= LONGEST_LEAF


@given(LEAVES, st.data())
def test_a_changed_byte_is_refused_or_makes_another_leaf(leaf: Leaf, data: st.DataObject) -> None:
    raw = bytearray(canonical(leaf))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        changed = parse(bytes(raw))
    except LeafRefused:
        return
    assert changed != leaf
    assert canonical(changed) == bytes(raw)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_order(raw: bytes) -> None:
    with pytest.raises(LeafRefused):
        parse(raw)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=5), st.data())
def test_a_field_of_another_type_is_refused_in_order(value: Any, data: st.DataObject) -> None:
    leaf = data.draw(LEAVES)
    document = json.loads(canonical(leaf))
    name = data.draw(st.sampled_from(sorted(document)))
    raw = json.dumps(document | {name: value}).encode()
    with pytest.raises(LeafRefused):
        parse(raw)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("leaf_id", ""),
        ("leaf_id", "a b"),
        ("leaf_id", "x" * 201),
        ("actor", "Officer Örnek"),
        ("actor", "officer:Ornek"),
        ("actor", "officer:abc"),
        ("actor", ""),
        ("role", "Chief Officer"),
        ("action", "grant"),
        ("action", "application.grant.twice"),
        ("object", "application:"),
        ("object", "application:Ayşe"),
        ("case", "two words"),
        ("purpose", "because I can"),
        ("rulebook", "2026-10"),
        ("before", "0" * 63),
        ("after", "0" * 65),
        ("request_id", 'say"what'),
        ("request_id", "back\\slash"),
        ("request_id", "line\n"),
        ("reasons", "NO_HIT"),
        ("reasons", ["NO_HIT"]),
        ("reasons", ("looked fine",)),
        ("reasons", ("A",) * 33),
        ("detail", {"note": "seen at the counter"}),
        ("detail", {"Name": "x"}),
        ("detail", {"fee": 10_000}),
        ("detail", {f"k{n}": "" for n in range(17)}),
        ("detail", None),
        ("at", "2026-10-01T08:30:00.000000Z"),
        ("at", datetime(2026, 10, 1, tzinfo=UTC).replace(tzinfo=None)),
        ("at", datetime(2026, 10, 1, tzinfo=timezone(timedelta(hours=9)))),
    ],
)
def test_a_value_that_is_not_a_code_or_an_id_cannot_be_logged(make_leaf: MakeLeaf, field: str, value: object) -> None:
    with pytest.raises(LeafRefused) as refusal:
        make_leaf(**{field: value})
    assert (refusal.value.fault, refusal.value.field) == (LeafFault.FIELD_REFUSED, field)


def test_an_act_without_a_person_may_name_the_role_alone(make_leaf: MakeLeaf) -> None:
    assert parse(canonical(make_leaf(actor="system", role="system"))).actor == "system"


def test_a_leaf_cannot_be_changed(make_leaf: MakeLeaf) -> None:
    given_detail = {"outcome": "granted"}
    leaf = make_leaf(detail=given_detail)
    given_detail["outcome"] = "refused"
    with pytest.raises(dataclasses.FrozenInstanceError):
        leaf.action = "application.refuse"  # type: ignore[misc]  # wrong on purpose
    with pytest.raises(TypeError):
        leaf.detail["outcome"] = "refused"  # type: ignore[index]  # wrong on purpose
    assert leaf.detail == {"outcome": "granted"}
    assert hash(leaf) == hash(make_leaf())


@pytest.mark.parametrize(
    "change", [lambda s: s + " ", lambda s: s.replace(":", ": ", 1), lambda s: s.replace("{", "{ ", 1)]
)
def test_another_spelling_of_the_same_leaf_is_not_canonical(make_leaf: MakeLeaf, change: Callable[[str], str]) -> None:
    with pytest.raises(LeafRefused) as refusal:
        parse(change(canonical(make_leaf()).decode()).encode())
    assert refusal.value.fault is LeafFault.NOT_CANONICAL


def test_state_hash_does_not_depend_on_the_order_of_fields() -> None:
    one = state_hash({"status": "granted", "version": 3, "fields": {"a": None, "b": True}})
    two = state_hash({"fields": {"b": True, "a": None}, "version": 3, "status": "granted"})
    assert one == two == sha256(b'{"fields":{"a":null,"b":true},"status":"granted","version":3}').hexdigest()


@pytest.mark.parametrize("value", [2**53, float("nan"), datetime(2026, 10, 1, tzinfo=UTC), {1: 2}, "\ud800"])
def test_state_hash_refuses_what_has_no_canonical_form(value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        state_hash({"value": value})
