"""A small client for organisations that send groups; it needs Python 3.11 and nothing else.

    export MAPAE_URL=https://eta.example.org MAPAE_KEY=mapae_group_...
    python group_client.py send travellers.csv --photos photos/ --press
    python group_client.py listen --port 8765 --at https://hooks.example.com/mapae

`send` starts a group from a list, prints what is wrong in it row by row, sends the photos (named by passport number),
presses an order of everybody who is ready, and prints the address at which a person pays. `listen` receives the notices,
checks their signatures, and prints them.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

OLDEST_NOTICE = 300  # seconds
_PATIENCE = 6  # times that a request is sent again when the service is busy or the line is broken
_WAIT = 2.0  # seconds between two looks at what runs in the background


class Refused(Exception):
    """The service says no; `problem` is its problem+json."""

    def __init__(self, problem: dict[str, Any]) -> None:
        faults = [f"  {one['pointer'] or '(all)'}: {one['detail']}" for one in problem.get("problems", [])]
        super().__init__("\n".join([f"{problem['title']}. {problem['detail']}", *faults]))
        self.problem = problem


class Mapae:
    """The interface of one installation, with one key."""

    def __init__(self, url: str, key: str) -> None:
        self._base, self._key = url.rstrip("/") + "/api/group/v1/", key

    def ask(self, method: str, path: str, content: Any = None, *, raw: bytes | None = None, **headers: str) -> Any:
        """The JSON of the reply. `content` is sent as JSON, `raw` as it is. Raises Refused."""
        body, kind = raw, "application/octet-stream"
        if content is not None:
            body, kind = json.dumps(content).encode(), "application/json"
        given = {"Authorization": f"Bearer {self._key}", "Content-Type": kind}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self._base + path, body, given, method=method)
        for attempt in range(_PATIENCE):
            try:
                with urllib.request.urlopen(request, timeout=60) as reply:
                    answer = reply.read()
                    return json.loads(answer) if answer else None
            except urllib.error.HTTPError as error:
                if error.code not in (429, 503) or attempt == _PATIENCE - 1:
                    raise Refused(_problem(error)) from None
                time.sleep(float(error.headers.get("Retry-After", 2)))
            except OSError:  # every request here may be sent twice, but for the start of a group
                if attempt == _PATIENCE - 1 or path == "groups":
                    raise
                time.sleep(2**attempt)
        raise AssertionError("unreachable")

    def rows(self, group: str, show: str) -> Iterator[dict[str, Any]]:
        """All rows that the filter shows, page by page."""
        page = pages = 1
        while page <= pages:
            found = self.ask("GET", f"groups/{group}/rows?show={show}&page={page}")
            yield from found["rows"]
            page, pages = page + 1, found["pages"]


def _problem(error: urllib.error.HTTPError) -> dict[str, Any]:
    try:
        problem: dict[str, Any] = json.loads(error.read())
    except ValueError:
        return {"title": f"HTTP {error.code}", "detail": "The answer is no problem+json."}
    return problem


def is_genuine(secret: str, signature: str, body: bytes, now: float) -> bool:
    """Whether a notice comes from the installation whose secret this is, and is not an old one that somebody repeats."""
    try:
        parts = dict(part.split("=", 1) for part in signature.split(","))
        moment, given = int(parts["t"]), parts["v1"]
    except (KeyError, ValueError):
        return False
    wanted = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted.encode(), given.encode()) and abs(now - moment) <= OLDEST_NOTICE


def send(mapae: Mapae, file: Path, photos: Path | None, label: str, *, press: bool) -> int:
    """0: everybody is ready. 1: something is to be mended."""
    group = mapae.ask("POST", "groups", {"label": label})["id"]
    print(f"group {group}")
    if not _is_read(mapae, group, file):
        return 1
    if photos is not None:
        _send_photos(mapae, group, photos)
    wrong = 0
    for row in mapae.rows(group, "mend"):
        wrong += 1
        for problem in row["problems"]:
            print(f"row {row['number']}, {problem['field']}: {problem['detail']}")
    review = mapae.ask("GET", f"groups/{group}/review")
    print(f"{len(review['ready'])} ready, {review['total']} {review['currency']} in all")
    for why, numbers in review["kept_back"].items():
        print(f"not ready ({why}): rows {', '.join(map(str, numbers))}")
    if press and review["ready"]:
        _press(mapae, group, len(review["ready"]))
    return 1 if wrong else 0


def _is_read(mapae: Mapae, group: str, file: Path) -> bool:
    found = mapae.ask("POST", f"groups/{group}/files", raw=file.read_bytes())
    while found["status"] in ("waiting", "reading"):
        time.sleep(_WAIT)
        found = mapae.ask("GET", f"groups/{group}/files/{found['id']}")
    if found["status"] == "refused":
        print(f"file refused: {found['refused']['detail']}")
    elif found["status"] == "asking":
        print(f"the file leaves something open; answer {json.dumps(found['asks'])}")
    return bool(found["status"] == "done")


def _send_photos(mapae: Mapae, group: str, photos: Path) -> None:
    by_number = {path.stem.upper(): path for path in photos.iterdir() if path.is_file()}
    for row in mapae.rows(group, "all"):
        photo = by_number.get(row["answers"].get("document_number", "").upper())
        if photo is None or row["has_portrait"]:
            continue
        try:
            mapae.ask("PUT", f"groups/{group}/rows/{row['id']}/portrait", raw=photo.read_bytes())
        except Refused as refused:
            print(f"photo of row {row['number']}: {refused}")


def _press(mapae: Mapae, group: str, people: int) -> None:
    """The key makes a repetition of this request harmless, so a program keeps it until it has the order."""
    mandate = mapae.ask("GET", "status")["mandate"]
    print(f"You declare: {mandate['text']}")
    content = {"mandate_wording": mandate["wording"], "people": people}
    order = mapae.ask("POST", f"groups/{group}/orders", content, Idempotency_Key=str(uuid.uuid4()))
    while order["status"] == "preparing":
        time.sleep(_WAIT)
        order = mapae.ask("GET", f"orders/{order['id']}")
    print(f"order {order['id']}: {order['status']}, {order['amount']} {order['currency']}")
    if order["status"] == "awaiting_payment":
        payment = mapae.ask("POST", f"orders/{order['id']}/payment")
        print(f"pay at {payment['address']}")


def listen(mapae: Mapae, port: int, address: str) -> None:
    """Receive notices until Ctrl-C. What is not genuine is refused, what came before is told once."""
    seen: set[str] = set()
    secret = ""

    class Notices(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), 65536))
            genuine = is_genuine(secret, self.headers.get("Mapae-Signature", ""), body, time.time())
            self.send_response(204 if genuine else 400)
            self.end_headers()
            notice = json.loads(body) if genuine else {}
            if genuine and notice["id"] not in seen:
                seen.add(notice["id"])
                print(json.dumps(notice), flush=True)

        def log_message(self, *_: object) -> None:
            """Only notices are printed."""

    with HTTPServer(("", port), Notices) as server:
        secret = mapae.ask("PUT", "webhook", {"url": address})["secret"]
        print(f"listening for {address}", flush=True)
        server.serve_forever()


def main() -> int:
    parser = argparse.ArgumentParser(description="Send groups, and hear what becomes of them.")
    acts = parser.add_subparsers(dest="act", required=True)
    sending = acts.add_parser("send", help="start a group from a list")
    sending.add_argument("file", type=Path, help="XLSX, ODS or CSV")
    sending.add_argument("--photos", type=Path, help="folder of photos, each named by a passport number")
    sending.add_argument("--label", default="From my program")
    sending.add_argument("--press", action="store_true", help="declare the mandates and order everybody who is ready")
    listening = acts.add_parser("listen", help="receive notices")
    listening.add_argument("--port", type=int, default=8765)
    listening.add_argument("--at", required=True, help="the address by which this port is reached from outside")
    given = parser.parse_args()
    mapae = Mapae(os.environ["MAPAE_URL"], os.environ["MAPAE_KEY"])
    try:
        if given.act == "send":
            return send(mapae, given.file, given.photos, given.label, press=given.press)
        listen(mapae, given.port, given.at)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
