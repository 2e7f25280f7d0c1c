"""What the database roles may do, tried for real. The lists here are written by hand, not read from the rights."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from mapae.records.rights import APPLICATION_RIGHTS, CARRIER_RIGHTS
from mapae.usecases.add_carrier import add_carrier
from mapae.usecases.edit_answers import edit_answers
from mapae.usecases.ports import Ports
from mapae.usecases.remind import remind_of_expiry
from mapae.usecases.seal_log import seal_log
from tests.records.group_rows import a_submission
from tests.usecases.steps import a_granted, a_list

pytestmark = pytest.mark.usefixtures("committed")
APPEND_ONLY = (
    "answers_edit", "audit_leaf", "audit_placement", "audit_checkpoint", "case_event", "expiry_reminder", "list_version",
    "listed_document", "rulebook_version",
)  # fmt: skip
KEPT = (
    "account", "authorization", "authorization_ending", "board_override", "border_record", "carrier", "carrier_key", "decision",
    "group_file", "group_order", "hit", "information_request", "intermediary_report", "mandate", "organisation",
    "fee_refund", "outbox_message", "payment", "proposal", "second_line_flag", "submission",
)  # fmt: skip
NEVER_READ_BY_CARRIERS = (
    "account", "answers_edit", "assignment", "attachment", "audit_checkpoint", "audit_leaf", "audit_placement",
    "authorization_ending", "border_record", "case_event", "case_key", "decision", "desk_draft", "desk_notice",
    "expiry_reminder", "fee_refund", "group_file", "group_order", "group_row", "hit", "information_request",
    "intermediary_report",
    "list_version", "listed_document", "mailbox_request", "mandate", "organisation", "mailed_link",
    "outbox_message", "payment", "proposal", "query_log", "rate_window", "row_portrait",
    "second_line_flag", "submission", "team", "team_member",
    "traveller_group", "webhook", "webhook_delivery",
    "django_session", "mfa_authenticator", "procrastinate_jobs", "shared_cache", "django_migrations",
)  # fmt: skip
OPEN_TO_CARRIERS = {
    "application": {"programme", "document_index", "status"},
    "authorization": {"id", "programme", "document_index", "match_sealed", "first_day", "last_day", "ending"},
    "board_check_message": {"id", "carrier_id", "message_id", "body_digest", "at"},
    "board_override": {"programme", "document_index", "valid_from", "valid_until"},
    "carrier": {"id", "name", "is_active", "created_at"},
    "carrier_key": {"id", "carrier_id", "slot", "is_test", "digest", "created_at", "expires_at", "revoked_at"},
    "rulebook_version": {"version", "programme", "content", "loaded_at"},
}
Connection = psycopg.Connection[tuple[object, ...]]


@pytest.fixture
def filled(ports: Ports) -> None:
    """A row in every table that is append only: a right that is there would change it."""
    a_list(ports, "TUR,U00000025,2026-01-31,lost")
    granted = a_granted(ports)
    assert edit_answers(ports, granted.id, "purpose", {"purpose": "business"}) == []
    assert remind_of_expiry(ports, [1095]) == 1
    a_submission(ports)
    add_carrier(ports, "Specimen Air")
    seal_log(ports)


@pytest.fixture
def application_role(filled: None) -> Iterator[Connection]:
    known = settings.DATABASES["default"]
    with psycopg.connect(
        host=known["HOST"], port=known["PORT"], dbname=known["NAME"], user=known["USER"], password=known["PASSWORD"],
        autocommit=True,
    ) as connection:  # fmt: skip
        yield connection


@pytest.fixture
def carrier_role(filled: None) -> Iterator[Connection]:
    with psycopg.connect(settings.DATABASE_CARRIER_URL, autocommit=True) as connection:
        yield connection


def columns_of_all_tables() -> dict[str, list[str]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns JOIN pg_tables "
            "ON tablename = table_name AND schemaname = 'public' WHERE table_schema = 'public' GROUP BY 1 ORDER BY 1"
        )
        return dict(cursor.fetchall())


def is_refused(connection: Connection, statement: str) -> bool:
    try:
        connection.execute(statement)  # type: ignore[call-overload]  # made here of names from the catalogue
    except psycopg.errors.InsufficientPrivilege:
        return True
    except psycopg.errors.NotNullViolation:  # it was allowed to try
        return False
    return False


def test_application_cannot_change_what_is_append_only(application_role: Connection) -> None:
    columns = columns_of_all_tables()
    for table in APPEND_ONLY:
        for column in columns[table]:
            assert is_refused(application_role, f'UPDATE "{table}" SET "{column}" = "{column}"'), (table, column)
        for statement in (f'DELETE FROM "{table}"', f'TRUNCATE "{table}"', f'TRUNCATE "{table}" CASCADE'):
            assert is_refused(application_role, statement), statement
        (count,) = application_role.execute(f'SELECT count(*) FROM "{table}"').fetchone() or (0,)  # type: ignore[call-overload]
        assert count, table


def test_application_cannot_delete_what_must_be_kept_nor_empty_any_table(application_role: Connection) -> None:
    for table in KEPT:
        assert is_refused(application_role, f'DELETE FROM "{table}"'), table
    for table in columns_of_all_tables():
        assert is_refused(application_role, f'TRUNCATE "{table}" CASCADE'), table


def test_no_role_can_change_the_shape_of_the_database(application_role: Connection, carrier_role: Connection) -> None:
    for connection in (application_role, carrier_role):
        for statement in (
            "CREATE TABLE of_mine (id int)",
            "ALTER TABLE audit_leaf ADD COLUMN of_mine int",
            "DROP TABLE audit_leaf CASCADE",
            "ALTER TABLE audit_leaf DISABLE TRIGGER ALL",
            "CREATE RULE of_mine AS ON INSERT TO audit_leaf DO INSTEAD NOTHING",
            "SELECT setval('audit_leaf_id_seq', 1)",
            "SET session_replication_role = replica",
            "SET ROLE mapae",
            "COPY (SELECT 1) TO PROGRAM 'cat'",
        ):
            assert is_refused(connection, statement), statement


def test_carrier_reads_exactly_what_a_board_check_needs(carrier_role: Connection) -> None:
    """Every table and every column is tried."""
    for table, columns in columns_of_all_tables().items():
        is_open = OPEN_TO_CARRIERS.get(table, set())
        for column in columns:
            refused = is_refused(carrier_role, f'SELECT "{column}" FROM "{table}" LIMIT 1')
            assert refused is (column not in is_open), (table, column)
    assert set(NEVER_READ_BY_CARRIERS).isdisjoint(OPEN_TO_CARRIERS)
    assert set(NEVER_READ_BY_CARRIERS) <= set(columns_of_all_tables())


def test_carrier_changes_nothing_but_its_own_messages(carrier_role: Connection) -> None:
    for table, columns in columns_of_all_tables().items():
        may_update = table == "board_check_message"
        for column in columns:
            refused = is_refused(carrier_role, f'UPDATE "{table}" SET "{column}" = DEFAULT WHERE false')
            assert refused is not may_update, (table, column)
        assert is_refused(carrier_role, f'DELETE FROM "{table}" WHERE false'), table


def test_carrier_adds_to_the_two_logs_and_its_messages_only(carrier_role: Connection) -> None:
    may_insert = set()
    for table in columns_of_all_tables():
        if not is_refused(carrier_role, f'INSERT INTO "{table}" DEFAULT VALUES'):
            may_insert.add(table)
    assert may_insert == {"audit_leaf", "board_check_message", "query_log"}


def test_every_table_is_named_in_the_rights_and_every_named_table_is_there() -> None:
    tables = set(columns_of_all_tables())
    assert tables == set(APPLICATION_RIGHTS)
    assert set(CARRIER_RIGHTS) <= tables


def test_nobody_has_rights_through_public() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.role_table_grants WHERE grantee = 'PUBLIC' "
            "AND table_schema = 'public' UNION "
            "SELECT table_name FROM information_schema.column_privileges WHERE grantee = 'PUBLIC' AND table_schema = 'public'"
        )
        assert cursor.fetchall() == []
