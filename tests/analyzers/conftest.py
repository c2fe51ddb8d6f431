from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analyzers.run import analyze
from tests.analyzers.archive import ARTICLES, add_story
from threads.store import Store


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a database of articles of several sizes that nobody analyzed."""
    path = tmp_path_factory.mktemp("read") / "read.db"
    with Store(path) as store:
        for number in range(ARTICLES):
            add_story(store, number)
    return path


@pytest.fixture(scope="session")
def alone(read: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the same with all of it analyzed by one process."""
    path = Path(shutil.copy(read, tmp_path_factory.mktemp("alone")))
    with Store(path) as store:
        analyze(store, engine="fast")
    return path
