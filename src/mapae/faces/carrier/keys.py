"""Who asks: the carrier behind a bearer key.

A key that was found is remembered for `REMEMBERED`: a revoked key or a suspended carrier is refused after that at the
latest. Expiry is looked at on every request.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zlib import crc32

from mapae.faces.carrier.problems import Kind, Problem, try_again_after
from mapae.faces.carrier.protocol import Scope, header
from mapae.faces.carrier.rates import Buckets, Rate
from mapae.usecases.add_carrier import key_digest
from mapae.usecases.board_check_ports import BoardCheckStore, StoredKey
from mapae.usecases.ports import Clock

REMEMBERED = timedelta(seconds=5)
_BEARER = re.compile(rb"(?i:bearer) +(mapae_carrier_(?:test_)?[A-Za-z0-9_-]{43})")
# Keys that were never seen cost a look-up each; carriers whose key was seen before are not held up by those who try.
_STRANGERS = Rate(per_second=50.0, saved=200.0)


_COUNTED_TOGETHER = 4096  # buckets of addresses: a bounded number of them


class CarrierKeys:
    """The keys as one server process knows them."""

    def __init__(self, clock: Clock, store: BoardCheckStore) -> None:
        self._clock = clock
        self._store = store
        self._known: dict[bytes, tuple[datetime, StoredKey]] = {}
        self._strangers = Buckets(_STRANGERS)

    async def key_of(self, scope: Scope) -> StoredKey:
        """The key of the carrier that asks.

        Raises Problem for a key that is missing, unknown, revoked or expired, or tried too fast.
        """
        given = _BEARER.fullmatch(header(scope, b"authorization").strip())
        if given is None:
            raise _refused("Send the header Authorization: Bearer, with your key, which begins with mapae_carrier_.")
        found = await self._find(key_digest(given[1].decode()), _address(scope))
        if found is None or found.expires_at <= self._clock.now():
            raise _refused(
                "The key is unknown, revoked or expired. Use your other key, or ask the operator for a new one."
            )
        return found

    async def _find(self, digest: bytes, address: int) -> StoredKey | None:
        now = self._clock.now()
        known = self._known.get(digest)
        if known is not None and timedelta() <= now - known[0] < REMEMBERED:
            return known[1]
        if known is None and (seconds := self._strangers.take(address, 1, now)):
            detail = "Too many keys that are not known are being tried. Try again after the seconds of Retry-After."
            raise Problem(Kind.TOO_MANY_QUESTIONS, detail, headers=(try_again_after(seconds),))
        found = await self._store.find_key(digest)
        if found is None:
            self._known.pop(digest, None)
        else:
            self._known[digest] = now, found
        return found


def _address(scope: Scope) -> int:
    """Whose guesses are counted together. Behind a proxy all share its address, and the proxy has limits of its own."""
    client = scope.get("client")
    return crc32(str(client[0]).encode()) % _COUNTED_TOGETHER if client else 0


def _refused(detail: str) -> Problem:
    return Problem(Kind.KEY_REFUSED, detail, headers=((b"www-authenticate", b'Bearer realm="mapae-carrier"'),))
