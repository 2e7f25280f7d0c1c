"""Signatures as Stripe documents them (docs.stripe.com/webhooks#verify-manually), made without its library."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any

WEBHOOK_SECRET = "whsec_specimen_of_the_test_room"
SECRET_KEY = "sk_test_specimen_of_the_test_room"


def signed(
    notice: dict[str, Any], *, at: float | None = None, secret: str = WEBHOOK_SECRET
) -> tuple[bytes, dict[str, str]]:
    """Body and headers of a notice: HMAC-SHA256 over the moment, a full stop, and the body."""
    body = json.dumps(notice, indent=2, ensure_ascii=False).encode()
    return body, {"Stripe-Signature": signature(body, at=at, secret=secret)}


def signature(body: bytes, *, at: float | None = None, secret: str = WEBHOOK_SECRET) -> str:
    moment = int(time.time() if at is None else at)
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest},v0=0000"
