"""Files that are whole or absent, and what a killed process leaves of them."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from threads.aside import part_of, sweep, write_new


def test_a_new_file_is_written_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_new(tmp_path / "key", b"secret", 0o600)
    assert [path.name for path in tmp_path.iterdir()] == ["key"]
    assert (tmp_path / "key").read_bytes() == b"secret"
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_is_there_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def refused(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    if not links:
        monkeypatch.setattr(os, "link", refused)
    write_new(tmp_path / "sheet.csv", b"labels")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "sheet.csv", b"none")
    assert (tmp_path / "sheet.csv").read_bytes() == b"labels"
    assert len(list(tmp_path.iterdir())) == 1


def test_what_was_left_a_day_ago_is_swept_away(tmp_path: Path) -> None:
    old = [".report.html.17.part", ".other.html.17.part", "report.html.17.part"]
    for name in (*old, ".report.html.18.part"):
        (tmp_path / name).write_text("half")
    for name in old:
        os.utime(tmp_path / name, (time.time() - 90_000,) * 2)
    mine = part_of(tmp_path / "report.html")
    mine.write_text("at work")
    sweep([tmp_path / "report.html"])
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {*old[1:], ".report.html.18.part", mine.name}
