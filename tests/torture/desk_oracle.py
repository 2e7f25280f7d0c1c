"""What must be true after officers decided the same cases, asked of their memory, the mail sink and the database's owner."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import psycopg

from tests.torture.desk import Desk
from tests.torture.oracle import Findings, events, leaves_of, lines_of

_ACTS = {
    "grant": "application.granted",
    "propose": "decision.proposed",
    "confirm": "application.refused",
    "return": "decision.returned",
}
_OUTCOMES = ("application.granted", "application.refused")


def judge_desk(owner_url: str, desk: Desk, mails: Path) -> Findings:
    """One decision for each case and what belongs to it, and whoever pressed was told the truth."""
    findings = Findings({"sent away for a moment": desk.sent_away}, list(desk.faults))
    with psycopg.connect(owner_url) as connection:
        _told(connection, findings, desk)
        _decisions(connection, findings, desk)
        _events(connection, findings, desk)
        _mails(connection, findings, desk, mails)
    return findings


def _told(connection: psycopg.Connection, findings: Findings, desk: Desk) -> None:
    """Each press was either done, and stands in the case's history under its officer, or its officer read that not."""
    for (act, told), count in sorted(Counter((press.act, press.told) for press in desk.presses).items()):
        findings.numbers[f"{act}: {told}"] = count
        findings.expect(told in ("done", "too late"), f"{count} officers who pressed {act} were told: {told}")
    rows = connection.execute(
        "SELECT application_id, name, actor FROM case_event WHERE application_id = ANY(%s::uuid[]) AND name = ANY(%s)",
        [desk.cases, list(_ACTS.values())],
    )
    stored = Counter((str(case), name, actor) for case, name, actor in rows)
    promised = Counter((press.case, _ACTS[press.act], press.officer) for press in desk.presses if press.told == "done")
    lost, unknown = promised - stored, stored - promised
    findings.expect(not lost, f"told as done and not there: {list(lost)[:3]} ({lost.total()})")
    findings.expect(not unknown, f"done and told to nobody: {list(unknown)[:3]} ({unknown.total()})")


def _decisions(connection: psycopg.Connection, findings: Findings, desk: Desk) -> None:
    rows = connection.execute(
        "SELECT a.id, a.status, d.outcome, count(z.id) FROM application a LEFT JOIN decision d ON d.id = a.decision_id "
        'LEFT JOIN "authorization" z ON z.application_id = a.id WHERE a.id = ANY(%s::uuid[]) GROUP BY 1, 2, 3',
        [desk.cases],
    ).fetchall()
    findings.numbers["decisions"] = sum(outcome is not None for _, _, outcome, _ in rows)
    undecided = [str(case) for case, status, outcome, _ in rows if not outcome or status != outcome]
    findings.expect(not undecided, f"not decided, or otherwise than it says: {undecided[:3]} ({len(undecided)})")
    wrong = [str(case) for case, status, _, authorizations in rows if authorizations != (status == "granted")]
    findings.expect(not wrong, f"granted without one authorization, or refused with one: {wrong[:3]} ({len(wrong)})")
    (orphans,) = _one(
        connection,
        "SELECT count(*) FROM decision d WHERE NOT EXISTS (SELECT FROM application WHERE decision_id = d.id)",
    )
    findings.expect(not orphans, f"{orphans} decisions more than cases: some were decided twice")
    (alone,) = _one(
        connection,
        "SELECT count(*) FROM decision WHERE outcome = 'refused' AND decided_by_id IS NOT NULL AND confirmed_by_id IS NULL",
    )
    findings.expect(not alone, f"{alone} refusals that one officer made alone")


def _events(connection: psycopg.Connection, findings: Findings, desk: Desk) -> None:
    """One decision in each history, versions without a gap, one leaf for each event, authorization and look."""
    done, leaves = events(connection), leaves_of(connection, "application")
    of_ours = {key: count for key, count in done.items() if key[0] in set(desk.cases)}
    decided = Counter(case for (case, name), count in of_ours.items() if name in _OUTCOMES for _ in range(count))
    wrong = [case for case in desk.cases if decided[case] != 1]
    findings.expect(not wrong, f"decided by another number of events than one: {wrong[:3]} ({len(wrong)})")
    unlike = [key for key, count in of_ours.items() if leaves[key] != count]
    findings.expect(not unlike, f"acts and their leaves differ: {unlike[:3]} ({len(unlike)})")
    looks = sum(leaves[case, "case.opened"] for case in desk.cases)
    findings.expect(looks == desk.seen, f"{desk.seen} looks at a case left {looks} leaves")
    issued = leaves_of(connection, "authorization")
    rows = connection.execute('SELECT id FROM "authorization" WHERE application_id = ANY(%s::uuid[])', [desk.cases])
    bare = [str(one) for (one,) in rows if issued[str(one), "authorization.issued"] != 1]
    findings.expect(not bare, f"authorizations without one leaf: {bare[:3]} ({len(bare)})")
    (gaps,) = _one(
        connection,
        "SELECT count(*) FROM (SELECT FROM case_event GROUP BY application_id "
        "HAVING count(*) <> max(version) - min(version) + 1) AS torn",
    )
    findings.expect(not gaps, f"{gaps} histories with a version too few or too many")
    findings.numbers |= {"looks with their leaf": looks, "acts with their leaf": sum(of_ours.values())}


def _mails(connection: psycopg.Connection, findings: Findings, desk: Desk, mails: Path) -> None:
    """Each applicant got one mail of the outcome, and it is the outcome."""
    rows = connection.execute(
        "SELECT a.id, a.status, o.kind, o.state, o.message_id FROM application a JOIN outbox_message o "
        "ON o.application_id = a.id AND o.kind = ANY(%s) WHERE a.id = ANY(%s::uuid[])",
        [list(_OUTCOMES), desk.cases],
    ).fetchall()
    written = Counter(str(case) for case, *_ in rows)
    wrong = [case for case in desk.cases if written[case] != 1]
    findings.expect(not wrong, f"told of another number of outcomes than one: {wrong[:3]} ({len(wrong)})")
    lies = [str(case) for case, status, kind, *_ in rows if kind != f"application.{status}"]
    findings.expect(not lies, f"told of an outcome that is not theirs: {lies[:3]} ({len(lies)})")
    received = Counter(line["message_id"] for line in lines_of(mails))
    missing = [str(case) for case, _, _, state, name in rows if state != "sent" or received[name] != 1]
    findings.expect(not missing, f"mails that did not arrive once: {missing[:3]} ({len(missing)})")
    findings.numbers["mails of an outcome"] = len(rows)


def _one(connection: psycopg.Connection, question: str) -> tuple[int, ...]:
    row: tuple[int, ...] | None = connection.execute(question).fetchone()
    assert row is not None
    return row
