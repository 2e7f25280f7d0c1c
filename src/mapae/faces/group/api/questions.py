"""What an officer asks about a traveller without a mailbox of their own, and the organisation's answer."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase

from mapae.core.application.status import TransitionRefused
from mapae.faces.group.api.problems import Fault, Kind, Problem
from mapae.faces.group.api.reading import body
from mapae.faces.group.api.wire import Answer, Json, replied
from mapae.faces.look.officers_question import PROBLEMS
from mapae.faces.request import MapaeRequest
from mapae.usecases.groups import Representative
from mapae.usecases.ports import Ports
from mapae.usecases.provide_information import (
    AnsweredAlready,
    AnswerRefused,
    find_question_of_group,
    provide_for_group,
)
from mapae.usecases.read_order import find_line


def show(request: MapaeRequest, who: Representative, order_id: UUID, application_id: UUID) -> HttpResponseBase:
    return replied(_question(request.ports, who, order_id, application_id))


def answer(request: MapaeRequest, who: Representative, order_id: UUID, application_id: UUID) -> HttpResponseBase:
    """The same answer twice is one."""
    _question(request.ports, who, order_id, application_id)
    given = body(request, Answer)
    try:
        provide_for_group(request.ports, who, application_id, given.question, given.answer)
    except AnswerRefused as refused:
        fault = Fault("/answer", refused.problem.value, str(PROBLEMS[refused.problem]))
        raise Problem(Kind.MESSAGE_REFUSED, "Mend what the problems name, and send it again.", [fault]) from refused
    except (AnsweredAlready, TransitionRefused) as late:
        detail = "It was answered otherwise, or decided, meanwhile. Read how it stands."
        raise Problem(Kind.TOO_LATE, detail) from late
    return show(request, who, order_id, application_id)


def _question(ports: Ports, who: Representative, order_id: UUID, application_id: UUID) -> Json:
    """Raises Http404 where nothing is asked."""
    line = find_line(ports, who, order_id, application_id)
    found = find_question_of_group(ports, who, application_id) if line is not None else None
    if found is None:
        raise Http404
    return {
        "id": str(found.id),
        "topics": list(found.topics),
        "words": found.words,
        "language": found.language,
        "asked_at": found.asked_at.isoformat(),
        "due_day": found.due_day.isoformat(),
        "is_late": found.is_late,
        "answered_at": found.answered_at.isoformat() if found.answered_at else None,
        "answer": found.answer,
    }
