from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analyzers import parts
from analyzers.run import Where, analyze
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


@pytest.fixture(scope="session")
def made(read: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a data set of all articles, in several parts."""
    out = tmp_path_factory.mktemp("made") / "set"
    with pytest.MonkeyPatch.context() as patch, Store(read, "look") as store:
        patch.setattr(parts, "SIZE", 40)
        analyze(store, engine="fast", where=Where(out=out))
    return out
