"""Material for the audit tests: leaves, signers and logs made of fixed bytes, and the published vectors."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mapae.core.audit.keys import Signer
from mapae.core.audit.leaf import Leaf

ORIGIN = "mapae.example/audit"


@pytest.fixture(scope="session")
def vectors() -> Any:
    """The vectors in `contracts/audit/`; their shape is what the tests are about, hence Any."""
    path = Path(__file__).parents[3] / "contracts" / "audit" / "vectors.json"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def make_leaf() -> Callable[..., Leaf]:
    def make(number: int = 0, **changes: Any) -> Leaf:
        values: dict[str, Any] = {
            "leaf_id": f"leaf-{number}",
            "at": datetime(2026, 10, 1, 8, 30, tzinfo=UTC) + timedelta(seconds=number),
            "actor": "officer:" + sha256(b"officer").hexdigest(),
            "role": "officer",
            "action": "application.grant",
            "object": f"application:{number}",
            "reasons": ("NO_HIT",),
            "after": sha256(str(number).encode()).hexdigest(),
            "detail": {"outcome": "granted"},
        }
        return Leaf(**(values | changes))

    return make


@pytest.fixture(scope="session")
def signer() -> Signer:
    return Signer.of(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


@pytest.fixture(scope="session")
def other_signer() -> Signer:
    return Signer.of(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64))))
