"""Workbooks are read in a process of their own, with a limit on its memory and its time.

A file of five kilobytes may name a cell in the last row and column, for which the reading library would set aside
gigabytes and then abort; that must cost the one file and not the server. The process starts with no secrets.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

from mapae.core.group.sheet import Note, NoteCode, Sheet, SheetKind
from mapae.gateways.sheets.kinds import FileKind
from mapae.gateways.sheets.wire import Answer, Refusal, decoder
from mapae.usecases.sheet_ports import SheetRefused

MOST_SECONDS = 60  # on the clock, of which a busy machine gives little; the processor time has its own limit
OUR_FAULT = 1  # what Python ends with after an error that nobody caught
_KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")


def read_workbook(file: bytes, kind: FileKind) -> Sheet:
    """The sheet of an XLSX, ODS or XLS. Raises SheetRefused."""
    answer = _ask(file, kind)
    if isinstance(answer, Refusal):
        raise SheetRefused(answer.code, answer.details)
    return Sheet(
        name=answer.name,
        kind=SheetKind(kind.name.lower()),
        rows=answer.rows,
        notes=tuple(Note(NoteCode(code), details) for code, details in answer.notes),
        day_zero=date.fromisoformat(answer.day_zero),
    )


def _ask(file: bytes, kind: FileKind) -> Answer | Refusal:
    command = [sys.executable, "-m", "mapae.gateways.sheets.workbook_process", kind.name]
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    environment = {
        **kept,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "RUST_BACKTRACE": "0",
    }
    try:
        done = subprocess.run(
            command,
            input=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=MOST_SECONDS,
        )
    except subprocess.TimeoutExpired as late:
        raise SheetRefused("too_complex") from late
    if done.returncode == OUR_FAULT:
        raise RuntimeError("the process that reads workbooks failed by a fault of ours")
    if done.returncode:
        raise SheetRefused("too_complex")
    answer: Answer | Refusal = decoder.decode(done.stdout)
    return answer
