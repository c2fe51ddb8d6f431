from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rejoinder.cli import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
Cli = Callable[..., Result]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run a command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)

    def run(*words: object, stdin: bytes | None = None) -> Result:
        result = CliRunner().invoke(main, [str(word) for word in words], input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture(scope="session")
def analyzed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("analyzed") / "examples.db"
    pages = [str(EXAMPLES / name) for name in ("doorbells.html", "ebooks.html")]
    assert CliRunner().invoke(main, ["read", str(db), *pages]).exit_code == 0
    assert CliRunner().invoke(main, ["analyze", str(db)]).exit_code == 0
    return db


@pytest.fixture
def analyzed(analyzed_once: Path, tmp_path: Path) -> Iterator[Path]:
    """A database of both examples, read and analyzed; a copy for each test."""
    yield Path(shutil.copy(analyzed_once, tmp_path / "opinions.db"))


@pytest.fixture
def doorbells() -> Path:
    return EXAMPLES / "doorbells.html"
