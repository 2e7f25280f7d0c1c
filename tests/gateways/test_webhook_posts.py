"""A notice goes to the one machine that its address names, never to one of ours, and nobody can hold it."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any

import pytest

from mapae.gateways.webhook_posts import HttpWebhooks
from mapae.usecases.ports import WEBHOOK_PROBLEMS, WebhookRefused
from tests.room.house import free_port
from tests.room.webhook_receiver import running_receiver

IN_SERVICE, NEAR = HttpWebhooks(may_be_near=False), HttpWebhooks(may_be_near=True)


def refused(gateway: HttpWebhooks, address: str) -> str:
    with pytest.raises(WebhookRefused) as why:
        gateway.post(address, {}, b"{}")
    assert why.value.code in WEBHOOK_PROBLEMS
    return why.value.code


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "::1", "::ffff:10.0.0.1", "fe80::1"],
)
def test_private_numbers_get_nothing_in_service(number: str) -> None:
    host = f"[{number}]" if ":" in number else number
    assert refused(IN_SERVICE, f"https://{host}:{free_port()}/") == "private_address"


def test_name_that_leads_to_a_private_number_gets_nothing_in_service(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def found(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(2, 1, 6, "", ("192.0.0.1", port)), (2, 1, 6, "", ("10.1.2.3", port))]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    assert refused(IN_SERVICE, "https://hooks.example.com/") == "private_address"
    assert asked == ["hooks.example.com"], "looked up once, so it cannot change its mind"


def test_http_is_for_demonstrations_only() -> None:
    with running_receiver() as receiver:
        assert refused(IN_SERVICE, receiver.url) == "no_trust"
        assert NEAR.post(receiver.url, {"Mapae-Event-Id": "1"}, b"{}") == 204
        assert receiver.received[0][0]["Mapae-Event-Id"] == "1"


def test_who_is_not_there_and_who_speaks_otherwise_are_told_apart() -> None:
    assert refused(NEAR, f"http://127.0.0.1:{free_port()}/") == "unreachable"
    assert refused(NEAR, "http://nothing.invalid/") == "unknown_host"
    with running_receiver() as receiver:
        assert refused(NEAR, receiver.url.replace("http:", "https:")) == "unreachable"  # no TLS there


def test_one_who_dribbles_is_left_in_the_end() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def dribble() -> None:
            line, _ = server.accept()
            with line:
                line.recv(4096)
                for _ in range(100):
                    try:
                        line.sendall(b"H")
                    except OSError:
                        return
                    time.sleep(0.05)

        thread = threading.Thread(target=dribble, daemon=True)
        thread.start()
        began = time.monotonic()
        code = refused(HttpWebhooks(may_be_near=True, seconds=0.4), f"http://127.0.0.1:{server.getsockname()[1]}/")
        assert code in ("not_http", "unreachable")
        assert time.monotonic() - began < 4
        thread.join(6)
