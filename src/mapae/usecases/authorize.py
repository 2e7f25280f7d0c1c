"""Issue the authorization of a granted application; it supersedes a living one on the same document."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from mapae.core.application.answers import Answers
from mapae.core.authorization.match import MatchData
from mapae.core.authorization.validity import Ending
from mapae.core.rulebook.terms import last_day
from mapae.records.models import Application, Authorization
from mapae.usecases.audit import Actor, Trace, record
from mapae.usecases.case_data import match_place
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import stored_rulebook


def authorize(ports: Ports, application: Application, answers: Answers, actor: Actor) -> Authorization:
    """The new authorization, within the caller's transaction."""
    assert application.document_index is not None
    _one_at_a_time(bytes(application.document_index))
    new_id = ports.chance.uuid()
    _end_the_living(ports, application, actor)
    authorization = _issue(ports, application, answers, new_id)
    Authorization.objects.filter(
        document_index=application.document_index, ending=Ending.SUPERSEDED, superseded_by__isnull=True
    ).exclude(id=new_id).update(superseded_by=authorization)
    trace = Trace(case=application.case_key_id, rulebook=application.rulebook_id or "")
    record(ports, actor, "authorization.issued", f"authorization:{new_id}", trace)
    return authorization


def _one_at_a_time(document_index: bytes) -> None:
    """Two grants on one document wait for each other, even while it has no authorization to lock."""
    key = int.from_bytes(document_index[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _end_the_living(ports: Ports, application: Application, actor: Actor) -> None:
    living = (
        Authorization.objects.select_for_update(of=("self",))
        .select_related("application")
        .filter(programme=application.programme, document_index=application.document_index, ending="")
    )
    for authorization in living:
        authorization.ending, authorization.ended_at = Ending.SUPERSEDED, ports.clock.now()
        authorization.version += 1
        authorization.save()
        trace = Trace(case=authorization.application.case_key_id)
        record(ports, actor, "authorization.superseded", f"authorization:{authorization.id}", trace)


def _issue(ports: Ports, application: Application, answers: Answers, new_id: UUID) -> Authorization:
    assert application.rulebook is not None and application.validity_years is not None
    now = ports.clock.now()
    first_day = day_at(now, stored_rulebook(ports, application.rulebook))
    match = MatchData.of(answers.holder, answers.document.expiry)
    return Authorization.objects.create(
        id=new_id,
        application=application,
        programme=application.programme,
        nationality=application.nationality,
        document_index=application.document_index,
        person_index=application.person_index,
        match_sealed=ports.keys.seal_match(match.to_bytes(), match_place(new_id)),
        granted_at=now,
        first_day=first_day,
        last_day=last_day(first_day, application.validity_years, answers.document.expiry),
    )
