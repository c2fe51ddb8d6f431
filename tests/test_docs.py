"""The docs say what the program does: generated pages are fresh, examples run."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from rejoinder.cli import SECTIONS, main

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
COMMANDS = [name for names in SECTIONS.values() for name in names]


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_build", ROOT / "docs" / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Hold what the examples in the help name."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for page in (ROOT / "examples").glob("*.html"):
        shutil.copy(page, tmp_path)
        shutil.copy(page, pages)
    return tmp_path


def test_nothing_is_stale(build: ModuleType) -> None:
    assert [path.relative_to(ROOT) for path, _ in build.stale()] == []


def test_staleness_is_seen(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "cli_page", lambda: "another page")
    monkeypatch.setattr(build, "with_outputs", lambda page: page)
    assert [path.name for path, _ in build.stale()] == ["cli.md"]
    assert build.run(check=True, pictures=False) == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert f"\n### rejoinder {name}\n" in page
    assert f"Usage: rejoinder {name} " in page


def shown_in_reports() -> list[tuple[str, str]]:
    """Give each command of docs/reports.md with what it is said to print."""
    page = (ROOT / "docs" / "reports.md").read_text("utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return re.findall(r"^\$ (.*)\n((?:[^$].*\n)*)", "".join(blocks), re.MULTILINE)


@pytest.mark.browser
@pytest.mark.usefixtures("browser")
def test_what_docs_reports_shows_happens(
    folder: Path, build: ModuleType, analyzed_examples: Path
) -> None:
    shutil.copy(analyzed_examples, folder / "opinions.db")
    shown = shown_in_reports()
    assert len(shown) == 7
    for command, printed in shown:
        assert build.run_command(command, folder) == printed, command
    assert (
        (folder / "time.html").stat().st_size < 1_000_000 < (folder / "split.html").stat().st_size
    )


def test_the_python_in_docs_reports_finds_a_number(
    folder: Path, build: ModuleType, analyzed_examples: Path
) -> None:
    shutil.copy(analyzed_examples, folder / "opinions.db")
    (command,) = (line for line, _ in shown_in_reports() if "--data" in line)
    build.run_command(command, folder)
    page = (ROOT / "docs" / "reports.md").read_text("utf-8")
    (program,) = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    printed = subprocess.run(
        [sys.executable, "-c", program], check=True, cwd=folder, capture_output=True, text=True
    ).stdout
    assert f'value="{printed.strip()}"' in (folder / "report.html").read_text("utf-8")


def test_every_option_of_report_is_in_docs_reports() -> None:
    command = main.get_command(click.Context(main), "report")
    assert command
    page = (ROOT / "docs" / "reports.md").read_text("utf-8")
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert [one.opts[-1] for one in options if one.opts[-1] not in page] == ["--output"]


def test_the_python_in_the_readme_runs(folder: Path) -> None:
    (program,) = re.findall(r"^```python\n(.*?)^```$", README.read_text("utf-8"), re.M | re.S)
    subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )
    assert (folder / "report.html").exists()


def test_the_python_on_the_page_of_exports_runs(
    folder: Path, build: ModuleType, analyzed_examples: Path
) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    shutil.copy(analyzed_examples, folder / "opinions.db")
    build.run_command("rejoinder export opinions.db --to csv -o tables", folder)
    build.run_command("rejoinder export opinions.db --to flat -o flat.csv", folder)
    page = (ROOT / "docs" / "exports.md").read_text("utf-8")
    (program,) = re.findall(r"^```python\n(.*?)^```$", page, re.M | re.S)
    (folder / "program.py").write_text(program)
    said = build.run_command(f'"{sys.executable}" program.py', folder)
    assert "disagree" in said


def test_links_in_the_docs_lead_somewhere() -> None:
    pages = [README, *(ROOT / "docs").rglob("*.md")]
    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not dead


@pytest.fixture(scope="module")
def analyzed_examples(build: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("docs")
    build.run_command(f'rejoinder read o.db "{ROOT / "examples"}"', place)
    build.run_command("rejoinder analyze o.db", place)
    return place / "o.db"
