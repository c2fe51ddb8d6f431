"""What of a reply tells its stance, by what each of its tokens adds to a label.

In each function ``starts`` are the tokens' places in the text, in order, and ``leads`` what each
adds, in log-odds over the other labels.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from analyzers.sentences import sentence_spans

MOST_WORDS = 3  # shown as evidence
LEAST_PULL = 0.1  # log-odds; what adds less is not worth showing
LONGEST_SHOWN = 240  # characters of a passage shown as evidence
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def weightiest_sentence(
    text: str, starts: Sequence[int], leads: Sequence[float]
) -> list[dict[str, Any]]:
    """Give the sentence whose tokens add most, as a reason; none of a text of one sentence."""
    spans = sentence_spans(text)
    sums = _sums(spans, starts, leads)
    if len(spans) < 2 or max(sums) < LEAST_PULL:
        return []
    best = max(range(len(spans)), key=sums.__getitem__)
    sentence = text[slice(*spans[best])].strip()[:LONGEST_SHOWN]
    return [{"feature": "sentence", "words": [sentence], "weight": round(sums[best], 2)}]


def weightiest_words(
    text: str, starts: Sequence[int], leads: Sequence[float]
) -> list[dict[str, Any]]:
    """Give the words that add most, the weightiest first, as one reason; none if none does."""
    read = starts[-1] + LONGEST_SHOWN if starts else 0
    spans = [word.span() for word in _WORD.finditer(text, 0, read)]
    sums = _sums(spans, starts, leads)
    told: dict[str, float] = {}
    for at in sorted(range(len(spans)), key=lambda at: -sums[at]):
        if sums[at] >= LEAST_PULL and len(told) < MOST_WORDS:
            told.setdefault(text[slice(*spans[at])].lower()[:LONGEST_SHOWN], sums[at])
    if not told:
        return []
    return [{"feature": "words", "words": list(told), "weight": round(sum(told.values()), 2)}]


def _sums(
    spans: Sequence[tuple[int, int]], starts: Sequence[int], leads: Sequence[float]
) -> list[float]:
    """Add up what the tokens within each span add; spans are in order and apart."""
    sums = [0.0] * len(spans)
    begins = [start for start, _ in spans]
    for start, lead in zip(starts, leads, strict=True):
        at = bisect_right(begins, start) - 1
        if at >= 0 and start < spans[at][1]:
            sums[at] += lead
    return sums
