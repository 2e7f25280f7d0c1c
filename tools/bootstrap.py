"""Make the environment and install the locked packages: python3 tools/bootstrap.py VENV LOCK.

Needs nothing but Python 3.11 or newer. Run again it only installs what is missing.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path


def main(folder: Path, lock: str) -> None:
    if sys.version_info < (3, 11):
        sys.exit(f"Mapae needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12 ...")
    if not (folder / "bin" / "python").exists():
        _make(folder)
    say(f"Installing the packages of {lock} (the first time this takes a minute) ...")
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--require-hashes", "--requirement", lock])
    _run([*pip, "--no-deps", "--no-build-isolation", "--editable", "."])


def _make(folder: Path) -> None:
    say(f"Making the environment in {folder} ...")
    try:
        venv.create(folder, with_pip=True)
    except subprocess.CalledProcessError:
        sys.exit("Python cannot make environments here. On Debian and Ubuntu: apt install python3-venv")


def _run(command: list[str]) -> None:
    done = subprocess.run(command, check=False)
    if done.returncode:
        sys.exit(f"Installing failed; pip's words stand above. The command was: {' '.join(command)}")


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
