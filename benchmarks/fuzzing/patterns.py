"""Every regular expression of the program, whoever makes it, in the order of files and lines.

What is made when modules are loaded is written down as it is made, by whatever expression; what is
made later is found in the source. Run as a program, it prints the former as JSON.
"""

from __future__ import annotations

import ast
import importlib
import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any

from benchmarks.fuzzing.material import ROOT

ROOMS = ("threads", "analyzers", "reports", "rejoinder")
# Fed with nothing that a stranger wrote.
TRUSTED = {"reports/scripts.py": "plotly's own source", "reports/exports/pictures.py": "its SVG"}
_MAKING = frozenset({"compile", "search", "match", "fullmatch", "split", "sub", "subn", "findall"})
_MAKING |= {"finditer", "template"}


@dataclass(frozen=True, slots=True, order=True)
class Pattern:
    """A regular expression, the file and line that make it, and how it is asked (``search``)."""

    file: str
    line: int
    text: str | bytes
    flags: int
    uses: frozenset[str] = frozenset()

    @property
    def compiled(self) -> re.Pattern[Any]:
        """The pattern, to be fed."""
        return re.compile(self.text, self.flags)


def modules() -> list[Path]:
    """List the program's modules."""
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def patterns() -> tuple[list[Pattern], list[str]]:
    """Give all patterns, and the places (``file:line``) of those made of what a run brings.

    The former are of an interpreter of its own: here most modules are loaded already.
    """
    command = [sys.executable, "-m", "benchmarks.fuzzing.patterns"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = {_from_json(each) for each in json.loads(told)}
    lines = {(pattern.file, pattern.line) for pattern in found}
    trees = {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in modules()}
    unknown = []
    for file, tree in trees.items():
        for call in _calls(tree):
            if lines.isdisjoint((file, n) for n in range(call.lineno, _last(call) + 1)):
                pattern = _stated(file, call)
                if pattern:
                    found.add(pattern)
                else:
                    unknown.append(f"{file}:{call.lineno}")
    asked = _Asked(trees)
    known = [replace(each, uses=each.uses or asked.how(each)) for each in found]
    return sorted(known, key=lambda each: (each.file, each.line, repr(each.text))), unknown


def _from_json(told: list[Any]) -> Pattern:
    file, line, text, flags, is_bytes = told
    return Pattern(file, line, text.encode("latin-1") if is_bytes else text, flags)


class _Asked:
    """How patterns that have a name are asked in the source, by whatever module."""

    def __init__(self, trees: Mapping[str, ast.Module]) -> None:
        self._names: dict[tuple[str, int], str] = {}
        self._uses: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for file, tree in trees.items():
            for node in tree.body:
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                        self._names[file, line] = node.targets[0].id
            self._collect(file, tree)

    def _collect(self, file: str, tree: ast.AST) -> None:
        methods = {id(node.value): node.attr for node in _of(tree, ast.Attribute)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
                name = node.id if isinstance(node, ast.Name) else node.attr
                # One that is handed on may be asked in any way.
                self._uses[_scope(file, name)].add(methods.get(id(node), "any"))

    def how(self, pattern: Pattern) -> frozenset[str]:
        """Give the methods that a pattern is asked by; all for one that isn't only asked."""
        name = self._names.get((pattern.file, pattern.line), "")
        uses = self._uses.get(_scope(pattern.file, name), {"any"})
        if "any" in uses:
            return frozenset({"search", "match", "fullmatch"})
        searching = uses - {"match", "fullmatch", "pattern", "flags"}
        return frozenset(uses & {"match", "fullmatch"} | ({"search"} if searching else set()))


def _scope(file: str, name: str) -> tuple[str, str]:
    """Tell a private name from another module's; a public one is the same in all."""
    return (file if name.startswith("_") else "", name)


def _of(tree: ast.AST, kind: type[ast.Attribute]) -> Iterator[ast.Attribute]:
    return (node for node in ast.walk(tree) if isinstance(node, kind))


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield the calls by which ``re`` makes a pattern."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            named = node.func.value
            if node.func.attr in _MAKING and isinstance(named, ast.Name) and named.id == "re":
                yield node


def _last(call: ast.Call) -> int:
    return call.end_lineno or call.lineno


def _stated(file: str, call: ast.Call) -> Pattern | None:
    """Read a pattern that stands in the call as it is, with its flags; None for any other."""
    words = {word.arg: word.value for word in call.keywords}
    place = 1 if isinstance(call.func, ast.Attribute) and call.func.attr == "compile" else 99
    flags = words.get("flags") or (call.args[place] if len(call.args) > place else None)
    try:
        text = ast.literal_eval(call.args[0])
    except ValueError:
        return None
    number = eval(ast.unparse(flags), {"re": re}) if flags else 0
    used = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    uses = frozenset({used if used in ("match", "fullmatch") else "search"} - {"compile"})
    return Pattern(file, call.lineno, text, int(number), frozenset() if place == 1 else uses)


def _recorded() -> list[tuple[object, ...]]:
    """Load every module and write down each pattern that is made meanwhile, and by which line."""
    found: dict[tuple[object, ...], None] = {}
    module: Any = re
    make = module._compile

    def recording(pattern: Any, flags: int) -> Any:
        file, line = _maker(sys._getframe(1))
        if file and isinstance(pattern, str | bytes):
            is_bytes = isinstance(pattern, bytes)
            text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
            found[file, line, text, int(flags), is_bytes] = None
        return make(pattern, flags)

    module._compile = recording
    for path in modules():
        if path.name != "__main__.py":
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            importlib.import_module(name.removesuffix(".__init__"))
    return list(found)


def _maker(frame: FrameType | None) -> tuple[str, int]:
    """Give the file of ours and the line from which ``re`` was called, "" for another's."""
    while frame and frame.f_globals.get("__name__", "").split(".")[0] == "re":
        frame = frame.f_back
    if frame is None or not frame.f_code.co_filename.startswith(str(ROOT)):
        return "", 0
    file = str(Path(frame.f_code.co_filename).relative_to(ROOT))
    return (file, frame.f_lineno) if file.startswith(ROOMS) else ("", 0)


if __name__ == "__main__":
    print(json.dumps(_recorded()))
