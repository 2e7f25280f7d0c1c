"""LibreOffice without its windows: writes files as it writes them for people."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice Calc (soffice)")
# Numbers of the encodings in the filter options of CSV, from LibreOffice's table of text encodings.
CHARSETS = {"cp1254": 36, "cp949": 62, "utf-8": 76, "utf-16": 65535}
_SECONDS = 180


def convert(source: Path, kind: str, folder: Path, *, filter_options: str = "", read_as: str = "") -> Path:
    """The source in another kind, written into `folder`. Raises CalledProcessError."""
    folder.mkdir(parents=True, exist_ok=True)
    profile = source.parent / "office-profile"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += [f"--infilter={read_as}"] if read_as else []
    target = f"{kind}:{filter_options}" if filter_options else kind
    command += ["--convert-to", target, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    return folder / f"{source.stem}.{kind.split(':')[0]}"


def as_csv(source: Path, folder: Path, separator: str, encoding: str) -> Path:
    """The first sheet as text; cells as they are shown."""
    options = f"Text - txt - csv (StarCalc):{ord(separator)},34,{CHARSETS[encoding]}"
    return convert(source, "csv", folder, filter_options=options)
