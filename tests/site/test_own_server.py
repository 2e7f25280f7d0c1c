"""DATABASE_URL: a PostgreSQL server of one's own works the same, with an owner who is no superuser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from mapae.site.postgres import EmbeddedPostgres
from tests.room.house import mapae, running_house

pytestmark = pytest.mark.slow


@pytest.fixture
def other_server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    """A second cluster, which Mapae does not know as its own."""
    with EmbeddedPostgres(tmp_path / "server", owner_password="superuser", say=lambda _: None) as server:
        yield server
    shutil.rmtree(server.cluster.home, ignore_errors=True)


@pytest.fixture
def owner_url(other_server: EmbeddedPostgres) -> str:
    """An empty database and its owner, as an administrator would make them."""
    with psycopg.connect(other_server.start(), autocommit=True) as administrator:
        administrator.execute("CREATE ROLE eta LOGIN CREATEROLE PASSWORD 'invented'")
        administrator.execute("CREATE DATABASE eta OWNER eta")
    return other_server.url_for("eta", "invented", "eta")


def test_whole_house_stands_on_a_server_of_ones_own(owner_url: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running_house(data, DATABASE_URL=owner_url):
        checked = mapae("check", "--data", str(data), DATABASE_URL=owner_url)
        verified = mapae("audit", "verify", "--data", str(data), DATABASE_URL=owner_url)

    assert checked.returncode == 0, checked.stdout
    assert verified.returncode == 0, verified.stdout
    assert not list(data.glob("postgres*"))
    with psycopg.connect(owner_url) as connection:
        granted = connection.execute("SELECT count(*) FROM application WHERE status = 'granted'").fetchone()
        roles = connection.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'eta%' ORDER BY 1").fetchall()
    assert granted is not None
    assert granted[0] >= 1
    assert [role for (role,) in roles] == ["eta", "eta_app", "eta_carrier"]


def test_owner_who_may_not_make_roles_is_told_how(
    owner_url: str, other_server: EmbeddedPostgres, tmp_path: Path
) -> None:
    with psycopg.connect(other_server.start(), autocommit=True) as administrator:
        administrator.execute("ALTER ROLE eta NOCREATEROLE")
    done = mapae("up", "--demo", "--data", str(tmp_path / "data"), DATABASE_URL=owner_url)

    assert done.returncode == 2
    assert "CREATEROLE" in done.stderr
    assert "invented" not in done.stderr


def test_database_of_other_keys_is_left_alone(owner_url: str, tmp_path: Path) -> None:
    with running_house(tmp_path / "first", DATABASE_URL=owner_url):
        stranger = mapae("up", "--demo", "--data", str(tmp_path / "second"), DATABASE_URL=owner_url)
        checked = mapae("check", "--data", str(tmp_path / "first"), DATABASE_URL=owner_url)
        verified = mapae("audit", "verify", "--data", str(tmp_path / "first"), DATABASE_URL=owner_url)

    assert stranger.returncode == 2
    assert "sealed by the keys of" in stranger.stderr
    assert not (tmp_path / "second" / "keys").exists()
    assert (checked.returncode, verified.returncode) == (0, 0)


def test_demonstration_is_not_started_as_a_service(owner_url: str, tmp_path: Path) -> None:
    with running_house(tmp_path / "first", DATABASE_URL=owner_url):
        pass
    (tmp_path / "first" / "DEMONSTRATION").unlink()
    service = mapae(
        "up",
        "--data",
        str(tmp_path / "first"),
        DATABASE_URL=owner_url,
        MAPAE_MAIL_URL="smtp://127.0.0.1:1",
        MAPAE_PAYMENT="stripe",
        MAPAE_STRIPE_SECRET_KEY="rk_live_sesame",
        MAPAE_STRIPE_WEBHOOK_SECRET="whsec_sesame",
        MAPAE_ACCEPTED_RULES="KOR.waiver-disputed,KOR.required-british-nationals-overseas",
    )

    assert service.returncode == 2
    assert "holds a demonstration" in service.stderr
