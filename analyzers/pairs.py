"""A comment beside what it answers: all that an engine of stance is told of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from analyzers.lineage import speaks, trace
from analyzers.sentences import split_sentences
from threads.model import Article, Thread

LEAD = 60  # words of the article that stand for it: about twice a usual parent comment
_LONGEST_WORD = 20  # characters, on average; a longer "word" is an address or a flood


@dataclass(frozen=True, slots=True)
class Pair:
    """A reply and its parent, in the words of each one's own.

    ``parent`` is the article's lead where the reply answers the article (``to_article``), and ""
    where the parent has no words: removed, missing, or nothing but quotes. ``quoted`` is what the
    reply quotes of its parent, passages on lines of their own, "" without.
    """

    reply: str
    parent: str = ""
    quoted: str = ""
    to_article: bool = False


def pairs_of(thread: Thread) -> list[tuple[str, Pair]]:
    """Give the pair of every comment that speaks, by its id and in the thread's order."""
    parents = trace(thread).parents
    words = {comment.id: comment.own_text for comment in thread.comments if speaks(comment)}
    quoted: defaultdict[tuple[str, str | None], list[str]] = defaultdict(list)
    for quote in thread.quotes:
        source = None if quote.source == "article" else quote.source_id
        quoted[quote.comment_id, source].append(quote.text)
    above = lead(thread.article)
    found = []
    for comment_id, reply in words.items():
        parent = parents[comment_id]
        said = above if parent is None else words.get(parent, "")
        passages = "\n".join(quoted.get((comment_id, parent), ()))
        found.append((comment_id, Pair(reply, said, passages, to_article=parent is None)))
    return found


def lead(article: Article) -> str:
    """Give the article's title and first sentences, some 60 words in all."""
    sentences = [article.title]
    for sentence in split_sentences(article.body[: LEAD * _LONGEST_WORD]):
        if sum(len(taken.split()) for taken in sentences) >= LEAD:
            break
        sentences.append(sentence)
    return "\n".join(sentences)
