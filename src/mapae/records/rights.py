"""What the database roles may do, table by table. Whatever is not named here, a role may not do.

The owner migrates. The application role works; it can neither change nor delete what is append only. The carrier role
reads what a board check needs, and adds to the query log and the audit log. `apply_rights`
runs after every migration.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

_ALL = "SELECT, INSERT, UPDATE, DELETE"
_ADD = "SELECT, INSERT"
_CHANGE = "SELECT, INSERT, UPDATE"

APPLICATION_RIGHTS: dict[str, str] = {
    "account": _CHANGE,
    "answers_edit": _ADD,
    "application": _ALL,
    "assignment": _ALL,
    "attachment": "SELECT, INSERT, DELETE",  # replaced whole, never altered
    "audit_checkpoint": _ADD,
    "audit_leaf": _ADD,
    "audit_placement": _ADD,
    "authorization": _CHANGE,
    "authorization_ending": _CHANGE,
    "board_check_message": "SELECT, DELETE",
    "board_override": _CHANGE,
    "border_record": _CHANGE,
    "carrier": _CHANGE,
    "carrier_key": _CHANGE,
    "case_event": _ADD,
    "case_key": _ALL,
    "decision": _CHANGE,
    "desk_draft": _ALL,
    "desk_notice": _ALL,
    "expiry_reminder": _ADD,
    "fee_refund": _CHANGE,
    "group_file": _CHANGE,
    "group_order": _CHANGE,
    "group_row": _ALL,
    "hit": _CHANGE,
    "information_request": _CHANGE,
    "intermediary_report": _CHANGE,
    "list_version": _ADD,
    "listed_document": _ADD,
    "mailbox_request": _ALL,
    "mailed_link": _ALL,
    "mandate": _CHANGE,
    "organisation": _CHANGE,
    "organisation_key": _CHANGE,
    "outbox_message": _CHANGE,
    "payment": _CHANGE,
    "proposal": _CHANGE,
    "query_log": "SELECT",
    "rate_window": _ALL,
    "row_portrait": "SELECT, INSERT, DELETE",
    "rulebook_version": _ADD,
    "submission": _CHANGE,
    "second_line_flag": _CHANGE,
    "team": _ALL,
    "team_member": _ALL,
    "traveller_group": _CHANGE,
    # Libraries' tables
    "django_content_type": "SELECT",
    "django_migrations": "SELECT",
    "django_session": _ALL,
    "installation": "SELECT",
    "mfa_authenticator": _ALL,
    "shared_cache": _ALL,
    "account_emailaddress": "SELECT",
    "account_emailconfirmation": "SELECT",
    "auth_group": "",
    "auth_group_permissions": "",
    "auth_permission": "",
    "procrastinate_events": _ALL,
    "procrastinate_jobs": _ALL,
    "procrastinate_periodic_defers": _ALL,
    "procrastinate_workers": _ALL,
}
CARRIER_RIGHTS: dict[str, str] = {
    "application": "SELECT (programme, document_index, status)",
    "audit_leaf": "INSERT",
    "authorization": "SELECT (id, programme, document_index, match_sealed, first_day, last_day, ending)",
    "board_check_message": _CHANGE,
    "board_override": "SELECT (programme, document_index, valid_from, valid_until)",
    "carrier": "SELECT",
    "carrier_key": "SELECT",
    "query_log": "INSERT",
    "rulebook_version": "SELECT",
}


def apply_rights(connection: BaseDatabaseWrapper, application_role: str, carrier_role: str) -> None:
    """Grant each role exactly its rights on the tables that exist; the connection is the owner's."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for role, rights in ((application_role, APPLICATION_RIGHTS), (carrier_role, CARRIER_RIGHTS)):
            for statement in _statements(role, rights, tables):
                cursor.execute(statement)


def _statements(role: str, rights: dict[str, str], tables: set[str]) -> list[sql.Composed]:
    who = sql.Identifier(role)
    statements = [
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(who),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(who),
        sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(who),
    ]
    for table, right in sorted(rights.items()):
        if right and table in tables:
            grant = sql.SQL("GRANT {} ON {} TO {}")
            # The words of the right are constants of this module.
            statements.append(grant.format(sql.SQL(right), sql.Identifier(table), who))
    return statements
