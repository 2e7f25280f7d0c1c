"""The key gateway that needs nothing but a file: made at first start, readable by its owner alone.

Losing the file means that no sealed answer, no name and no document number can ever be read again, and that the audit
log cannot be continued under its key. It is not part of a backup of the database: keep a copy elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import stat
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mapae.core.sealed import blob
from mapae.core.sealed.blob import SealBroken

_FORMAT = 1


class KeyFileProblem(Exception):
    """The key file cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class _Contents:
    master: dict[int, bytes]
    match: dict[int, bytes]
    blind: bytes
    audit: bytes
    sessions: bytes
    database: bytes
    audit_name: str


class FileKeys:
    """Keys read from a file once, at start."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._keys = _read(path)
        self._master = max(self._keys.master)
        self._match = max(self._keys.match)
        self._audit = Ed25519PrivateKey.from_private_bytes(self._keys.audit)
        self._match_ciphers = {version: AESGCM(key) for version, key in self._keys.match.items()}
        self._blind_root = hmac.new(self._keys.blind, digestmod=hashlib.sha256)

    def wrap(self, case_key: bytes, place: bytes) -> tuple[int, bytes]:
        nonce = secrets.token_bytes(blob.NONCE_LENGTH)
        return self._master, blob.seal(self._keys.master[self._master], nonce, case_key, place)

    def unwrap(self, master_version: int, wrapped: bytes, place: bytes) -> bytes:
        if master_version not in self._keys.master:
            raise SealBroken(f"the key file has no master key of version {master_version}")
        return blob.open_sealed(self._keys.master[master_version], wrapped, place)

    def blind(self, purpose: str, value: str) -> bytes:
        keyed = self._blind_root.copy()
        keyed.update(f"{purpose}\x1f{value}".encode())
        return keyed.digest()[:16]

    def seal_match(self, plaintext: bytes, place: bytes) -> bytes:
        nonce = secrets.token_bytes(blob.NONCE_LENGTH)
        return bytes([self._match]) + blob.seal(self._keys.match[self._match], nonce, plaintext, place)

    def open_match(self, sealed: bytes, place: bytes) -> bytes:
        if not sealed or sealed[0] not in self._match_ciphers:
            raise SealBroken("the key file has no match key of this version")
        return blob.open_with(self._match_ciphers[sealed[0]], sealed[1:], place)

    def sign_audit(self, message: bytes) -> bytes:
        return self._audit.sign(message)

    def audit_public_key(self) -> bytes:
        return self._audit.public_key().public_bytes_raw()

    @property
    def audit_name(self) -> str:
        """The name of the audit log and of its key: made once, whatever the address of the installation becomes."""
        return self._keys.audit_name

    def secret_for(self, purpose: str) -> str:
        """A secret of the site itself: for signing sessions, or a database role's password."""
        root = self._keys.database if purpose.startswith("database:") else self._keys.sessions
        return hmac.new(root, purpose.encode(), hashlib.sha256).hexdigest()


def make_key_file(path: Path) -> bool:
    """Make the file with fresh keys unless it is there; True when it was made. Raises KeyFileProblem."""
    keys = {
        "format": _FORMAT,
        "master": {"1": _fresh()},
        "match": {"1": _fresh()},
        "blind": _fresh(),
        "audit": _fresh(),
        "sessions": _fresh(),
        "database": _fresh(),
        "audit_name": f"mapae-{secrets.token_hex(6)}/audit",
    }
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    except OSError as error:
        raise _cannot_be_made(path, error) from error
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    except OSError as error:
        raise _cannot_be_made(path, error) from error
    with os.fdopen(handle, "w") as file:
        json.dump(keys, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return True


def _cannot_be_made(path: Path, error: OSError) -> KeyFileProblem:
    return KeyFileProblem(
        f"The key file {path} cannot be made ({error.strerror}). Give Mapae a folder it may write to: MAPAE_KEYS"
    )


def _fresh() -> str:
    return b64encode(secrets.token_bytes(blob.KEY_LENGTH)).decode()


def _read(path: Path) -> _Contents:
    try:
        mode = path.stat().st_mode
        written = json.loads(path.read_text())
    except FileNotFoundError as error:
        raise KeyFileProblem(
            f"The key file {path} is missing. Bring it back from its copy; without it nothing sealed can be opened"
        ) from error
    except (OSError, ValueError) as error:
        raise KeyFileProblem(f"The key file {path} cannot be read: {error}. Bring it back from its copy") from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyFileProblem(f"Others on this machine can read the key file {path}. Close it: chmod 600 {path}")
    try:
        return _contents(written)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KeyFileProblem(f"The key file {path} is damaged ({error!r}). Bring it back from its copy") from error


def _contents(written: dict[str, object]) -> _Contents:
    if written["format"] != _FORMAT:
        raise ValueError(f"format {written['format']!r} is not known to this version of Mapae")
    return _Contents(
        master=_versions(written["master"]),
        match=_versions(written["match"]),
        **{name: _key(written[name]) for name in ("blind", "audit", "sessions", "database")},
        audit_name=str(written["audit_name"]),
    )


def _versions(written: object) -> dict[int, bytes]:
    if not isinstance(written, dict) or not written:
        raise ValueError("a versioned key is missing")
    return {int(version): _key(key) for version, key in written.items()}


def _key(written: object) -> bytes:
    key = b64decode(str(written), validate=True)
    if len(key) != blob.KEY_LENGTH:
        raise ValueError("a key has the wrong length")
    return key
