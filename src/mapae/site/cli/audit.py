"""`mapae audit`: verify the log, print a checkpoint, print the key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mapae.site.cli import house
from mapae.site.cli.saying import Plain, answer_json, say

_SENTENCES = {
    "leaf_malformed": "an entry is damaged",
    "leaf_not_canonical": "an entry was rewritten",
    "leaf_version_unknown": "an entry is of a version that this Mapae does not know",
    "gap": "an entry is missing",
    "position_repeated": "a place is taken twice",
    "no_checkpoint": "the log has entries and no checkpoint",
    "checkpoint_malformed": "a stored checkpoint is damaged",
    "checkpoint_signature": "a stored checkpoint was not signed by this log's key",
    "checkpoint_origin": "a stored checkpoint belongs to another log",
    "checkpoint_went_back": "a stored checkpoint is smaller than one before it",
    "checkpoint_root": "the entries are not those that a stored checkpoint was signed over",
    "log_shorter_than_checkpoint": "entries that a stored checkpoint counted are gone",
    "outside_malformed": "the checkpoint that was kept elsewhere is damaged",
    "outside_signature": "the checkpoint that was kept elsewhere was not signed by this log's key",
    "outside_origin": "the checkpoint that was kept elsewhere belongs to another log",
    "outside_root": "the entries are not those that the checkpoint kept elsewhere was signed over",
    "log_shorter_than_outside": "entries that the checkpoint kept elsewhere counted are gone",
    "time_went_back": "the clock went back",
    "leaves_without_checkpoint": "the newest entries wait for their checkpoint",
}


def verify(data: Path | None, outside: Sequence[Path], *, as_json: bool) -> bool:
    """Print what was found; whether nothing speaks against the log. Raises Plain for an unreadable checkpoint file."""
    notes = [_read(path) for path in outside]
    with house.open_house(data):
        from mapae.site.wiring import ports
        from mapae.usecases.verify_log import verify_stored_log
        from mapae.usecases.verify_query_log import verify_query_log

        found, questions = verify_stored_log(ports(), notes), verify_query_log()
    report = found.report
    told = {
        "ok": found.ok and questions.ok,
        "entries": report.size,
        "sealed": report.sealed_size,
        "root": report.root.hex(),
        "problems": [_told(problem) for problem in report.problems],
        "warnings": [_told(problem) for problem in report.warnings],
        "first_bad_position": report.first_bad_position,
        "wrong_hashes": found.wrong_hashes,
        "wrong_checkpoints": found.wrong_checkpoints,
        "passed_over": found.leaves_passed_over,
        "waiting_for_a_place": found.leaves_without_place,
        "query_log_blocks": questions.whole,
        "query_log_wrong": questions.changed + questions.without_leaf + questions.gone,
    }
    if as_json:
        answer_json(told)
    else:
        _say(told, len(notes))
    return found.ok and questions.ok


def _told(problem: object) -> dict[str, object]:
    from mapae.core.audit.report import Problem

    assert isinstance(problem, Problem)
    return {
        "code": problem.code.value,
        "meaning": _SENTENCES[problem.code.value],
        "position": problem.position,
        "size": problem.size,
    }


_OF_TABLES = {
    "wrong_hashes": "stored hashes are not those of their entries",
    "wrong_checkpoints": "checkpoints are missing, or not those of their place",
    "passed_over": "entries never got a place",
    "query_log_wrong": "groups of carriers' questions are not those that were logged",
}


def _say(told: dict[str, object], kept_elsewhere: int) -> None:
    beside = f", and against {kept_elsewhere} kept elsewhere" if kept_elsewhere else ""
    say(f"{told['entries']} entries, {told['sealed']} of them under signed checkpoints{beside}")
    for name, mark in (("problems", "CHANGED"), ("warnings", "note")):
        found = told[name]
        assert isinstance(found, list)
        for one in found:
            say(f"{mark:7}  {one['meaning']}{_place(one)}")
    for name, meaning in _OF_TABLES.items():
        if told[name]:
            say(f"CHANGED  {told[name]} {meaning}")
    say(_conclusion(bool(told["ok"]), kept_elsewhere))


def _place(problem: dict[str, object]) -> str:
    known = {"place": problem["position"], "checkpoint over": problem["size"]}
    words = ", ".join(f"{name} {value}" for name, value in known.items() if value is not None)
    return f" ({words})" if words else ""


def _conclusion(is_whole: bool, kept_elsewhere: int) -> str:
    if not is_whole:
        return "The log was tampered with or damaged."
    if kept_elsewhere:
        return "The log is whole: nothing was changed, removed or inserted since those checkpoints."
    return (
        "The log agrees with its own checkpoints. Whoever holds its key could have rewritten both: keep checkpoints "
        "elsewhere (mapae audit checkpoint) and verify against them (--checkpoint FILE)."
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Plain(f"The checkpoint {path} cannot be read: {error}") from error


def print_checkpoint(data: Path | None) -> None:
    """Raises Plain while there is none."""
    with house.open_house(data):
        from mapae.usecases.read_checkpoint import find_newest_checkpoint

        note = find_newest_checkpoint()
    if note is None:
        raise Plain("The log has no checkpoint yet. Wait a second, while `mapae up` runs")
    print(note, end="")


def print_key(data: Path | None) -> None:
    """The verifier key, as C2SP writes it."""
    with house.open_house(data):
        from mapae.site.wiring import ports
        from mapae.usecases.seal_log import audit_key

        say(audit_key(ports()).text)
