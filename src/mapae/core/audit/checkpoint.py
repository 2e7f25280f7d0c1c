"""Signed checkpoints of the audit tree: C2SP tlog-checkpoint, in the form of a C2SP signed note.

Three lines, which log (origin), how many leaves (size), root hash in base64; perhaps extension lines; a
blank line; then signature lines, each a key name and the base64 of a 4-byte key hash and the signature
over the lines above.
"""

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mapae.core.audit.keys import Signer, VerifierKey, is_key_name, strict_base64
from mapae.core.audit.tree import HASH_BYTES

LONGEST_NOTE = 262_144
LARGEST_SIZE = 2**63 - 1
_SIGNATURE_MARK = "\u2014 "
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_CONTROL = re.compile(r"[\x00-\x1f\ud800-\udfff]")
_CONTROL_BUT_NEWLINE = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")


class CheckpointFault(StrEnum):
    """Why a text is not a checkpoint we trust. Closed list."""

    TOO_LONG = "too_long"
    FORBIDDEN_CHARACTER = "forbidden_character"
    NO_FINAL_NEWLINE = "no_final_newline"
    NO_BLANK_LINE = "no_blank_line"
    TOO_FEW_LINES = "too_few_lines"
    ORIGIN = "origin"
    SIZE = "size"
    ROOT = "root"
    EXTENSION = "extension"
    SIGNATURE_LINE = "signature_line"
    SIGNATURE_BASE64 = "signature_base64"
    NO_KNOWN_KEY = "no_known_key"
    SIGNATURE_WRONG = "signature_wrong"


UNTRUSTED = frozenset({CheckpointFault.NO_KNOWN_KEY, CheckpointFault.SIGNATURE_WRONG})


class CheckpointRefused(ValueError):
    """This is no checkpoint, or not one of ours. `fault` says why; those in `UNTRUSTED` are well formed."""

    def __init__(self, fault: CheckpointFault) -> None:
        super().__init__(f"Checkpoint refused: {fault}")
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log stated at one size; `root` is 32 bytes. Raises `CheckpointRefused` for other values."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _require(_is_line(self.origin), CheckpointFault.ORIGIN)
        _require(0 <= self.size <= LARGEST_SIZE, CheckpointFault.SIZE)
        _require(len(self.root) == HASH_BYTES, CheckpointFault.ROOT)
        _require(all(_is_line(line) for line in self.extensions), CheckpointFault.EXTENSION)

    @property
    def body(self) -> str:
        """The lines that are signed, each ended by a newline."""
        encoded = base64.b64encode(self.root).decode("ascii")
        return "\n".join([self.origin, str(self.size), encoded, *self.extensions]) + "\n"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line, not yet checked."""

    name: str
    key_hash: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class UnverifiedCheckpoint:
    """A well-formed note whose signatures nobody has checked: what it claims is not to be believed."""

    claim: Checkpoint
    signatures: tuple[Signature, ...]


def sign_checkpoint(body: str, signer: Signer) -> str:
    """The signed note over a checkpoint's body. Raises `CheckpointRefused` if that or the signature is wrong.

    Who signs keeps the promise of the format: never two checkpoints of which neither continues the other.
    """
    message = _parse_body(body).body.encode()
    value = signer.sign(message)
    _require(signer.key.has_signed(message, value), CheckpointFault.SIGNATURE_WRONG)
    encoded = base64.b64encode(signer.key.key_hash + value).decode("ascii")
    return f"{body}\n{_SIGNATURE_MARK}{signer.key.name} {encoded}\n"


def parse_checkpoint(text: str) -> UnverifiedCheckpoint:
    """The note's parts, unchecked. Raises `CheckpointRefused` when the form is not exactly the standard's."""
    _require(len(text) <= LONGEST_NOTE, CheckpointFault.TOO_LONG)
    _require(not _CONTROL_BUT_NEWLINE.search(text), CheckpointFault.FORBIDDEN_CHARACTER)
    _require(text.endswith("\n"), CheckpointFault.NO_FINAL_NEWLINE)
    body, blank, signatures = text[:-1].rpartition("\n\n")
    _require(bool(blank), CheckpointFault.NO_BLANK_LINE)
    lines = signatures.split("\n")
    return UnverifiedCheckpoint(_parse_body(body + "\n"), tuple(_parse_signature(line) for line in lines))


def verify_checkpoint(text: str, verifier_keys: Iterable[VerifierKey]) -> Checkpoint:
    """The checkpoint, believed because a known key signed it.

    Signatures of unknown keys are ignored. Raises `CheckpointRefused` when the form is wrong, when no
    known key signed, or when one line in the name of a known key is not its signature.
    """
    note = parse_checkpoint(text)
    known = {(key.name, key.key_hash): key for key in verifier_keys}
    ours = [line for line in note.signatures if (line.name, line.key_hash) in known]
    _require(bool(ours), CheckpointFault.NO_KNOWN_KEY)
    message = note.claim.body.encode()
    for line in ours:
        key = known[line.name, line.key_hash]
        _require(key.has_signed(message, line.value), CheckpointFault.SIGNATURE_WRONG)
    return note.claim


def _parse_body(body: str) -> Checkpoint:
    lines = body.split("\n")
    _require(lines.pop() == "", CheckpointFault.NO_FINAL_NEWLINE)
    _require(len(lines) >= 3, CheckpointFault.TOO_FEW_LINES)
    origin, size, encoded, *extensions = lines
    _require(_SIZE.fullmatch(size) is not None, CheckpointFault.SIZE)
    return Checkpoint(origin, int(size), strict_base64(encoded) or b"", tuple(extensions))


def _parse_signature(line: str) -> Signature:
    _require(line.startswith(_SIGNATURE_MARK), CheckpointFault.SIGNATURE_LINE)
    name, space, encoded = line.removeprefix(_SIGNATURE_MARK).partition(" ")
    _require(bool(space) and is_key_name(name), CheckpointFault.SIGNATURE_LINE)
    raw = strict_base64(encoded) or b""
    _require(len(raw) > 4, CheckpointFault.SIGNATURE_BASE64)
    return Signature(name, raw[:4], raw[4:])


def _is_line(text: str) -> bool:
    return bool(text) and not _CONTROL.search(text)


def _require(holds: bool, fault: CheckpointFault) -> None:
    if not holds:
        raise CheckpointRefused(fault)
