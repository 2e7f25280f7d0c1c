"""Names and keys of checkpoint signatures, after C2SP signed-note (type 01, Ed25519)."""

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"


class KeyRefused(ValueError):
    """This is no verifier key: its name, its length or its own hash is wrong."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A name and a raw 32-byte Ed25519 public key. Raises `KeyRefused` when either is impossible."""

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name):
            raise KeyRefused("A key name is not empty and has no spaces, control characters or plus signs.")
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key)
        except ValueError as error:
            raise KeyRefused("An Ed25519 public key has 32 bytes.") from error

    @property
    def key_hash(self) -> bytes:
        """First 4 bytes of SHA-256(name || 0A || 01 || public key)."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public_key).digest()[:4]

    @property
    def text(self) -> str:
        """The key as people exchange it: `name+hex(key hash)+base64(01 || public key)`."""
        encoded = base64.b64encode(_ED25519 + self.public_key).decode("ascii")
        return f"{self.name}+{self.key_hash.hex()}+{encoded}"

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """The key in this text. Raises `KeyRefused` for any other text than the one `text` gives for it."""
        name, _, rest = text.partition("+")
        raw = strict_base64(rest.partition("+")[2])
        if raw is None:
            raise KeyRefused("The key's last part is not base64.")
        key = cls(name, raw[1:])
        if key.text != text:
            raise KeyRefused("The parts of the key do not fit together: it was changed, cut, or is not Ed25519.")
        return key

    def has_signed(self, message: bytes, signature: bytes) -> bool:
        """Whether this is the key's signature over the message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signer:
    """A verifier key and the call that signs for it; the private key may live elsewhere, even in hardware."""

    key: VerifierKey
    sign: Callable[[bytes], bytes]

    @classmethod
    def of(cls, name: str, private_key: Ed25519PrivateKey) -> "Signer":
        """The signer over a private key held in memory."""
        return cls(VerifierKey(name, private_key.public_key().public_bytes_raw()), private_key.sign)


def is_key_name(name: str) -> bool:
    """Whether this may name a key: not empty, valid UTF-8, no Unicode space, control character or plus."""
    bad = any(mark.isspace() or mark < " " or mark == "+" or "\ud800" <= mark <= "\udfff" for mark in name)
    return bool(name) and not bad


def strict_base64(text: str) -> bytes | None:
    """The bytes of padded standard base64, or None when another text would be the canonical one for them."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
    return raw if base64.b64encode(raw).decode("ascii") == text else None
