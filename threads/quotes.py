"""Tell quoted passages from a commenter's own words, and tie each to where it comes from.

Pages seldom keep the marks: blockquotes become paragraphs, quotation marks are lost, passages are
trimmed, reflowed and re-punctuated. What is left is that the same words stand in an earlier
comment or in the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

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

_LINE = re.compile(r"[^\n]+")
_MARK_BEFORE = re.compile(r"[\"“”„«»'‘’*…\s]*[\"“„«‘]\s?[*….]*$")
_MARK_AFTER = re.compile(r"[….,*]*\s?[\"”“»’]")


@dataclass(frozen=True, slots=True)
class Passage:
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


def find_passages(text: str, marked: tuple[str, ...], index: PassageIndex) -> list[Passage]:
    """Find the quoted passages of a text in order; ``marked`` are those the page itself marks."""
    words = split_words(text)
    runs = index.runs(words)
    spans = _marked_spans(text, marked)
    passages: list[Passage] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        is_marked = any(s <= start and end <= e for s, e in spans)
        passages += _in_line(_Line(text, start, end, words, is_marked), runs, index)
    return passages


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    end: int
    words: Words
    marked: bool

    @property
    def range(self) -> tuple[int, int]:
        """First word and one past the last, as positions in ``words``."""
        return bisect_left(self.words.starts, self.start), bisect_left(self.words.starts, self.end)


def _marked_spans(text: str, marked: tuple[str, ...]) -> list[tuple[int, int]]:
    spans, at = [], 0
    for passage in marked:
        found = text.find(passage, at)
        if found >= 0:
            at = found + len(passage)
            spans.append((found, at))
    return spans


def _in_line(line: _Line, runs: list[Run], index: PassageIndex) -> list[Passage]:
    first, last = line.range
    mine = [_clip(run, first, last) for run in _overlapping(runs, first, last)]
    whole = _whole_line(line, mine, index)
    if whole is not None:
        return [whole]
    if line.marked:
        return [Passage(line.start, line.end, None, 0, 0.0)]
    return [_inline(line, run) for run in mine if _is_inline(line, run)]


def _overlapping(runs: list[Run], first: int, last: int) -> list[Run]:
    at = bisect_left([run.start + run.length for run in runs], first + 1)
    found = []
    while at < len(runs) and runs[at].start < last:
        found.append(runs[at])
        at += 1
    return found


def _clip(run: Run, first: int, last: int) -> Run:
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
    return Passage(line.start, line.end, source, covered, round(max(similarity, covered / total), 3), place)


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


def _is_inline(line: _Line, run: Run) -> bool:
    if run.length >= _INLINE:
        return True
    if run.length < _INLINE_MARKED:
        return False
    start, end = _run_chars(line, run)
    before = _MARK_BEFORE.search(line.text[max(line.start, start - 6) : start])
    after = _MARK_AFTER.match(line.text[end : end + 6])
    return bool(before and after)


def _run_chars(line: _Line, run: Run) -> tuple[int, int]:
    return line.words.starts[run.start], line.words.ends[run.start + run.length - 1]


def _inline(line: _Line, run: Run) -> Passage:
    start, end = _run_chars(line, run)
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
