"""Names that no one thought of: not in UTF-8, empty, of links that lead nowhere."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.rejoinder.conftest import Cli
from threads.errors import SourceNotFound, SourceUnreadable
from threads.sources import open_pages

ODD = os.fsdecode(b"caf\xe9")


@pytest.fixture
def odd(analyzed: Path) -> str:
    """A database whose name is not in UTF-8."""
    if sys.platform != "linux":
        pytest.skip("other systems have no such names")
    return str(shutil.copy(analyzed, analyzed.with_name(f"{ODD}.db")))


@pytest.mark.parametrize(
    "words",
    [
        ("report", "{db}", "doorbell", "-o", f"{ODD}.html"),
        ("report", "{db}", "-o", f"{ODD}-folder"),
        ("chains", "{db}", "--where", f"author={ODD}"),
        ("show", "{db}", "doorbell", "--grep", ODD),
        ("compare", "{db}"),
        ("export", "{db}", "--to", "parquet", "-o", f"{ODD}-tables"),
        ("analyze", "{db}", "--out", f"{ODD}-set"),
        ("watch", "{db}", f"{ODD}.html", "--once"),
    ],
    ids=lambda words: words[0],
)
def test_no_name_has_to_be_utf8(
    cli: Cli, odd: str, doorbells: Path, words: tuple[str, ...]
) -> None:
    shutil.copy(doorbells, f"{ODD}.html")
    os.utime(f"{ODD}.html", (0, 0))
    result = cli(*(word.format(db=odd) for word in words))
    assert result.exit_code == 0, result.output
    assert "damaged" not in result.stderr


def test_a_data_set_of_any_name_is_reported_on(cli: Cli, odd: str) -> None:
    assert cli("analyze", odd, "--out", f"{ODD}-set").exit_code == 0
    assert cli("report", f"{ODD}-set", "doorbell", "-o", "report.html").exit_code == 0


@pytest.mark.parametrize("command", [("read", "o.db", ""), ("watch", "o.db", "", "--once")])
def test_an_empty_name_is_not_the_current_folder(
    cli: Cli, doorbells: Path, command: tuple[str, ...]
) -> None:
    shutil.copy(doorbells, "page.html")
    result = cli(*command)
    assert result.exit_code == 1
    assert "a source without a name (name a file, folder or address)" in result.stderr
    assert not Path("o.db").exists()


def test_a_link_that_leads_nowhere_is_not_taken_for_what_was_meant(tmp_path: Path) -> None:
    link = tmp_path / "page.html"
    link.symlink_to("gone.html")
    (found,) = open_pages([str(link)])
    assert isinstance(found, SourceNotFound)
    assert str(found) == f"{link}: a link to a file that isn't there (to gone.html)"


def test_a_closed_standard_input_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    (found,) = open_pages(["-"])
    assert isinstance(found, SourceUnreadable)
    assert str(found) == "-: standard input is closed (name a file)"
