"""Screen an application: look up what is known, ask the core, and keep what is a hit and was not judged away before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from uuid import UUID

from mapae.core.application.answers import Answers
from mapae.core.screening.comparison import Adverse, Applicant, EarlierCase, ListedDocument, screen
from mapae.core.screening.hit import Hit, HitReason, Judgement, Side, SideField
from mapae.core.screening.report import ReportKind
from mapae.records import models
from mapae.records.models import Application
from mapae.records.screening_lookup import EarlierRow, look_up
from mapae.usecases.audit import SYSTEM, Trace, record
from mapae.usecases.case_data import CaseErased, open_blob, seal
from mapae.usecases.ports import Ports, day_at, joined
from mapae.usecases.rulebook_in_force import stored_rulebook
from mapae.usecases.submitted import read_submitted


def screen_application(ports: Ports, application: Application, answers: Answers) -> tuple[Hit, ...]:
    """The hits that are new, kept with their leaves in the caller's transaction.

    What an officer ruled out for the same person, document and entry comes again only with a reason not seen then.
    """
    hits = _find(ports, application, answers)
    if not hits:
        return ()
    # One at a time: two officers who open the case together find the same.
    Application.objects.select_for_update(of=("self",)).only("id").get(id=application.id)
    return tuple(_keep_new(ports, application, hits))


def sides_of(ports: Ports, application: Application, hit: models.Hit) -> tuple[tuple[Side, ...], UUID | None]:
    """Both sides of a stored hit, and the earlier application if it is one. Raises CaseErased, SealBroken."""
    opened = json.loads(open_blob(ports, application.case_key, bytes(hit.sides_sealed), "hit", hit.id, "sides"))
    sides = tuple(Side(SideField(field), ours, theirs) for field, ours, theirs in opened["sides"])
    return sides, UUID(opened["case"]) if opened["case"] else None


def _find(ports: Ports, application: Application, answers: Answers) -> tuple[Hit, ...]:
    assert application.document_index and application.person_index and application.rulebook is not None
    document, person = bytes(application.document_index), bytes(application.person_index)
    today = day_at(ports.clock.now(), stored_rulebook(ports, application.rulebook))
    listed, earlier = look_up(application.id, application.programme, document, person, today)
    applicant = Applicant(document, person, answers.document, answers.holder)
    entries = [ListedDocument(document, ReportKind(row.kind), row.reported_on, row.list_from) for row in listed]
    return screen(applicant, entries, _opened(ports, earlier))


def _opened(ports: Ports, rows: Iterable[EarlierRow]) -> Iterator[EarlierCase]:
    """Earlier cases with their people; one that was erased meanwhile says nothing any more."""
    wanted = {row.application_id: row for row in rows}
    found = Application.objects.select_related("case_key", "rulebook").filter(id__in=wanted).order_by("submitted_at")
    for application in found:
        row = wanted[application.id]
        try:
            answers, _ = read_submitted(ports, application)
        except CaseErased:
            continue
        assert application.document_index and application.person_index and application.rulebook is not None
        keys = bytes(application.document_index), bytes(application.person_index)
        ended_on = day_at(row.ended_at, stored_rulebook(ports, application.rulebook)) if row.ended_at else None
        ended = Adverse(row.ended) if row.ended else None
        yield EarlierCase(
            str(application.id), Applicant(*keys, answers.document, answers.holder), ended, ended_on if ended else None
        )


def _keep_new(ports: Ports, application: Application, hits: Iterable[Hit]) -> Iterator[Hit]:
    pairs = {_pair(ports, application, hit): hit for hit in hits}
    known = _known(application, pairs)
    for pair, hit in pairs.items():
        reasons = tuple(reason for reason in hit.reasons if reason not in known.get(pair, ()))
        if reasons:
            new = Hit(hit.list_kind, hit.entry, reasons, hit.sides)
            _keep(ports, application, pair, new)
            yield new


def _pair(ports: Ports, application: Application, hit: Hit) -> bytes:
    assert application.document_index and application.person_index
    keys = bytes(application.document_index).hex(), bytes(application.person_index).hex()
    return ports.keys.blind("hit", joined((*keys, hit.list_kind, hit.entry)))


def _known(application: Application, pairs: Iterable[bytes]) -> dict[bytes, set[HitReason]]:
    """By pair, the reasons that this application has already, and those ruled out in any."""
    known: dict[bytes, set[HitReason]] = {}
    for row in models.Hit.objects.filter(pair_index__in=list(pairs)):
        if row.application_id == application.id or row.judgement == Judgement.RULED_OUT:
            known.setdefault(bytes(row.pair_index), set()).update(map(HitReason, row.reasons))
    return known


def _keep(ports: Ports, application: Application, pair: bytes, hit: Hit) -> None:
    hit_id = ports.chance.uuid()
    case = hit.entry if hit.list_kind == "earlier_cases" else ""
    told = {"case": case, "sides": [[side.field, side.ours, side.theirs] for side in hit.sides]}
    sealed = seal(ports, application.case_key, json.dumps(told).encode(), "hit", hit_id, "sides")
    models.Hit.objects.create(
        id=hit_id,
        application=application,
        list_kind=hit.list_kind,
        reasons=list(hit.reasons),
        pair_index=pair,
        sides_sealed=sealed,
        found_at=ports.clock.now(),
    )
    trace = Trace(case=application.case_key_id, reasons=hit.reasons, detail={"list": hit.list_kind})
    record(ports, SYSTEM, "hit.found", f"hit:{hit_id}", trace)
