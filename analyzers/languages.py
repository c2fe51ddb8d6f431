"""Which comments are in English: sentiment and stance are made for it and leave the others alone.

A number for a comment in another language would mean nothing, so such a comment is told from the
rest (``analyzers.recognition``), counted, and named in the report.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, TypedDict

from analyzers.contract import Analyzer, Given
from analyzers.lineage import speaks
from analyzers.recognition import (
    ENGLISH,
    ENGLISH_SHARE,
    FEWEST,
    MOST_ENGLISH,
    NAMES_FILE,
    SURE,
    model_file,
    recognise,
)
from threads.model import Thread


class LanguageRow(TypedDict):
    """A row of the table ``language``.

    ``language`` is ISO 639-1, None where it can't be told; ``confidence`` (0..1) is None then, too.
    ``scored``: sentiment and stance read this comment.
    """

    comment_id: str
    language: str | None
    confidence: float | None
    scored: Literal[0, 1]


def analyze(thread: Thread, given: Given) -> list[LanguageRow]:
    """Tell the language of each comment that has words of its own, in the thread's order.

    What can't be told, mostly for being too short, goes with its thread: it is scored unless more
    than half of the comments are in other languages.
    """
    told = {c.id: recognise(c.own_text) for c in thread.comments if speaks(c)}
    abroad = 2 * sum(one.foreign for one in told.values()) > len(told)
    return [
        {
            "comment_id": comment_id,
            "language": one.language,
            "confidence": one.confidence,
            "scored": 1 if one.language == ENGLISH or not (one.foreign or abroad) else 0,
        }
        for comment_id, one in told.items()
    ]


def to_score(thread: Thread, given: Given) -> Thread:
    """Take the words of comments that are not to be scored away, so that they no longer speak.

    They keep their place in the tree, as removed comments do. Without rows of languages, every
    comment is taken for English.
    """
    silent = {row["comment_id"] for row in given.get("language", ()) if not row["scored"]}
    if not silent:
        return thread
    return replace(
        thread,
        comments=tuple(
            replace(comment, own_text="") if comment.id in silent else comment
            for comment in thread.comments
        ),
    )


ANALYZER = Analyzer(
    name="language",
    version="1",
    gives="language",
    analyze=analyze,
    parameters={
        "library": "py3langid 0.4",
        "fewest_words": FEWEST,
        "english_share": ENGLISH_SHARE,
        "most_english": MOST_ENGLISH,
        "sure": SURE,
    },
    models=(model_file(), NAMES_FILE),
)
