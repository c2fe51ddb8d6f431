from __future__ import annotations

import json

import numpy as np
import pytest

from analyzers import known_errors
from analyzers.article_stance import ToArticle
from analyzers.known_errors import FILE, bins, measured
from threads.errors import RejoinderError

CUTS = np.array([[0.5, 0.7], [0.45, 0.6], [0.5, 0.8]])


def test_a_bin_is_a_label_with_how_sure_it_is() -> None:
    rows = np.array([[0.4, 0.3, 0.3], [0.5, 0.3, 0.2], [0.1, 0.65, 0.25], [0.1, 0.2, 0.7]])
    assert bins(rows, CUTS).tolist() == [0, 1, 5, 7]


def test_without_cuts_a_bin_is_a_label() -> None:
    rows = np.array([[0.4, 0.3, 0.3], [0.1, 0.65, 0.25], [0.1, 0.2, 0.7]])
    assert bins(rows, np.zeros((3, 0))).tolist() == [0, 1, 2]


@pytest.mark.parametrize("row", [(0.4, 0.2, 0.4), (0.45, 0.45, 0.1), (1 / 3, 1 / 3, 1 / 3)])
def test_of_two_alike_the_label_is_the_neutral_one(row: tuple[float, float, float]) -> None:
    assert ToArticle(*row).label == "neutral"
    assert bins(np.array([row]), CUTS)[0] // 3 == 1


def test_the_file_holds_counts_of_the_rows_that_it_names() -> None:
    for kinds in json.loads(FILE.read_text("utf-8"))["engines"].values():
        for part in kinds.values():
            counts = np.array(part["counts"])
            assert counts.sum() == part["rows"]
            levels = np.array(part["cuts"]).reshape(3, -1).shape[1] + 1
            assert counts.shape == (3, 3 * levels)
            assert part["groups"] > 1
            assert part["source"]


def test_an_engine_that_was_not_measured_borrows_of_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stored = json.loads(FILE.read_text("utf-8"))
    part = stored["engines"]["fast 3"]["to_article"]
    engines = {"fast 1": {"to_article": part}, "neural 8": {"to_article": part}}
    monkeypatch.setattr(known_errors, "_file", lambda: {"engines": engines})
    assert measured("neural 8", "to_article").engine == "neural 8"
    assert measured("neural 9", "to_article").engine == "neural 8"
    assert measured("other 1", "to_article").engine == "fast 1"
    with pytest.raises(RejoinderError, match="measure_confusion"):
        measured("fast 1", "to_nothing")
