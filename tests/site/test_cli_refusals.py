"""What the commands say when something is wrong: one plain message, exit code 2, no traceback, no password."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.room.house import mapae


@pytest.mark.parametrize(
    ("arguments", "settings", "said"),
    [
        (["up", "--port", "0"], {}, "--port"),
        (["up", "--demo", "--at", "2026-13-01"], {}, "--at"),
        (["up", "--demo", "--at", "2026-12-31T23:59:30"], {}, "zone"),
        (["up", "--at", "2026-12-31T23:59:30+09:00"], {}, "--demo"),
        (["up"], {}, "MAPAE_MAIL_URL"),
        (["up", "--demo"], {"MAPAE_WORKERS": "none"}, "MAPAE_WORKERS"),
        (["up", "--demo"], {"DATABASE_URL": "mysql://somebody:sesame@db/x"}, "DATABASE_URL"),
        (["up", "--demo"], {"DATABASE_URL": "postgresql://somebody:sesame@127.0.0.1:1/x"}, "DATABASE_URL"),
        (["restore", "no-such-file.tar"], {}, "no backup of Mapae"),
        (["carrier", "revoke", "Nobody", "3"], {}, "2"),
    ],
)
def test_wrong_question_is_answered_plainly(
    arguments: list[str], settings: dict[str, str], said: str, tmp_path: Path
) -> None:
    more = settings | {"MAPAE_DATA": str(tmp_path / "data")}
    done = mapae(*arguments, **more)

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "sesame" not in done.stderr + done.stdout


def test_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = mapae("up", "--demo", "--data", str(tmp_path / "data"), "--port", str(port))

    assert done.returncode == 2
    assert f"Port {port} cannot be used" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert not (tmp_path / "data").exists()


def test_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = mapae("up", "--demo", "--data", str(tmp_path / "file" / "data"))

    assert done.returncode == 2
    assert "cannot be written to" in done.stderr
    assert "--data" in done.stderr


def test_demonstration_does_not_start_on_data_of_a_service(tmp_path: Path) -> None:
    (tmp_path / "SERVICE").write_text("")
    done = mapae("up", "--demo", "--data", str(tmp_path))

    assert done.returncode == 2
    assert "real service" in done.stderr


def test_check_says_what_is_wrong_as_json(tmp_path: Path) -> None:
    done = mapae("check", "--data", str(tmp_path / "data"), "--json")

    assert done.returncode == 1
    assert '"ok": false' in done.stdout


@pytest.mark.parametrize("command", [["backup", "x.tar"], ["audit", "verify"], ["carrier", "add", "Invented Air"]])
def test_command_in_a_folder_without_mapae_makes_nothing(command: list[str], tmp_path: Path) -> None:
    done = mapae(*command, "--data", str(tmp_path / "typo"))

    assert done.returncode == 2
    assert "There is no Mapae in" in done.stderr
    assert not (tmp_path / "typo").exists()


def test_service_without_a_payment_provider_leaves_the_folder_free_for_a_demonstration(tmp_path: Path) -> None:
    done = mapae("up", "--data", str(tmp_path / "data"), MAPAE_MAIL_URL="smtp://127.0.0.1:1")

    assert done.returncode == 2
    assert "--demo" in done.stderr
    assert {path.name for path in (tmp_path / "data").iterdir()} == {"keys"}
