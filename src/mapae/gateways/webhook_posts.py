"""Notices to organisations' programs over HTTPS: only to machines of the open internet, at once, and never further.

An address is the organisation's to choose, so what it leads to is looked at before anything is sent, and the connection
goes to exactly the number that was looked at: a name that changes its mind in between leads nowhere.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from mapae.core.group.webhook import is_public
from mapae.usecases.ports import WebhookRefused

_CONNECT_SECONDS, _ALL_SECONDS = 5.0, 15.0
_MOST_MACHINES = 3
_PORTS = {"http": 80, "https": 443}


class HttpWebhooks:
    """`may_be_near`: for demonstrations, whose programs run on the same machine."""

    def __init__(self, *, may_be_near: bool, seconds: float = _ALL_SECONDS) -> None:
        self._may_be_near = may_be_near
        self._seconds = seconds

    def post(self, address: str, headers: Mapping[str, str], body: bytes) -> int:
        parts = urlsplit(address)
        host, scheme = parts.hostname or "", parts.scheme
        if scheme != "https" and not (scheme == "http" and self._may_be_near):
            raise WebhookRefused("no_trust")
        port = parts.port or _PORTS[scheme]
        line = self._connected(host, port)
        # Even one that answers a byte a second comes to its end. TLS takes the line itself away, so there is a second hold.
        hold = line.dup()
        watch = threading.Timer(self._seconds, _hang_up, (hold,))
        watch.daemon = True
        watch.start()
        try:
            return _posted(line, scheme, host, port, _target(parts.path, parts.query), headers, body)
        finally:
            watch.cancel()
            line.close()
            hold.close()

    def _connected(self, host: str, port: int) -> socket.socket:
        for number in self._numbers(host, port):
            with contextlib.suppress(OSError):
                return socket.create_connection((number, port), _CONNECT_SECONDS)
        raise WebhookRefused("unreachable")

    def _numbers(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise WebhookRefused("unknown_host") from error
        numbers = list(dict.fromkeys(str(one[4][0]) for one in found))
        if not self._may_be_near and not all(is_public(ip_address(one.split("%")[0])) for one in numbers):
            raise WebhookRefused("private_address")
        return numbers[:_MOST_MACHINES]


def _posted(
    line: socket.socket, scheme: str, host: str, port: int, target: str, headers: Mapping[str, str], body: bytes
) -> int:
    """The status. Nothing of the answer's body is read, and a redirection is an answer like any other."""
    try:
        if scheme == "https":
            line = ssl.create_default_context().wrap_socket(line, server_hostname=host)
        kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
        connection = kind(host, port, timeout=_CONNECT_SECONDS)
        connection.sock = line
        connection.request("POST", target, body, {"User-Agent": "Mapae", "Connection": "close", **headers})
        return connection.getresponse().status
    except ssl.SSLCertVerificationError as error:
        raise WebhookRefused("no_trust") from error
    except TimeoutError as error:
        raise WebhookRefused("too_slow") from error
    except http.client.HTTPException as error:
        raise WebhookRefused("not_http") from error
    except OSError as error:
        raise WebhookRefused("unreachable") from error
    finally:
        line.close()


def _target(path: str, query: str) -> str:
    return (path or "/") + (f"?{query}" if query else "")


def _hang_up(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
