"""Sheets to figures: what each label weighs, whose voices count, what was left open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analyzers.audits.audit import score
from analyzers.audits.sheet import CHOICES, Sheet
from analyzers.run import analyze
from tests.analyzers.making import ARTICLE, Said, thread_of
from threads.identity import identify
from threads.page import Page
from threads.store import Store

SAID = (
    *(Said("I agree, exactly right.", 0, "ana"), Said("No, you are wrong.", 1, "ben")),
    *(Said("Who pays for it?", 0, "cem"), Said("Exactly, great news.", 0, "ana")),
    *(Said("That is a lie and you know it.", 0, "dot"), Said("Yes, I agree with you.", 4, "eve")),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "t.db") as opened:
        thread = thread_of(SAID, replace(ARTICLE, id="", published_at="2015-09-18"))
        opened.add(identify(thread), Page("page.html", repr(thread)))
        analyze(opened, engine="fast")
        yield opened


def labels_of(store: Store) -> dict[str, int]:
    """Give the program's labels towards the article, by comment."""
    (article,) = store.articles()
    return {
        row["comment_id"]: CHOICES["article"].index(row["to_article"])
        for row in store.rows("stance", article.id)
    }


def sheet(store: Store, labels: dict[str, int], chances: dict[str, float]) -> Sheet:
    (article,) = store.articles()
    return Sheet("labels.csv", "article", article.id, labels, chances)


def test_a_label_weighs_as_many_as_it_was_drawn_for(store: Store) -> None:
    ours = labels_of(store)
    names = sorted(ours)
    labels = {**ours, names[0]: (ours[names[0]] + 1) % 3}
    chances = {name: 0.25 if name == names[0] else 0.5 for name in names}
    found = score(store, sheet(store, labels, chances)).program
    assert found.labelled == len(names)
    assert found.accuracy == pytest.approx(1 - 4 / (4 + 2 * (len(names) - 1)))


def test_a_person_has_one_voice_however_often_they_comment(store: Store) -> None:
    ours = labels_of(store)
    found = score(store, sheet(store, ours, dict.fromkeys(ours, 1.0)))
    (article,) = store.articles()
    wrote = {row["id"]: row["author"] for row in store.rows("comments", article.id)}
    names = [wrote[name] for name in ours]
    for at, (comment, person) in enumerate(zip(found.by_comment, found.by_person, strict=True)):
        mine = [wrote[name] for name, label in ours.items() if label == at]
        voices = sum(1 / names.count(name) for name in mine) / len(set(names))
        assert comment.counted == pytest.approx(len(mine) / len(ours), abs=1e-4)
        assert person.counted == pytest.approx(voices, abs=1e-4)
        assert comment.corrected == pytest.approx(comment.counted, abs=1e-4)


def test_of_a_sheet_half_left_open_less_is_known(store: Store) -> None:
    ours = labels_of(store)
    chances = dict.fromkeys(ours, 1.0)
    whole = score(store, sheet(store, ours, chances))
    open_ones = sorted(ours)[:1]
    rest = {name: label for name, label in ours.items() if name not in open_ones}
    left = score(store, sheet(store, rest, chances))
    assert (whole.unlabelled, left.unlabelled) == (0, 1)
    assert [one.high - one.low for one in whole.by_comment] == pytest.approx([0, 0, 0], abs=1e-4)
    assert all(one.high - one.low > 0.05 for one in left.by_comment)
