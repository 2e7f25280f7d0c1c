"""The test room, stricter than production: real database, application role, no undefined template variables.

Fixtures: `ports` (real gateways, a clock that can be set), `ports_with_stripe` (Stripe on the loopback), `clock`, `db`
(each test in a transaction, as the application role), `committed` (real commits; the tables are emptied by the owner
afterwards).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.db import connections

from mapae.site.postgres import EmbeddedPostgres
from mapae.usecases.ports import Ports
from tests.room import plugin
from tests.room.clock import SetClock
from tests.room.stripe.replay import Stripe, replayed_stripe
from tests.room.stripe.signing import SECRET_KEY, WEBHOOK_SECRET


@pytest.fixture(scope="session")
def cluster() -> Iterator[EmbeddedPostgres]:
    """The run's own PostgreSQL server."""
    with EmbeddedPostgres(plugin.FOLDER, owner_password=plugin.OWNER_PASSWORD, say=lambda _: None) as server:
        yield server
    # As root the cluster lies in a system folder: leave nothing there.
    shutil.rmtree(server.cluster.home, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(cluster: EmbeddedPostgres, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Migrations by the owner; everything after that by the application role."""
    from mapae.site.migration import migrate
    from mapae.site.roles import ensure_roles

    urls = {name: _located(name, cluster) for name in ("owner", "app", "carrier")}
    for alias, url in (("default", urls["app"]), ("owner", urls["owner"])):
        _point(alias, url)
    settings.DATABASE_CARRIER_URL = urls["carrier"]
    ensure_roles(urls["owner"], (urls["app"], urls["carrier"]))
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        migrate()
        _store_rulebook()
    yield
    connections.close_all()


def _store_rulebook() -> None:
    """As `mapae up` does, so that a test's own acts are the only ones in the audit log."""
    from mapae.site.wiring import ports as wired
    from mapae.usecases.rulebook_in_force import store_rulebook_in_force

    store_rulebook_in_force(wired())
    with _owner() as cursor:
        cursor.execute("TRUNCATE audit_leaf CASCADE")
    connections.close_all()


def _located(name: str, cluster: EmbeddedPostgres) -> str:
    from mapae.site.configuration import configuration

    parts = urlsplit(getattr(configuration(), f"database_{name}_url"))
    return cluster.url_for(parts.username or "", parts.password or "")


def _point(alias: str, url: str) -> None:
    query = parse_qs(urlsplit(url).query)
    changed = {"HOST": query["host"][-1], "PORT": query["port"][-1], "OPTIONS": {}, "NAME": "mapae"}
    connections[alias].settings_dict.update(changed)
    settings.DATABASES[alias].update(changed)


# Foreign keys are deferred, so the order is free. TRUNCATE makes new files for each table and index: ten times as slow.
_EMPTY = """
    DO $$ DECLARE one record; BEGIN
        FOR one IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN
            ('django_migrations', 'django_content_type', 'auth_permission', 'rulebook_version', 'installation')
        LOOP EXECUTE format('DELETE FROM %I', one.name); END LOOP;
        PERFORM setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences
            WHERE schemaname = 'public' AND last_value IS NOT NULL;
    END $$
"""


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """For tests that need real commits: afterwards the owner empties every table."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield
        connections.close_all()
        with _owner() as cursor:
            cursor.execute(_EMPTY)
        connections.close_all()


@contextmanager
def _owner() -> Iterator[object]:
    with connections["owner"].cursor() as cursor:
        yield cursor


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first: begun last, it would leave the other process with nothing to do."""
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in ("torture", "slow")])


@pytest.fixture(scope="session", autouse=True)
def quick_password_hashes() -> None:
    """Passwords are hashed as in service, with less work; what service takes, `test_sign_in` says."""
    settings.PASSWORD_HASHERS = ["tests.room.quick_hashes.QuickScrypt"]


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def ports(clock: SetClock, tmp_path: Path) -> Ports:
    """Real gateways; mails go to a folder of the test."""
    from mapae.gateways.mail import FolderMail
    from mapae.site.wiring import ports as wired

    mail = FolderMail(tmp_path / "mailbox", "Mapae <no-reply@testserver>", clock)
    return replace(wired(), clock=clock, mail=mail)


@pytest.fixture
def stripe_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stripe]:
    """A Stripe of the test's own on the loopback; no proxy of the machine stands before it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with replayed_stripe() as server:
        yield server


@pytest.fixture
def ports_with_stripe(ports: Ports, stripe_server: Stripe) -> Ports:
    """The same ports, but fees are collected by Stripe."""
    from mapae.gateways.stripe_checkout import StripeCheckout

    checkout = StripeCheckout(SECRET_KEY, WEBHOOK_SECRET, api_base=stripe_server.url, timeout=(1.0, 1.0), retries=0)
    return replace(ports, payments=checkout)
