"""Which rows of a group can go with an order at this moment, by a fresh check of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mapae.core.application.parties import OrganisationKind
from mapae.core.application.status import Status
from mapae.core.group.checking import check_row, merged
from mapae.core.group.ordering import KeptBack, kept_back_by
from mapae.records.models import Group, GroupRow
from mapae.usecases.group_data import open_common, open_group, open_organisation
from mapae.usecases.ports import Ports
from mapae.usecases.row_checking import RowChecking

# How a representative of each kind stands to the traveller, where the row does not say it.
_RELATIONS = {
    OrganisationKind.TRAVEL_AGENCY: "travel_agency",
    OrganisationKind.COMPANY: "employer",
    OrganisationKind.FAMILY: "relative",
}
_RELATION = "representative_relation"
_GONE = (Status.WITHDRAWN, Status.LAPSED, Status.REFUSED)


@dataclass(frozen=True, slots=True)
class Declared:
    """What holds for every row of a group: the common answers, and who declares for the travellers."""

    common: dict[str, str]
    name: str
    relation: str

    def whole(self, own: dict[str, str]) -> dict[str, str]:
        """A row's answers as its application will have them."""
        raw = merged(self.common, own)
        declared = {"applying_for": "other", "representative_name": self.name, "has_mandate": "yes", "is_true": "yes"}
        return raw | declared | {_RELATION: raw.get(_RELATION, "").strip() or self.relation}


def declared_for(ports: Ports, group: Group) -> Declared:
    """Raises CaseErased, SealBroken."""
    organisation = group.organisation
    name = open_organisation(ports, organisation).name if organisation else open_group(ports, group).name
    return Declared(open_common(ports, group), name, _RELATIONS.get(OrganisationKind(group.kind), "other"))


def look_at_rows(ports: Ports, group: Group, rows: Sequence[GroupRow]) -> Iterator[tuple[GroupRow, KeptBack | None]]:
    """Each row with what keeps it from going now. Raises CaseErased, SealBroken."""
    checking, declared = RowChecking(ports, group), declared_for(ports, group)
    checks = [check_row(checking.rulebook, declared.whole(checking.open(row)), checking.situation) for row in rows]
    documents = [checking.document_index({}, check) if check.answers else None for check in checks]
    taken = _documents(group, {row.id for row in rows}) + Counter(one for one in documents if one)
    for row, check, document in zip(rows, checks, documents, strict=True):
        yield (
            row,
            kept_back_by(
                check,
                checking.terms,
                opts_in=row.opts_in,
                has_portrait=row.has_portrait,
                is_duplicate=document is not None and taken[document] > 1,
            ),
        )


def _documents(group: Group, but: set[object]) -> Counter[bytes]:
    """The documents of the group's other rows; an application that came to nothing stands in nobody's way."""
    others = GroupRow.objects.filter(group=group, document_index__isnull=False).exclude(application__status__in=_GONE)
    found = others.values_list("id", "document_index")
    return Counter(bytes(index) for row_id, index in found if index is not None and row_id not in but)
