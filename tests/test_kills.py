"""Commands killed at random moments: a short run of what ``make kills`` does at length."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import kills
from benchmarks.kills_found import Found, found_in, rows_of, states_of
from tests.threads.builders import CASES
from threads.ingest import read_pages
from threads.page import Page
from threads.store import Store

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc, of Linux")


def test_nothing_is_lost_or_half_written(capsys: pytest.CaptureFixture[str]) -> None:
    """Workers are killed in ``tests/analyzers/test_workers.py``; what takes longer is left out."""
    by_name = {one.name: one for one in kills.COMMANDS}
    for name, number in {"read --jobs 1": 3, "read --jobs 2": 1, "analyze --jobs 1": 1}.items():
        assert kills.main(number, 9, commands=[by_name[name]]) == 0
        _, line, last = capsys.readouterr().out.splitlines()
        assert line.startswith(name)
        assert " 0 findings" in last


def test_what_is_amiss_is_found(tmp_path: Path) -> None:
    path = tmp_path / "read.db"
    text = (CASES / "text" / "legacy_flat.txt").read_text("utf-8")
    with Store(path) as store:
        read_pages(store, [Page("lamp-posts.txt", text)])
    states, wanted = [states_of(path)], rows_of(path)
    found = Found()
    assert found_in(path, states, found) == 1
    with Store(path) as store:
        store.db.execute("UPDATE comments SET subject = 'cut' WHERE position = 3")
        store.db.execute("DELETE FROM quotes")
    assert found_in(path, states, found) == 0
    found.compare(rows_of(path), wanted)
    assert (found.half, found.other, found.lost, found.damaged) == (1, 2, 0, 0)
    with Store(path) as store:
        store.db.execute("PRAGMA foreign_keys = OFF")
        store.db.execute("DELETE FROM articles")
    found_in(path, states, found)
    assert (found.damaged, found.lost) == (1, 1)
    path.write_bytes(path.read_bytes()[:5_000])
    found_in(path, states, found)
    (tmp_path / "read.db-wal").touch()
    found.left_behind(tmp_path, "read.db")
    assert (found.damaged, found.left, found.total) == (2, 1, 7)


def test_states_are_those_of_one_command_alone(tmp_path: Path) -> None:
    kills._write_pages(tmp_path / "pages", 3)
    read = next(command for command in kills.COMMANDS if command.words[0] == "read")
    first = list(kills._states(read, tmp_path, tmp_path / "read.db"))
    assert list(kills._states(read, tmp_path, tmp_path / "read.db")) == first
    assert first[0] == {}
    assert len({tuple(state.items()) for state in first}) == 4
