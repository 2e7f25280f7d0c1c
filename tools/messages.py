"""The message catalogues: python tools/messages.py extract | compile | check.

`extract` collects every sentence of the code and the templates into the catalogues (needs gettext), `compile` makes the
.mo files that are committed beside them, `check` says what is missing and fails.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "mapae"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("tr", "ko")
_PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")


def extract() -> None:
    """Bring new sentences into the committed catalogues."""
    for language in LANGUAGES:
        found, kept = _collected(language), polib.pofile(str(_po(language)))
        old = {(entry.msgctxt, entry.msgid): entry for entry in kept}
        for entry in found:
            known = old.get((entry.msgctxt, entry.msgid))
            if known is not None:
                entry.msgstr, entry.msgstr_plural = known.msgstr, known.msgstr_plural or entry.msgstr_plural
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            entry.occurrences = []  # places in files change all the time and say little
        found.metadata = kept.metadata
        found.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
        found.save(str(_po(language)))
    compile_all()


def compile_all() -> None:
    """Make the .mo files."""
    for language in LANGUAGES:
        polib.pofile(str(_po(language))).save_as_mofile(str(_po(language).with_suffix(".mo")))


def problems() -> list[str]:
    """What is missing or wrong in the committed catalogues, without looking at the code."""
    found = []
    for language in LANGUAGES:
        catalogue = polib.pofile(str(_po(language)))
        for entry in catalogue:
            if not entry.translated() or "fuzzy" in entry.flags:
                found.append(f"{language}: not translated: {entry.msgid!r}")
            elif any(_marks(text) != _marks(entry.msgid) for text in _translations(entry)):
                found.append(f"{language}: other placeholders than in {entry.msgid!r}")
        if _texts(polib.mofile(str(_po(language).with_suffix(".mo")))) != _texts(catalogue):
            found.append(f"{language}: the .mo file is not that of the .po file: python tools/messages.py compile")
    return found


def _missing_from_catalogues() -> list[str]:
    found = []
    for language in LANGUAGES:
        code, catalogue = _ids(_collected(language)), _ids(polib.pofile(str(_po(language))))
        found += [f"{language}: not in the catalogue: {text!r}" for text in sorted(code - catalogue)]
        found += [f"{language}: no longer used: {text!r}" for text in sorted(catalogue - code)]
    return found


def _collected(language: str) -> polib.POFile:
    """What gettext finds, collected in a copy: the work tree stays as it is."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "mapae"
        shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "locale", "static"))
        (copy / "locale" / language / "LC_MESSAGES").mkdir(parents=True)
        code = "from django.core.management import execute_from_command_line as e; import sys; e(sys.argv)"
        command = ["-c", code, "makemessages", "--locale", language, "--no-location", "--verbosity", "0"]
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run([sys.executable, *command], cwd=copy, env=environment, check=True)
        return polib.pofile(str(copy / "locale" / language / "LC_MESSAGES" / "django.po"))


def _po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _ids(catalogue: polib.POFile) -> set[str]:
    return {
        f"{entry.msgctxt}|{entry.msgid}" if entry.msgctxt else entry.msgid for entry in catalogue if not entry.obsolete
    }


def _translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _marks(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text))


def _texts(catalogue: list[polib.POEntry]) -> dict[tuple[str | None, str], list[str]]:
    return {(entry.msgctxt, entry.msgid): _translations(entry) for entry in catalogue if not entry.obsolete}


def main(what: str) -> None:
    if what == "extract":
        extract()
    elif what == "compile":
        compile_all()
    elif what == "check":
        found = problems() + _missing_from_catalogues()
        print("\n".join(found) or "Every sentence is in every language.")
        sys.exit(1 if found else 0)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
