"""Merkle tree hashing of RFC 9162, section 2.1 (the same as RFC 6962), with SHA-256.

Hashes are 32 raw bytes. Proofs are lists of hashes, nearest the leaf first, as in the RFC.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash of one leaf's bytes; the prefix 00 keeps leaves and nodes apart."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node over its two children."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The roots of the complete subtrees of a growing tree: all that is needed to append, in O(log n) memory.

    A frontier read back from storage is only as good as that storage: compare its `root()` with the last
    signed checkpoint before appending.
    """

    __slots__ = ("_peaks", "_size")

    def __init__(self) -> None:
        self._size = 0
        self._peaks: list[bytes] = []

    @property
    def size(self) -> int:
        """Number of leaves appended so far."""
        return self._size

    def append(self, leaf: bytes) -> None:
        """Add the next leaf by its hash. Raises `ValueError` when that is not 32 bytes."""
        if len(leaf) != HASH_BYTES:
            raise ValueError(f"A leaf hash has {HASH_BYTES} bytes, not {len(leaf)}.")
        node, complete = leaf, self._size
        while complete & 1:
            node = node_hash(self._peaks.pop(), node)
            complete >>= 1
        self._peaks.append(node)
        self._size += 1

    def root(self) -> bytes:
        """Root of the tree over all leaves so far."""
        if not self._peaks:
            return EMPTY_ROOT
        node = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            node = node_hash(peak, node)
        return node

    def to_bytes(self) -> bytes:
        """The size as 8 bytes, big-endian, then the subtree roots, largest subtree first."""
        return self._size.to_bytes(8, "big") + b"".join(self._peaks)

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Frontier":
        """The frontier that `to_bytes` wrote. Raises `ValueError` when size and number of hashes disagree."""
        size = int.from_bytes(raw[:8], "big")
        if len(raw) != 8 + HASH_BYTES * size.bit_count():
            raise ValueError("These bytes are no frontier: their length does not fit the size they state.")
        frontier = cls()
        frontier._size = size
        frontier._peaks = [raw[at : at + HASH_BYTES] for at in range(8, len(raw), HASH_BYTES)]
        return frontier


def root(hashes: Iterable[bytes]) -> bytes:
    """Root of the tree over these leaf hashes, in their order."""
    frontier = Frontier()
    for leaf in hashes:
        frontier.append(leaf)
    return frontier.root()


def inclusion_proof(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """Proof that leaf `index` is in the tree over all `hashes` (RFC 9162, 2.1.3.1). Raises `IndexError`."""
    if not 0 <= index < len(hashes):
        raise IndexError(f"There is no leaf {index} in a tree of {len(hashes)}.")
    low, high, path = 0, len(hashes), list[bytes]()
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(root(hashes[middle:high]))
            high = middle
        else:
            path.append(root(hashes[low:middle]))
            low = middle
    return path[::-1]


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], expected_root: bytes) -> bool:
    """Whether `proof` shows the leaf hash at `index` in the tree of `size` and root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or not _are_hashes([leaf, *proof]):
        return False
    node, last = leaf, size - 1
    for sibling in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            node = node_hash(sibling, node)
            index, last = _climb(index, last, until=_is_right_child)
        else:
            node = node_hash(node, sibling)
        index, last = index >> 1, last >> 1
    return last == 0 and node == expected_root


def consistency_proof(hashes: Sequence[bytes], old_size: int) -> list[bytes]:
    """Proof that the tree over all `hashes` only added to its first `old_size` leaves (RFC 9162, 2.1.4.1).

    Empty for an old size of 0 or of all. Raises `IndexError` when the tree was never that large.
    """
    if not 0 <= old_size <= len(hashes):
        raise IndexError(f"A tree of {len(hashes)} has no earlier size {old_size}.")
    low, high, path = 0, len(hashes), list[bytes]()
    while old_size not in (0, high):
        middle = low + _split(high - low)
        if old_size <= middle:
            path.append(root(hashes[middle:high]))
            high = middle
        else:
            path.append(root(hashes[low:middle]))
            low = middle
    if low > 0:
        path.append(root(hashes[low:high]))
    return path[::-1]


def verify_consistency(old_size: int, size: int, old_root: bytes, expected_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the tree of `size` begins with the tree of `old_size` (RFC 9162, 2.1.4.2).

    The empty tree is a prefix of every tree, with an empty proof.
    """
    if not 0 <= old_size <= size or not _are_hashes([old_root, expected_root, *proof]):
        return False
    if old_size in (0, size):
        return not proof and old_root == (EMPTY_ROOT if old_size == 0 else expected_root)
    path = [old_root, *proof] if old_size.bit_count() == 1 else list(proof)
    if not path:
        return False
    old_last, last = _climb(old_size - 1, size - 1, until=_is_left_child)
    old_node = node = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if old_last & 1 or old_last == last:
            old_node, node = node_hash(sibling, old_node), node_hash(sibling, node)
            old_last, last = _climb(old_last, last, until=_is_right_child)
        else:
            node = node_hash(node, sibling)
        old_last, last = old_last >> 1, last >> 1
    return last == 0 and old_node == old_root and node == expected_root


def _split(size: int) -> int:
    """The largest power of two below `size` (which is at least 2): where the RFC divides a tree."""
    return 1 << ((size - 1).bit_length() - 1)


def _climb(index: int, last: int, *, until: Callable[[int], bool]) -> tuple[int, int]:
    """Go up the levels on which the node has no sibling to hash with."""
    while not until(index):
        index, last = index >> 1, last >> 1
    return index, last


def _is_right_child(index: int) -> bool:
    return index & 1 == 1 or index == 0


def _is_left_child(index: int) -> bool:
    return index & 1 == 0


def _are_hashes(values: Iterable[bytes]) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
