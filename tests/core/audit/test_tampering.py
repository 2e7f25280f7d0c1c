"""Whoever changes the log, even with its own signing key, is found from a checkpoint kept elsewhere."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from mapae.core.audit.checkpoint import Checkpoint, sign_checkpoint
from mapae.core.audit.keys import Signer
from mapae.core.audit.leaf import Leaf, canonical, parse
from mapae.core.audit.report import Code, Report
from mapae.core.audit.tree import Frontier, leaf_hash
from mapae.core.audit.verification import verify_log

pytestmark = pytest.mark.slow

ORIGIN = "mapae.example/audit"
SIZE = 48
SEALED_AT = (5, 16, 31, 40, SIZE)
MakeLeaf = Callable[..., Leaf]


@dataclass(frozen=True)
class Log:
    leaves: tuple[tuple[int, bytes], ...]
    checkpoints: tuple[str, ...]


def sealed(leaves: list[bytes], signer: Signer, sizes: tuple[int, ...] = SEALED_AT) -> Log:
    """The log as its own sealer would have written it."""
    frontier, notes = Frontier(), []
    for raw in leaves:
        frontier.append(leaf_hash(raw))
        if frontier.size in (*sizes, len(leaves)):
            notes.append(sign_checkpoint(Checkpoint(ORIGIN, frontier.size, frontier.root()).body, signer))
    return Log(tuple(enumerate(leaves)), tuple(notes))


def edit_bytes(leaves: list[bytes], chance: random.Random) -> int:
    at = chance.randrange(SIZE)
    raw = bytearray(leaves[at])
    raw[chance.randrange(len(raw))] ^= chance.randrange(1, 256)
    leaves[at] = bytes(raw)
    return at


def edit_field(leaves: list[bytes], chance: random.Random) -> int:
    at = chance.randrange(SIZE)
    change: dict[str, Any] = chance.choice(
        [{"action": "application.refuse"}, {"reasons": ()}, {"actor": "system"}, {"after": "0" * 64}]
    )
    leaves[at] = canonical(replace(parse(leaves[at]), **change))
    return at


def delete(leaves: list[bytes], chance: random.Random) -> int:
    at = chance.randrange(SIZE)
    del leaves[at]
    return at


def swap(leaves: list[bytes], chance: random.Random) -> int:
    one, two = sorted(chance.sample(range(SIZE), 2))
    leaves[one], leaves[two] = leaves[two], leaves[one]
    return one


def insert(leaves: list[bytes], chance: random.Random) -> int:
    at = chance.randrange(SIZE)
    leaves.insert(at, canonical(replace(parse(chance.choice(leaves)), leaf_id="slipped-in")))
    return at


def cut(leaves: list[bytes], chance: random.Random) -> int:
    at = chance.randrange(SIZE)
    del leaves[at:]
    return at


TAMPERINGS = (edit_bytes, edit_field, delete, swap, insert, cut)


@pytest.fixture(scope="module")
def originals(make_leaf: MakeLeaf) -> list[bytes]:
    return [canonical(make_leaf(number)) for number in range(SIZE)]


def assert_found(report: Report, at: int, what: object) -> None:
    assert not report.ok, what
    assert report.first_bad_position is not None, what
    assert report.first_bad_position <= at, what


@pytest.mark.parametrize("resign", [False, True], ids=["checkpoints left", "checkpoints signed anew"])
def test_a_thousand_random_tamperings_are_all_found(originals: list[bytes], signer: Signer, resign: bool) -> None:
    honest = sealed(originals, signer)
    outside = [honest.checkpoints[-1], honest.checkpoints[1]]
    for seed in range(1_000):
        chance = random.Random(seed)
        leaves, tamper = list(originals), TAMPERINGS[seed % len(TAMPERINGS)]
        at = tamper(leaves, chance)
        log = sealed(leaves, signer) if resign else replace(honest, leaves=tuple(enumerate(leaves)))
        report = verify_log(log.leaves, log.checkpoints, [signer.key], outside)
        assert_found(report, at, (seed, tamper.__name__))


def test_tampering_is_found_by_the_stored_checkpoints_alone_when_nobody_signs_anew(
    originals: list[bytes], signer: Signer
) -> None:
    honest = sealed(originals, signer)
    for seed in range(300):
        leaves, tamper = list(originals), TAMPERINGS[seed % len(TAMPERINGS)]
        at = tamper(leaves, random.Random(seed))
        report = verify_log(enumerate(leaves), honest.checkpoints, [signer.key])
        assert_found(report, at, (seed, tamper.__name__))


def test_rows_removed_or_renumbered_in_place_are_found(originals: list[bytes], signer: Signer) -> None:
    honest = sealed(originals, signer)
    for at in range(SIZE):
        without = [row for row in honest.leaves if row[0] != at]
        assert_found(verify_log(without, honest.checkpoints, [signer.key]), at, at)
        doubled = [*honest.leaves[: at + 1], *honest.leaves[at:]]
        report = verify_log(doubled, honest.checkpoints, [signer.key])
        assert Code.POSITION_REPEATED in {problem.code for problem in report.problems}


def test_a_whole_rewrite_with_the_logs_own_key_is_found_from_outside(
    originals: list[bytes], make_leaf: MakeLeaf, signer: Signer
) -> None:
    outside = [sealed(originals, signer).checkpoints[-1]]
    rewritten = [canonical(make_leaf(number, leaf_id=f"new-{number}")) for number in range(SIZE + 10)]
    log = sealed(rewritten, signer)
    report = verify_log(log.leaves, log.checkpoints, [signer.key], outside)
    assert [problem.code for problem in report.problems] == [Code.OUTSIDE_ROOT]
    assert report.first_bad_position == 0


def test_nothing_inside_the_log_can_show_that_rewrite(originals: list[bytes], signer: Signer) -> None:
    """The limit of the design, and the proof that the test above is not passed by something else."""
    log = sealed(originals[::-1], signer)
    assert verify_log(log.leaves, log.checkpoints, [signer.key]).ok


@pytest.mark.parametrize(
    "change",
    [
        lambda notes: notes[::-1],
        lambda notes: [*notes, notes[0]],
        lambda notes: [notes[0].replace("\n5\n", "\n6\n"), *notes[1:]],
        lambda notes: [notes[0].replace(ORIGIN, "mapae.example/other"), *notes[1:]],
        lambda notes: [notes[0].partition("\n\n")[0] + "\n\n" + notes[1].partition("\n\n")[2], *notes[1:]],
        lambda notes: [],
    ],
    ids=["reversed", "rolled back", "resized", "renamed", "signature of another", "all gone"],
)
def test_tampering_with_stored_checkpoints_is_found(
    originals: list[bytes], signer: Signer, change: Callable[[list[str]], list[str]]
) -> None:
    honest = sealed(originals, signer)
    assert not verify_log(honest.leaves, change(list(honest.checkpoints)), [signer.key]).ok


def test_every_flipped_byte_of_a_stored_checkpoint_is_found(originals: list[bytes], signer: Signer) -> None:
    honest = sealed(originals, signer)
    raw = honest.checkpoints[2].encode()
    for at in range(len(raw)):
        text = (raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]).decode(errors="replace")
        notes = [*honest.checkpoints[:2], text, *honest.checkpoints[3:]]
        assert not verify_log(honest.leaves, notes, [signer.key], check_leaves=False).ok
