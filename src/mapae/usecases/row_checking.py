"""What one check of a group's rows has in common: today's rules, the group's own answers, its key opened once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

import msgspec

from mapae.core.application.answers import FIELDS
from mapae.core.application.checks import Wrong, birth, document_number, latin_name, nationality, state, surname
from mapae.core.application.passport_lines import LINES, taken_from_lines
from mapae.core.application.situation import Given, Situation
from mapae.core.documents.document import Holder, document_key
from mapae.core.group.checking import RowCheck, check_quickly, check_row, lets_in, merged
from mapae.core.rulebook.assessment import Requirement, Terms
from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.terms import terms_on
from mapae.records.models import Group, GroupRow
from mapae.usecases.case_data import OpenedCase
from mapae.usecases.group_data import open_common
from mapae.usecases.ports import Ports
from mapae.usecases.rulebook_in_force import rulebook_in_force
from mapae.usecases.submitted import situation_at

LONGEST_KEPT = 1001  # one more than the longest answer, so that what is too long is told


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A check, and what of it a row keeps in the open: for counting, filtering, and finding its like."""

    check: RowCheck
    document_index: bytes | None
    person_index: bytes | None
    lets_in: bool  # exempt, and the rules let them apply all the same


def kept(given: Mapping[str, str]) -> dict[str, str]:
    """The answers among what was given, cut where no answer is so long, empty ones left out."""
    return {name: answer for name in FIELDS if name in given and (answer := _cut(given[name]))}


def _cut(answer: str) -> str:
    return answer.replace("\x00", "")[:LONGEST_KEPT].strip()


class RowChecking:
    """Checks rows of one group as of one moment. Raises CaseErased where the group's key is gone."""

    def __init__(self, ports: Ports, group: Group) -> None:
        self.ports, self.group = ports, group
        self.rulebook: Rulebook = rulebook_in_force(ports)
        self.now: datetime = ports.clock.now()
        self.situation: Situation = situation_at(ports, self.now, self.rulebook, by_group=True)
        self.common = open_common(ports, group)
        self._case = OpenedCase(ports, group.case_key)

    @property
    def today(self) -> date:
        """The day at the destination."""
        return self.situation.today

    @cached_property
    def terms(self) -> Terms:
        return terms_on(self.rulebook, self.today)

    def open(self, row: GroupRow) -> dict[str, str]:
        """The row's own answers. Raises SealBroken."""
        raw: dict[str, str] = json.loads(self._case.open(bytes(row.answers_sealed), "group_row", row.id, "answers"))
        return raw

    def sealed(self, row_id: UUID, own: Mapping[str, str]) -> bytes:
        """The row's own answers as they are kept."""
        return self._case.seal(msgspec.json.encode(own), "group_row", row_id, "answers")

    def with_lines(self, given: dict[str, str], before: Mapping[str, str] | None = None) -> dict[str, str]:
        """Lines of a passport that were not there before give the answers that were left empty."""
        if not given.get(LINES) or (before is not None and given[LINES] == before.get(LINES)):
            return given
        return taken_from_lines(given, given[LINES], self.situation) | given

    def whole(self, own: Mapping[str, str]) -> dict[str, str]:
        """The row's answers over those of the group."""
        return merged(self.common, own)

    def checked(self, own: Mapping[str, str]) -> CheckedRow:
        raw = self.whole(own)
        check = check_row(self.rulebook, raw, self.situation)
        return CheckedRow(
            check, self.document_index(raw, check), self._person_index(raw, check), lets_in(self.terms, check)
        )

    def checked_quickly(self, own: Mapping[str, str], *, opts_in: bool) -> CheckedRow:
        """The same without reasons. Whether the rules let the exempt in is found out for those alone who want it."""
        raw = self.whole(own)
        check = check_quickly(self.rulebook, raw, self.situation)
        if opts_in and check.requirement == Requirement.EXEMPT:
            return self.checked(own)
        return CheckedRow(check, self.document_index(raw, check), self._person_index(raw, check), lets_in=False)

    def put(self, row: GroupRow, own: Mapping[str, str], checked: CheckedRow | None = None) -> CheckedRow:
        """Into the row go these answers and what the check makes, or made, of them; saving is the caller's."""
        row.answers_sealed = self.sealed(row.id, own)
        row.changed_at = self.now
        return self.judge(row, own, checked)

    def judge(self, row: GroupRow, own: Mapping[str, str], checked: CheckedRow | None = None) -> CheckedRow:
        """The check alone, for answers that did not change."""
        checked = checked or self.checked(own)
        row.document_index, row.person_index = checked.document_index, checked.person_index
        row.problems, row.requirement = len(checked.check.problems), checked.check.requirement
        row.opts_in = row.opts_in and (checked.lets_in or bool(checked.check.problems))
        row.checked_on = self.today
        return checked

    def document_index(self, raw: Mapping[str, str], check: RowCheck | None = None) -> bytes | None:
        """Of any document that can be read, whatever else is wrong with the row."""
        if check is not None and check.answers is not None:
            return self.ports.keys.blind("document", check.answers.document.key())
        given = Given(raw, self.situation)
        try:
            issuer = state(given.answer("issuing_state"), given)
            number = document_number(given.answer("document_number"), given)
        except Wrong:
            return None
        return self.ports.keys.blind("document", document_key(issuer, number))

    def _person_index(self, raw: Mapping[str, str], check: RowCheck) -> bytes | None:
        """Of any person who can be read: somebody keeps their row when their passport's number is mended."""
        holder = check.answers.holder if check.answers is not None else _holder(Given(raw, self.situation))
        return self.ports.keys.blind("person", holder.person_key()) if holder else None


def _holder(given: Given) -> Holder | None:
    try:
        return Holder(
            surname=surname(given.answer("surname"), given),
            given_names=latin_name(given.answer("given_names"), given),
            birth=birth(given.answer("birth_date"), given),
            sex="X",
            nationality=nationality(given.answer("nationality"), given),
        )
    except Wrong:
        return None
