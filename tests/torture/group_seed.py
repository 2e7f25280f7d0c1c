"""A group for the torture, made by the use cases beside a running house, as every command works.

    python -m tests.torture.group_seed DATA ROWS FIRST

Prints, as JSON, the group's id and the cookie of a session of its representative. `FIRST` is the number of the first
person: no two groups have a person in common.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from mapae.site.cli.house import open_house


def main(data: Path, rows: int, first: int) -> None:
    with open_house(data):
        print(json.dumps(_seeded(rows, first)))


def _seeded(rows: int, first: int) -> dict[str, str]:
    from django.conf import settings
    from django.test import Client

    from mapae.site.sign_in import give_second_factor
    from mapae.site.wiring import ports
    from tests.room.accounts import SECRET
    from tests.usecases.group_steps import a_group, a_representative
    from tests.usecases.order_steps import put_rows

    who = a_representative(ports())
    assert who.account is not None
    give_second_factor(who.account, SECRET)
    client = Client()
    client.force_login(who.account)
    group = a_group(ports(), who)
    put_rows(ports(), who, group, *islice(_people(first), rows))
    return {"group": str(group.id), "session": client.cookies[settings.SESSION_COOKIE_NAME].value}


def _people(first: int) -> Iterator[dict[str, str]]:
    """Adults with passports of states that need an authorization, each with a mailbox of their own."""
    from tests.room.today import in_weeks
    from tests.usecases.group_steps import row_answers

    day, month, year = in_weeks(4)
    for number in count(first):
        if number % 7 and number % 10:
            yield row_answers(
                number, arrival_day=f"{year}-{int(month):02}-{int(day):02}", email=f"traveller.{number}@example.org"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
