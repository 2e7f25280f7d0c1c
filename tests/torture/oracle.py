"""What must be true after the torture, asked of the clients' ledgers, the mail sink and the database, as its owner."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import psycopg

_REACHED = {
    "submitted": {"awaiting_payment", "in_assessment", "referred", "granted", "refused", "lapsed", "withdrawn"},
    "paid": {"in_assessment", "referred", "granted", "refused", "withdrawn"},
    "granted": {"granted"},
}


@dataclass
class Findings:
    """Numbers that are told, and faults that make the run red."""

    numbers: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def tell(self, kills: Mapping[str, int], *, green: str, red: str) -> bool:
        """Print what was counted and found; whether it is red."""
        for name, count in (dict(kills) | self.numbers).items():
            print(f"  {count:7}  {name}")
        for fault in self.faults:
            print(f"  FAULT  {fault}")
        print(f"red: {red}" if self.faults else f"green: {green}")
        return bool(self.faults)

    def expect(self, holds: bool, fault: str) -> None:
        if not holds:
            self.faults.append(fault)


def judge(
    owner_url: str, ledgers: list[Path], mails: Path, known: Mapping[str, str] = MappingProxyType({})
) -> Findings:
    """Compare what was promised with what is there. `known`: ids and references that were there before, of no concern."""
    findings = Findings()
    with psycopg.connect(owner_url) as connection:
        acks = _acknowledged(ledgers, connection, findings)
        _fees(connection, findings, acks)
        _leaves(connection, findings, known)
        _mails(connection, findings, mails, set(known.values()))
    return findings


def applications_there(owner_url: str) -> dict[str, str]:
    """The reference of every application, by its id."""
    with psycopg.connect(owner_url) as connection:
        return {str(key): reference for key, reference in connection.execute("SELECT id, reference FROM application")}


def lines_of(path: Path) -> list[dict[str, str]]:
    """Whole lines; the last one may have been cut by the client's own end."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text().splitlines() if line.endswith("}")]


def _acknowledged(ledgers: list[Path], connection: psycopg.Connection, findings: Findings) -> dict[str, set[str]]:
    acks: dict[str, set[str]] = defaultdict(set)
    for ledger in ledgers:
        for line in lines_of(ledger):
            if "ack" in line:
                acks[line["reference"].replace("-", "")].add(line["ack"])
            else:
                findings.numbers["gave up"] = findings.numbers.get("gave up", 0) + 1
    stored = dict(connection.execute("SELECT reference, status FROM application").fetchall())
    for reference, levels in acks.items():
        for level in levels:
            lost = stored.get(reference) not in _REACHED[level]
            findings.expect(not lost, f"acknowledged as {level}, but {stored.get(reference)}: {reference}")
    for level in _REACHED:
        findings.numbers[f"acknowledged {level}"] = sum(level in levels for levels in acks.values())
    return acks


def _fees(connection: psycopg.Connection, findings: Findings, acks: dict[str, set[str]]) -> None:
    rows = connection.execute(
        "SELECT a.reference, p.state, count(*) FROM payment p JOIN application a ON a.id = p.application_id "
        "WHERE p.state IN ('paid', 'refund_due', 'refunded') GROUP BY 1, 2"
    ).fetchall()
    received: Counter[str] = Counter()
    for reference, _, count in rows:
        received[reference] += count
    doubled = [reference for reference, count in received.items() if count > 1]
    findings.expect(not doubled, f"fees taken twice: {doubled[:5]}")
    unpaid = [reference for reference, levels in acks.items() if "paid" in levels and received[reference] != 1]
    findings.expect(not unpaid, f"acknowledged payments that are not there: {unpaid[:5]}")
    findings.numbers["fees received"] = sum(received.values())


def leaves_of(connection: psycopg.Connection, kind: str) -> Counter[tuple[str, str]]:
    """How many leaves of the audit log say this action of this object of the kind: by (id, action)."""
    return Counter(
        (leaf["object"].partition(":")[2], leaf["action"])
        for (content,) in connection.execute("SELECT content FROM audit_leaf")
        if (leaf := json.loads(content))["object"].startswith(f"{kind}:")
    )


def events(connection: psycopg.Connection) -> Counter[tuple[str, str]]:
    """How often each case has an event of this name: by (application, name)."""
    rows = connection.execute("SELECT application_id, name FROM case_event")
    return Counter((str(application), name) for application, name in rows)


def _leaves(connection: psycopg.Connection, findings: Findings, known: Mapping[str, str]) -> None:
    """One leaf for each act, no more and no fewer."""
    done = {key: count for key, count in events(connection).items() if key[0] not in known}
    leaves = leaves_of(connection, "application")
    acts = {key: count for key, count in leaves.items() if key[1] != "case.opened" and key[0] not in known}
    findings.expect(acts == done, "acts and their leaves are not the same")
    repeated = [key for key, count in done.items() if count > 1]
    findings.expect(not repeated, f"acts done twice: {repeated[:5]}")
    findings.numbers["acts with their leaf"] = sum(done.values())


def _mails(connection: psycopg.Connection, findings: Findings, mails: Path, known: set[str]) -> None:
    """Everybody who was decided on got one mail; a repeat has the same Message-ID. Mails with codes have no reference."""
    received = [line for line in lines_of(mails) if line["reference"]]
    by_reference: dict[str, set[str]] = defaultdict(set)
    for line in received:
        by_reference[line["reference"].replace("-", "")].add(line["message_id"])
    due = [
        reference
        for (reference,) in connection.execute(
            "SELECT reference FROM application WHERE status IN ('granted', 'referred')"
        )
    ]
    silent = [reference for reference in due if not by_reference[reference]]
    findings.expect(not silent, f"decided, but no mail: {silent[:5]} ({len(silent)})")
    doubled = [reference for reference, ids in by_reference.items() if len(ids) > 1 and reference not in known]
    findings.expect(not doubled, f"several different mails: {doubled[:5]}")
    findings.numbers["mails"] = sum(len(ids) for ids in by_reference.values())
    findings.numbers["mails repeated under their Message-ID"] = len(received) - findings.numbers["mails"]
