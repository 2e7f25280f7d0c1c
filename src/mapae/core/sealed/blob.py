"""The sealed blob: version byte, nonce, AES-256-GCM ciphertext with tag; its context is authenticated with it.

A blob copied to another row, table or purpose does not open. The caller brings the nonce: 12 random bytes, never
used twice under one key.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
NONCE_LENGTH = 12
KEY_LENGTH = 32


class SealBroken(Exception):
    """The blob was altered, moved from its place, or sealed under another key. Its content is not to be trusted."""


def context(table: str, row: str, purpose: str) -> bytes:
    """The place a blob belongs to; no part may hold the separator."""
    place = "\x1f".join((table, row, purpose))
    if place.count("\x1f") != 2:
        raise ValueError("a blob's place may not hold U+001F")
    return place.encode()


def seal(key: bytes, nonce: bytes, plaintext: bytes, place: bytes) -> bytes:
    """Encrypt `plaintext` for `place` (see `context`) under a 32-byte key."""
    return seal_with(AESGCM(key), nonce, plaintext, place)


def cipher_of(key: bytes) -> AESGCM:
    """What seals and opens many blobs under one key."""
    return AESGCM(key)


def seal_with(cipher: AESGCM, nonce: bytes, plaintext: bytes, place: bytes) -> bytes:
    """The same as `seal` with a cipher that is kept."""
    return VERSION + nonce + cipher.encrypt(nonce, plaintext, VERSION + place)


def open_sealed(key: bytes, blob: bytes, place: bytes) -> bytes:
    """Decrypt a blob; raises SealBroken unless key, place and every byte are those of `seal`."""
    return open_with(AESGCM(key), blob, place)


def open_with(cipher: AESGCM, blob: bytes, place: bytes) -> bytes:
    """The same with a cipher that is kept for many blobs under one key."""
    if blob[:1] != VERSION or len(blob) < 1 + NONCE_LENGTH + 16:
        raise SealBroken("not a sealed blob of a known version")
    try:
        return cipher.decrypt(blob[1 : 1 + NONCE_LENGTH], blob[1 + NONCE_LENGTH :], VERSION + place)
    except InvalidTag as error:
        raise SealBroken("altered, moved or sealed under another key") from error
