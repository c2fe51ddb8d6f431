"""Tell quoted passages from a commenter's own words, and tie each to where it comes from.

Pages seldom keep the marks: blockquotes become paragraphs, quotation marks are lost, passages are
trimmed, reflowed and re-punctuated. What is left is that the same words stand in an earlier
comment or in the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from threads.passages import PassageIndex, Run
from threads.words import COMMON, Words, split_words

# A whole line counts as quoted when this share of its words stands in one source, in order ...
_COVERED = 0.75
# ... or when line and source passage are this similar (trimmed, a word changed).
_SIMILAR = 0.8
# Lines shorter than this say too little ("I don't know"): they must carry topic words as well.
_SHORT_LINE, _TOPIC_WORDS = 6, 2
# Inside a line, this many words in a row are no coincidence (in quotation marks: fewer).
_INLINE, _INLINE_MARKED = 9, 4

_BETWEEN_MARKS = re.compile(r"[\"“„«]([^\"“”„«»\n]{8,600})[\"”“»]")


class Passage(NamedTuple):
    """Characters ``start:end`` of a text, quoted from ``source`` (None: from outside the thread).

    ``words`` counts the words that agree, ``similarity`` is 0..1, ``place`` is the first word's
    position in the source.
    """

    start: int
    end: int
    source: int | None
    words: int
    similarity: float
    place: int = 0


def find_passages(
    text: str,
    marked: tuple[str, ...],
    index: PassageIndex,
    words: Words | None = None,
    places: Sequence[int] | None = None,
) -> list[Passage]:
    """Find the quoted passages of a text in order; ``marked`` are those the page itself marks.

    A marked passage that stands neither in the thread nor in the article is quoted from elsewhere,
    unless nothing else is said: italics are marks, too, and people write actions (*shrugs*) and
    whole comments in them. ``words`` are the text's words, for callers that have them already, and
    ``places`` those at which it may agree with another.
    """
    words = words or split_words(text)
    runs = index.runs(words, places)
    spans = _marked_spans(text, marked)
    if not runs and not spans:
        return []
    ends = [run.start + run.length for run in runs]
    passages: list[Passage] = []
    start = first = 0
    for line, count in zip(text.split("\n"), words.counts, strict=True):
        end, last = start + len(line), first + count
        is_marked = bool(line and spans) and _lies_in(spans, start, end)
        mine = _overlapping(runs, ends, (first, last))
        if mine or is_marked:
            passages += _in_line(
                _Line(text, start, end, words, (first, last), is_marked), mine, index
            )
        start, first = end + 1, last
    known = [passage for passage in passages if passage.source is not None]
    says_more = len(known) == len(passages) or without_passages(text, passages)
    return passages if says_more else known


class _Line(NamedTuple):
    text: str
    start: int
    end: int
    words: Words
    range: tuple[int, int]  # first word and one past the last, as positions in ``words``
    marked: bool


def _marked_spans(text: str, marked: tuple[str, ...]) -> list[tuple[int, int]]:
    spans, at = [], 0
    for passage in marked:
        found = text.find(passage, at)
        if found >= 0:
            at = found + len(passage)
            spans.append((found, at))
    return spans


def _lies_in(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether one of the spans, which are in order, holds ``start:end``."""
    at = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return at >= 0 and spans[at][0] <= start and end <= spans[at][1]


def _in_line(line: _Line, runs: list[Run], index: PassageIndex) -> list[Passage]:
    whole = _whole_line(line, runs, index)
    if whole is not None:
        return [whole]
    if line.marked:
        return [Passage(line.start, line.end, None, 0, 0.0)]
    inside = list(_between_marks(line, runs))
    long = [_inline(line, run) for run in runs if run.length >= _INLINE]
    apart = [p for p in long if not any(p.start < q.end and q.start < p.end for q in inside)]
    return sorted(inside + apart, key=lambda passage: passage.start)


def _overlapping(runs: list[Run], ends: list[int], words: tuple[int, int]) -> list[Run]:
    """Give the runs that reach into a range of words, cut to it."""
    first, last = words
    found, at = [], bisect_right(ends, first)
    while at < len(runs) and runs[at].start < last:
        found.append(_clip(runs[at], first, last))
        at += 1
    return found


def _clip(run: Run, first: int, last: int) -> Run:
    if first <= run.start and run.start + run.length <= last:
        return run
    start = max(run.start, first)
    end = min(run.start + run.length, last)
    return Run(start, end - start, run.source, run.place + start - run.start)


def _whole_line(line: _Line, runs: list[Run], index: PassageIndex) -> Passage | None:
    first, last = line.range
    total = last - first
    if not runs or not total:
        return None
    source, covered = _best_source(runs)
    own = line.words.words[first:last]
    if total < _SHORT_LINE and not line.marked and _topic_words(own) < _TOPIC_WORDS:
        return None
    place = min(run.place for run in runs if run.source == source)
    similarity = _similarity(own, index.words_of(source), runs, source)
    enough = covered / total >= _COVERED or similarity >= _SIMILAR
    if not enough and not (line.marked and covered >= min(4, total)):
        return None
    return Passage(
        line.start, line.end, source, covered, round(max(similarity, covered / total), 3), place
    )


def _topic_words(words: tuple[str, ...]) -> int:
    return sum(word not in COMMON for word in words)


def _best_source(runs: list[Run]) -> tuple[int, int]:
    """Pick the source with the most words in the runs; the earliest of equals."""
    counts: dict[int, int] = {}
    for run in runs:
        counts[run.source] = counts.get(run.source, 0) + run.length
    source = max(counts, key=lambda s: (counts[s], -s))
    return source, counts[source]


def _similarity(
    own: tuple[str, ...], theirs: tuple[str, ...], runs: list[Run], source: int
) -> float:
    """Compare a line with the stretch of its source that the runs span, word by word."""
    places = [(run.place, run.place + run.length) for run in runs if run.source == source]
    low, high = min(p for p, _ in places), max(p for _, p in places)
    if high - low > 2 * len(own):
        return 0.0
    return float(Indel.normalized_similarity(own, theirs[low:high]))


def _between_marks(line: _Line, runs: list[Run]) -> Iterator[Passage]:
    """Find what stands between quotation marks and, nearly all of it, in one source as well."""
    ends = [run.start + run.length for run in runs]
    for match in _BETWEEN_MARKS.finditer(line.text, line.start, line.end):
        start, end = match.span(1)
        starts = line.words.starts
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        mine = _overlapping(runs, ends, (first, last))
        if not mine or last - first < _INLINE_MARKED:
            continue
        source, covered = _best_source(mine)
        if covered / (last - first) >= _COVERED:
            place = min(run.place for run in mine if run.source == source)
            share = round(covered / (last - first), 3)
            yield Passage(start, end, source, covered, share, place)


def _inline(line: _Line, run: Run) -> Passage:
    start, end = line.words.starts[run.start], line.words.ends[run.start + run.length - 1]
    return Passage(start, end, run.source, run.length, 1.0, run.place)


_SPACES = re.compile(r"[ \t]{2,}")
_EMPTY_LINES = re.compile(r"\n{3,}")
_ONLY_MARKS = re.compile(r"[\W_]*")


def without_passages(text: str, passages: list[Passage]) -> str:
    """Give a text less its quoted passages: what its author said in own words.

    Lines that keep nothing but punctuation go as well.
    """
    if not passages:
        return text
    kept, at = [], 0
    for passage in passages:
        kept.append(text[at : passage.start])
        at = passage.end
    kept.append(text[at:])
    lines = [
        "" if _ONLY_MARKS.fullmatch(line) and line else _SPACES.sub(" ", line).strip()
        for line in "".join(kept).split("\n")
    ]
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()
