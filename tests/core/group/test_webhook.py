"""Addresses for notices, and the signature that programs check."""

from __future__ import annotations

import hashlib
import hmac
from ipaddress import ip_address

import pytest

from mapae.core.group.webhook import AddressProblem, check_address, is_public, signature


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("https://example.com/mapae?key=1", None),
        ("https://example.com:8443/", None),
        ("https://93.184.215.14/", None),
        ("", AddressProblem.MISSING),
        ("https://example.com/" + "a" * 500, AddressProblem.TOO_LONG),
        ("example.com", AddressProblem.NOT_AN_ADDRESS),
        ("https://", AddressProblem.NOT_AN_ADDRESS),
        ("https://example.com:0/", AddressProblem.NOT_AN_ADDRESS),
        ("https://example.com:99999/", AddressProblem.NOT_AN_ADDRESS),
        ("https://[::1/", AddressProblem.NOT_AN_ADDRESS),
        ("https://örnek.example/", AddressProblem.NOT_AN_ADDRESS),
        ("https://example.com/a b", AddressProblem.NOT_AN_ADDRESS),
        ("https://example.com/\r\nX: 1", AddressProblem.NOT_AN_ADDRESS),
        ("http://example.com/", AddressProblem.NOT_HTTPS),
        ("ftp://example.com/", AddressProblem.NOT_HTTPS),
        ("https://somebody:word@example.com/", AddressProblem.HAS_PASSWORD),
        ("https://localhost/", AddressProblem.PRIVATE_ADDRESS),
        ("https://127.0.0.1/", AddressProblem.PRIVATE_ADDRESS),
        ("https://127.1/", AddressProblem.PRIVATE_ADDRESS),
        ("https://2130706433/", AddressProblem.PRIVATE_ADDRESS),
        ("https://intranet/", AddressProblem.PRIVATE_ADDRESS),
        ("https://db.internal./", AddressProblem.PRIVATE_ADDRESS),
        ("https://[::ffff:192.168.0.1]/", AddressProblem.PRIVATE_ADDRESS),
    ],
)
def test_only_https_in_the_open_internet_is_taken(address: str, problem: AddressProblem | None) -> None:
    assert check_address(address, may_be_near=False) is problem


def test_demonstration_takes_its_own_machine() -> None:
    assert check_address("http://127.0.0.1:8765/", may_be_near=True) is None
    assert check_address("ftp://127.0.0.1/", may_be_near=True) is AddressProblem.NOT_HTTPS


@pytest.mark.parametrize(
    "number",
    ["10.0.0.1", "172.16.0.1", "192.168.0.1", "127.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "240.0.0.1", "255.255.255.255", "::", "::1", "fc00::1", "fe80::1", "ff02::1", "::ffff:127.0.0.1",
     "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::1"],
)  # fmt: skip
def test_numbers_behind_which_ours_may_hide_are_not_public(number: str) -> None:
    assert not is_public(ip_address(number))


def test_numbers_of_the_world_are_public() -> None:
    assert is_public(ip_address("93.184.215.14"))
    assert is_public(ip_address("2606:2800:21f:cb07:6820:80da:af6b:8b2c"))


def test_signature_is_over_moment_and_body() -> None:
    wanted = hmac.new(b"secret", b"1790000000.{}", hashlib.sha256).hexdigest()
    assert signature("secret", 1790000000, b"{}") == f"t=1790000000,v1={wanted}"
