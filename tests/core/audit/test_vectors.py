"""The published vectors of `contracts/audit/` hold, so that outsiders can rely on them."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mapae.core.audit.checkpoint import (
    CheckpointRefused,
    parse_checkpoint,
    sign_checkpoint,
    verify_checkpoint,
)
from mapae.core.audit.keys import KeyRefused, Signer, VerifierKey
from mapae.core.audit.leaf import LeafFault, LeafRefused, canonical, parse
from mapae.core.audit.tree import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root,
    verify_consistency,
    verify_inclusion,
)
from mapae.core.audit.verification import verify_log

Vectors = Any

# Published with RFC 6962's reference implementation, written out here so that the file cannot drift from it.
CLASSIC_ROOTS = [
    "e3b0c442",
    "6e340b9c",
    "fac54203",
    "aeb6bcfe",
    "d37ee418",
    "4e3bbb1f",
    "76e67dad",
    "ddb89be4",
    "5dc9da79",
]


def keys_of(vector: Vectors) -> list[VerifierKey]:
    return [VerifierKey.parse(text) for text in vector["keys"]]


def test_accepted_leaves_read_and_hash_as_published(vectors: Vectors) -> None:
    for vector in vectors["leaves"]["accepted"]:
        raw = vector["canonical"].encode()
        assert canonical(parse(raw)) == raw
        assert leaf_hash(raw).hex() == vector["leaf_hash"]
        assert parse(raw).action == vector["fields"]["action"]


def test_refused_leaves_are_refused_for_the_published_reason(vectors: Vectors) -> None:
    for vector in vectors["leaves"]["refused"]:
        with pytest.raises(LeafRefused) as refusal:
            parse(vector["text"].encode())
        found = (refusal.value.fault, refusal.value.field)
        assert found == (vector["fault"], vector["field"]), vector["name"]
    assert {vector["fault"] for vector in vectors["leaves"]["refused"]} == set(LeafFault)


def test_the_classic_tree_has_its_classic_roots(vectors: Vectors) -> None:
    tree = vectors["tree"]
    hashes = [leaf_hash(bytes.fromhex(data)) for data in tree["leaf_data"]]
    assert [value.hex() for value in hashes] == tree["leaf_hashes"]
    assert [root(hashes[:size]).hex() for size in range(9)] == tree["roots"]
    assert [text[:8] for text in tree["roots"]] == CLASSIC_ROOTS


def test_published_inclusion_proofs_are_made_and_verified(vectors: Vectors) -> None:
    tree = vectors["tree"]
    hashes = [bytes.fromhex(text) for text in tree["leaf_hashes"]]
    for vector in tree["inclusion"]:
        size, index = vector["size"], vector["index"]
        proof = [bytes.fromhex(text) for text in vector["proof"]]
        assert inclusion_proof(hashes[:size], index) == proof
        assert verify_inclusion(index, size, hashes[index], proof, bytes.fromhex(tree["roots"][size]))


def test_published_consistency_proofs_are_made_and_verified(vectors: Vectors) -> None:
    tree = vectors["tree"]
    hashes = [bytes.fromhex(text) for text in tree["leaf_hashes"]]
    roots = [bytes.fromhex(text) for text in tree["roots"]]
    for vector in tree["consistency"]:
        old_size, size = vector["old_size"], vector["size"]
        proof = [bytes.fromhex(text) for text in vector["proof"]]
        assert consistency_proof(hashes[:size], old_size) == proof
        assert verify_consistency(old_size, size, roots[old_size], roots[size], proof)


def test_published_keys_have_their_published_texts(vectors: Vectors) -> None:
    for vector in vectors["keys"]["accepted"]:
        private_key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(vector["seed"]))
        key = Signer.of(vector["name"], private_key).key
        assert (key.text, key.key_hash.hex()) == (vector["text"], vector["key_hash"])
    for text in vectors["keys"]["published"]:
        assert VerifierKey.parse(text).text == text


def test_changed_keys_are_refused(vectors: Vectors) -> None:
    for text in vectors["keys"]["refused"]:
        with pytest.raises(KeyRefused):
            VerifierKey.parse(text)


def test_published_checkpoints_are_believed(vectors: Vectors) -> None:
    for vector in vectors["checkpoints"]["accepted"]:
        checkpoint = verify_checkpoint(vector["text"], keys_of(vector))
        assert checkpoint.origin == vector["origin"]
        assert checkpoint.size == vector["size"]
        assert checkpoint.root.hex() == vector["root"]
        assert list(checkpoint.extensions) == vector["extensions"]


def test_signing_gives_the_published_bytes(vectors: Vectors) -> None:
    key, vector = vectors["keys"]["accepted"][0], vectors["checkpoints"]["accepted"][0]
    signer = Signer.of(key["name"], Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key["seed"])))
    assert sign_checkpoint(parse_checkpoint(vector["text"]).claim.body, signer) == vector["text"]


def test_refused_checkpoints_are_refused_for_the_published_reason(vectors: Vectors) -> None:
    for vector in vectors["checkpoints"]["refused"]:
        with pytest.raises(CheckpointRefused) as refusal:
            verify_checkpoint(vector["text"], keys_of(vector))
        assert refusal.value.fault == vector["fault"], vector["name"]


def test_published_logs_get_their_published_reports(vectors: Vectors) -> None:
    for vector in vectors["logs"]:
        leaves = [(position, text.encode()) for position, text in vector["leaves"]]
        report = verify_log(leaves, vector["checkpoints"], keys_of(vector), vector["outside"])
        found = {
            "ok": report.ok,
            "size": report.size,
            "root": report.root.hex(),
            "codes": [problem.code for problem in report.problems],
            "warnings": [warning.code for warning in report.warnings],
            "first_bad_position": report.first_bad_position,
        }
        assert found == {name: vector[name] for name in found}, vector["name"]
