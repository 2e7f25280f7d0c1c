"""DATABASE_URL: a PostgreSQL server of one's own works the same, with an owner who is no superuser."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from mapae.site.postgres import EmbeddedPostgres
from tests.room.house import mapae, running_house

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def other_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """A second cluster, which Mapae does not know as its own."""
    folder = tmp_path_factory.mktemp("own") / "server"
    with EmbeddedPostgres(folder, owner_password="superuser", say=lambda _: None) as server:
        yield server
    shutil.rmtree(server.cluster.home, ignore_errors=True)


def an_empty_database(server: EmbeddedPostgres, name: str, *rights: str) -> str:
    """A database and its owner, as an administrator would make them; the owner's URL."""
    with psycopg.connect(server.start(), autocommit=True) as administrator:
        administrator.execute(f"CREATE ROLE {name} LOGIN {' '.join(rights)} PASSWORD 'invented'")
        administrator.execute(f"CREATE DATABASE {name} OWNER {name}")
    return server.url_for(name, "invented", name)


@dataclass(frozen=True)
class Standing:
    """A folder, the owner's URL of its database, and what is said while the house stands on it."""

    data: Path
    owner_url: str
    checked: subprocess.CompletedProcess[str]
    verified: subprocess.CompletedProcess[str]
    stranger: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def standing(other_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory) -> Standing:
    """A house that was up once; a folder with other keys asked for its database meanwhile, before the other commands."""
    folder, owner_url = tmp_path_factory.mktemp("own"), an_empty_database(other_server, "eta", "CREATEROLE")
    data, other = folder / "data", folder / "other"
    with running_house(data, DATABASE_URL=owner_url):
        stranger = mapae("up", "--demo", "--data", str(other), DATABASE_URL=owner_url)
        checked = mapae("check", "--data", str(data), DATABASE_URL=owner_url)
        verified = mapae("audit", "verify", "--data", str(data), DATABASE_URL=owner_url)
    return Standing(data, owner_url, checked, verified, stranger)


def test_whole_house_stands_on_a_server_of_ones_own(standing: Standing) -> None:
    assert standing.checked.returncode == 0, standing.checked.stdout
    assert standing.verified.returncode == 0, standing.verified.stdout
    assert not list(standing.data.glob("postgres*"))
    with psycopg.connect(standing.owner_url) as connection:
        granted = connection.execute("SELECT count(*) FROM application WHERE status = 'granted'").fetchone()
        roles = connection.execute("SELECT rolname FROM pg_roles WHERE rolname ~ '^eta(_|$)' ORDER BY 1").fetchall()
    assert granted is not None
    assert granted[0] >= 1
    assert [role for (role,) in roles] == ["eta", "eta_app", "eta_carrier"]


def test_owner_who_may_not_make_roles_is_told_how(other_server: EmbeddedPostgres, tmp_path: Path) -> None:
    owner_url = an_empty_database(other_server, "weak")
    done = mapae("up", "--demo", "--data", str(tmp_path / "data"), DATABASE_URL=owner_url)

    assert done.returncode == 2
    assert "CREATEROLE" in done.stderr
    assert "invented" not in done.stderr


def test_database_of_other_keys_is_left_alone(standing: Standing) -> None:
    assert standing.stranger.returncode == 2
    assert "sealed by the keys of" in standing.stranger.stderr
    assert not (standing.data.with_name("other") / "keys").exists()
    assert (standing.checked.returncode, standing.verified.returncode) == (0, 0)


def test_demonstration_is_not_started_as_a_service(standing: Standing) -> None:
    (standing.data / "DEMONSTRATION").unlink()
    service = mapae(
        "up",
        "--data",
        str(standing.data),
        DATABASE_URL=standing.owner_url,
        MAPAE_MAIL_URL="smtp://127.0.0.1:1",
        MAPAE_PAYMENT="stripe",
        MAPAE_STRIPE_SECRET_KEY="rk_live_sesame",
        MAPAE_STRIPE_WEBHOOK_SECRET="whsec_sesame",
        MAPAE_ACCEPTED_RULES="KOR.waiver-disputed,KOR.required-british-nationals-overseas",
    )

    assert service.returncode == 2
    assert "holds a demonstration" in service.stderr


def test_database_from_before_the_first_release_is_refused_in_words(standing: Standing) -> None:
    with psycopg.connect(standing.owner_url, autocommit=True) as owner:
        was = owner.execute("SELECT name FROM django_migrations WHERE app = 'records' ORDER BY id").fetchall()
        owner.execute("UPDATE django_migrations SET name = '0001_initial' WHERE app = 'records' AND name = %s", was[0])
        owner.execute("DELETE FROM django_migrations WHERE app = 'records' AND name <> '0001_initial'")
    said = mapae("up", "--demo", "--data", str(standing.data), DATABASE_URL=standing.owner_url)
    assert said.returncode == 2
    assert "from before the first release" in said.stderr
    assert "Traceback" not in said.stderr
