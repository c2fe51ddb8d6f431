"""What is installed is whole: every package, every data file, every library it imports."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from setuptools.dist import Distribution

import rejoinder

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("threads", "analyzers", "reports", "rejoinder")
IMPORTED_AS = {"beautifulsoup4": "bs4", "sqlite-utils": "sqlite_utils"}
# What beautifulsoup4 is told to parse with.
USED_BY_NAME = {"lxml"}
# Extras that no user's feature hangs on.
FOR_DEVELOPERS = {"dev", "train", "audit"}
# Comes with jinja2, which is where its escaping is documented.
BROUGHT_ALONG = {"markupsafe"}


@pytest.fixture(scope="module")
def shipped() -> Distribution:
    from distutils.core import run_setup  # setuptools' own copy

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        distribution: Any = run_setup("setup.py", stop_after="init")
    assert isinstance(distribution, Distribution)
    return distribution


def files(room: str) -> Iterator[Path]:
    for path in sorted((ROOT / room).rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(ROOT)


def test_every_file_of_every_room_is_shipped(shipped: Distribution) -> None:
    left_out = []
    for path in (path for room in ROOMS for path in files(room)):
        if path.suffix == ".py":
            is_shipped = ".".join(path.parent.parts) in shipped.packages
        else:
            patterns = shipped.package_data[path.parts[0]]
            # As setuptools does it: a star stops at a slash.
            is_shipped = any(ROOT / path in (ROOT / path.parts[0]).glob(one) for one in patterns)
        if not is_shipped:
            left_out.append(str(path))
    assert not left_out


def test_nothing_else_is_shipped(shipped: Distribution) -> None:
    assert {name.partition(".")[0] for name in shipped.packages} == set(ROOMS)


def test_every_library_imported_is_required_and_every_one_required_is_imported(
    shipped: Distribution,
) -> None:
    required = {IMPORTED_AS.get(name, name) for name in map(_library, requirements(shipped))}
    imported = {
        name.partition(".")[0]
        for room in ROOMS
        for path in files(room)
        if path.suffix == ".py"
        for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8")))
        for name in _named(node)
    }
    ours = set(ROOMS) | set(sys.stdlib_module_names) | BROUGHT_ALONG
    assert imported - ours - USED_BY_NAME == required - USED_BY_NAME


def _named(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_every_library_required_has_its_reason_written_down(shipped: Distribution) -> None:
    table = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    named = {name for row in re.findall(r"^\| ([^|]+) \|", table, re.M) for name in row.split(", ")}
    assert set(map(_library, requirements(shipped))) <= named


def requirements(shipped: Distribution) -> list[str]:
    extras = shipped.extras_require.items()
    wanted = [line for name, lines in extras if name not in FOR_DEVELOPERS for line in lines]
    return [*shipped.install_requires, *wanted]


def _library(requirement: str) -> str:
    return re.split("[<>=]", requirement)[0]


def test_one_version(shipped: Distribution) -> None:
    assert shipped.get_version() == rejoinder.__version__
