"""The key file: made once, closed to others, and refused in words when it is not what it should be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from mapae.core.sealed.blob import SealBroken
from mapae.gateways.key_file import FileKeys, KeyFileProblem, make_key_file

PLACE = b"place"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "keys" / "mapae-keys.json"
    assert make_key_file(path)
    return path


def test_file_is_made_once_and_only_its_owner_may_read_it(path: Path) -> None:
    before = path.read_bytes()
    assert not make_key_file(path)
    assert path.read_bytes() == before
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_two_files_share_no_key(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    make_key_file(other)
    one, two = (json.loads(file.read_text()) for file in (path, other))
    keys = [one[name] for name in one if name != "format"] + [two[name] for name in two if name != "format"]
    assert len({json.dumps(key) for key in keys if isinstance(key, str)}) == 2 * 5


def spoil(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    written = json.loads(path.read_text())
    change(written)
    path.write_text(json.dumps(written))


@pytest.mark.parametrize(
    "change",
    [
        lambda keys: keys.pop("blind"),
        lambda keys: keys.update(master={}),
        lambda keys: keys.update(audit="c2hvcnQ="),
        lambda keys: keys.update(blind="not base64!"),
        lambda keys: keys.update(format=2),
        lambda keys: keys.update(match=["x"]),
    ],
)
def test_damaged_file_is_refused_with_what_to_do(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    spoil(path, change)
    with pytest.raises(KeyFileProblem, match="Bring it back from its copy"):
        FileKeys(path)


@pytest.mark.parametrize("content", ["", "{", "[]", '"text"'])
def test_file_that_holds_something_else_is_refused(path: Path, content: str) -> None:
    path.write_text(content)
    with pytest.raises(KeyFileProblem, match="Bring it back from its copy"):
        FileKeys(path)


def test_missing_file_and_open_file_are_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyFileProblem, match="is missing"):
        FileKeys(tmp_path / "nothing.json")
    path.chmod(0o640)
    with pytest.raises(KeyFileProblem, match="chmod 600"):
        FileKeys(path)


def test_file_that_cannot_be_made_says_which_setting_helps(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KeyFileProblem, match="MAPAE_KEYS"):
        make_key_file(tmp_path / "file" / "keys.json")


def test_wrapped_key_opens_in_its_place_under_every_version_still_kept(path: Path) -> None:
    version, wrapped = FileKeys(path).wrap(b"k" * 32, PLACE)
    spoil(path, lambda keys: keys["master"].update({"2": keys["match"]["1"]}))
    newer = FileKeys(path)
    assert newer.unwrap(version, wrapped, PLACE) == b"k" * 32
    assert newer.wrap(b"k" * 32, PLACE)[0] == 2
    for wrong in (lambda: newer.unwrap(2, wrapped, PLACE), lambda: newer.unwrap(3, wrapped, PLACE)):
        with pytest.raises(SealBroken):
            wrong()
    with pytest.raises(SealBroken):
        newer.unwrap(version, wrapped, b"another place")


def test_match_blob_opens_in_its_place_only(path: Path) -> None:
    keys = FileKeys(path)
    blob = keys.seal_match(b"match", PLACE)
    assert keys.open_match(blob, PLACE) == b"match"
    for sealed, place in ((blob, b"other"), (b"\x09" + blob[1:], PLACE), (b"", PLACE), (blob[:-1], PLACE)):
        with pytest.raises(SealBroken):
            keys.open_match(sealed, place)
    assert keys.seal_match(b"match", PLACE) != blob


def test_blind_index_is_the_same_for_one_purpose_and_shows_nothing_across_purposes(path: Path, tmp_path: Path) -> None:
    keys = FileKeys(path)
    assert keys.blind("document", "TUR|U1") == FileKeys(path).blind("document", "TUR|U1")
    assert len(keys.blind("document", "TUR|U1")) == 16
    assert keys.blind("document", "TUR|U1") != keys.blind("person", "TUR|U1")
    make_key_file(tmp_path / "other.json")
    assert keys.blind("document", "TUR|U1") != FileKeys(tmp_path / "other.json").blind("document", "TUR|U1")


def test_audit_signature_is_checked_with_the_public_key(path: Path) -> None:
    keys = FileKeys(path)
    Ed25519PublicKey.from_public_bytes(keys.audit_public_key()).verify(keys.sign_audit(b"note"), b"note")
    assert keys.audit_name.endswith("/audit")


def test_secrets_of_the_site_differ_by_purpose(path: Path) -> None:
    keys = FileKeys(path)
    purposes = ("django", "demonstration-bank", "database:mapae_app", "database:mapae_carrier")
    assert len({keys.secret_for(purpose) for purpose in purposes}) == len(purposes)
