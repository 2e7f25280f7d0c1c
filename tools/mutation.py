"""Change the core in small ways, one at a time, and see that a test notices each: `make mutation`.

Every module named in pyproject.toml under [tool.mapae.mutation] is changed in memory, table and constant, boundary and branch,
never on disk. For each change a forked process runs the module's own tests first, then the rest of its folder, and stops
at the first failure. What no test noticed is printed: it is a test that is missing, or a change that changes nothing.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.machinery
import os
import resource
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_NO_CODE = {"annotation", "returns", "decorator_list", "type_params"}


@dataclass(frozen=True)
class Mutant:
    """One change: where, what stood there, what stands there now, and the whole changed module."""

    line: int
    was: str
    became: str
    tree: ast.Module


@dataclass(frozen=True)
class Target:
    """A folder of modules, the folder of their tests, which need no fixture from above it, and the processor time they have."""

    modules: Path
    tests: Path
    seconds: int


def main() -> int:
    """Run the mutants and print killed and survived; 1 if too many survived."""
    options = _options()
    os.chdir(ROOT)
    settings = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["mapae"]["mutation"]
    targets = [Target(Path(code), Path(tests), settings["seconds"]) for code, tests in settings["targets"].items()]
    _load_what_tests_need(targets)
    killed = total = 0
    for target in targets:
        for path in sorted(target.modules.glob("[!_]*.py")):
            if not options.only or path.stem in options.only:
                survivors, count = _judge(path, target, options.every)
                killed, total = killed + count - len(survivors), total + count
                _print(path, survivors, count)
    print(f"in all {killed} of {total} killed ({100 * killed / max(1, total):.1f} %; at least {settings['floor']} %)")
    return int(100 * killed < settings["floor"] * total)


def _print(path: Path, survivors: Sequence[Mutant], count: int) -> None:
    print(f"{path}: {count - len(survivors)} of {count} killed", flush=True)
    for mutant in survivors:
        print(f"  line {mutant.line}: {mutant.was[:90]}  ->  {mutant.became[:90]}", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python tools/mutation.py", description=__doc__)
    parser.add_argument("only", nargs="*", help="names of modules, without .py [default: all]")
    parser.add_argument("--every", type=int, default=1, help="of so many changes only one, for a quick look")
    return parser.parse_args()


def _load_what_tests_need(targets: Sequence[Target]) -> None:
    """Once, so that every fork has it: all but Mapae and its tests, of which each fork loads its own."""
    import hypothesis

    hypothesis.settings.register_profile("mutation", deadline=None, max_examples=20, database=None)
    for target in targets:
        with _silence():
            _pytest(target.tests, target, "--collect-only")
        for name in [name for name in sys.modules if name.partition(".")[0] in ("mapae", "tests")]:
            del sys.modules[name]


def _judge(path: Path, target: Target, every: int) -> tuple[list[Mutant], int]:
    source = path.read_text()
    name = ".".join(path.with_suffix("").parts[1:])
    if not _survives(name, ast.parse(source), path, target):
        raise SystemExit(f"the tests of {path} fail without a change")
    mutants = list(mutants_of(source))[::every]
    return [mutant for mutant in mutants if _survives(name, mutant.tree, path, target)], len(mutants)


def _survives(name: str, tree: ast.Module, path: Path, target: Target) -> bool:
    """Whether the module's own tests pass with this change, and then all of the folder."""
    own = target.tests / f"test_{path.name}"
    return all(_passes(name, tree, tests, target) for tests in (own, target.tests) if tests.exists())


def _passes(name: str, tree: ast.Module, tests: Path, target: Target) -> bool:
    """A test that runs too long has noticed too."""
    pid = os.fork()
    if pid == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (target.seconds, target.seconds))
        os._exit(_run(name, tree, tests, target))
    return os.waitpid(pid, 0)[1] == 0


def _run(name: str, tree: ast.Module, tests: Path, target: Target) -> int:
    sys.meta_path.insert(0, _Changed(name, tree))
    with _silence():
        return _pytest(tests, target)


def _pytest(tests: Path, target: Target, *more: str) -> int:
    """Without Django, its database and the room's own plugin: the core needs none of them."""
    import pytest

    lean = ["-o", "addopts=", "--assert=plain", "--disable-plugin-autoload", f"--confcutdir={target.tests}"]
    fixed = ["-p", "hypothesispytest", "--hypothesis-profile=mutation", "--hypothesis-seed=0"]
    return int(pytest.main(["-x", "--import-mode=importlib", *lean, *fixed, *more, str(tests)]))


@contextmanager
def _silence() -> Iterator[None]:
    kept, nothing = [os.dup(1), os.dup(2)], os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    try:
        yield
    finally:
        for number, file in enumerate(kept, 1):
            os.dup2(file, number)
        for file in (*kept, nothing):
            os.close(file)


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads the one changed module; everything else is loaded as ever."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name = name
        self.tree = tree

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(fullname, self) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(ast.fix_missing_locations(self.tree), self.name, "exec", dont_inherit=True), module.__dict__)  # noqa: S102


def mutants_of(source: str) -> Iterator[Mutant]:
    """Every change of the source, each in a tree of its own."""
    for place, node in enumerate(_code(ast.parse(source))):
        for number, changed in enumerate(_changes(node)):
            tree = ast.parse(source)
            victim = list(_code(tree))[place]
            was = ast.unparse(node)
            became = ast.unparse(changed)
            _replace(tree, victim, list(_changes(victim))[number])
            yield Mutant(getattr(node, "lineno", 0), was.partition("\n")[0], became.partition("\n")[0], tree)


def _code(node: ast.AST) -> Iterator[ast.expr | ast.stmt | ast.comprehension]:
    """What runs: no annotations, decorators, imports and docstrings."""
    for name, value in ast.iter_fields(node):
        if name in _NO_CODE:
            continue
        for child in value if isinstance(value, list) else [value]:
            is_docstring = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if not isinstance(child, ast.AST) or is_docstring or isinstance(child, ast.Import | ast.ImportFrom):
                continue
            if isinstance(child, ast.expr | ast.stmt | ast.comprehension):
                yield child
            yield from _code(child)


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str() as value):
            yield ast.Constant(value + "~")
        case ast.Constant(value=bytes() as value):
            yield ast.Constant(value + b"~")
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                changed = copy.deepcopy(node)
                changed.ops[place] = _COMPARISONS[type(operator)]()
                yield changed
        case ast.BinOp() | ast.AugAssign() if type(node.op) in _OPERATORS:
            changed_op = copy.deepcopy(node)
            changed_op.op = _OPERATORS[type(node.op)]()
            yield changed_op
        case ast.BoolOp():
            yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.If() | ast.IfExp() | ast.While():
            changed_if = copy.deepcopy(node)
            changed_if.test = ast.UnaryOp(ast.Not(), changed_if.test)
            yield changed_if
        case ast.comprehension(ifs=[_, *_]):
            changed_for = copy.deepcopy(node)
            changed_for.ifs = []
            yield changed_for
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call()) | ast.Raise():
            yield ast.Pass()
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()


def _replace(tree: ast.AST, victim: ast.AST, by: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is victim:
                setattr(parent, name, by)
            elif isinstance(value, list):
                value[:] = [by if child is victim else child for child in value]


if __name__ == "__main__":
    sys.exit(main())
