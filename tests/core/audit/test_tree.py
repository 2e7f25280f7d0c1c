"""The tree is that of RFC 9162, held against a word-for-word recursion of the RFC."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.audit.tree import (
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

SIZES = st.integers(1, 130)


def hashes(size: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(size)]


def naive_split(size: int) -> int:
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def naive_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1, over leaf hashes."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = naive_split(len(leaves))
    return sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


def naive_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of RFC 9162, 2.1.3.1."""
    if len(leaves) == 1:
        return []
    split = naive_split(len(leaves))
    if index < split:
        return [*naive_path(index, leaves[:split]), naive_root(leaves[split:])]
    return [*naive_path(index - split, leaves[split:]), naive_root(leaves[:split])]


def naive_subproof(old_size: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 9162, 2.1.4.1."""
    if old_size == len(leaves):
        return [] if whole else [naive_root(leaves)]
    split = naive_split(len(leaves))
    if old_size <= split:
        return [*naive_subproof(old_size, leaves[:split], whole), naive_root(leaves[split:])]
    return [*naive_subproof(old_size - split, leaves[split:], False), naive_root(leaves[:split])]


def flipped(value: bytes, at: int, mask: int) -> bytes:
    changed = bytearray(value)
    changed[at % len(value)] ^= mask
    return bytes(changed)


def test_frontier_has_the_root_of_the_recursion_at_every_size() -> None:
    leaves, frontier = hashes(140), Frontier()
    for size in range(141):
        assert frontier.size == size
        assert frontier.root() == root(leaves[:size]) == naive_root(leaves[:size])
        if size < 140:
            frontier.append(leaves[size])


@given(st.integers(0, 300), st.integers(0, 40))
def test_frontier_goes_on_from_its_bytes_as_if_nothing_had_happened(size: int, more: int) -> None:
    leaves, frontier = hashes(size + more), Frontier()
    for leaf in leaves[:size]:
        frontier.append(leaf)
    again = Frontier.from_bytes(frontier.to_bytes())
    assert again.to_bytes() == frontier.to_bytes()
    for leaf in leaves[size:]:
        again.append(leaf)
    assert (again.size, again.root()) == (size + more, naive_root(leaves))


def test_frontier_stays_small() -> None:
    frontier = Frontier()
    for leaf in hashes(1023):
        frontier.append(leaf)
    assert len(frontier.to_bytes()) == 8 + 10 * 32


@pytest.mark.parametrize(
    "raw", [b"", bytes(7), bytes(9), bytes(8 + 32), (3).to_bytes(8, "big") + bytes(32), bytes(7) + b"\x01"]
)
def test_frontier_refuses_bytes_that_do_not_fit_their_size(raw: bytes) -> None:
    with pytest.raises(ValueError, match="no frontier"):
        Frontier.from_bytes(raw)


def test_frontier_refuses_what_is_no_hash() -> None:
    with pytest.raises(ValueError, match="32 bytes, not 3"):
        Frontier().append(b"abc")


def test_a_leaf_cannot_pass_for_a_node() -> None:
    left, right = hashes(2)
    assert leaf_hash(left + right) != node_hash(left, right)


def test_every_inclusion_proof_up_to_seventy_leaves_is_that_of_the_rfc_and_verifies() -> None:
    for size in range(1, 71):
        leaves = hashes(size)
        top = naive_root(leaves)
        for index in range(size):
            proof = inclusion_proof(leaves, index)
            assert proof == naive_path(index, leaves)
            assert verify_inclusion(index, size, leaves[index], proof, top)


def test_every_consistency_proof_up_to_seventy_leaves_is_that_of_the_rfc_and_verifies() -> None:
    leaves = hashes(70)
    roots = [naive_root(leaves[:size]) for size in range(71)]
    for size in range(1, 71):
        for old_size in range(1, size + 1):
            proof = consistency_proof(leaves[:size], old_size)
            assert proof == naive_subproof(old_size, leaves[:size], True)
            assert verify_consistency(old_size, size, roots[old_size], roots[size], proof)


def test_the_empty_tree_is_a_prefix_of_every_tree() -> None:
    empty = sha256(b"").digest()
    for size in (0, 1, 5):
        assert consistency_proof(hashes(size), 0) == []
        assert verify_consistency(0, size, empty, naive_root(hashes(size)), [])
        assert not verify_consistency(0, size, hashes(1)[0], naive_root(hashes(size)), [])


@given(SIZES, st.data())
def test_a_changed_inclusion_proof_is_refused(size: int, data: st.DataObject) -> None:
    leaves = hashes(size)
    index = data.draw(st.integers(0, size - 1))
    proof, top = inclusion_proof(leaves, index), root(leaves)
    at, mask = data.draw(st.integers(0, 31)), data.draw(st.integers(1, 255))
    assert not verify_inclusion(index, size, flipped(leaves[index], at, mask), proof, top)
    assert not verify_inclusion(index, size, leaves[index], proof, flipped(top, at, mask))
    assert not verify_inclusion(index, size, leaves[index], [*proof, leaves[0]], top)
    for number, part in enumerate(proof):
        changed = [*proof[:number], flipped(part, at, mask), *proof[number + 1 :]]
        assert not verify_inclusion(index, size, leaves[index], changed, top)
        assert not verify_inclusion(index, size, leaves[index], proof[:number] + proof[number + 1 :], top)
        assert not verify_inclusion(index, size, leaves[index], [*proof[:-1], part[:-1]], top)


@given(SIZES, st.data())
def test_a_leaf_is_not_proven_at_another_place(size: int, data: st.DataObject) -> None:
    leaves = hashes(size)
    index, claimed = data.draw(st.integers(0, size - 1)), data.draw(st.integers(-2, size + 2))
    proven = verify_inclusion(claimed, size, leaves[index], inclusion_proof(leaves, index), root(leaves))
    assert proven == (claimed == index)


@given(SIZES, st.data())
def test_a_changed_consistency_proof_is_refused(size: int, data: st.DataObject) -> None:
    leaves = hashes(size)
    old_size = data.draw(st.integers(1, size))
    proof, old, new = consistency_proof(leaves, old_size), root(leaves[:old_size]), root(leaves)
    at, mask = data.draw(st.integers(0, 31)), data.draw(st.integers(1, 255))
    assert not verify_consistency(old_size, size, flipped(old, at, mask), new, proof)
    assert not verify_consistency(old_size, size, old, flipped(new, at, mask), proof)
    assert not verify_consistency(old_size, size, old, new, [*proof, leaves[0]])
    for number, part in enumerate(proof):
        changed = [*proof[:number], flipped(part, at, mask), *proof[number + 1 :]]
        assert not verify_consistency(old_size, size, old, new, changed)
        assert not verify_consistency(old_size, size, old, new, proof[:number] + proof[number + 1 :])


@given(st.integers(2, 130), st.data())
def test_a_rewritten_past_has_no_consistency_proof(size: int, data: st.DataObject) -> None:
    leaves = hashes(size)
    old_size = data.draw(st.integers(1, size - 1))
    old = root(leaves[:old_size])
    leaves[data.draw(st.integers(0, old_size - 1))] = leaf_hash(b"rewritten")
    assert not verify_consistency(old_size, size, old, root(leaves), consistency_proof(leaves, old_size))


def test_a_proof_for_a_larger_tree_does_not_pass_for_a_smaller_one() -> None:
    zero, one, two, three, above = hashes(5)
    assert not verify_inclusion(0, 1, one, [zero], node_hash(zero, one))
    assert not verify_inclusion(0, 4, zero, [one], node_hash(zero, one))
    assert not verify_consistency(1, 4, zero, node_hash(zero, one), [one])
    old, new = naive_root([zero, one, two]), naive_root([zero, one, two, three])
    proof = [two, three, node_hash(zero, one)]
    assert verify_consistency(3, 4, old, new, proof)
    assert not verify_consistency(3, 4, node_hash(above, old), node_hash(above, new), [*proof, above])


def test_hashes_cut_at_another_place_are_refused() -> None:
    left, right = hashes(2)
    top, both = node_hash(left, right), left + right
    assert not verify_inclusion(0, 2, both[:31], [both[31:]], top)
    assert not verify_consistency(1, 2, both[:31], top, [both[31:]])


@pytest.mark.parametrize(("old_size", "size"), [(-1, 3), (4, 3), (2, -1)])
def test_sizes_that_cannot_be_are_refused(old_size: int, size: int) -> None:
    one, two = hashes(2)
    assert not verify_inclusion(-1, 2, two, [one], node_hash(one, two))
    assert not verify_consistency(old_size, size, one, one, [])
    assert not verify_consistency(1, 2, one, one, [])
    assert not verify_consistency(3, 4, one, one, [])


@pytest.mark.parametrize("index", [-1, 3])
def test_no_proof_is_made_of_what_is_not_there(index: int) -> None:
    with pytest.raises(IndexError):
        inclusion_proof(hashes(3), index)
    with pytest.raises(IndexError):
        consistency_proof(hashes(2), index)
