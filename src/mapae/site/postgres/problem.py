"""The one error of the embedded PostgreSQL, and how system errors are put in plain words."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_REMEDIES = (
    ("No space left on device", "The disk is full: free some space and start Mapae again."),
    (
        "could not map anonymous shared memory",
        "There is too little memory: close other programs or lower"
        " shared_buffers in postgresql.conf, and start Mapae again.",
    ),
    ("Permission denied", "Check that the account running Mapae owns all files of the folder."),
)
_KEEP = "Do not delete anything: keep a copy of the folder, and restore a backup if the log speaks of damage."


class PostgresProblem(Exception):
    """The embedded PostgreSQL cannot run. The message says what happened, why, and what to do."""


def remedy_for(log_lines: str) -> str:
    """What to do about a server or tool that gave up with these lines."""
    return next((remedy for phrase, remedy in _REMEDIES if phrase in log_lines), _KEEP)


@contextmanager
def in_plain_words(folder: Path) -> Iterator[None]:
    """Turn an `OSError` met while working on `folder` into a `PostgresProblem`."""
    try:
        yield
    except OSError as error:
        raise PostgresProblem(
            f"Mapae cannot keep its database in {folder}: {error.strerror or error}"
            f" ({error.filename or folder}). {_remedy_for_errno(error.errno)}"
        ) from error


def _remedy_for_errno(number: int | None) -> str:
    if number in (errno.ENOSPC, errno.EDQUOT):
        return "Free some space on that disk, or choose another folder with --data."
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "Make the folder writable for the account that runs Mapae, or choose another one with --data."
    return "Choose another folder with --data."
