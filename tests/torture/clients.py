"""A client of the torture, in its own process: applies and pays like a person, and writes down what was acknowledged.

Each line of its ledger is forced to disk before the client goes on, so whatever stands there was promised to somebody.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from tests.room.form_browser import FormBrowser
from tests.room.people import answers
from tests.room.pictures import SPECIMEN

_REFERENCE = re.compile(r"\b[2-9A-HJKMNP-Z]{6}-[2-9A-HJKMNP-Z]{6}-[2-9A-HJKMNP-Z]{6}\b")
_FIRST, _PORTRAIT, _CHECK = "/en/apply/who/", "/en/apply/portrait/", "/en/apply/check/"
_PATIENCE = 60.0
_MAIL_WITHIN = 12.0


class Ledger:
    """Lines of JSON, each on disk before `write` returns."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a")

    def write(self, **line: str) -> None:
        self._file.write(json.dumps(line) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())


class GaveUp(Exception):
    """The service did not come back in time, or the page was not what a person could go on with."""


def _letters(name: str) -> str:
    """A name of its own for everybody, as one person may apply only so often."""
    return "".join(chr(ord("A") + int(one)) if one.isdigit() else one for one in name)


class Applicant:
    """One application, from the consent to its result. Faults are met as people do: wait, open the page again."""

    def __init__(self, base_url: str, name: str, ledger: Ledger, mails: Path) -> None:
        address = f"192.0.2.{random.randrange(1, 255)}"
        self._browser = FormBrowser(base_url, headers={"X-Forwarded-For": address})
        self._ledger = ledger
        self._mails = mails
        self._mailbox = f"{name.lower()}@example.org"
        self._answers = answers(document_number=name, given_names=_letters(name), is_true="yes")

    def run(self) -> None:
        try:
            self._insist("/en/apply/", {"agrees": "on"}, until="/apply/mailbox/")
            self._insist("/en/apply/mailbox/", {"email": self._mailbox}, until="/apply/code/")
            self._prove()
            here = _FIRST
            while here != _CHECK:
                files = {"portrait": SPECIMEN} if here == _PORTRAIT else None
                here = self._insist(here, self._answers, until="", leaves=here, files=files)
            self._insist(_CHECK, self._answers, until="", leaves=_CHECK)
            reference = self._reference()
            self._ledger.write(ack="submitted", reference=reference)
            self._pay()
            self._ledger.write(ack="paid", reference=reference)
            if "is granted" in self._open("/en/apply/result/"):
                self._ledger.write(ack="granted", reference=reference)
        finally:
            self._browser.close()

    def _prove(self) -> None:
        """Look into the mailbox and enter the newest code; ask for another when none comes."""
        give_up, ask_again = time.monotonic() + _PATIENCE, time.monotonic() + _MAIL_WITHIN
        while time.monotonic() < give_up:
            try:
                code = self._newest_code()
                self._browser.open("/en/apply/code/")
                if _FIRST in str(self._browser.page.url):
                    return  # the reply was lost, the proof was not
                if code and _FIRST in str(self._browser.fill({"code": code}).url):
                    return
                if time.monotonic() > ask_again:
                    self._browser.fill({}, action="/apply/code/again/")
                    ask_again = time.monotonic() + _MAIL_WITHIN
            except (httpx.HTTPError, StopIteration):
                pass
            time.sleep(0.3)
        raise GaveUp("code")

    def _newest_code(self) -> str:
        """What the mail server wrote down for this mailbox last."""
        lines = self._mails.read_text().splitlines() if self._mails.exists() else []
        mine = [line for line in lines if line.endswith("}") and f'"{self._mailbox}"' in line]
        return str(json.loads(mine[-1])["code"]) if mine else ""

    def _pay(self) -> None:
        """Go to the bank and press Pay, until the result page no longer asks for it."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                self._browser.open("/en/apply/result/")
                if self._browser.page.status_code == 200 and not self._is_unpaid():
                    return
                self._browser.fill({}, action="/apply/pay/")
                reply = self._browser.fill({}, press="pay")
                if reply.status_code == 200 and "/apply/result/" in str(reply.url) and not self._is_unpaid():
                    return
            except (httpx.HTTPError, StopIteration):
                time.sleep(0.2)
        raise GaveUp("pay")

    def _is_unpaid(self) -> bool:
        return any("/apply/pay/" in form.action for form in self._browser.forms())

    def _reference(self) -> str:
        found = _REFERENCE.search(self._open("/en/apply/result/"))
        if not found:
            raise GaveUp("reference")
        return found.group()

    def _open(self, address: str) -> str:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                if self._browser.open(address).status_code == 200:
                    return self._browser.page.text
            except httpx.HTTPError:
                pass
            time.sleep(0.2)
        raise GaveUp(address)

    def _insist(
        self, address: str, values: dict[str, str], until: str, leaves: str = "", files: dict[str, bytes] | None = None
    ) -> str:
        """Open the page and send it until the next page comes whole; the path of that one."""
        give_up = time.monotonic() + _PATIENCE
        while time.monotonic() < give_up:
            try:
                self._browser.open(address)
                here = str(self._browser.page.url)
                if leaves and leaves not in here:
                    return urlsplit(here).path  # the reply was lost, the act was not: the page has moved on
                reply = self._browser.fill(values, files=files)
                here = str(reply.url)
                if reply.status_code == 200 and (until in here if until else leaves not in here):
                    return urlsplit(here).path
            except (httpx.HTTPError, StopIteration):
                pass
            time.sleep(0.2)
        raise GaveUp(address)


def main(base_url: str, number: int, ledger_path: Path, seed: int, mails: Path) -> None:
    """Apply again and again until killed."""
    random.seed(seed * 1000 + number)
    ledger = Ledger(ledger_path)
    count = 0
    while True:
        count += 1
        try:
            Applicant(base_url, f"U{number}{count:07}", ledger, mails).run()
        except GaveUp as fault:
            ledger.write(gave_up=str(fault))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]), Path(sys.argv[5]))
