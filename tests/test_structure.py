"""The shape of the code: layers, cycles, names, sizes."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("models", "extractors", "pipeline", "data")
ALLOWED = {
    "models": {"models"},
    "extractors": {"extractors", "models", "data"},
    "pipeline": {"pipeline", "extractors", "models", "data"},
    "data": {"data"},
}
IMPURE = {"socket", "sqlite3", "sqlite_utils", "requests", "httpx", "urllib.request", "scrapy", "subprocess"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "manager", "misc", "util", "helper"}
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 50

SOURCES = sorted(p for package in PACKAGES for p in (ROOT / package).rglob("*.py"))
CHECKED = SOURCES + sorted((ROOT / "tests").rglob("*.py")) + sorted((ROOT / "benchmarks").rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, *, top_level_only: bool = False) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf8"))
    nodes = tree.body if top_level_only else list(ast.walk(tree))
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", SOURCES, ids=module_name)
def test_imports_run_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    ours = {name.split(".")[0] for name in imports(path)} & set(PACKAGES)
    assert ours <= ALLOWED[package]


@pytest.mark.parametrize(
    "path", [p for p in SOURCES if p.relative_to(ROOT).parts[0] in ("models", "extractors")], ids=module_name
)
def test_readers_and_records_have_no_side_effects(path: Path) -> None:
    assert not {name for name in imports(path) if name in IMPURE or name.split(".")[0] in IMPURE}


def test_no_import_cycles() -> None:
    names = {module_name(p): p for p in SOURCES}
    graph = {
        name: {found for found in imports(path, top_level_only=True) if found in names and found != name}
        for name, path in names.items()
    }
    visiting: list[str] = []
    done: set[str] = set()

    def visit(name: str) -> None:
        if name in done:
            return
        assert name not in visiting, " -> ".join([*visiting[visiting.index(name) :], name])
        visiting.append(name)
        for other in sorted(graph[name]):
            visit(other)
        done.add(visiting.pop())

    for name in sorted(graph):
        visit(name)


@pytest.mark.parametrize("path", CHECKED, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_stay_short(path: Path) -> None:
    source = path.read_text("utf8")
    assert len(source.splitlines()) <= MAX_FILE_LINES
    functions = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    too_long = [
        f"{f.name}: {f.end_lineno - f.lineno + 1}" for f in functions if f.end_lineno - f.lineno >= MAX_FUNCTION_LINES
    ]  # type: ignore[operator]
    assert not too_long


@pytest.mark.parametrize("path", SOURCES, ids=module_name)
def test_files_are_named_for_a_topic(path: Path) -> None:
    assert not {*path.relative_to(ROOT).with_suffix("").parts} & FORBIDDEN_NAMES


@pytest.mark.parametrize("path", SOURCES, ids=module_name)
def test_every_module_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text("utf8"))
    assert ast.get_docstring(tree)
    public = [
        n
        for n in tree.body
        if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not n.name.startswith("_")
    ]
    assert [n.name for n in public if not ast.get_docstring(n)] == []


@pytest.mark.parametrize("path", SOURCES, ids=module_name)
def test_no_wide_except_and_no_assert(path: Path) -> None:
    tree = ast.parse(path.read_text("utf8"))
    wide = [
        n.lineno
        for n in ast.walk(tree)
        if isinstance(n, ast.ExceptHandler)
        and (n.type is None or (isinstance(n.type, ast.Name) and n.type.id in ("Exception", "BaseException")))
    ]
    assert not wide
    assert not [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Assert)]


@pytest.mark.parametrize("path", sorted((ROOT / "models").glob("*.py")), ids=module_name)
def test_records_are_such_that_the_type_checker_lets_nobody_change_them(path: Path) -> None:
    classes = [node for node in ast.parse(path.read_text("utf8")).body if isinstance(node, ast.ClassDef)]
    records = [node for node in classes if "Exception" not in map(ast.unparse, node.bases)]
    assert [node.name for node in records if [*map(ast.unparse, node.decorator_list)] != ["frozen"]] == []
