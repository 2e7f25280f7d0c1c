"""What the verification of an audit log found: coded problems, never texts."""

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Everything a verification can say. Closed list; the words for it come from the catalogues."""

    LEAF_MALFORMED = "leaf_malformed"
    LEAF_NOT_CANONICAL = "leaf_not_canonical"
    LEAF_VERSION_UNKNOWN = "leaf_version_unknown"
    GAP = "gap"
    POSITION_REPEATED = "position_repeated"
    NO_CHECKPOINT = "no_checkpoint"
    CHECKPOINT_MALFORMED = "checkpoint_malformed"
    CHECKPOINT_SIGNATURE = "checkpoint_signature"
    CHECKPOINT_ORIGIN = "checkpoint_origin"
    CHECKPOINT_WENT_BACK = "checkpoint_went_back"
    CHECKPOINT_ROOT = "checkpoint_root"
    LOG_SHORTER_THAN_CHECKPOINT = "log_shorter_than_checkpoint"
    OUTSIDE_MALFORMED = "outside_malformed"
    OUTSIDE_SIGNATURE = "outside_signature"
    OUTSIDE_ORIGIN = "outside_origin"
    OUTSIDE_ROOT = "outside_root"
    LOG_SHORTER_THAN_OUTSIDE = "log_shorter_than_outside"
    # Warnings: odd, but no proof of tampering.
    TIME_WENT_BACK = "time_went_back"
    LEAVES_WITHOUT_CHECKPOINT = "leaves_without_checkpoint"

    @property
    def sentence_key(self) -> str:
        """Key of the sentence that tells people about it."""
        return f"audit.{self.value}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding.

    `position` is where the log stops being proven: the leaf itself, or for a wrong root or a cut the last
    size that still matched: the change lies at or after it and before `size`. `checkpoint` counts the
    checkpoints of its list from 0, `size` is the one that checkpoint states. None where it does not
    apply.
    """

    code: Code
    position: int | None = None
    checkpoint: int | None = None
    size: int | None = None

    @property
    def sentence_key(self) -> str:
        """Key of the sentence that tells people about it."""
        return self.code.sentence_key


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one verification.

    `size` and `root` are of the tree over all leaves read; `sealed_size` is the largest size that a
    believed checkpoint confirmed. `problems` and `warnings` hold the first of each code, `problem_count`
    counts all.
    """

    size: int
    root: bytes
    sealed_size: int
    problems: tuple[Problem, ...]
    problem_count: int
    first_bad_position: int | None
    warnings: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing speaks against the log. Warnings do not."""
        return self.problem_count == 0
