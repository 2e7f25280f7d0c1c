"""A representative of the torture: presses and pays like a person, and keeps what was acknowledged to them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread

import httpx

from tests.room.form_browser import FormBrowser

_PATIENCE = 3600.0  # of one step, killed again and again
_PAUSE = 0.3


class GaveUp(Exception):
    """The service did not come back in time, or the page was not what a person could go on with."""


@dataclass
class Representative:
    """Sends one group in. Faults are met as people do: wait, open the page again, press again."""

    base_url: str
    cookie: tuple[str, str]
    group: str
    done: Event = field(default_factory=Event)
    acknowledged: set[str] = field(default_factory=set)
    order: str = ""
    fault: str = ""

    def start(self) -> Thread:
        thread = Thread(target=self._run, daemon=True)
        thread.start()
        return thread

    def _run(self) -> None:
        self._browser = FormBrowser(self.base_url, cookies={self.cookie[0]: self.cookie[1]})
        try:
            self._press()
            self.acknowledged.add("pressed")
            self._until(self._is_ready_to_pay)
            self._until(self._pay)
            self.acknowledged.add("paid")
            self._until(self._is_decided)
        except Exception as fault:  # told by the torture, with everything else
            self.fault = f"{type(fault).__name__}: {fault}"
        finally:
            self._browser.close()
            self.done.set()

    def _press(self) -> None:
        """The same page is sent again and again, so that a lost reply is met by the same press."""
        check = f"/en/group/{self.group}/order/check/"
        self._until(lambda: self._shows(check, 'name="has_mandate"'))
        page, forms = self._browser.page, self._browser.forms()
        form = next(one for one in forms if one.method == "post" and "has_mandate" in one.names)
        values = form.fields | {"has_mandate": "on"}

        def send() -> bool:
            self._browser.page = page
            reply = self._browser.fill(values)
            self.order = str(reply.url.path) if "/group/orders/" in str(reply.url) else ""
            return reply.status_code == 200 and bool(self.order)

        self._until(send)

    def _is_ready_to_pay(self) -> bool:
        return self._shows(self.order, "Your order is ready to be paid") or "Your order is paid" in self._text()

    def _pay(self) -> bool:
        """To the bank, and press Pay there, until the order says that it is paid."""
        if self._shows(self.order, "Your order is paid"):
            return True
        self._browser.fill({}, action="/pay/")
        self._browser.fill({}, press="pay")
        return self._shows(self.order, "Your order is paid")

    def _is_decided(self) -> bool:
        self._browser.open(self.order)
        time.sleep(_PAUSE)
        return "Your order is paid" in self._text() and "data-live" not in self._text()

    def _shows(self, address: str, words: str) -> bool:
        return self._browser.open(address).status_code == 200 and words in self._text()

    def _text(self) -> str:
        return self._browser.page.text

    def _until(self, act: Callable[[], bool]) -> None:
        give_up = time.monotonic() + _PATIENCE
        while time.monotonic() < give_up:
            try:
                if act():
                    return
            except (httpx.HTTPError, StopIteration):
                pass
            time.sleep(_PAUSE)
        raise GaveUp(getattr(act, "__name__", "act"))
