"""Which fresh comment is which stored one.

A comment is found again by its number on the site where the words or the moment agree too, else
by its lasting id, else by its words where one view doesn't tell author or time, else by author
and minute where the words are nearly the same (an extract cut short, a mended typo).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from rapidfuzz.fuzz import ratio

from threads.identity import fold_name, letters, minute
from threads.model import Comment

_Pairs = Iterator[tuple[Comment, Comment]]

# Shorter texts ("This.", "+1") are written by many, so they alone don't identify a comment.
_TELLING = 20
_CUT_AFTER = 40  # an extract cut short keeps at least this many letters
_NEARLY = 80.0  # per cent of letters that agree
_COMPARED = 2_000  # letters of each text that are compared
_AT_ONCE = 20  # candidates (same words, or same author and minute) that are compared with each


def pair(stored: Sequence[Comment], fresh: Sequence[Comment]) -> dict[str, Comment]:
    """Map the ids of fresh comments to the stored comments that they are."""
    pairs: dict[str, Comment] = {}
    free = {comment.id: comment for comment in stored}
    for stage in (_by_both, _by_number, _by_id, _by_words, _by_moment):
        rest = [comment for comment in fresh if comment.id not in pairs]
        for comment, match in stage(list(free.values()), rest):
            if match.id in free and comment.id not in pairs:
                pairs[comment.id] = free.pop(match.id)
    return pairs


def _by_both(stored: Iterable[Comment], fresh: Iterable[Comment]) -> _Pairs:
    # First of all, so that comments under one number (a site's mistake) don't change places.
    known = {(comment.id, comment.external_id): comment for comment in stored}
    for comment in fresh:
        match = known.get((comment.id, comment.external_id))
        if match:
            yield comment, match


def _by_number(stored: Iterable[Comment], fresh: Iterable[Comment]) -> _Pairs:
    # The number alone is not enough: the old site counts within an article, WordPress over all.
    numbers: dict[str, Comment] = {}
    for comment in stored:
        if comment.external_id:
            numbers.setdefault(comment.external_id, comment)
    for comment in fresh:
        match = numbers.get(comment.external_id or "")
        if match and (_same_moment(match, comment) or _agree(match, comment)):
            yield comment, match


def _by_id(stored: Iterable[Comment], fresh: Iterable[Comment]) -> _Pairs:
    known = {comment.id: comment for comment in stored}
    for comment in fresh:
        match = known.get(comment.id)
        # The id may be that of a comment edited since it got it.
        if match and not (_apart(match, comment) and not _agree(match, comment)):
            yield comment, match


def _by_words(stored: Iterable[Comment], fresh: Iterable[Comment]) -> _Pairs:
    said: dict[str, list[Comment]] = defaultdict(list)
    for comment in stored:
        said[letters(comment.text)].append(comment)
    for comment in fresh:
        words = letters(comment.text)
        if len(words) >= _TELLING:
            yield from _take(said[words], comment, _compatible)


def _by_moment(stored: Iterable[Comment], fresh: Iterable[Comment]) -> _Pairs:
    moments: dict[tuple[str, str], list[Comment]] = defaultdict(list)
    for comment in stored:
        moments[fold_name(comment.author), minute(comment.posted_at)].append(comment)
    for comment in fresh:
        there = moments[fold_name(comment.author), minute(comment.posted_at)]
        yield from _take(there, comment, _nearly)


def _take(
    candidates: list[Comment], comment: Comment, fits: Callable[[Comment, Comment], bool]
) -> _Pairs:
    """Take the first candidate that fits and doesn't have another number on the site."""
    for match in candidates[:_AT_ONCE]:
        if fits(match, comment) and not _apart(match, comment):
            candidates.remove(match)
            yield comment, match
            return


def _nearly(stored: Comment, fresh: Comment) -> bool:
    return _same_moment(stored, fresh) and _alike(stored.text, fresh.text)


def _same_moment(stored: Comment, fresh: Comment) -> bool:
    """Tell whether author and minute are known and equal."""
    author, moment = fold_name(stored.author), minute(stored.posted_at)
    return (
        bool(author)
        and "T" in moment
        and (author, moment) == (fold_name(fresh.author), minute(fresh.posted_at))
    )


def _apart(stored: Comment, fresh: Comment) -> bool:
    """Tell whether both have a number on the site, and not the same one."""
    numbers = stored.external_id, fresh.external_id
    return all(numbers) and numbers[0] != numbers[1]


def _compatible(stored: Comment, fresh: Comment) -> bool:
    """Tell whether neither author nor time, as far as known, speak against one comment."""
    authors = fold_name(stored.author), fold_name(fresh.author)
    short, long = sorted((minute(stored.posted_at), minute(fresh.posted_at)), key=len)
    return long.startswith(short) and (not all(authors) or authors[0] == authors[1])


def _agree(stored: Comment, fresh: Comment) -> bool:
    """Tell whether the words agree; where one has none (removed), what else is known."""
    if not (stored.text and fresh.text):
        return _compatible(stored, fresh)
    return _alike(stored.text, fresh.text)


def _alike(text: str, other: str) -> bool:
    """Tell whether two texts are one but for a cut, a typo or an added line."""
    short, long = sorted((letters(text), letters(other)), key=len)
    if not short:
        return not long and text.split() == other.split()
    if len(short) >= _CUT_AFTER and long.startswith(short):
        return True
    return ratio(short[:_COMPARED], long[:_COMPARED], score_cutoff=_NEARLY) > 0
