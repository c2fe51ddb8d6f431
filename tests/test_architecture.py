"""Imports run one way: rejoinder -> reports -> analyzers -> threads."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "threads": {"threads"},
    "analyzers": {"threads", "analyzers"},
    "reports": {"threads", "analyzers", "reports"},
    "rejoinder": {"threads", "analyzers", "reports", "rejoinder"},
}
OUTSIDE = {"tests", "benchmarks", "docs", "examples", "setup"}
# What may stand at the top of the modules that every start of the command line imports.
THIN = {"click", *sys.stdlib_module_names}
START_UP = (
    "rejoinder",
    "rejoinder.cli",
    "rejoinder.lazy",
    "rejoinder.errors",
    "rejoinder.terminal",
)


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imports(path: Path, *, top_level_only: bool = False) -> Iterator[str]:
    """Yield the modules that a file imports, also in functions and behind TYPE_CHECKING."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in tree.body if top_level_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: relative import"
            yield node.module or ""
        elif isinstance(node, ast.Call) and _is_import_call(node):
            named = node.args[0]
            yield named.value if isinstance(named, ast.Constant) else _first_words(named)


def _is_import_call(node: ast.Call) -> bool:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    return name in {"import_module", "__import__"} and bool(node.args)


def _first_words(named: ast.expr) -> str:
    """Give the fixed beginning of an f-string; "" where the name is computed."""
    if isinstance(named, ast.JoinedStr) and isinstance(named.values[0], ast.Constant):
        return str(named.values[0].value)
    return ""


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_stands_below_it(room: str) -> None:
    ours = MAY_IMPORT.keys() | OUTSIDE
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(room)
        for name in imports(path)
        if name.split(".")[0] in ours - MAY_IMPORT[room]
    ]
    assert modules(room), f"{room}/ holds no module"
    assert not wrong


@pytest.mark.parametrize("room", ["threads", "analyzers", "reports"])
def test_only_the_command_line_knows_click(room: str) -> None:
    wrong = [path for path in modules(room) if "click" in {n.split(".")[0] for n in imports(path)}]
    assert not wrong


def test_commands_import_rooms_only_when_they_run() -> None:
    start_up = [ROOT / "rejoinder/__init__.py", *modules("rejoinder/commands")]
    start_up += [ROOT / f"{name.replace('.', '/')}.py" for name in START_UP[1:]]
    allowed = THIN | {"rejoinder", "threads.errors"}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name} at its top"
        for path in start_up
        for name in imports(path, top_level_only=True)
        if name not in allowed and name.split(".")[0] not in allowed
    ]
    assert not wrong


def test_the_check_sees_imports_inside_functions(tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    file.write_text(
        "import json\n"
        "def late():\n"
        "    from reports.page import write_report\n"
        "    import_module('rejoinder.cli')\n"
        "    importlib.import_module(f'analyzers.{name}')\n"
    )
    assert set(imports(file)) == {"json", "reports.page", "rejoinder.cli", "analyzers."}
    assert list(imports(file, top_level_only=True)) == ["json"]
