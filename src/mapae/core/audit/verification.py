"""The verification of a whole audit log in one pass: leaves, stored checkpoints, checkpoints kept elsewhere.

Stored checkpoints show damage and clumsy changes. Only a checkpoint kept outside shows a rewrite by
somebody who also holds the signing key. Memory grows with the checkpoints and with log(leaves), not with
the leaves.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from mapae.core.audit.checkpoint import UNTRUSTED, Checkpoint, CheckpointRefused, verify_checkpoint
from mapae.core.audit.keys import VerifierKey
from mapae.core.audit.leaf import LeafFault, LeafRefused, parse
from mapae.core.audit.report import Code, Problem, Report
from mapae.core.audit.tree import Frontier, leaf_hash

REPORTED_PER_CODE = 100
_LEAF_CODES = {
    LeafFault.NOT_CANONICAL: Code.LEAF_NOT_CANONICAL,
    LeafFault.VERSION_UNKNOWN: Code.LEAF_VERSION_UNKNOWN,
}


class _Source(Enum):
    """Where a checkpoint was kept, with the codes for what can be wrong with it."""

    STORED = (
        Code.CHECKPOINT_MALFORMED,
        Code.CHECKPOINT_SIGNATURE,
        Code.CHECKPOINT_ORIGIN,
        Code.CHECKPOINT_ROOT,
        Code.LOG_SHORTER_THAN_CHECKPOINT,
    )
    OUTSIDE = (
        Code.OUTSIDE_MALFORMED,
        Code.OUTSIDE_SIGNATURE,
        Code.OUTSIDE_ORIGIN,
        Code.OUTSIDE_ROOT,
        Code.LOG_SHORTER_THAN_OUTSIDE,
    )

    def __init__(self, malformed: Code, signature: Code, origin: Code, root: Code, shorter: Code) -> None:
        self.malformed, self.signature, self.origin = malformed, signature, origin
        self.root, self.shorter = root, shorter


@dataclass(frozen=True, slots=True)
class _Claim:
    """The root that the tree must have at one size, and who says so."""

    source: _Source
    number: int
    checkpoint: Checkpoint

    def problem(self, code: Code, position: int | None = None) -> Problem:
        return Problem(code, position, self.number, self.checkpoint.size)


class _Findings:
    """Collects problems; of a log that is wrong everywhere only the first of each code are kept."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.counts: Counter[Code] = Counter()
        self.warning_counts: Counter[Code] = Counter()
        self.first_bad: int | None = None

    def add(self, problem: Problem) -> None:
        self.counts[problem.code] += 1
        if self.counts[problem.code] <= REPORTED_PER_CODE:
            self.problems.append(problem)
        if problem.position is not None:
            first_bad = problem.position if self.first_bad is None else self.first_bad
            self.first_bad = min(first_bad, problem.position)

    def warn(self, problem: Problem) -> None:
        self.warning_counts[problem.code] += 1
        if self.warning_counts[problem.code] <= REPORTED_PER_CODE:
            self.warnings.append(problem)


class _Claims:
    """The claims still to be met, by size, and how far each source has confirmed the tree."""

    def __init__(self, findings: _Findings) -> None:
        self._findings = findings
        self._by_size: dict[int, list[_Claim]] = {}
        self._origin: str | None = None
        self._confirmed = dict.fromkeys(_Source, 0)
        self.largest: int | None = None

    @property
    def sealed_size(self) -> int:
        return max(self._confirmed.values())

    def read(self, source: _Source, texts: Iterable[str], keys: Sequence[VerifierKey]) -> None:
        """Believe the checkpoints that a known key signed for this log; report the others."""
        highest = 0
        for number, text in enumerate(texts):
            try:
                claim = _Claim(source, number, verify_checkpoint(text, keys))
            except CheckpointRefused as refusal:
                code = source.signature if refusal.fault in UNTRUSTED else source.malformed
                self._findings.add(Problem(code, checkpoint=number))
                continue
            if source is _Source.STORED and claim.checkpoint.size < highest:
                self._findings.add(claim.problem(Code.CHECKPOINT_WENT_BACK))
            highest = max(highest, claim.checkpoint.size)
            self._expect(claim)

    def _expect(self, claim: _Claim) -> None:
        size, origin = claim.checkpoint.size, claim.checkpoint.origin
        self._origin = self._origin or origin
        if origin != self._origin:
            self._findings.add(claim.problem(claim.source.origin))
            return
        self._by_size.setdefault(size, []).append(claim)
        self.largest = max(size, self.largest or 0)

    def compare(self, tree: Frontier) -> None:
        """Hold the tree of this size against the claims made for it."""
        claims = self._by_size.pop(tree.size, None)
        if claims is None:
            return
        root, confirmed = tree.root(), dict(self._confirmed)
        for claim in claims:
            if claim.checkpoint.root == root:
                self._confirmed[claim.source] = tree.size
            else:
                self._findings.add(claim.problem(claim.source.root, _proven_until(claim.source, confirmed)))

    def close(self, tree: Frontier) -> None:
        """What is left over speaks of leaves that the log does not have."""
        for size in sorted(self._by_size):
            for claim in self._by_size[size]:
                position = _proven_until(claim.source, self._confirmed)
                self._findings.add(claim.problem(claim.source.shorter, position))
        if self.largest is None and tree.size:
            self._findings.add(Problem(Code.NO_CHECKPOINT, 0))
        elif tree.size > (self.largest or 0):
            self._findings.warn(Problem(Code.LEAVES_WITHOUT_CHECKPOINT, self.largest))


class _LeafCheck:
    """Checks the leaves one by one: form, position, time."""

    def __init__(self, findings: _Findings, allowed_skew: timedelta) -> None:
        self._findings = findings
        self._allowed_skew = allowed_skew
        self._next_position = 0
        self._latest: datetime | None = None

    def check_position(self, position: int) -> None:
        if position > self._next_position:
            self._findings.add(Problem(Code.GAP, self._next_position))
        elif position < self._next_position:
            self._findings.add(Problem(Code.POSITION_REPEATED, position))
        self._next_position = max(self._next_position, position + 1)

    def check_form(self, position: int, raw: bytes) -> None:
        try:
            leaf = parse(raw)
        except LeafRefused as refusal:
            self._findings.add(Problem(_LEAF_CODES.get(refusal.fault, Code.LEAF_MALFORMED), position))
            return
        if self._latest is not None and self._latest - leaf.at > self._allowed_skew:
            self._findings.warn(Problem(Code.TIME_WENT_BACK, position))
            self._latest = leaf.at  # one warning for each jump, not for each leaf after it
        elif self._latest is None or leaf.at > self._latest:
            self._latest = leaf.at


def verify_log(
    leaves: Iterable[tuple[int, bytes]],
    checkpoints: Iterable[str],
    verifier_keys: Iterable[VerifierKey],
    outside: Iterable[str] = (),
    *,
    allowed_skew: timedelta = timedelta(minutes=5),
    check_leaves: bool = True,
) -> Report:
    """Hold a log against its checkpoints and against those kept elsewhere.

    `leaves` are (position, canonical bytes) in the order of positions, from 0; `checkpoints` the stored
    notes in the order of their making; `verifier_keys` all keys the log ever signed with; `outside` notes
    kept elsewhere, in any order. All checkpoints are read before the first leaf, so a log may grow
    meanwhile. A moment may lie up to `allowed_skew` before an earlier leaf's. Without `check_leaves` the
    leaves are only hashed: the roots are proven all the same, forms and times are not looked at.
    """
    findings, tree, keys = _Findings(), Frontier(), tuple(verifier_keys)
    claims, leaf_check = _Claims(findings), _LeafCheck(findings, allowed_skew)
    claims.read(_Source.STORED, checkpoints, keys)
    claims.read(_Source.OUTSIDE, outside, keys)
    claims.compare(tree)
    for position, raw in leaves:
        leaf_check.check_position(position)
        if check_leaves:
            leaf_check.check_form(position, raw)
        tree.append(leaf_hash(raw))
        claims.compare(tree)
    claims.close(tree)
    return _report(tree, claims, findings)


def _report(tree: Frontier, claims: _Claims, findings: _Findings) -> Report:
    return Report(
        size=tree.size,
        root=tree.root(),
        sealed_size=claims.sealed_size,
        problems=tuple(findings.problems),
        problem_count=findings.counts.total(),
        first_bad_position=findings.first_bad,
        warnings=tuple(findings.warnings),
    )


def _proven_until(source: _Source, confirmed: dict[_Source, int]) -> int:
    """How far the tree is fine. A rewrite may sign stored checkpoints anew, but never those kept outside."""
    return confirmed[_Source.OUTSIDE] if source is _Source.OUTSIDE else max(confirmed.values())
