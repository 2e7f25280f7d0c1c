"""A real SMTP server that writes down what each mail is known by, and its code, forced to disk before it says 250."""

from __future__ import annotations

import email
import json
import os
import re
import sys
import threading
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

_CODE = re.compile(r"^([0-9]{6})\r?$", re.MULTILINE)
_REFERENCE = re.compile(r"\b[2-9A-HJKMNP-Z]{6}-[2-9A-HJKMNP-Z]{6}-[2-9A-HJKMNP-Z]{6}\b")


class _Sink:
    def __init__(self, path: Path) -> None:
        self._file = path.open("a")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        message = email.message_from_bytes(envelope.content or b"")
        body = message.get_payload(0).get_payload(decode=True).decode()  # type: ignore[union-attr]
        reference, code = _REFERENCE.search(body), _CODE.search(body)
        line = {
            "message_id": message["Message-ID"],
            "recipient": envelope.rcpt_tos[0],
            "reference": reference.group() if reference else "",
            "code": code[1] if code else "",
        }
        self._file.write(json.dumps(line) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        return "250 OK"


def main(port: int, path: Path) -> None:
    Controller(_Sink(path), hostname="127.0.0.1", port=port).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
