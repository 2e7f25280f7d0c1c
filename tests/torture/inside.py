"""Works inside a running demonstration, beside its server, in a process of its own; says in JSON what it made.

    python -m tests.torture.inside DATA COUNT FIRST [ROLE...]

COUNT cases that wait for an officer, each of a person of its own, numbered from FIRST; and an account of each ROLE with a
second factor and a session. Everything is made by the use cases that make it in service.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mapae.site.cli.house import open_house
from tests.room.house import environment

if TYPE_CHECKING:
    from mapae.usecases.ports import Ports

_SHARE = 100


@dataclass
class Made:
    """`cases` are ids; of each person `role`, `session` (the cookie's value) and `actor`, as events and leaves name them."""

    cases: list[str] = field(default_factory=list)
    people: list[dict[str, str]] = field(default_factory=list)


def make(data: Path, cases: int, roles: Sequence[str]) -> Made:
    """Cases by two processes where they are many; people by the first."""
    with ThreadPoolExecutor(2) as hands:
        starts = range(0, max(1, cases), _SHARE)
        shares = hands.map(lambda start: _ask(data, min(_SHARE, cases - start), start, () if start else roles), starts)
        whole = Made()
        for share in shares:
            whole.cases += share.cases
            whole.people += share.people
    return whole


def _ask(data: Path, count: int, first: int, roles: Sequence[str]) -> Made:
    command = [sys.executable, "-m", "tests.torture.inside", str(data), str(count), str(first), *roles]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=3600)
    if done.returncode:
        raise AssertionError(done.stderr)
    return Made(**json.loads(done.stdout))


def _refer(ports: Ports, number: int) -> str:
    from mapae.usecases.answer import answer
    from mapae.usecases.decide import decide_by_machine
    from mapae.usecases.keep_portrait import keep_portrait
    from mapae.usecases.pay import receive_payment, start_payment
    from mapae.usecases.ports import PaymentNotice
    from mapae.usecases.start_draft import start_draft
    from mapae.usecases.submit import submit
    from tests.room.people import answers
    from tests.room.pictures import SPECIMEN

    raw = answers(document_number=f"U{number:08}", given_names=_letters(number), has_criminal_record="yes")
    draft = start_draft(ports, "tr", raw["email"])
    assert answer(ports, draft.id, raw) == []
    keep_portrait(ports, draft.id, SPECIMEN)
    submit(ports, draft.id, f"press-{draft.id}")
    payment, _ = start_payment(ports, draft.id, "/")
    receive_payment(ports, PaymentNotice(payment.provider_reference, True, payment.amount, payment.currency))
    assert decide_by_machine(ports, draft.id).status == "referred"
    return str(draft.id)


def _letters(number: int) -> str:
    """A name for each number, as one person may apply only so often."""
    return "CASE" + "".join(chr(ord("A") + int(digit)) for digit in str(number))


def _sign_in(ports: Ports, role: str) -> dict[str, str]:
    from mapae.records.models import Role
    from mapae.usecases.audit import account_actor
    from tests.room.accounts import add_signed_in

    client, account = add_signed_in(Role(role))
    session = client.cookies["mapae_session"].value
    return {"role": role, "session": session, "actor": str(account_actor(ports, account.role, account.pk))}


def main() -> None:
    data, count, first, *roles = sys.argv[1:]
    with open_house(Path(data)):
        from mapae.site.wiring import ports

        cases = [_refer(ports(), int(first) + number) for number in range(int(count))]
        people = [_sign_in(ports(), role) for role in roles]
    print(json.dumps({"cases": cases, "people": people}))


if __name__ == "__main__":
    main()
