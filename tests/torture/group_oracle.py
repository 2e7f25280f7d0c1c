"""What must be true after the torture of a group, asked of the database as its owner, the mail sink and the representatives."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import psycopg

from tests.torture.group_representative import Representative
from tests.torture.oracle import Findings

# Each question counts what must not be. What the clock starts (sweep, remind) comes again by itself.
_NONE_OF: dict[str, str] = {
    "rows of an order without exactly one application": """
        SELECT count(*) FROM group_row WHERE order_id IS NOT NULL AND application_id IS NULL""",
    "applications of a group that no row has": """
        SELECT count(*) FROM application a WHERE a.group_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM group_row r WHERE r.application_id = a.id)""",
    "rows that have another group's application": """
        SELECT count(*) FROM group_row r JOIN application a ON a.id = r.application_id WHERE a.group_id <> r.group_id""",
    "passports that are in two applications": """
        SELECT count(*) FROM (SELECT FROM application WHERE group_id IS NOT NULL
        GROUP BY document_index HAVING count(*) > 1) AS twice""",
    "applications that nobody decided": """
        SELECT count(*) FROM application WHERE group_id IS NOT NULL
        AND status NOT IN ('granted', 'referred', 'refused')""",
    "granted without exactly one authorization": """
        SELECT count(*) FROM application a WHERE group_id IS NOT NULL AND status = 'granted'
        AND 1 <> (SELECT count(*) FROM "authorization" z WHERE z.application_id = a.id)""",
    "applications without their mandate": """
        SELECT count(*) FROM application a WHERE group_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM mandate m WHERE m.application_id = a.id)""",
    "applications without their portrait": """
        SELECT count(*) FROM application a WHERE group_id IS NOT NULL
        AND 1 <> (SELECT count(*) FROM attachment t WHERE t.application_id = a.id)""",
    "submissions whose number of people is wrong or too large": """
        SELECT count(*) FROM submission s WHERE people > most
        OR people <> (SELECT count(*) FROM application a WHERE a.submission_id = s.id)""",
    "orders that are not released": "SELECT count(*) FROM group_order WHERE status <> 'released'",
    "orders that are not the sum of their fees": """
        SELECT count(*) FROM group_order o WHERE amount <> (SELECT sum(a.fee_total)
        FROM application a JOIN submission s ON s.id = a.submission_id WHERE s.order_id = o.id)""",
    "orders without exactly one payment of their amount": """
        SELECT count(*) FROM group_order o WHERE 1 <> (SELECT count(*) FROM payment p WHERE p.order_id = o.id
        AND p.state IN ('paid', 'refund_due', 'refunded') AND p.amount = o.amount AND p.state = 'paid')""",
    "second moneys for one order": """
        SELECT count(*) FROM (SELECT FROM payment WHERE state IN ('paid', 'refund_due', 'refunded')
        AND order_id IS NOT NULL GROUP BY order_id HAVING count(*) > 1) AS twice""",
    "mails that wait or failed": "SELECT count(*) FROM outbox_message WHERE state <> 'sent'",
    "applicants who were told the same thing twice": """
        SELECT count(*) FROM (SELECT FROM outbox_message WHERE application_id IS NOT NULL
        GROUP BY application_id, kind HAVING count(*) > 1) AS twice""",
    "applicants who were not told of their decision": """
        SELECT count(*) FROM application a WHERE group_id IS NOT NULL AND mailbox_index IS NOT NULL
        AND 1 <> (SELECT count(*) FROM outbox_message m WHERE m.application_id = a.id
        AND m.kind = 'application.' || a.status)""",
    "jobs that somebody would have to mend by hand": """
        SELECT count(*) FROM procrastinate_jobs WHERE status IN ('failed', 'aborted')
        AND task_name NOT IN ('sweep', 'remind')""",
}
_ONCE = ("order.pressed", "order.prepared", "order.paid", "order.released")


def judge(owner_url: str, representatives: Sequence[Representative], rows: int, mails: Path) -> Findings:
    """Compare what was promised with what is there. `rows`: how many each group has."""
    with psycopg.connect(owner_url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ  # one moment for every question
        return judge_on(connection, representatives, rows, mails)


def judge_on(
    connection: psycopg.Connection, representatives: Sequence[Representative], rows: int, mails: Path
) -> Findings:
    """The same in a transaction that somebody else began."""
    findings = Findings()
    for what, question in _NONE_OF.items():
        count = _count(connection, question)
        findings.expect(count == 0, f"{what}: {count}")
    _outcomes(connection, findings, representatives, rows)
    _leaves(connection, findings)
    _mails(connection, findings, mails)
    return findings


def _count(connection: psycopg.Connection, question: str) -> int:
    row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return int(row[0])


def _outcomes(
    connection: psycopg.Connection, findings: Findings, representatives: Sequence[Representative], rows: int
) -> None:
    findings.numbers["groups"] = len(representatives)
    findings.numbers["rows"] = rows * len(representatives)
    findings.numbers["applications"] = _count(connection, "SELECT count(*) FROM application WHERE group_id IS NOT NULL")
    findings.expect(
        findings.numbers["applications"] == findings.numbers["rows"],
        f"{findings.numbers['rows']} rows, but {findings.numbers['applications']} applications",
    )
    orders = dict(connection.execute("SELECT id::text, status FROM group_order").fetchall())
    findings.expect(len(orders) == len(representatives), f"{len(representatives)} groups, {len(orders)} orders")
    for one in representatives:
        findings.expect(not one.fault, f"a representative could not go on: {one.fault}")
        status = orders.get(one.order.rstrip("/").rpartition("/")[2])
        findings.expect("pressed" not in one.acknowledged or status is not None, "a pressed order is lost")
        paid = status in ("paid", "released")
        findings.expect("paid" not in one.acknowledged or paid, f"acknowledged as paid, but {status}")
    findings.numbers["fees received"] = _count(
        connection, "SELECT count(*) FROM payment WHERE state = 'paid' AND order_id IS NOT NULL"
    )


def _leaves(connection: psycopg.Connection, findings: Findings) -> None:
    """One leaf for each act of an application, and one for each step of an order."""
    leaves: Counter[tuple[str, str]] = Counter()
    orders: Counter[tuple[str, str]] = Counter()
    for (content,) in connection.execute("SELECT content FROM audit_leaf"):
        leaf = json.loads(content)
        kind, _, thing = leaf["object"].partition(":")
        if kind == "application":
            leaves[thing, leaf["action"]] += 1
        elif kind == "order":
            orders[thing, leaf["action"]] += 1
    events = Counter(
        (str(application), name)
        for application, name in connection.execute("SELECT application_id, name FROM case_event")
    )
    acts = {key: count for key, count in leaves.items() if key in events or key[1].partition(".")[0] == "application"}
    findings.expect(acts == dict(events), "acts and their leaves are not the same")
    repeated = [key for key, count in events.items() if count > 1]
    findings.expect(not repeated, f"acts done twice: {repeated[:3]}")
    steps = {
        order: Counter(name for (one, name), n in orders.items() if one == order for _ in range(n))
        for order, _ in orders
    }
    wrong = [order for order, names in steps.items() if any(names[name] != 1 for name in _ONCE)]
    findings.expect(not wrong, f"steps of an order that were not done once: {wrong[:3]}")
    findings.numbers["acts with their leaf"] = sum(events.values())


def _mails(connection: psycopg.Connection, findings: Findings, mails: Path) -> None:
    """Every mail arrived, and a repeat under the same Message-ID."""
    lines = (
        [json.loads(line) for line in mails.read_text().splitlines() if line.endswith("}")] if mails.exists() else []
    )
    received: dict[str, int] = defaultdict(int)
    for line in lines:
        received[line["message_id"]] += 1
    sent = {row[0] for row in connection.execute("SELECT message_id FROM outbox_message WHERE state = 'sent'")}
    findings.expect(sent <= set(received), f"sent, but never received: {len(sent - set(received))}")
    findings.expect(set(received) <= sent, f"received, but known to nobody: {len(set(received) - sent)}")
    findings.numbers["mails"] = len(received)
    findings.numbers["mails repeated under their Message-ID"] = len(lines) - len(received)
