"""Rows of the corpora, of which it is known who answers whom, as rebuilt threads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from threads.model import Article, Comment, Quote, Reply, Thread


class Said(NamedTuple):
    """A comment; ``parent_id`` None for the article, ``quotes`` passages of the parent."""

    id: str
    parent_id: str | None
    author: str | None
    text: str
    quotes: Sequence[str] = ()


def known_tree(article: Article, said: Sequence[Said]) -> Thread:
    """Make a thread as the tree rebuilder leaves it; depths and confidences are not worked out."""
    return Thread(
        article=article,
        comments=tuple(
            Comment(
                id=one.id,
                position=position,
                author=one.author,
                author_id=one.author,
                text=one.text,
                own_text=one.text,
            )
            for position, one in enumerate(said, 1)
        ),
        replies=tuple(
            Reply(comment_id=one.id, parent_id=one.parent_id, depth=0, method="known", confidence=1)
            for one in said
        ),
        quotes=tuple(
            Quote(
                comment_id=one.id,
                source="comment" if one.parent_id else "article",
                source_id=one.parent_id or article.id,
                text=" ".join(quote.split()),
                similarity=1.0,
            )
            for one in said
            for quote in one.quotes
            if quote.strip()
        ),
    )
