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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from benchmarks.fuzzing.material import ROOT

ROOMS = ("threads", "analyzers", "reports", "rejoinder")
_MAKING = frozenset({"compile", "search", "match", "fullmatch", "split", "sub", "subn", "findall"})
_MAKING |= {"finditer", "template"}


@dataclass(frozen=True, slots=True, order=True)
class Pattern:
    """A regular expression, and the file and line that make it."""

    file: str
    line: int
    text: str | bytes
    flags: int

    @property
    def compiled(self) -> re.Pattern[Any]:
        """The pattern, to be fed."""
        return re.compile(self.text, self.flags)


def modules() -> list[Path]:
    """List the program's modules."""
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def patterns() -> tuple[list[Pattern], list[str]]:
    """Give all patterns, and the places (``file:line``) of those that are made of what a run brings.

    The former are of an interpreter of its own: here most modules are loaded already.
    """
    command = [sys.executable, "-m", "benchmarks.fuzzing.patterns"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = {_from_json(each) for each in json.loads(told)}
    lines = {(pattern.file, pattern.line) for pattern in found}
    unknown = []
    for path in modules():
        file = str(path.relative_to(ROOT))
        for call in _calls(ast.parse(path.read_text("utf-8"))):
            if lines.isdisjoint((file, n) for n in range(call.lineno, _last(call) + 1)):
                pattern = _stated(file, call)
                if pattern:
                    found.add(pattern)
                else:
                    unknown.append(f"{file}:{call.lineno}")
    return sorted(found, key=lambda each: (each.file, each.line, repr(each.text))), unknown


def _from_json(told: list[Any]) -> Pattern:
    file, line, text, flags, is_bytes = told
    return Pattern(file, line, text.encode("latin-1") if is_bytes else text, flags)


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
    number = eval(ast.unparse(flags), {"re": re}) if flags else 0  # noqa: S307 (our own source)
    return Pattern(file, call.lineno, text, int(number))


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
