"""What became of a group's travellers, for whoever sent it in: a word for each, and nothing else of a decision.

The grounds of a refusal are told only where that traveller agreed. Of one who objects to the representative nothing is
told at all: what was decided is theirs to know.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from mapae.core.application.parties import MandateAnswer
from mapae.core.application.reference import spaced
from mapae.core.application.status import Status
from mapae.core.authorization.validity import Standing
from mapae.core.decision.disclosure import Told, told_of_refusal
from mapae.core.rulebook.model import Rulebook
from mapae.records.models import Application, Authorization, Group, GroupRow
from mapae.usecases.audit import Trace, record
from mapae.usecases.case_data import CaseErased
from mapae.usecases.group_data import open_row
from mapae.usecases.groups import Representative, get_group
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.read_letter import AuthorizationLetter, NoAuthorization, read_letter, validity_of
from mapae.usecases.rulebook_in_force import rulebook_in_force, stored_rulebook

MOST_ON_A_PAGE = 100
MOST_LETTERS = 200  # in one file: some megabytes, and about a minute of work
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """One traveller, named as the representative typed them. `status` is None where the traveller objects.

    `standing` is how what was granted stands today, `last_day` its last day; `told` are the disclosed grounds of a
    refusal, where the traveller lets the representative read them.
    """

    number: int
    surname: str
    given_names: str
    reference: str
    status: Status | None
    standing: Standing | None = None
    last_day: date | None = None
    told: Told | None = None

    @property
    def has_letter(self) -> bool:
        """Whether there is a letter of authorization for the representative to pass on."""
        return self.standing is Standing.LIVING


@dataclass(frozen=True, slots=True)
class Results:
    """A page of outcomes by the number of their row. `after` leads to the next page, None on the last one.

    `counts` by status; those who object are under "objected". `letters`: how many there are to download.
    """

    outcomes: tuple[Outcome, ...]
    after: int | None
    counts: Mapping[str, int]
    letters: int

    @property
    def parts(self) -> range:
        """The numbers of the files of letters."""
        return range(1, -(-self.letters // MOST_LETTERS) + 1)


@transaction.atomic
def read_results(ports: Ports, who: Representative, group_id: UUID, after: int = 0) -> Results:
    """One page; that it was read is in the audit log. Raises UnknownGroup."""
    group = get_group(who, group_id)
    _record(ports, who, group, "group.results_read")
    rows = list(_sent(group).filter(number__gt=after)[: MOST_ON_A_PAGE + 1])
    shown = rows[:MOST_ON_A_PAGE]
    follows = shown[-1].number if len(rows) > MOST_ON_A_PAGE else None
    return Results(tuple(_outcomes(ports, group, shown)), follows, _counts(group), len(_with_letters(group)))


def all_results(ports: Ports, who: Representative, group_id: UUID) -> Iterator[Outcome]:
    """Everybody, some at a time; the leaf is written before the first. Raises UnknownGroup at once."""
    with transaction.atomic():
        group = get_group(who, group_id)
        _record(ports, who, group, "group.results_downloaded")
    return _everybody(ports, group)


def _everybody(ports: Ports, group: Group) -> Iterator[Outcome]:
    after = 0
    while rows := list(_sent(group).filter(number__gt=after)[:_AT_ONCE]):
        yield from _outcomes(ports, group, rows)
        after = rows[-1].number


@dataclass(frozen=True, slots=True)
class NumberedLetter:
    """A traveller's letter with the number of their row."""

    number: int
    letter: AuthorizationLetter


def letters_of(ports: Ports, who: Representative, group_id: UUID, part: int) -> Iterator[NumberedLetter]:
    """The letters of one file, read one after the other, each with a leaf of its own. `part` counts from 1.

    A letter of what ended meanwhile, or whose traveller objected meanwhile, is left out. Raises UnknownGroup at once.
    """
    group = get_group(who, group_id)
    found = _with_letters(group)[(part - 1) * MOST_LETTERS : part * MOST_LETTERS]
    return _letters(ports, who, found)


def _letters(ports: Ports, who: Representative, found: Sequence[tuple[int, UUID]]) -> Iterator[NumberedLetter]:
    for number, application_id in found:
        letter = _letter(ports, who, application_id)
        if letter is not None:
            yield NumberedLetter(number, letter)


@transaction.atomic
def _letter(ports: Ports, who: Representative, application_id: UUID) -> AuthorizationLetter | None:
    application = _tells(Application.objects.filter(id=application_id)).first()
    if application is None:
        return None
    try:
        letter = read_letter(ports, application_id)
    except (NoAuthorization, CaseErased):
        return None
    if letter.standing is not Standing.LIVING:
        return None
    trace = Trace(case=application.case_key_id, purpose="letter")
    record(ports, who.actor(ports), "application.letter_read", f"application:{application_id}", trace)
    return letter


def _with_letters(group: Group) -> list[tuple[int, UUID]]:
    """Number and application of everybody whose letter can be passed on, by number."""
    granted = _tells(Application.objects.filter(row__group=group, authorization__ending=""))
    return list(granted.order_by("row__number").values_list("row__number", "id"))


def _tells(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Without those whose traveller objects."""
    return rows.exclude(mandate__answer=MandateAnswer.OBJECTED)


def _sent(group: Group) -> QuerySet[GroupRow]:
    """The rows that became applications."""
    rows = GroupRow.objects.filter(group=group, application__isnull=False).order_by("number")
    return rows.select_related(
        "application__mandate", "application__decision", "application__rulebook", "application__case_key"
    )


def _counts(group: Group) -> dict[str, int]:
    told = group.applications.filter(row__isnull=False).values_list("status", "mandate__answer")
    return Counter(answer if answer == MandateAnswer.OBJECTED else status for status, answer in told)


def _outcomes(ports: Ports, group: Group, rows: Sequence[GroupRow]) -> Iterator[Outcome]:
    ids = [row.application_id for row in rows]
    held = {one.application_id: one for one in Authorization.objects.filter(application__in=ids)}
    now = rulebook_in_force(ports)
    today = day_at(ports.clock.now(), now)
    for row in rows:
        assert row.application is not None
        yield _outcome(ports, group, row, row.application, held.get(row.application.id), today)


def _outcome(
    ports: Ports, group: Group, row: GroupRow, application: Application, held: Authorization | None, today: date
) -> Outcome:
    typed = open_row(ports, group, row)
    mandate = getattr(application, "mandate", None)
    objects = mandate is not None and mandate.answer == MandateAnswer.OBJECTED
    known = Outcome(
        number=row.number,
        surname=typed.get("surname", "").strip(),
        given_names=typed.get("given_names", "").strip(),
        reference=spaced(application.reference),
        status=None if objects else Status(application.status),
    )
    if objects:
        return known
    tells = mandate is not None and mandate.tells_grounds and application.status == Status.REFUSED
    return replace(
        known,
        standing=validity_of(held).standing_on(today) if held else None,
        last_day=held.last_day if held else None,
        told=_told(ports, application) if tells else None,
    )


def _told(ports: Ports, application: Application) -> Told | None:
    """What the rules disclose of the grounds, without any words of an officer: those are for the traveller."""
    if application.decision is None or application.rulebook is None:
        return None
    rulebook: Rulebook = stored_rulebook(ports, application.rulebook)
    return told_of_refusal(rulebook, application.decision.reasons, day_at(application.decision.decided_at, rulebook))


def _record(ports: Ports, who: Representative, group: Group, action: str) -> None:
    record(ports, who.actor(ports), action, f"group:{group.id}", Trace(case=group.case_key_id))
