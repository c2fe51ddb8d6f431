"""Copies of frozen data with some fields changed."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from threads.model import Article, Comment, Placement, Reply, altered, maker


@pytest.mark.parametrize(
    "item",
    [
        Comment(id="c1", position=1, text="Hello", placement=Placement(kind="nested", under="c0")),
        Article(id="a", title="T", tags=("x",)),
        Reply(comment_id="c1", parent_id=None, depth=1, method="nesting", confidence=1.0),
    ],
)
def test_altered_is_replace(item: Comment | Article | Reply) -> None:
    name = "comment_id" if isinstance(item, Reply) else "id"
    assert altered(item) == item
    assert altered(item, **{name: "new"}) == replace(item, **{name: "new"})
    assert type(altered(item)) is type(item)


def test_the_old_one_stays_and_the_new_one_is_frozen() -> None:
    old = Comment(id="c1", position=1)
    new = altered(old, position=2)
    assert (old.position, new.position, new.id) == (1, 2, "c1")
    with pytest.raises(FrozenInstanceError):
        new.position = 3  # type: ignore[misc]


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(KeyError, match="colour"):
        altered(Comment(id="c1", position=1), colour="red")


def test_a_maker_makes_what_the_class_makes() -> None:
    make = maker(Comment)
    comment = make("c", 3, text="Yes.")
    assert comment == Comment(id="c", position=3, text="Yes.")
    assert hash(comment) == hash(Comment(id="c", position=3, text="Yes."))
    assert type(comment) is Comment
    assert repr(comment) == repr(Comment(id="c", position=3, text="Yes."))
    with pytest.raises(FrozenInstanceError):
        comment.text = "No."  # type: ignore[misc]
    with pytest.raises(TypeError):
        make("c")
