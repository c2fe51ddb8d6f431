"""``import rejoinder``: the stages as functions."""

from __future__ import annotations

from pathlib import Path

import pytest

import rejoinder
from rejoinder.bundled import example_page


def test_the_stages_one_after_another(tmp_path: Path) -> None:
    with rejoinder.open(tmp_path / "o.db") as store:
        read = rejoinder.read(store, [str(example_page()), "missing.html"])
        assert (read.pages, read.comments_new, read.exit_code) == (1, 53, 3)
        assert isinstance(read.failures[0], rejoinder.RejoinderError)
        analyzed = rejoinder.analyze(store)
        assert (analyzed.rows["stance"], analyzed.unscored) == (52, 1)
        out = rejoinder.report(store, tmp_path / "report.html", articles=["doorbell"])
        thread = store.load_thread(store.resolve("doorbell"))
    assert out == tmp_path / "report.html"
    assert out.exists()
    assert isinstance(thread, rejoinder.Thread)
    assert isinstance(thread.comments[0], rejoinder.Comment)


def test_progress_is_told_of_each_item(tmp_path: Path) -> None:
    done: list[str] = []
    with rejoinder.open(tmp_path / "o.db") as store:
        rejoinder.read(store, [str(example_page()), "missing.html"], done.append)
        rejoinder.analyze(store, ["sentiment"], done.append)
    assert done[:2] == [str(example_page()), "missing.html"]
    assert done[2].startswith("City Decides")


def test_every_public_name_is_there() -> None:
    for name in rejoinder.__all__:
        assert getattr(rejoinder, name) is not None
        assert name in dir(rejoinder)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'rewrite'"):
        rejoinder.rewrite  # noqa: B018
