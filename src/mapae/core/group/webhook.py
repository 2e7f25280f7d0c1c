"""Notices to the programs of organisations: what they tell of, which addresses they may go to, and how they are signed."""

from __future__ import annotations

import hashlib
import hmac
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

LONGEST_ADDRESS = 500
SIGNATURE_HEADER = "Mapae-Signature"
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_UNSPEAKABLE = frozenset('\\"<>^`{|}') | {chr(code) for code in (*range(33), 127)}


class WebhookEvent(StrEnum):
    """What a notice tells of."""

    ORDER_AWAITING_PAYMENT = "order.awaiting_payment"
    ORDER_RELEASED = "order.released"
    APPLICATION_ASKED = "application.asked"  # of a traveller without a mailbox: the organisation answers
    APPLICATION_DECIDED = "application.decided"


class AddressProblem(StrEnum):
    """Why notices do not go to an address. Closed list."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_HTTPS = "not_https"
    HAS_PASSWORD = "has_password"
    PRIVATE_ADDRESS = "private_address"


def check_address(address: str, *, may_be_near: bool) -> AddressProblem | None:
    """None for an address that may be kept. `may_be_near`: a demonstration also takes http and its own machine."""
    if not address:
        return AddressProblem.MISSING
    if len(address) > LONGEST_ADDRESS:
        return AddressProblem.TOO_LONG
    parts = _parts(address)
    if parts is None or not parts.hostname:
        return AddressProblem.NOT_AN_ADDRESS
    if parts.username is not None or parts.password is not None:
        return AddressProblem.HAS_PASSWORD
    if may_be_near:
        return None if parts.scheme in ("http", "https") else AddressProblem.NOT_HTTPS
    if parts.scheme != "https":
        return AddressProblem.NOT_HTTPS
    return AddressProblem.PRIVATE_ADDRESS if _is_near(parts.hostname) else None


def _parts(address: str) -> SplitResult | None:
    if not address.isascii() or set(address) & _UNSPEAKABLE:
        return None
    try:
        parts = urlsplit(address)
        return parts if parts.port != 0 and parts.hostname else None
    except ValueError:
        return None


def _is_near(host: str) -> bool:
    """A name that is never in the world's directory, or a number of a private network."""
    name = host.rstrip(".")
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not is_public(ip_address(name))
    except ValueError:
        return "." not in name or name.rsplit(".", 1)[1].isdigit()  # 127.1 and the like are numbers too


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether anybody's machine in the world may have this number, so that nothing of ours can hide behind it."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address.sixtofour is not None or address.teredo is not None or any(address in one for one in _NAT64):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """The header's value: HMAC-SHA256 under the secret's text over the seconds since 1970 in digits, a full stop, the body."""
    signed = str(timestamp).encode() + b"." + body
    return f"t={timestamp},v1={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"
