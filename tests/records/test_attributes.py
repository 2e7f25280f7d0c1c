"""The table of attributes in the docs names every column of ours, and says of each how it is stored."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps
from django.db.models import BinaryField, CharField, TextField

PAGE = Path(__file__).parents[2] / "docs" / "attributes.md"
ROW = re.compile(r"^\| (?P<name>[a-z_]+\.[a-z_]+) \| (?P<how>[a-z]+) \| (?P<why>[^|]+) \| (?P<erased>[^|]+) \|$", re.M)
HOW = {"plain", "blind", "digest", "sealed", "wrapped"}
# Texts that may hold what an applicant typed would have to be sealed: each text that is plain is looked at here.
PLAIN_TEXTS = {
    "installation.audit_name",
    "account.username", "account.role", "application.reference", "application.programme", "application.status",
    "application.language", "application.nationality", "application.fee_currency", "audit_checkpoint.note", "attachment.kind",
    "authorization.programme", "authorization.nationality", "authorization.ending", "carrier.name",
    "mailbox_request.purpose", "mailbox_request.language", "mailbox_request.notice", "mailed_link.purpose",
    "information_request.language", "proposal.act", "proposal.note_language", "proposal.state",
    "authorization_ending.act", "authorization_ending.note_language", "decision.note_language", "second_line_flag.reason",
    "hit.list_kind", "hit.judgement", "list_version.kind", "listed_document.kind",
    "team.name", "desk_notice.kind", "desk_draft.form",
    "board_override.programme", "board_override.reason",
    "border_record.programme", "border_record.verdict", "border_record.status", "border_record.act",
    "query_log.message_id", "board_check_message.message_id", "decision.outcome", "case_event.name", "case_event.actor",
    "case_event.from_status", "case_event.to_status", "outbox_message.kind", "outbox_message.language",
    "outbox_message.message_id", "outbox_message.state", "payment.currency", "payment.state", "payment.provider",
    "payment.provider_reference", "rulebook_version.programme",
    "traveller_group.kind", "traveller_group.programme", "traveller_group.language", "organisation.kind",
    "organisation.status", "organisation.language", "group_file.kind", "group_file.status", "group_file.refused_code",
    "group_row.requirement", "group_row.left_out", "group_order.reference", "group_order.status", "group_order.currency",
    "group_order.wording", "fee_refund.currency", "fee_refund.state",
    "submission.rule", "mandate.declared_by", "mandate.wording", "mandate.answer",
    "intermediary_report.status", "intermediary_report.language", "webhook_delivery.event", "webhook_delivery.status",
    "webhook_delivery.state", "webhook_delivery.last_code",
}  # fmt: skip
PLAIN_BYTES = {"audit_leaf.content", "audit_checkpoint.frontier", "rulebook_version.content"}


def columns() -> dict[str, object]:
    return {
        f"{model._meta.db_table}.{field.column}": field
        for model in apps.get_app_config("records").get_models()
        for field in model._meta.concrete_fields
    }


def told() -> dict[str, str]:
    return {row["name"]: row["how"] for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))}


def test_page_names_every_column_and_no_other() -> None:
    assert set(told()) == set(columns())
    assert len(ROW.findall(PAGE.read_text(encoding="utf-8"))) == len(columns())


def test_page_says_of_each_how_it_is_stored() -> None:
    assert set(told().values()) == HOW


def test_no_text_is_plain_that_nobody_looked_at() -> None:
    plain = {name for name, how in told().items() if how == "plain"}
    assert {name for name in plain if type(columns()[name]) in (CharField, TextField)} == PLAIN_TEXTS
    assert {name for name in plain if isinstance(columns()[name], BinaryField)} == PLAIN_BYTES


def test_sealed_columns_are_named_so_and_hold_bytes() -> None:
    sealed = {name for name, how in told().items() if how == "sealed"}
    assert sealed == {name for name in columns() if name.endswith("_sealed")}
    assert all(isinstance(columns()[name], BinaryField) for name in sealed)
