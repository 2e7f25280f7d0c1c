"""What the commands say when something is wrong: one plain message, exit code 2, no traceback, no password."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from mapae.gateways.key_file import make_key_file
from tests.room.house import mapae

pytestmark = pytest.mark.slow


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
        (["carrier", "revoke", "Nobody", "4"], {}, "3"),
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


SERVICE = {
    "MAPAE_MAIL_URL": "smtp://127.0.0.1:1",
    "MAPAE_ACCEPTED_RULES": "KOR.waiver-disputed",
    "MAPAE_REJECTED_RULES": "KOR.required-british-nationals-overseas",
}
STRIPE = {
    "MAPAE_PAYMENT": "stripe",
    "MAPAE_STRIPE_SECRET_KEY": "rk_live_sesame",
    "MAPAE_STRIPE_WEBHOOK_SECRET": "whsec_sesame",
}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "--demo"),
        ({"MAPAE_PAYMENT": "demonstration"}, "takes no money"),
        ({"MAPAE_PAYMENT": "none"}, "ask for a fee of 10300 KRW today"),
        (STRIPE | {"MAPAE_STRIPE_SECRET_KEY": "rk_test_sesame"}, "test key"),
        (STRIPE | {"MAPAE_STRIPE_WEBHOOK_SECRET": "sesame"}, "MAPAE_STRIPE_WEBHOOK_SECRET"),
        (STRIPE | {"STRIPE_LOG": "debug"}, "STRIPE_LOG"),
    ],
)
def test_service_whose_fee_nobody_could_pay_leaves_the_folder_free(
    more: dict[str, str], said: str, tmp_path: Path
) -> None:
    done = mapae("up", "--data", str(tmp_path / "data"), **(SERVICE | more))

    assert done.returncode == 2
    assert said in done.stderr
    assert "sesame" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data" / "SERVICE").exists()


@pytest.mark.parametrize(
    ("more", "is_right", "said"),
    [
        (STRIPE, True, "stripe, live key; its webhook must send to http://localhost:8000/api/payment-notice"),
        ({"MAPAE_PAYMENT": "none"}, False, "10300 KRW"),
    ],
)
def test_check_says_whether_the_fee_can_be_paid(
    more: dict[str, str], is_right: bool, said: str, tmp_path: Path
) -> None:
    make_key_file(tmp_path / "data" / "keys" / "mapae-keys.json")
    done = mapae("check", "--data", str(tmp_path / "data"), "--json", **(SERVICE | more))
    (found,) = [check for check in json.loads(done.stdout)["checks"] if check["what"] == "payment"]
    assert (found["is_right"], said in found["told"]) == (is_right, True), found
    assert "sesame" not in done.stdout + done.stderr
