"""The verifier reads a log once, with little memory, and tells where it stops being proven."""

import tracemalloc
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from mapae.core.audit.checkpoint import Checkpoint, sign_checkpoint
from mapae.core.audit.keys import Signer
from mapae.core.audit.leaf import Leaf, canonical
from mapae.core.audit.report import Code, Problem
from mapae.core.audit.tree import leaf_hash, root
from mapae.core.audit.verification import REPORTED_PER_CODE, verify_log

ORIGIN = "mapae.example/audit"
MakeLeaf = Callable[..., Leaf]


def note(leaves: list[bytes], size: int, signer: Signer) -> str:
    return sign_checkpoint(Checkpoint(ORIGIN, size, root(map(leaf_hash, leaves[:size]))).body, signer)


@pytest.fixture
def leaves(make_leaf: MakeLeaf) -> list[bytes]:
    return [canonical(make_leaf(number)) for number in range(20)]


def test_a_whole_log_is_fine(leaves: list[bytes], signer: Signer) -> None:
    stored = [note(leaves, size, signer) for size in (0, 1, 7, 7, 20)]
    report = verify_log(enumerate(leaves), stored, [signer.key], [stored[2], stored[4]])
    assert report.ok
    assert (report.size, report.sealed_size, report.root) == (20, 20, root(map(leaf_hash, leaves)))
    assert (report.problems, report.warnings, report.first_bad_position) == ((), (), None)


def test_both_keys_of_a_changed_signing_key_are_believed(
    leaves: list[bytes], signer: Signer, other_signer: Signer
) -> None:
    stored = [note(leaves, 7, signer), note(leaves, 20, other_signer)]
    assert verify_log(enumerate(leaves), stored, [signer.key, other_signer.key]).ok
    codes = [problem.code for problem in verify_log(enumerate(leaves), stored, [signer.key]).problems]
    assert codes == [Code.CHECKPOINT_SIGNATURE]


def test_streams_are_read_once(leaves: list[bytes], signer: Signer) -> None:
    stored = note(leaves, 20, signer)
    assert verify_log(iter(list(enumerate(leaves))), iter([stored]), iter([signer.key]), iter([stored])).ok


def test_the_problem_says_between_which_sizes_the_change_lies(leaves: list[bytes], signer: Signer) -> None:
    stored = [note(leaves, size, signer) for size in (5, 10, 20)]
    leaves[7] = leaves[6]
    report = verify_log(enumerate(leaves), stored, [signer.key])
    assert report.problems == (
        Problem(Code.CHECKPOINT_ROOT, position=5, checkpoint=1, size=10),
        Problem(Code.CHECKPOINT_ROOT, position=5, checkpoint=2, size=20),
    )
    assert (report.first_bad_position, report.sealed_size) == (5, 5)


def test_two_different_roots_for_one_size_cannot_both_be_right(leaves: list[bytes], signer: Signer) -> None:
    changed = [*leaves[:9], leaves[3]]
    stored = [note(leaves, 10, signer), note(changed, 10, signer)]
    report = verify_log(enumerate(leaves[:10]), stored, [signer.key])
    assert report.problems == (Problem(Code.CHECKPOINT_ROOT, position=0, checkpoint=1, size=10),)


def test_a_stored_checkpoint_relies_on_what_an_outside_one_confirmed(leaves: list[bytes], signer: Signer) -> None:
    stored, outside = [note(leaves, 5, signer), note(leaves, 10, signer)], [note(leaves, 8, signer)]
    leaves[9] = leaves[6]
    report = verify_log(enumerate(leaves[:10]), stored, [signer.key], outside)
    assert report.problems == (Problem(Code.CHECKPOINT_ROOT, position=8, checkpoint=1, size=10),)


def test_a_repeated_position_is_reported_once_and_counting_goes_on(leaves: list[bytes], signer: Signer) -> None:
    rows = zip([0, 1, 2, 1, 3, 5], leaves, strict=False)
    report = verify_log(rows, [note(leaves, 6, signer)], [signer.key])
    assert report.problems == (Problem(Code.POSITION_REPEATED, 1), Problem(Code.GAP, 4))


def test_a_small_step_back_in_time_is_allowed_and_a_large_one_warned_of_once(
    make_leaf: MakeLeaf, signer: Signer
) -> None:
    start = make_leaf().at
    moments = [0, 600, 300, 299, 300, 900]
    leaves = [canonical(make_leaf(n, at=start + timedelta(seconds=second))) for n, second in enumerate(moments)]
    report = verify_log(enumerate(leaves), [note(leaves, 6, signer)], [signer.key])
    assert report.ok
    assert report.warnings == (Problem(Code.TIME_WENT_BACK, position=3),)
    strict = verify_log(enumerate(leaves), [note(leaves, 6, signer)], [signer.key], allowed_skew=timedelta(seconds=1))
    assert [warning.position for warning in strict.warnings] == [2]


def test_leaves_of_a_later_version_are_named_as_such(leaves: list[bytes], signer: Signer) -> None:
    leaves[4] = leaves[4].replace(b'"v":1', b'"v":2')
    leaves[5] = b"{}x"
    report = verify_log(enumerate(leaves), [note(leaves, 20, signer)], [signer.key])
    assert report.problems == (Problem(Code.LEAF_VERSION_UNKNOWN, 4), Problem(Code.LEAF_MALFORMED, 5))


def test_without_the_leaf_check_the_roots_are_proven_all_the_same(leaves: list[bytes], signer: Signer) -> None:
    stored = [note(leaves, 20, signer)]
    assert verify_log(enumerate(leaves), stored, [signer.key], check_leaves=False).ok
    leaves[11] += b" "
    report = verify_log(enumerate(leaves), stored, [signer.key], check_leaves=False)
    assert [problem.code for problem in report.problems] == [Code.CHECKPOINT_ROOT]
    assert verify_log(enumerate(leaves), [note(leaves, 20, signer)], [signer.key], check_leaves=False).ok


def test_a_log_that_is_wrong_everywhere_is_counted_but_not_listed_without_end(
    leaves: list[bytes], signer: Signer
) -> None:
    rubbish = [b"x"] * (REPORTED_PER_CODE + 50)
    report = verify_log(enumerate(rubbish), [note(leaves, 20, signer)], [signer.key])
    assert len(report.problems) == REPORTED_PER_CODE + 1
    assert report.problem_count == len(rubbish) + 1
    assert report.first_bad_position == 0


def test_every_code_has_a_sentence_key() -> None:
    assert {code.sentence_key for code in Code} == {f"audit.{code.value}" for code in Code}
    assert Problem(Code.GAP).sentence_key == "audit.gap"


def test_memory_does_not_grow_with_the_leaves(leaves: list[bytes], signer: Signer) -> None:
    def endless(count: int) -> Iterator[tuple[int, bytes]]:
        for position in range(count):
            yield position, leaves[position % 20]

    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            verify_log(endless(count), [note(leaves, 20, signer)], [signer.key], check_leaves=False)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    # The least of some rounds: what other threads allocate meanwhile only adds, growth would be in each.
    assert min(peak(20_000) for _ in range(5)) < peak(1_000) + 20_000
