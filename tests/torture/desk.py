"""An officer of the torture: opens a case, presses, and remembers what the page said. Fifty share one desk, to collide."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field
from enum import StrEnum

import httpx

from tests.room.form_browser import Form, FormBrowser

_PATIENCE = 120.0
_MOMENT = 0.05
_AGAIN_AFTER = 1.0
_TOO_LATE = "so your decision was not recorded"
_WINNER_READS = {
    "grant": "You granted application",
    "propose": "You proposed to refuse",
    "confirm": "You confirmed what was proposed",
    "return": "was given back",
}


class Place(StrEnum):
    """Where a case is, as the last page of it showed."""

    OPEN = "open"
    PROPOSED = "proposed"
    CLOSED = "closed"


@dataclass(frozen=True)
class Press:
    """One press of a button, and what its officer read then: `done`, `too late`, or what neither is."""

    officer: str
    case: str
    act: str
    told: str


@dataclass
class Desk:
    """The cases that wait. Officers choose among the next few only, so that they choose the same ones."""

    cases: list[str]
    few: int
    seen: int = 0  # pages of a case that an officer was shown
    sent_away: int = 0  # replies that said to come again in a moment, which its officer does
    presses: list[Press] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._places = dict.fromkeys(self.cases, Place.OPEN)
        self._proposed_by: dict[str, str] = {}
        self._lock = threading.Lock()

    @property
    def closed(self) -> int:
        with self._lock:
            return sum(place is Place.CLOSED for place in self._places.values())

    def choose(self, officer: str, dice: random.Random, place: Place) -> str | None:
        """None when there is none for this officer: what one proposed is for others to settle."""
        with self._lock:
            waiting = [case for case, where in self._places.items() if where is place]
            if place is Place.PROPOSED:
                waiting = [case for case in waiting if self._proposed_by.get(case) != officer]
        return dice.choice(waiting[: self.few]) if waiting else None

    def saw(self, case: str, place: Place) -> None:
        with self._lock:
            self.seen += 1
            if self._places[case] is not Place.CLOSED:  # nothing opens again; this page may be older than another's
                self._places[case] = place

    def close(self, case: str) -> None:
        with self._lock:
            self._places[case] = Place.CLOSED

    def wrote(self, press: Press) -> None:
        with self._lock:
            self.presses.append(press)
            if (press.act, press.told) == ("propose", "done"):
                self._proposed_by[press.case] = press.officer


class Officer:
    """Works until nothing waits. A supervisor settles proposals of others besides."""

    def __init__(self, desk: Desk, url: str, signed_in: dict[str, str], number: int, seed: int) -> None:
        self._desk, self._id, self._is_supervisor = desk, signed_in["actor"], signed_in["role"] == "supervisor"
        self._dice = random.Random(f"{seed}-{number}")
        self._browser = FormBrowser(
            url,
            timeout=_PATIENCE,
            headers={"X-Forwarded-For": f"192.0.2.{number + 1}"},
            cookies={"mapae_session": signed_in["session"]},
        )

    def run(self) -> None:
        try:
            while self._desk.closed < len(self._desk.cases):
                if not self._work():
                    time.sleep(_MOMENT)
        except Exception as error:  # told as a fault of the run, whatever it is
            self._desk.faults.append(f"officer {self._id} could not go on: {error!r}")
        finally:
            self._browser.close()

    def _work(self) -> bool:
        """One case; False when there is none."""
        place = Place.PROPOSED if self._is_supervisor and self._dice.random() < 0.7 else Place.OPEN
        case = self._desk.choose(self._id, self._dice, place)
        if case is None and self._is_supervisor:
            case = self._desk.choose(self._id, self._dice, Place.OPEN if place is Place.PROPOSED else Place.PROPOSED)
        if case is None:
            return False
        page = self._open(f"/en/officer/cases/{case}/")
        if page.status_code != 200:
            self._desk.faults.append(f"a case that is everybody's opened with {page.status_code}")
            self._desk.close(case)
            return True
        self._desk.saw(case, self._place())
        return self._press(case)

    def _open(self, address: str) -> httpx.Response:
        """The page; as often as they say that the service has no time now, they come again."""
        while self._is_sent_away(self._browser.open(address)):
            time.sleep(_AGAIN_AFTER)
        return self._browser.page

    def _is_sent_away(self, reply: httpx.Response) -> bool:
        is_sent_away = reply.status_code == 503 and "Retry-After" in reply.headers
        self._desk.sent_away += is_sent_away
        return is_sent_away

    def _place(self) -> Place:
        if any("/decision/" in form.action for form in self._browser.forms()):
            return Place.OPEN
        return Place.PROPOSED if 'id="proposal"' in self._browser.page.text else Place.CLOSED

    def _press(self, case: str) -> bool:
        forms = self._browser.forms()
        if any("/decision/" in form.action for form in forms):
            grants = self._dice.random() < 0.6
            act = "grant" if grants else "propose"
            values = {"outcome": "granted"} if grants else {"outcome": "refused", "grounds": "entry_ban"}
            self._send(case, act, "/decision/", values)
        elif any(map(_settles_others, forms)):
            act = "confirm" if self._dice.random() < 0.85 else "return"
            self._send(case, act, "/proposal/", {"settle": act})
        else:
            return False
        return True

    def _send(self, case: str, act: str, action: str, values: dict[str, str]) -> None:
        reply = self._browser.send_only(values, action)
        if self._is_sent_away(reply):
            time.sleep(_AGAIN_AFTER)
            return
        if reply.status_code == 302:
            is_told = _WINNER_READS[act] in self._open(reply.headers["Location"]).text
            told = "done" if is_told else "nothing, though it was done"
            if act in ("grant", "confirm"):
                self._desk.close(case)
        else:
            told = _told_when_too_late(reply)
            self._browser.page = reply
            if told == "too late":
                self._desk.saw(case, self._place())
            else:
                self._desk.close(case)  # a fault already; nobody shall wait for it
        self._desk.wrote(Press(self._id, case, act, told))


def _settles_others(form: Form) -> bool:
    """Whether the form settles somebody else's proposal: one's own can only be taken back."""
    return "/proposal/" in form.action and "settle" in form.names and "settle" not in form.fields


def _told_when_too_late(reply: httpx.Response) -> str:
    if reply.status_code == 409 and _TOO_LATE in reply.text:
        return "too late"
    return f"status {reply.status_code}"
